// Whole calls over HTTP: a customer's server, the official library, control routes; no browser, no clock to wait for.

import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import twilio from "twilio";
import * as v from "valibot";
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

const customer = await startCustomer(AUTH_TOKEN);
const simulator = await startTwilio({ port: 0, accounts: [testAccount(customer.url)] });
const api = officialClient(simulator.url, ACCOUNT_SID, AUTH_TOKEN);
const key = await api.newKeys.create({ friendlyName: "tokens" });
beforeEach(async () => {
  await control("DELETE", "");
  customer.came.length = 0;
  customer.answers = { "/app-status": "", "/status": "" };
});
after(async () => {
  await simulator.close();
  await customer.close();
});

async function control(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${simulator.url}/_control${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${await response.clone().text()}`);
  return response.status === 204 ? null : await response.json();
}
const sidIn = (value: unknown) => v.parse(v.object({ sid: v.string() }), value).sid;
const saidIn = (value: unknown) =>
  v.parse(v.object({ said: v.object({ tones: v.array(v.number()) }) }), value).said.tones;

function token(identity: string): string {
  const { AccessToken } = twilio.jwt;
  const access = new AccessToken(ACCOUNT_SID, key.sid, key.secret, { identity, ttl: 3600 });
  access.addGrant(
    new AccessToken.VoiceGrant({ incomingAllow: true, outgoingApplicationSid: APP_SID }),
  );
  return access.toJwt();
}
async function client(identity: string): Promise<string> {
  const made = await control("POST", "/clients", { token: token(identity) });
  return v.parse(v.object({ id: v.string() }), made).id;
}

test("a call from outside rings a registered client; both hear each other until the caller hangs up", async () => {
  const callback = `statusCallback="${customer.url}/status" ` +
    `statusCallbackEvent="initiated ringing answered completed"`;
  customer.answers["/voice"] =
    `<Response><Dial answerOnBridge="true" timeout="20" action="/action">` +
    `<Client ${callback}><Identity>anna</Identity><Parameter name="CallId" value="7"/></Client>` +
    `</Dial></Response>`;
  customer.answers["/action"] = `<Response/>`;
  const id = await client("anna");
  await control("POST", `/clients/${id}`, { do: "register" });
  const sid = sidIn(
    await control("POST", "/calls", {
      from: THEIR_NUMBER,
      to: OUR_NUMBER,
      speak: { tone: 600 },
    }),
  );
  const voice = await customer.wait(({ path }) => path === "/voice");
  assert.equal(voice.form["CallSid"], sid);
  assert.equal(voice.form["CallStatus"], "ringing");
  assert.equal(voice.form["ApplicationSid"], APP_SID);
  assert.equal(voice.form["FromCountry"], "US");
  const { form: ringing } = await customer.wait(({ form }) =>
    form["CallStatus"] === "ringing" && "ParentCallSid" in form
  );
  const shown = await control("GET", `/clients/${id}`);
  assert.deepEqual(
    v.parse(v.object({ calls: v.array(v.looseObject({})) }), shown).calls[0]?.["params"],
    { CallId: "7" },
  );

  await control("POST", `/clients/${id}`, { do: "accept", params: { tone: "900" } });
  await customer.wait(({ form }) => form["CallStatus"] === "in-progress");
  const leg = ringing["CallSid"] ?? "";
  await says(sid, 600);
  await says(leg, 900);

  await control("POST", `/calls/${sid}`, { do: "hangup" });
  const { form: action } = await customer.wait(({ path }) => path === "/action");
  assert.equal(action["DialCallStatus"], "completed");
  assert.equal(action["DialBridged"], "true");
  assert.equal(action["DialCallSid"], leg);
  assert.equal(action["CallStatus"], "completed");
  await customer.wait(({ path }) => path === "/app-status");
  await customer.wait(({ form }) => form["CallStatus"] === "completed" && form["CallSid"] === leg);
  const steps = customer.came.filter(({ path }) => path === "/status")
    .map(({ form }) => `${form["SequenceNumber"]} ${form["CallStatus"]}`);
  assert.deepEqual(steps, ["0 initiated", "1 ringing", "2 in-progress", "3 completed"]);
});

test("a client places a call to a scripted telephone, presses keys, and hangs up", async () => {
  customer.answers["/voice"] = (form) =>
    `<Response><Dial answerOnBridge="true" callerId="${OUR_NUMBER}" action="/action">` +
    `<Number statusCallback="${customer.url}/status" statusCallbackEvent="answered completed">` +
    `${form["Target"]}</Number></Dial></Response>`;
  customer.answers["/action"] = "<Response/>";
  await control("PUT", `/numbers/${THEIR_NUMBER}`, { behaviour: "answer", ringMs: 10, tone: 700 });
  const id = await client("bert");
  await control("POST", `/clients/${id}`, { do: "connect", params: { Target: THEIR_NUMBER } });
  const { form } = await customer.wait((came) => came.form["CallStatus"] === "in-progress");
  const leg = form["CallSid"] ?? "";
  await says(leg, 700);
  await control("POST", `/calls/${leg}`, { do: "digits", value: "42#" });
  await control("POST", `/calls/${leg}`, { do: "tone", value: 1300 });
  await says(leg, 1300);
  const parent = v.parse(callDigits, await control("GET", `/calls/${form["ParentCallSid"]}`));
  assert.deepEqual([parent.digits.heard, parent.legs], ["42#", [leg]]);
  assert.deepEqual(
    v.parse(
      v.array(v.unknown()),
      await control("GET", `/calls?to=${THEIR_NUMBER}&status=in-progress`),
    ).length,
    1,
  );
  await control("POST", `/clients/${id}`, { do: "hangup" });
  const action = await customer.wait(({ path }) => path === "/action");
  assert.equal(action.form["DialBridged"], "true");
  const ended = v.parse(endings, await control("GET", `/calls/${leg}`));
  assert.deepEqual(ended, { status: "completed", endedBy: "other-leg" });
});
const callDigits = v.object({ digits: v.object({ heard: v.string() }), legs: v.array(v.string()) });
const endings = v.object({ status: v.string(), endedBy: v.string() });

test("documented: what the caller's network says is told, where it says anything", async () => {
  customer.answers["/voice"] = "<Response><Reject/></Response>";
  const network = {
    forwardedFrom: "+12025550123",
    callerName: "ACME",
    stirVerstat: "TN-Validation-Failed-C",
  };
  await control("POST", "/calls", { from: THEIR_NUMBER, to: OUR_NUMBER, network });
  const { form } = await customer.wait(({ path }) => path === "/voice");
  assert.deepEqual([form["ForwardedFrom"], form["CallerName"], form["StirVerstat"]], [
    network.forwardedFrom,
    network.callerName,
    network.stirVerstat,
  ]);
});

test("a caller's number that is none reaches the customer as it came, signed; echoed raw it is no TwiML", async () => {
  const from = "\u0001+1202\u0007\n555";
  customer.answers["/voice"] = (form) =>
    `<Response><Dial callerId="${form["From"]}"><Client>ada</Client></Dial></Response>`;
  customer.answers["/fallback"] = "<Response><Reject/></Response>";
  await control("POST", "/calls", { from, to: OUR_NUMBER });
  const { form } = await customer.wait(({ path }) => path === "/voice");
  assert.deepEqual([form["From"], form["Caller"], form["FromCountry"]], [from, from, ""]);
  const { form: told } = await customer.wait(({ path }) => path === "/fallback");
  assert.deepEqual([told["ErrorCode"], told["From"]], ["12100", from]);
});

test("a leg in a conference says which, and who it is there", async () => {
  customer.answers["/voice"] = '<Response><Dial><Conference participantLabel="guest" ' +
    'muted="true">room</Conference></Dial></Response>';
  const sid = sidIn(await control("POST", "/calls", { from: THEIR_NUMBER, to: OUR_NUMBER }));
  await customer.wait(({ path }) => path === "/voice");
  await control("POST", "/clock", { advanceMs: 0 });
  const shape = v.object({ conference: v.nullable(v.looseObject({ sid: v.string() })) });
  const { conference } = v.parse(shape, await control("GET", `/calls/${sid}`));
  assert.match(conference?.sid ?? "", /^CF/);
  assert.deepEqual({ ...conference, sid: "" }, {
    sid: "",
    friendlyName: "room",
    status: "init",
    label: "guest",
    inside: true,
    muted: true,
    hold: false,
    coaching: false,
    plays: "music",
  });
});

test("a client that declines is busy, one that was never there no-answer", async () => {
  customer.answers["/voice"] =
    '<Response><Dial action="/action"><Client>cleo</Client></Dial></Response>';
  customer.answers["/action"] = "<Response/>";
  const id = await client("cleo");
  await control("POST", "/calls", { from: THEIR_NUMBER, to: OUR_NUMBER });
  const first = await customer.wait(({ path }) => path === "/action");
  assert.equal(first.form["DialCallStatus"], "no-answer");
  customer.came.length = 0;

  await control("POST", `/clients/${id}`, { do: "register" });
  await control("POST", "/calls", { from: THEIR_NUMBER, to: OUR_NUMBER });
  await customer.wait(({ path }) => path === "/voice");
  await rings(id);
  await control("POST", `/clients/${id}`, { do: "reject" });
  const second = await customer.wait(({ path }) => path === "/action");
  assert.equal(second.form["DialCallStatus"], "busy");
});

test("webhooks are listed and sent again; after DELETE nothing is left", async () => {
  customer.answers["/voice"] = "<Response><Reject/></Response>";
  const sid = sidIn(await control("POST", "/calls", { from: THEIR_NUMBER, to: OUR_NUMBER }));
  await customer.wait(({ path }) => path === "/app-status");
  const [voice] = v.parse(records, await control("GET", `/webhooks?sid=${sid}`));
  assert.equal(voice?.status, 200);
  assert.equal(voice?.answer, "<Response><Reject/></Response>");
  customer.came.length = 0;
  await control("POST", `/webhooks/${voice?.n}/repeat`);
  assert.deepEqual(customer.came.map(({ form }) => form), [voice?.form]);
  await control("DELETE", "");
  assert.deepEqual(await control("GET", "/webhooks"), []);
  assert.deepEqual(await control("GET", "/calls"), []);
});
const records = v.array(
  v.object({
    n: v.number(),
    at: v.pipe(v.string(), v.isoTimestamp()),
    url: v.string(),
    form: v.record(v.string(), v.string()),
    signature: v.string(),
    status: v.nullable(v.number()),
    answer: v.string(),
    ms: v.nullable(v.number()),
  }),
);

test("wrong orders are refused with a sentence", async () => {
  const cases: [string, string, unknown, number][] = [
    ["POST", "/calls", { from: THEIR_NUMBER }, 400],
    ["POST", "/calls", { from: THEIR_NUMBER, to: "+12025550001" }, 404],
    ["POST", "/calls/CA0", { do: "hangup" }, 404],
    ["POST", "/calls/CA0", { do: "sing" }, 400],
    ["PUT", `/numbers/${OUR_NUMBER}`, { behaviour: "busy" }, 409],
    ["PUT", "/numbers/12", { behaviour: "busy" }, 400],
    ["PUT", `/numbers/${THEIR_NUMBER}`, { behaviour: "sleep" }, 400],
    ["PUT", "/faults", { callbacks: { drop: 2 } }, 400],
    ["POST", "/clock", { advanceMs: -1 }, 400],
    ["POST", "/clock", {}, 400],
    ["POST", "/clients", { token: "forged" }, 401],
    ["POST", "/clients", { token: `${token("anna").slice(0, -3)}AAA` }, 401],
    ["POST", "/clients/99", { do: "register" }, 404],
    ["POST", "/webhooks/99/repeat", {}, 404],
    ["GET", "/nothing", undefined, 404],
    ["GET", `/accounts/AC${"9".repeat(32)}/token`, undefined, 404],
    ["PUT", "/choices", { silentRecord: "sometimes" }, 400],
    ["PUT", "/choices", { conferenceListLagMs: -1 }, 400],
  ];
  for (const [method, path, body, status] of cases) {
    const response = await fetch(`${simulator.url}/_control${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    assert.equal(response.status, status, `${method} ${path}`);
    const { error } = v.parse(
      v.object({ error: v.object({ message: v.string() }) }),
      await response.json(),
    );
    assert.ok(error.message.length > 5);
  }
});

test("what scripts chose is shown, and forgotten by a new beginning", async () => {
  const usual = {
    conferenceListLagMs: 0,
    silentRecord: "action",
    bareMediaUrl: "wav",
    mediaRanges: true,
    apiLatencyMs: 0,
  };
  assert.deepEqual(await control("GET", "/choices"), usual);
  await control("PUT", "/choices", { silentRecord: "next-verb" });
  assert.deepEqual(await control("GET", "/choices"), { ...usual, silentRecord: "next-verb" });
  await control("DELETE", "");
  assert.deepEqual(await control("GET", "/choices"), usual);
});

/** Asks until a call rings at the client: the answer to the webhook is on its way. */
async function rings(id: string): Promise<void> {
  const shape = v.object({ calls: v.array(v.looseObject({ state: v.string() })) });
  while (v.parse(shape, await control("GET", `/clients/${id}`)).calls.length === 0);
}

/** Asks until the far end of the leg says the tone: a frame takes 10 ms, the first ones are on their way. */
async function says(sid: string, hz: number): Promise<void> {
  for (;;) {
    const tones = saidIn(await control("GET", `/calls/${sid}`));
    if (tones.some((tone) => Math.abs(tone - hz) <= 3)) return;
  }
}
