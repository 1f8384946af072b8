// The floor of the dialer: the voice SDK, a token, and an accept. `?token=` is the person's access token; the server
// of this page passes the request on to the function, so that no origin has to be allowed. With `?api=` it also asks
// what the dialer has to know, in the dialer's order, opens the microphone meanwhile, and shows nothing.
import { Device } from "@twilio/voice-sdk";

const query = new URLSearchParams(location.search);
const silence = "/silence.wav";
const names = ["incoming", "outgoing", "disconnect", "dtmfs", "dtmfh"]
  .concat(Array.from({ length: 10 }, (_, key) => `dtmf${key}`));

const rest = async (path, init) => {
  const answer = await fetch(`${query.get("api")}/rest/v1/${path}`, {
    ...init,
    headers: {
      apikey: query.get("key"),
      authorization: `Bearer ${query.get("token")}`,
      "content-type": "application/json",
    },
  });
  return await answer.json();
};
const workspace = `workspace_id=eq.${query.get("workspace")}`;
const asks = query.has("api");
let microphone = Promise.resolve();
if (asks) {
  // The seat with its workspace, lines and colleagues in one question, then the calls that are on the screen.
  await rest("rpc/open_dialer", {
    method: "POST",
    body: JSON.stringify({ workspace_id: Number(query.get("workspace")) }),
  });
  void rest(`call?select=*&${workspace}&order=created_at.desc&limit=50`);
  microphone = navigator.mediaDevices.getUserMedia({ audio: true });
}

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
if (asks) {
  (await microphone).getTracks().forEach((track) => track.stop());
  const workspace = { workspace_id: Number(query.get("workspace")) };
  const post = (body) => ({ method: "POST", body: JSON.stringify(body) });
  await rest("rpc/choose_presence", post({ ...workspace, status: "available" }));
  await rest("rpc/beat", post(workspace));
}
globalThis.readyAt = performance.now();
