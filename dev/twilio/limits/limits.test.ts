// The limits by themselves, on a clock that stands still; and a Dial that meets them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createAccounts } from "../accounts/accounts.ts";
import type { AccountConfigInput } from "../accounts/config.ts";
import { manualClock } from "../clock.ts";
import { createBench, statuses } from "../testing/bench.ts";
import { ACCOUNT_SID, AUTH_TOKEN, THEIR_NUMBER } from "../testing/accounts.ts";
import { createCallQueue } from "./call-queue.ts";
import { destinationRefusal } from "./destination.ts";
import { mostLegs } from "./legs.ts";
import { createRequests } from "./requests.ts";

function account(traits: Partial<AccountConfigInput> = {}) {
  const configs = [{ sid: ACCOUNT_SID, authToken: AUTH_TOKEN, ...traits }];
  const made = createAccounts({ configs, clock: manualClock() }).get(ACCOUNT_SID);
  assert.ok(made);
  return made;
}

test("documented: how many calls at once by kind of account and profile", () => {
  const most = (type: "Trial" | "Full", profile: AccountConfigInput["profile"]) =>
    mostLegs(account({ type, profile }));
  assert.equal(most("Trial", "none"), 5);
  assert.deepEqual([most("Full", "none"), most("Full", "in-review")], [2, 2]);
  assert.equal(most("Full", "individual"), 3);
  assert.equal(most("Full", "business"), Infinity);
});

test("documented: the queue empties at the account's rate and takes no call that would wait over a day", async () => {
  const clock = manualClock();
  const queue = createCallQueue(clock);
  const one = account({ callsPerSecond: 2 });
  assert.deepEqual([1, 2, 3].map(() => queue.enter(one)), [
    { waitMs: 0 },
    { waitMs: 500 },
    { waitMs: 1000 },
  ]);
  await clock.advance(1000);
  assert.deepEqual(queue.enter(one), { waitMs: 500 });
  const slow = account({ callsPerSecond: 1 });
  queue.clear();
  for (let n = 0; n <= 86_400; n++) assert.ok("waitMs" in queue.enter(slow));
  assert.deepEqual(queue.enter(slow), { code: 22005, message: "Call Queue Full" });
});

test("documented: a trial account reaches verified numbers, premium numbers need a permission of their own", () => {
  const trial = account({ type: "Trial", callerIds: [{ phoneNumber: THEIR_NUMBER }] });
  assert.equal(destinationRefusal(trial, THEIR_NUMBER), null);
  const unverified = destinationRefusal(trial, "+12025550177");
  assert.deepEqual([unverified?.api.code, unverified?.dial.code], [21219, 14111]);
  const full = account();
  const premium = "+449098790000";
  assert.equal(destinationRefusal(full, "+442079460000"), null);
  assert.deepEqual(
    [destinationRefusal(full, premium)?.api.code, destinationRefusal(full, premium)?.dial.code],
    [21215, 13227],
  );
  full.geo.set("GB", { lowRisk: false, highRiskSpecial: true, highRiskTollfraud: false });
  assert.equal(destinationRefusal(full, premium), null);
  assert.equal(destinationRefusal(full, "+442079460000")?.api.code, 21215);
});

test("requests are counted while they are under way", () => {
  const requests = createRequests();
  const one = account({ requestsAtOnce: 2 });
  const first = requests.begin(one);
  assert.equal(first?.count, 1);
  assert.equal(requests.begin(one)?.count, 2);
  assert.equal(requests.begin(one), null);
  first.done();
  assert.equal(requests.begin(one)?.count, 2);
});

test("assumed: a Dial's legs beyond the limit fail, the others ring", async () => {
  const bench = createBench();
  bench.answers["/voice"] = '<Response><Dial timeout="5">' +
    ["+12025550171", "+12025550172", "+12025550173"].map((number) =>
      `<Number statusCallback="/leg">${number}</Number>`
    ).join("") + "</Dial></Response>";
  for (const number of ["+12025550171", "+12025550172", "+12025550173"]) {
    bench.behave(number, { behaviour: "no-answer" });
  }
  const { call } = bench.callIn();
  call.account.profiles.clear();
  await bench.clock.advance(10_000);
  assert.deepEqual(call.children.map(({ status }) => status), ["no-answer", "failed", "failed"]);
  const told = bench.told.filter(({ url }) => url.endsWith("/leg"));
  assert.deepEqual(statuses(told), ["failed", "failed", "no-answer"]);
  assert.ok(bench.log.some((line) => line.includes("10004")));
});
