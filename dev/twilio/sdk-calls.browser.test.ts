// Whole calls with the unmodified Voice SDK in Chromium: signalling, TwiML, bridge, and sound from end to end.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, beforeEach, test } from "node:test";
import twilio from "twilio";
import * as v from "valibot";
import { openBrowser, writePulsedTone } from "../test/browser.ts";
import { startTwilio } from "./server.ts";
import {
  ACCOUNT_SID,
  APP_SID,
  AUTH_TOKEN,
  OUR_NUMBER,
  testAccount,
  THEIR_NUMBER,
} from "./testing/accounts.ts";
import { startCustomer } from "./testing/customer.ts";
import { officialClient } from "./testing/official-client.ts";

const MICROPHONE_HZ = 1000;
const PHONE_HZ = 1500;
const customer = await startCustomer(AUTH_TOKEN);
const simulator = await startTwilio({ port: 0, accounts: [testAccount(customer.url)] });
const api = officialClient(simulator.url, ACCOUNT_SID, AUTH_TOKEN);
const key = await api.newKeys.create({});
const microphone = await writePulsedTone(MICROPHONE_HZ);
const browser = await openBrowser({ fakeAudioFile: microphone.path });
const sdk = readFileSync(
  new URL("../dist/twilio.min.js", import.meta.resolve("@twilio/voice-sdk")),
);
const html = `<script src="${simulator.url}/voice-sdk-shim.js"></script>` +
  `<script src="/sdk.js"></script>`;
const site = createServer((request, response) => {
  const script = request.url === "/sdk.js";
  response.setHeader("content-type", script ? "text/javascript" : "text/html");
  response.end(script ? sdk : html);
});
await new Promise<void>((done) => site.listen(0, "127.0.0.1", done));
const where = site.address();
assert.ok(typeof where === "object" && where !== null);
const page = await browser.newPage();
await page.goto(`http://127.0.0.1:${where.port}/`);

after(async () => {
  await browser.close();
  await microphone.remove();
  site.closeAllConnections();
  site.close();
  await simulator.close();
  await customer.close();
});
beforeEach(() => {
  customer.came.length = 0;
  customer.answers = { "/app-status": "", "/status": "", "/action": "<Response/>" };
});

const callback = `statusCallback="${customer.url}/status" ` +
  `statusCallbackEvent="initiated ringing answered completed"`;
const run = (script: string) => page.evaluate(`(async () => { ${script} })()`);

async function control(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${simulator.url}/_control${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  assert.ok(response.ok, `${method} ${path}: ${response.status}`);
  return await response.json();
}
const tones = v.object({ tones: v.array(v.number()) });
const sounds = v.object({ said: tones, heard: tones });

/** Asks until the far end of the leg says, or hears, that tone. */
async function untilTone(sid: string, direction: "heard" | "said", hz: number): Promise<void> {
  for (;;) {
    const shown = v.parse(sounds, await control("GET", `/calls/${sid}`));
    if (shown[direction].tones.some((tone) => Math.abs(tone - hz) <= 5)) return;
  }
}

function device(): string {
  const { AccessToken } = twilio.jwt;
  const token = new AccessToken(ACCOUNT_SID, key.sid, key.secret, { identity: "anna", ttl: 600 });
  token.addGrant(
    new AccessToken.VoiceGrant({ incomingAllow: true, outgoingApplicationSid: APP_SID }),
  );
  const options = `{ logLevel: "silent", enableImprovedSignalingErrorPrecision: true }`;
  return `window.device = new Twilio.Device(${JSON.stringify(token.toJwt())}, ${options});`;
}

test(
  "a browser calls a telephone: early ringback, sound both ways, mute, keys, the telephone hangs up",
  { timeout: 60_000 },
  async () => {
    await control("PUT", `/numbers/${THEIR_NUMBER}`, {
      behaviour: "answer",
      ringMs: 2500,
      tone: PHONE_HZ,
    });
    customer.answers["/voice"] = `<Response><Dial answerOnBridge="true" action="/action" ` +
      `callerId="${OUR_NUMBER}"><Number ${callback}>${THEIR_NUMBER}</Number></Dial></Response>`;
    await run(`${device()}
    window.call = await device.connect({ params: { CallId: "u1" } });
    window.ended = new Promise((done) => call.on("disconnect", done));
    window.early = new Promise((done) => call.on("ringing", done));`);
    assert.equal(await run("return await early;"), true);
    const voice = await customer.wait(({ path }) => path === "/voice");
    const parent = voice.form["CallSid"] ?? "";
    assert.equal(voice.form["CallId"], "u1");
    await untilTone(parent, "heard", 425);

    const { form } = await customer.wait((came) => came.form["CallStatus"] === "in-progress");
    const leg = form["CallSid"] ?? "";
    await untilTone(leg, "heard", MICROPHONE_HZ);
    await untilTone(parent, "heard", PHONE_HZ);
    await run("call.mute(true);");
    await untilSilent(leg);
    await run(`call.mute(false); call.sendDigits("42#");`);
    await untilTone(leg, "heard", MICROPHONE_HZ);
    const keys = v.object({ digits: v.object({ heard: v.string() }) });
    while (v.parse(keys, await control("GET", `/calls/${leg}`)).digits.heard !== "42#");

    await control("POST", `/calls/${leg}`, { do: "hangup" });
    await run("await ended; device.destroy();");
    const action = await customer.wait(({ path }) => path === "/action");
    assert.equal(action.form["DialBridged"], "true");
    assert.deepEqual(
      customer.came.filter(({ path }) => path === "/status").map((came) => came.form["CallStatus"]),
      ["initiated", "ringing", "in-progress", "completed"],
    );
  },
);

test("a telephone calls a browser: it answers, sound flows both ways, the browser hangs up", {
  timeout: 60_000,
}, async () => {
  customer.answers["/voice"] = `<Response><Dial answerOnBridge="true" action="/action">` +
    `<Client ${callback}><Identity>anna</Identity><Parameter name="CallId" value="9"/></Client>` +
    `</Dial></Response>`;
  await run(`${device()}
    window.incoming = new Promise((done) => device.on("incoming", done));
    await device.register();`);
  const speak = { tone: PHONE_HZ };
  await control("POST", "/calls", { from: THEIR_NUMBER, to: OUR_NUMBER, speak });
  assert.equal(
    await run(`window.call = await incoming; const id = call.customParameters.get("CallId");
      call.accept(); return id;`),
    "9",
  );
  const { form } = await customer.wait((came) => came.form["CallStatus"] === "in-progress");
  await untilTone(form["CallSid"] ?? "", "heard", PHONE_HZ);
  await untilTone(form["ParentCallSid"] ?? "", "heard", MICROPHONE_HZ);
  await run("call.disconnect();");
  const action = await customer.wait(({ path }) => path === "/action");
  assert.deepEqual([action.form["DialCallStatus"], action.form["DialBridged"]], [
    "completed",
    "true",
  ]);
  await run("device.destroy();");
});

test(
  "documented: a browser that the API calls into a conference gets its custom parameters, and is heard there",
  {
    timeout: 60_000,
  },
  async () => {
    await control("PUT", `/numbers/${THEIR_NUMBER}`, {
      behaviour: "answer",
      ringMs: 0,
      tone: PHONE_HZ,
    });
    const { participants } = api.conferences("room");
    const them = await participants.create({ to: THEIR_NUMBER, from: OUR_NUMBER });
    await run(`${device()}
    window.incoming = new Promise((done) => device.on("incoming", done));
    await device.register();`);
    const name = "Jürgen & Co = 1 + 1 %?";
    const { callSid } = await participants.create({
      to: `client:anna?CallId=5&Name=${encodeURIComponent(name)}`,
      from: OUR_NUMBER,
    });
    assert.deepEqual(
      await run(`window.call = await incoming; const given = [...call.customParameters];
      call.accept(); return given;`),
      [["CallId", "5"], ["Name", name]],
    );
    await untilTone(callSid, "heard", PHONE_HZ);
    await untilTone(them.callSid, "heard", MICROPHONE_HZ);
    await run("call.disconnect(); device.destroy();");
  },
);

/** Asks until the microphone's tone is no longer heard there. */
async function untilSilent(sid: string): Promise<void> {
  for (;;) {
    const { heard } = v.parse(sounds, await control("GET", `/calls/${sid}`));
    if (heard.tones.length === 0) return;
  }
}
