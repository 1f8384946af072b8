// As heartbeat.worker.ts, of a running call.
setInterval(() => postMessage(Date.now()), 3_000);
