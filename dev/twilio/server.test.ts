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
const heardIn = (value: unknown) =>
  v.parse(v.object({ heard: v.object({ tones: v.array(v.number()) }) }), value).heard.tones;

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
  await heard(sid, 600);
  await heard(leg, 900);

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

/** Asks until the leg's far end is heard with the tone: a frame takes 10 ms, the first ones are on their way. */
async function heard(sid: string, hz: number): Promise<void> {
  for (;;) {
    const tones = heardIn(await control("GET", `/calls/${sid}`));
    if (tones.some((tone) => Math.abs(tone - hz) <= 3)) return;
  }
}
