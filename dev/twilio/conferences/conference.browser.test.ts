// A conference of three browsers with the unmodified Voice SDK, each speaking with a tone of its own.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import twilio from "twilio";
import { openBrowser } from "../../test/browser.ts";
import type { Call } from "../calls/call.ts";
import { startTwilio } from "../server.ts";
import { ACCOUNT_SID, APP_SID, AUTH_TOKEN, testAccount } from "../testing/accounts.ts";
import { startCustomer } from "../testing/customer.ts";
import { officialClient } from "../testing/official-client.ts";

/** Who takes part, and the tone of each in Hz. */
const TONES = { anna: 500, ben: 800, carla: 1100 } as const;
type Name = keyof typeof TONES;

const customer = await startCustomer(AUTH_TOKEN);
customer.answers = {
  "/voice": ({ From = "" }) =>
    `<Response><Dial action="/after"><Conference beep="false" waitUrl="" ` +
    `participantLabel="${From.slice("client:".length)}" statusCallback="/events" ` +
    `statusCallbackEvent="start end join leave mute hold">room</Conference></Dial></Response>`,
  "/after": "<Response/>",
  "/app-status": "",
  "/events": "",
};
const simulator = await startTwilio({ port: 0, accounts: [testAccount(customer.url)] });
const api = officialClient(simulator.url, ACCOUNT_SID, AUTH_TOKEN);
const key = await api.newKeys.create({});
const browser = await openBrowser();
const sdk = readFileSync(
  new URL("../dist/twilio.min.js", import.meta.resolve("@twilio/voice-sdk")),
);
const site = createServer((request, response) => {
  const script = request.url === "/sdk.js";
  response.setHeader("content-type", script ? "text/javascript" : "text/html");
  response.end(
    script
      ? sdk
      : `<script src="${simulator.url}/voice-sdk-shim.js"></script><script src="/sdk.js"></script>`,
  );
});
await new Promise<void>((done) => site.listen(0, "127.0.0.1", done));
const where = site.address();
assert.ok(typeof where === "object" && where !== null);
const siteUrl = `http://127.0.0.1:${where.port}/`;

after(async () => {
  await browser.close();
  site.closeAllConnections();
  site.close();
  await simulator.close();
  await customer.close();
});

/** The page's microphone is an oscillator; `hears` waits until one frequency stands 20 dB over another. */
const PAGE = (hz: number) => `
  navigator.mediaDevices.getUserMedia = async () => {
    const context = new AudioContext();
    const out = context.createMediaStreamDestination();
    const tone = new OscillatorNode(context, { frequency: ${hz} });
    tone.connect(new GainNode(context, { gain: 0.2 })).connect(out);
    tone.start();
    return out.stream;
  };
  window.hears = async (hz, otherHz) => {
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
    context.createMediaStreamSource(call.getRemoteStream()).connect(analyser);
    const bins = new Float32Array(analyser.frequencyBinCount);
    const level = (wanted) => bins[Math.round(wanted * analyser.fftSize / context.sampleRate)];
    do {
      await new Promise((next) => setTimeout(next, 20));
      analyser.getFloatFrequencyData(bins);
    } while (!(level(hz) - level(otherHz) > 20));
    await context.close();
  };`;

interface Person {
  page: Page;
  call: Call;
  run: (script: string) => Promise<unknown>;
}

/** Opens a page and calls into the conference. */
async function join(name: Name): Promise<Person> {
  const { AccessToken } = twilio.jwt;
  const token = new AccessToken(ACCOUNT_SID, key.sid, key.secret, { identity: name, ttl: 600 });
  token.addGrant(new AccessToken.VoiceGrant({ outgoingApplicationSid: APP_SID }));
  const page = await browser.newPage();
  await page.addInitScript({ content: PAGE(TONES[name]) });
  await page.goto(siteUrl);
  const run = (script: string) => page.evaluate(`(async () => { ${script} })()`);
  await run(`window.device = new Twilio.Device(${JSON.stringify(token.toJwt())},
      { logLevel: "silent", enableImprovedSignalingErrorPrecision: true });
    window.call = await device.connect();
    window.ended = new Promise((done) => call.on("disconnect", done));
    await new Promise((done) => call.on("accept", done));`);
  const joined = await customer.wait(({ form }) =>
    form["StatusCallbackEvent"] === "participant-join" && form["ParticipantLabel"] === name
  );
  const call = simulator.engine.calls.get(joined.form["CallSid"] ?? "");
  assert.ok(call);
  return { page, call, run };
}

/** Asks again and again; the signal of a test that is over ends it, so that the process can end. */
async function until(is: () => boolean, over: AbortSignal): Promise<void> {
  while (!is()) {
    over.throwIfAborted();
    await new Promise((next) => setTimeout(next, 50));
  }
}

/** Whether exactly these people are heard at the far end of the leg. */
function hearsOnly({ call }: Person, names: readonly Name[]): boolean {
  const { tones = [] } = call.line?.sent() ?? {};
  return tones.length === names.length &&
    names.every((name) => tones.some((hz) => Math.abs(hz - TONES[name]) <= 5));
}

test(
  "documented: three browsers hear each other, mute, hold, and the end for all; seen live by others: keys are sound",
  { timeout: 90_000 },
  async (t) => {
    const hears = (person: Person, ...names: Name[]) =>
      until(() => hearsOnly(person, names), t.signal);
    const anna = await join("anna");
    const ben = await join("ben");
    const carla = await join("carla");
    await Promise.all([
      hears(anna, "ben", "carla"),
      hears(ben, "anna", "carla"),
      hears(carla, "anna", "ben"),
      anna.run(`await hears(${TONES.ben}, ${TONES.anna}); await hears(${TONES.carla}, 950);`),
      ben.run(`await hears(${TONES.anna}, ${TONES.ben});`),
    ]);

    const conference = simulator.engine.conferences.running(ACCOUNT_SID, "room");
    assert.ok(conference);
    const { participants } = api.conferences(conference.sid);
    await participants("carla").update({ muted: true });
    await hears(anna, "ben");
    await participants("carla").update({ muted: false });
    await participants("ben").update({ hold: true });
    await Promise.all([hears(anna, "carla"), hears(carla, "anna")]);
    await participants("ben").update({ hold: false });
    await hears(anna, "ben", "carla");

    const tones = carla.run(`await hears(1336, 1500);`);
    await anna.run(`call.sendDigits("5555555555");`);
    await tones;
    assert.equal(carla.call.digitsSent, "");

    // How few are late on a machine with nothing else to do is the load test's matter: here three pages run beside.
    t.diagnostic(JSON.stringify(conference.figures));

    await api.conferences(conference.sid).update({ status: "completed" });
    await Promise.all([anna, ben, carla].map(({ run }) => run("await ended; device.destroy();")));
    const ended = await customer.wait(({ form }) =>
      form["StatusCallbackEvent"] === "conference-end"
    );
    assert.equal(ended.form["ReasonConferenceEnded"], "conference-ended-via-api");
  },
);
