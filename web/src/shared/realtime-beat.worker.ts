// Keeps realtime's heartbeat running in a background tab; the protocol is realtime-js's own:
// it sends {event: "start", interval in ms} once and expects {event: "keepAlive"} each time.
addEventListener("message", (message: MessageEvent<{ event: string; interval: number }>) => {
  if (message.data.event !== "start") return;
  setInterval(() => postMessage({ event: "keepAlive" }), message.data.interval);
});
