// The official library against the simulator's API. (Its 6.2.0 forgets the SID in what `create` and `list` return: ask by SID.)

import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import {
  ACCOUNT_SID,
  APP_SID,
  OUR_NUMBER,
  OUR_SECOND_NUMBER,
  THEIR_NUMBER,
} from "../testing/accounts.ts";
import { officialClient } from "../testing/official-client.ts";
import { openStand, refused } from "./testing/stand.ts";

const other = { sid: `AC${"d".repeat(32)}`, authToken: "f".repeat(32) };
const stand = await openStand({}, [{ ...other, numbers: [{ phoneNumber: "+442079460100" }] }]);
const { simulator, customer, api } = stand;
after(() => stand.close());
beforeEach(async () => {
  await stand.control("DELETE", "");
  customer.came.length = 0;
  customer.answers = { "/app-status": "", "/status": "" };
});

test("the account is fetched by its auth token", async () => {
  const account = await api.api.v2010.accounts(ACCOUNT_SID).fetch();
  assert.deepEqual([account.sid, account.type, account.status], [ACCOUNT_SID, "Full", "active"]);
  assert.ok(account.dateCreated instanceof Date && !Number.isNaN(account.dateCreated.getTime()));
});

test("documented: wrong credentials are 20003, what is not there 20404", async () => {
  const wrong = officialClient(simulator.url, ACCOUNT_SID, "0".repeat(32));
  assert.equal(await refused(wrong.applications.list()), "401 20003");
  const stranger = officialClient(simulator.url, other.sid, other.authToken, ACCOUNT_SID);
  assert.equal(await refused(stranger.applications.list()), "401 20003");
  assert.equal(await refused(api.applications(`AP${"0".repeat(32)}`).fetch()), "404 20404");
  assert.equal(await refused(api.calls(`CA${"0".repeat(32)}`).fetch()), "404 20404");
  assert.equal(await refused(api.queues.list()), "404 20404");
});

test("documented: a key is made with its secret once; it reads calls, but neither keys nor the account", async () => {
  const made = await api.newKeys.create({ friendlyName: "product" });
  assert.match(made.sid, /^SK[0-9a-f]{32}$/);
  assert.ok(made.secret.length >= 32);
  const fetched = await api.keys(made.sid).fetch();
  assert.equal(fetched.friendlyName, "product");
  assert.equal("secret" in fetched.toJSON(), false);
  const byKey = officialClient(simulator.url, made.sid, made.secret, ACCOUNT_SID);
  assert.deepEqual(await byKey.calls.list(), []);
  assert.equal(await refused(byKey.newKeys.create({})), "401 20003");
  assert.equal(await refused(byKey.keys.list()), "401 20003");
  assert.equal(await refused(byKey.api.v2010.accounts(ACCOUNT_SID).fetch()), "401 20003");
  assert.ok((await api.keys.list()).some(({ sid }) => sid === made.sid));
  assert.equal(await api.keys(made.sid).remove(), true);
  assert.equal(await refused(byKey.calls.list()), "401 20003");
});

test("applications are made, found by name, changed and deleted", async () => {
  const app = await api.applications.create({
    friendlyName: "Softphone-1",
    voiceUrl: "https://example.com/voice",
    statusCallback: "https://example.com/status",
  });
  assert.match(app.sid, /^AP[0-9a-f]{32}$/);
  assert.deepEqual(
    (await api.applications.list({ friendlyName: "Softphone-1" })).map(({ sid }) => sid),
    [
      app.sid,
    ],
  );
  const changed = await api.applications(app.sid).update({
    voiceFallbackUrl: "https://example.com/f",
  });
  assert.equal(changed.voiceFallbackUrl, "https://example.com/f");
  assert.equal(changed.voiceUrl, "https://example.com/voice");
  assert.equal(await refused(api.applications.create({ voiceUrl: "nowhere" })), "400 21502");
  assert.equal(await api.applications(app.sid).remove(), true);
  assert.equal(await refused(api.applications(app.sid).fetch()), "404 20404");
});

test("documented: on a number, application and trunk delete each other, the voice URL stays", async () => {
  const [number] = await api.incomingPhoneNumbers.list({ phoneNumber: OUR_NUMBER });
  assert.ok(number);
  assert.match(number.sid, /^PN[0-9a-f]{32}$/);
  assert.equal(number.voiceApplicationSid, APP_SID);
  const trunk = await api.incomingPhoneNumbers(number.sid).update({
    trunkSid: `TK${"1".repeat(32)}`,
    voiceUrl: "https://example.com/v",
  });
  assert.deepEqual([trunk.voiceApplicationSid, trunk.trunkSid], [null, `TK${"1".repeat(32)}`]);
  const back = await api.incomingPhoneNumbers(number.sid).update({ voiceApplicationSid: APP_SID });
  assert.deepEqual([back.voiceApplicationSid, back.trunkSid], [APP_SID, null]);
  assert.equal(back.voiceUrl, "https://example.com/v");
  const all = await api.incomingPhoneNumbers.list();
  assert.deepEqual(all.map(({ phoneNumber }) => phoneNumber), [OUR_NUMBER, OUR_SECOND_NUMBER]);
  assert.deepEqual(await api.outgoingCallerIds.list(), []);
});

test("documented: a call is refused by what is wrong with it", async () => {
  const good = { to: THEIR_NUMBER, from: OUR_NUMBER, url: `${customer.url}/voice` };
  const cases: [Parameters<typeof api.calls.create>[0], string][] = [
    [{ ...good, to: "12" }, "400 21211"],
    [{ ...good, to: "" }, "400 21201"],
    [{ ...good, from: "" }, "400 21213"],
    [{ ...good, from: "client:x" }, "400 21212"],
    [{ ...good, from: "+442079460100" }, "400 21210"],
    [{ ...good, url: "nowhere" }, "400 21205"],
    [{ to: THEIR_NUMBER, from: OUR_NUMBER }, "400 21205"],
    [{ to: THEIR_NUMBER, from: OUR_NUMBER, twiml: "x".repeat(4001) }, "400 32018"],
    [{ to: THEIR_NUMBER, from: OUR_NUMBER, applicationSid: `AP${"0".repeat(32)}` }, "400 21218"],
  ];
  for (const [order, code] of cases) {
    assert.equal(await refused(api.calls.create(order)), code, JSON.stringify(order));
  }
});

test("a call is queued, reports each step with its fields, runs its document, and can be ended", async () => {
  customer.answers["/voice"] = '<Response><Pause length="60"/></Response>';
  await stand.behave(THEIR_NUMBER, { behaviour: "answer", ringMs: 0 });
  const call = await api.calls.create({
    to: THEIR_NUMBER,
    from: OUR_NUMBER,
    url: `${customer.url}/voice`,
    statusCallback: `${customer.url}/status`,
    statusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
  });
  assert.deepEqual([call.status, call.direction], ["queued", "outbound-api"]);
  const { form } = await customer.wait(({ path }) => path === "/voice");
  assert.deepEqual([form["CallSid"], form["CallStatus"], form["Direction"]], [
    call.sid,
    "in-progress",
    "outbound-api",
  ]);
  assert.equal((await api.calls(call.sid).fetch()).status, "in-progress");
  assert.equal((await api.calls(call.sid).update({ status: "canceled" })).status, "in-progress");
  const done = await api.calls(call.sid).update({ status: "completed" });
  assert.equal(done.status, "completed");
  assert.equal(await refused(api.calls(call.sid).update({ status: "completed" })), "400 21220");
  assert.equal(await refused(api.calls(call.sid).update({ twiml: "<Response/>" })), "400 21220");
  const last = await customer.wait(({ form: one }) => one["CallStatus"] === "completed");
  assert.deepEqual(
    ["Direction", "SequenceNumber", "Duration", "SipResponseCode"].map((name) => last.form[name]),
    ["outbound-api", "3", "1", "200"],
  );
  assert.equal("ParentCallSid" in last.form, false);
});

test("a client is called with parameters; without a registration it ends as no-answer", async () => {
  const call = await api.calls.create({
    to: "client:nobody?Ticket=1",
    from: OUR_NUMBER,
    twiml: "<Response/>",
    statusCallback: `${customer.url}/status`,
  });
  assert.equal(call.to, "client:nobody");
  const { form } = await customer.wait(({ path }) => path === "/status");
  assert.deepEqual([form["CallStatus"], form["SequenceNumber"]], ["no-answer", "0"]);
});

test("a running call takes another document, inline or by URL", async () => {
  await stand.behave(THEIR_NUMBER, { behaviour: "no-answer" });
  customer.answers["/voice"] = '<Response><Pause length="60"/></Response>';
  customer.answers["/next"] = "<Response><Hangup/></Response>";
  const order = { to: THEIR_NUMBER, from: OUR_NUMBER, url: `${customer.url}/voice` };
  const call = await api.calls.create({
    ...order,
    statusCallback: `${customer.url}/status`,
    statusCallbackEvent: ["ringing", "completed"],
  });
  assert.equal(
    await refused(api.calls(call.sid).update({ url: `${customer.url}/next` })),
    "400 21220",
  );
  await customer.wait(({ form }) => form["CallStatus"] === "ringing");
  await stand.control("POST", `/calls/${call.sid}`, { do: "answer" });
  await customer.wait(({ path }) => path === "/voice");
  await api.calls(call.sid).update({ url: `${customer.url}/next` });
  await customer.wait(({ form }) => form["CallStatus"] === "completed");
  assert.equal((await api.calls(call.sid).fetch()).status, "completed");
});

test("documented: an update's fallback URL is asked when its document cannot be had", async () => {
  await stand.behave(THEIR_NUMBER, { behaviour: "answer", ringMs: 0 });
  customer.answers["/voice"] = '<Response><Pause length="60"/></Response>';
  customer.answers["/sorry"] = "<Response><Hangup/></Response>";
  const order = { to: THEIR_NUMBER, from: OUR_NUMBER, url: `${customer.url}/voice` };
  const { sid } = await api.calls.create(order);
  await customer.wait(({ path, form }) => path === "/voice" && form["CallSid"] === sid);
  await api.calls(sid).update({
    url: `${customer.url}/missing`,
    fallbackUrl: `${customer.url}/sorry`,
  });
  const { form } = await customer.wait(({ path }) => path === "/sorry");
  assert.deepEqual([form["ErrorCode"], form["ErrorUrl"]], ["11200", `${customer.url}/missing`]);
});

test("lists are filtered and paged, newest first", async () => {
  const twiml = "<Response><Hangup/></Response>";
  const sids: string[] = [];
  for (let n = 0; n < 5; n++) {
    const to = n === 4 ? "+12025550188" : THEIR_NUMBER;
    sids.push((await api.calls.create({ to, from: OUR_NUMBER, twiml })).sid);
  }
  const all = await api.calls.list({ pageSize: 2 });
  assert.deepEqual(all.map(({ sid }) => sid), sids.toReversed());
  const first = await api.calls.page({ pageSize: 2 });
  assert.equal(first.instances.length, 2);
  assert.equal((await first.nextPage())?.instances.length, 2);
  assert.deepEqual((await api.calls.list({ to: "+12025550188" })).map(({ sid }) => sid), [sids[4]]);
  assert.deepEqual(await api.calls.list({ parentCallSid: sids[0] ?? "" }), []);
  assert.deepEqual(await api.calls.list({ startTimeAfter: new Date(Date.now() + 60_000) }), []);
  assert.equal((await api.calls.list({ startTimeAfter: new Date(Date.now() - 60_000) })).length, 5);
});

test("assumed: an inbound call is told to the number's and the application's status callback, once where they are one", async () => {
  const [number] = await api.incomingPhoneNumbers.list({ phoneNumber: OUR_SECOND_NUMBER });
  assert.ok(number);
  customer.answers["/voice"] = "<Response><Reject/></Response>";
  customer.answers["/number-status"] = "";
  const callIn = async (statusCallback: string) => {
    await api.incomingPhoneNumbers(number.sid).update({ statusCallback });
    customer.came.length = 0;
    await stand.control("POST", "/calls", { from: THEIR_NUMBER, to: OUR_SECOND_NUMBER });
    await customer.wait(({ path }) => path === "/app-status");
    await simulator.webhooks.idle();
    return customer.came.map(({ path }) => path);
  };
  assert.deepEqual(await callIn(`${customer.url}/number-status`), [
    "/voice",
    "/number-status",
    "/app-status",
  ]);
  assert.deepEqual(await callIn(`${customer.url}/app-status`), ["/voice", "/app-status"]);
});

test("documented: SendDigits are pressed as soon as the call is answered, before its document is asked for", async () => {
  await stand.behave(THEIR_NUMBER, { behaviour: "answer", ringMs: 0 });
  customer.answers["/menu"] = '<Response><Pause length="60"/></Response>';
  const url = `${customer.url}/menu`;
  const { sid } = await api.calls.create({
    to: THEIR_NUMBER,
    from: OUR_NUMBER,
    url,
    sendDigits: "w12#",
  });
  await customer.wait(({ path }) => path === "/menu");
  assert.equal(simulator.engine.calls.get(sid)?.digitsSent, "12#");
});
