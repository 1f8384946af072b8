// Minutes and hours of calls, in milliseconds.

import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import * as v from "valibot";
import { startTwilio } from "../server.ts";
import { AUTH_TOKEN, OUR_NUMBER, testAccount, THEIR_NUMBER } from "../testing/accounts.ts";
import { startCustomer } from "../testing/customer.ts";

const customer = await startCustomer(AUTH_TOKEN);
const simulator = await startTwilio({ port: 0, accounts: [testAccount(customer.url)] });
after(async () => {
  await simulator.close();
  await customer.close();
});
beforeEach(async () => {
  await control("DELETE", "");
  customer.came.length = 0;
  customer.answers = { "/app-status": "", "/status": "" };
});

async function control(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${simulator.url}/_control${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  assert.ok(response.ok, `${method} ${path}: ${response.status}`);
  return response.status === 204 ? null : await response.json();
}
const callIn = async () =>
  v.parse(
    v.object({ sid: v.string() }),
    await control("POST", "/calls", { from: "+12025550188", to: OUR_NUMBER }),
  ).sid;
const shown = v.object({
  status: v.string(),
  answeredAt: v.nullable(v.string()),
  endedAt: v.nullable(v.string()),
});
const dial = (attributes: string) =>
  `<Response><Dial callerId="${OUR_NUMBER}" action="/action" ${attributes}><Number ` +
  `statusCallback="${customer.url}/status">${THEIR_NUMBER}</Number></Dial></Response>`;

test("a ring timeout of 30 s is over at once, and what its action says begins then", async () => {
  await control("PUT", `/numbers/${THEIR_NUMBER}`, { behaviour: "no-answer" });
  customer.answers["/voice"] = dial('timeout="30"');
  customer.answers["/action"] = '<Response><Pause length="20"/></Response>';
  const sid = await callIn();
  await control("POST", "/clock", { advanceMs: 29_000 });
  assert.equal(customer.came.filter(({ path }) => path === "/action").length, 0);
  await control("POST", "/clock", { advanceMs: 2000 });
  const { form } = await customer.wait(({ path }) => path === "/action");
  assert.equal(form["DialCallStatus"], "no-answer");
  assert.equal(v.parse(shown, await control("GET", `/calls/${sid}`)).status, "in-progress");
  await control("POST", "/clock", { advanceMs: 20_000 });
  assert.equal(v.parse(shown, await control("GET", `/calls/${sid}`)).status, "completed");
});

test("a call of an hour: its callback, its times and the clock agree", async () => {
  await control("PUT", `/numbers/${THEIR_NUMBER}`, {
    behaviour: "answer",
    ringMs: 5000,
    hangupAfterMs: 3_600_000,
  });
  customer.answers["/voice"] = dial('answerOnBridge="true"');
  customer.answers["/action"] = "<Response/>";
  const sid = await callIn();
  await control("POST", "/clock", { advanceMs: 3_700_000 });
  const { form } = await customer.wait(({ path }) => path === "/status");
  assert.deepEqual([form["CallStatus"], form["CallDuration"], form["Duration"]], [
    "completed",
    "3600",
    "60",
  ]);
  const call = v.parse(shown, await control("GET", `/calls/${sid}`));
  const seconds = (Date.parse(call.endedAt ?? "") - Date.parse(call.answeredAt ?? "")) / 1000;
  assert.ok(Math.abs(seconds - 3600) < 2, `${seconds} s`);
  const { now } = v.parse(v.object({ now: v.string() }), await control("GET", "/clock"));
  assert.ok(Date.parse(now) - Date.now() > 3_600_000);
});

test("documented: a server that says nothing is given up after 15 s, and the fallback URL asked with 11200", async () => {
  customer.answers["/fallback"] = "<Response><Hangup/></Response>";
  customer.silent.add("/voice");
  await callIn();
  await customer.wait(({ path }) => path === "/voice");
  await control("POST", "/clock", { advanceMs: 15_000, waitMs: 0 });
  const { form } = await customer.wait(({ path }) => path === "/fallback");
  assert.equal(form["ErrorCode"], "11200");
  assert.equal(form["ErrorUrl"], `${customer.url}/voice`);
  customer.silent.clear();
});

test("back at the beginning it is the machine's time, quickly, whatever was held back or unanswered", async () => {
  await control("PUT", "/faults", { callbacks: { delayMs: 60_000 } });
  customer.answers["/voice"] = "<Response><Reject/></Response>";
  await callIn();
  await customer.wait(({ path }) => path === "/voice");
  await control("POST", "/clock", { advanceMs: 30_000 });
  const began = performance.now();
  await control("DELETE", "");
  assert.ok(performance.now() - began < 1000);
  const { now } = v.parse(v.object({ now: v.string() }), await control("GET", "/clock"));
  assert.ok(Math.abs(Date.parse(now) - Date.now()) < 1000);
});
