// What an account may not do, by the official library.

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { request } from "node:http";
import { after, beforeEach, test } from "node:test";
import {
  ACCOUNT_SID,
  AUTH_TOKEN,
  OUR_NUMBER,
  OUR_SECOND_NUMBER,
  THEIR_NUMBER,
} from "../testing/accounts.ts";
import { officialClient } from "../testing/official-client.ts";
import { openStand, refused } from "./testing/stand.ts";

const stand = await openStand();
const { api, control, customer, simulator } = stand;
after(() => stand.close());
const change = (traits: Record<string, unknown>) =>
  control("PATCH", `/accounts/${ACCOUNT_SID}`, traits);
const twiml = '<Response><Pause length="60"/></Response>';
const toServer = { to: THEIR_NUMBER, from: OUR_NUMBER };
const order = { ...toServer, twiml };

beforeEach(async () => {
  await control("DELETE", "");
  await change({
    type: "Full",
    status: "active",
    profile: "business",
    callsPerSecond: 1,
    requestsAtOnce: 100,
    geo: { GB: true },
  });
  await stand.behave(THEIR_NUMBER, { behaviour: "no-answer" });
});

/** A call that rings. */
async function ringing(): Promise<string> {
  const { sid } = await api.calls.create({
    ...order,
    statusCallback: `${customer.url}/status`,
    statusCallbackEvent: ["ringing"],
  });
  await customer.wait(({ form }) => form["CallSid"] === sid && form["CallStatus"] === "ringing");
  return sid;
}

test("documented: a suspended account is told so by 20005, its numbers are dead; assumed: with 401", async () => {
  await change({ status: "suspended" });
  assert.equal(await refused(api.calls.list()), "401 20005");
  assert.equal(await refused(api.api.v2010.accounts(ACCOUNT_SID).fetch()), "401 20005");
  const call = { from: THEIR_NUMBER, to: OUR_NUMBER };
  await assert.rejects(control("POST", "/calls", call), /Account is not active/);
  await change({ status: "active" });
  assert.equal((await api.api.v2010.accounts(ACCOUNT_SID).fetch()).status, "active");
});

test("documented: a rotated token closes the old one's way; keys stay", async () => {
  const key = await api.newKeys.create({});
  const byKey = officialClient(simulator.url, key.sid, key.secret, ACCOUNT_SID);
  await change({ authToken: "e".repeat(32) });
  assert.equal(await refused(api.calls.list()), "401 20003");
  assert.deepEqual(await byKey.calls.list(), []);
  const renewed = officialClient(simulator.url, ACCOUNT_SID, "e".repeat(32));
  assert.ok(await renewed.keys(key.sid).remove());
  await change({ authToken: AUTH_TOKEN });
});

test("documented: a trial account calls verified numbers only, has one number, and says that it is one", async () => {
  await change({ type: "Trial", profile: "none" });
  assert.equal((await api.api.v2010.accounts(ACCOUNT_SID).fetch()).type, "Trial");
  assert.equal(await refused(api.calls.create(order)), "400 21219");
  const bought = api.incomingPhoneNumbers.create({ phoneNumber: "+12125550155" });
  assert.equal(await refused(bought), "400 21404");
  await api.validationRequests.create({ phoneNumber: THEIR_NUMBER });
  await stand.behave(THEIR_NUMBER, { behaviour: "answer", ringMs: 0 });
  customer.answers["/voice"] = twiml;
  const { sid } = await api.calls.create({ ...toServer, url: `${customer.url}/voice` });
  const call = simulator.engine.calls.get(sid);
  let words = 0;
  await new Promise<void>((spoken) => {
    const stop = call?.tap({ sent: () => ++words > 20 && (stop?.(), spoken()) });
  });
  assert.equal(customer.came.some(({ form }) => form["CallSid"] === sid), false);
  const [one] = await api.outgoingCallerIds.list({ phoneNumber: THEIR_NUMBER });
  await api.outgoingCallerIds(one?.sid ?? "").remove();
});

test("documented: a closed country is 21215", async () => {
  await change({ geo: { GB: false } });
  assert.equal(await refused(api.calls.create({ ...order, to: "+442079460000" })), "400 21215");
  assert.equal((await api.calls.create(order)).status, "queued");
});

test("documented: without a profile an account has two calls at once, three with an individual one (10004)", async () => {
  await change({ profile: "none", callsPerSecond: 30 });
  await ringing();
  await ringing();
  assert.equal(await refused(api.calls.create(order)), "429 10004");
  const room = api.conferences("full").participants;
  assert.equal(await refused(room.create({ to: THEIR_NUMBER, from: OUR_NUMBER })), "429 10004");
  await change({ profile: "individual" });
  await ringing();
  assert.equal(await refused(api.calls.create(order)), "429 10004");
  const call = { from: "+12025550188", to: OUR_SECOND_NUMBER };
  await assert.rejects(control("POST", "/calls", call), /concurrency limit/);
  await change({ profile: "business" });
  await ringing();
});

test("documented: calls above the rate wait their turn, and say how long", async () => {
  const waits: number[] = [];
  const calls: string[] = [];
  for (let n = 0; n < 3; n++) {
    const call = await api.calls.create(order);
    waits.push(Number(call.queueTime));
    calls.push(call.sid);
  }
  assert.deepEqual(waits.map((ms) => Math.ceil(ms / 1000)), [0, 1, 2]);
  const last = api.calls(calls[2] ?? "");
  assert.equal((await last.fetch()).status, "queued");
  await control("POST", "/clock", { advanceMs: 3000 });
  assert.notEqual((await last.fetch()).status, "queued");
});

test("documented: requests at once beyond the account's number are 429 with 20429", async () => {
  await change({ requestsAtOnce: 1 });
  const { hostname, port } = new URL(simulator.url);
  const path = `/2010-04-01/Accounts/${ACCOUNT_SID}/Applications.json`;
  const authorization = `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString("base64")}`;
  const headers = {
    authorization,
    "content-type": "application/x-www-form-urlencoded",
    // The simulator says so once it waits for the body: the request is under way then.
    expect: "100-continue",
    "content-length": 14,
  };
  const open = request({ hostname, port, path, method: "POST", headers });
  await new Promise<void>((go) => {
    open.on("continue", go);
    open.flushHeaders();
  });
  assert.equal(await refused(api.calls.list()), "429 20429");
  const answered = new Promise<number | undefined>((resolve) =>
    open.on("response", (response) => {
      response.resume();
      resolve(response.statusCode);
    })
  );
  open.end("FriendlyName=x");
  assert.equal(await answered, 201);
  assert.deepEqual(await api.calls.list({ status: "busy" }), []);
});

test("assumed: a call has a price a minute after its end", async () => {
  await stand.behave(THEIR_NUMBER, { behaviour: "answer", ringMs: 0 });
  customer.answers["/voice"] = twiml;
  const { sid } = await api.calls.create({ ...toServer, url: `${customer.url}/voice` });
  await customer.wait(({ form }) =>
    form["CallSid"] === sid && form["CallStatus"] === "in-progress"
  );
  await api.calls(sid).update({ status: "completed" });
  assert.equal((await api.calls(sid).fetch()).price, null);
  await control("POST", "/clock", { advanceMs: 60_000 });
  const { price, priceUnit } = await api.calls(sid).fetch();
  assert.deepEqual([price, priceUnit], ["-0.01400", "USD"]);
});

test("documented: an update shortens a running call's time", async () => {
  await stand.behave(THEIR_NUMBER, { behaviour: "answer", ringMs: 0 });
  customer.answers["/voice"] = '<Response><Pause length="3000"/></Response>';
  const { sid } = await api.calls.create({ ...toServer, url: `${customer.url}/voice` });
  await customer.wait(({ form }) =>
    form["CallSid"] === sid && form["CallStatus"] === "in-progress"
  );
  await api.calls(sid).update({ timeLimit: 60 });
  await control("POST", "/clock", { advanceMs: 61_000 });
  const { status, duration } = await api.calls(sid).fetch();
  assert.deepEqual([status, duration], ["completed", "60"]);
});
