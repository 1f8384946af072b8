import assert from "node:assert/strict";
import { test } from "node:test";
import type { CallRow } from "../../calls/call-row.ts";
import { callRow } from "../../calls/fixtures.ts";
import { outcomeOf } from "./outcome.ts";

const words = (more: Partial<CallRow>, everyone = false) => {
  const { word, more: small } = outcomeOf(callRow(more), everyone);
  return small === null ? word : `${word} · ${small}`;
};
const inbound = { direction: "inbound", talkedSeconds: null } as const;
const nobody = { agentId: null, agentName: null, isMine: false };

test("a talk tells its length, and in the log of all agents only that it was answered", () => {
  assert.equal(words({}), "Talked 6 min 12 s");
  assert.equal(words({}, true), "Answered");
});

test("a call that nobody took is missed, and tells how long it rang", () => {
  const missed = { ...inbound, ...nobody, status: "no-answer", ringSeconds: 24 } as const;
  assert.equal(words(missed), "Missed · rang 24 s");
  assert.equal(outcomeOf(callRow(missed), false).icon, "phone-missed");
});

test("a call that the caller gave up is missed, not canceled", () => {
  assert.equal(
    words({ ...inbound, ...nobody, status: "canceled", ringSeconds: 3 }),
    "Missed · rang 3 s",
  );
});

test("a call that rang nobody says why", () => {
  const lost = { ...inbound, ...nobody, status: "no-answer", ringSeconds: null } as const;
  assert.equal(words({ ...lost, endReason: "all-busy" }), "Missed · everyone was on a call");
  assert.equal(words({ ...lost, endReason: "nobody-available" }), "Missed · nobody was online");
});

test("a declined call is missed by the caller, and says why", () => {
  assert.equal(
    words({ ...inbound, ...nobody, status: "no-answer", endReason: "declined" }),
    "Missed · declined",
  );
});

test("a call that a colleague took names the colleague", () => {
  const taken = { ...inbound, isMine: false, talkedSeconds: 90 };
  assert.equal(words({ ...taken, agentName: "Tan Wei-Ling" }), "Answered by Tan Wei-Ling");
  assert.equal(words({ ...taken, agentName: null }), "Answered by a colleague");
});

test("calls out tell why there was no talk", () => {
  assert.equal(words({ status: "busy" }), "Busy");
  assert.equal(words({ status: "no-answer", ringSeconds: 31 }), "No answer · rang 31 s");
  assert.equal(words({ status: "failed", endReason: "not-in-service" }), "Failed · not in service");
  assert.equal(words({ status: "canceled", ringSeconds: null }), "Canceled");
  assert.equal(words({ status: "never-connected" }), "Didn’t start");
});

test("a running call says what it does now", () => {
  assert.equal(words({ status: "created" }), "Calling");
  assert.equal(words({ status: "ringing" }), "Ringing");
  assert.equal(words({ status: "in-progress" }), "Talking");
});

test("a blocked caller is not missed", () => {
  assert.equal(words({ ...inbound, ...nobody, status: "busy", endReason: "blocked" }), "Blocked");
});

test("a call that the policy stopped at the last moment says so", () => {
  assert.equal(
    words({ direction: "outbound", status: "failed", endReason: "E-PAUSED", talkedSeconds: null }),
    "Failed · not allowed by policy",
  );
});
