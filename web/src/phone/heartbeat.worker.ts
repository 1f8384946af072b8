// A dedicated worker: its timers are not throttled like a hidden page's, yet it freezes with its
// page, so a sleeping tab stops proving that it can ring. A shared worker would go on and lie.
setInterval(() => postMessage(Date.now()), 10_000);
