// The floor of the dialer: the voice SDK, a token, and an accept. `?token=` is the person's access token; the server
// of this page passes the request on to the function, so that no origin has to be allowed.
import { Device } from "@twilio/voice-sdk";

const query = new URLSearchParams(location.search);
const silence = "/silence.wav";
const names = ["incoming", "outgoing", "disconnect", "dtmfs", "dtmfh"]
  .concat(Array.from({ length: 10 }, (_, key) => `dtmf${key}`));

const answer = await fetch("/token", {
  method: "POST",
  headers: { authorization: `Bearer ${query.get("token")}`, "content-type": "application/json" },
  body: JSON.stringify({
    workspaceId: Number(query.get("workspace")),
    identity: query.get("identity"),
  }),
});
const { token } = await answer.json();
const device = new Device(token, {
  logLevel: "silent",
  sounds: Object.fromEntries(names.map((name) => [name, silence])),
});
globalThis.rang = 0;
device.on("incoming", (call) => {
  globalThis.call = call;
  globalThis.rang++;
});
device.on("error", (error) => console.error(error));
await device.register();
globalThis.readyAt = performance.now();
