import assert from "node:assert/strict";
import { test } from "node:test";
import type { CallRow } from "../../calls/calls.tsx";
import { callRow } from "../../calls/fixtures.ts";
import { problemOf } from "../../shared/problem.ts";
import { findTestCall, isOver, storyOf, type TestCall, verdictOf } from "./test-call-story.ts";

const [line, other] = ["+442079460142", "+442079460143"];
const began = Date.parse("2026-06-17T12:00:00Z");
const placed: TestCall = {
  number: line,
  from: other,
  phase: "watching",
  problem: null,
  watchFrom: began,
};
const dialed: TestCall = { ...placed, from: null };

function callIn(part: Partial<CallRow>): CallRow {
  return callRow({
    direction: "inbound",
    otherNumber: other,
    lineNumber: line,
    lineName: null,
    agentId: null,
    agentName: null,
    isMine: false,
    status: "ringing",
    endedBy: null,
    ringSeconds: null,
    talkedSeconds: null,
    createdAt: began + 1_000,
    ...part,
  });
}

const statuses = (test: TestCall, call: CallRow | null, rung: readonly string[] = []) =>
  storyOf(test, call, rung).map(({ status }) => status).join(" ");

test("the call is the first one in to that number from that number after it was asked for", () => {
  const mine = callIn({ id: 2 });
  const calls = [
    callIn({ id: 3, createdAt: began + 9_000 }),
    mine,
    callIn({ id: 1, createdAt: began - 1_000 }),
    callIn({ id: 4, otherNumber: "+14155550100" }),
    callIn({ id: 5, lineNumber: other, direction: "outbound" }),
  ];
  assert.equal(findTestCall(placed, calls), mine);
  assert.equal(findTestCall({ ...placed, phase: "placing" }, calls), null);
});

test("a call that a person dials comes from any number", () => {
  const call = callIn({ otherNumber: null });
  assert.equal(findTestCall(dialed, [call]), call);
});

test("while nothing has come, what waits is the call, or the person with the telephone", () => {
  assert.equal(statuses(placed, null), "done now todo todo");
  assert.equal(statuses(dialed, null), "choose todo todo todo");
  assert.deepEqual(verdictOf(placed, null, []), []);
});

test("it says who rings, and then who answered", () => {
  const [, , rings] = storyOf(placed, callIn({}), ["Ada", "Ben"]);
  assert.equal(rings?.title, "Ringing Ada and Ben");
  const answered = callIn({ status: "in-progress", agentName: "Ada" });
  assert.equal(storyOf(placed, answered, ["Ada", "Ben"])[3]?.title, "Ada answered");
  assert.match(verdictOf(placed, answered, ["Ada"])[0] ?? "", /reach us, ring and are answered/);
});

test("what nobody answered proves less, and what rang nobody still less", () => {
  const missed = callIn({ status: "no-answer" });
  assert.equal(statuses(placed, missed, ["Ada"]), "done done done failed");
  assert.match(
    verdictOf(placed, missed, ["Ada"]).join(" "),
    /reach us and ring\. Nobody answered, so this doesn’t prove that someone can\./,
  );
  assert.equal(statuses(placed, missed), "done done failed failed");
  assert.match(
    verdictOf(placed, missed, []).join(" "),
    /reach us\. Nobody with this number is available, so this doesn’t prove/,
  );
});

test("what does not come in time is told with what to do", () => {
  const late: TestCall = { ...placed, phase: "given-up" };
  assert.equal(statuses(late, null), "done failed todo todo");
  assert.equal(verdictOf(late, null, [])[0], "Nothing arrived within 60 s.");
  assert.match(verdictOf({ ...late, from: null }, null, [])[1] ?? "", /answered elsewhere/);
});

test("a call that Twilio does not place is over, with its problem", () => {
  const problem = problemOf("E-TWILIO");
  const refused: TestCall = { ...placed, phase: "not-placed", problem };
  assert.ok(isOver(refused, null));
  assert.equal(storyOf(refused, null, [])[0]?.problem, problem);
  assert.deepEqual(verdictOf(refused, null, []), []);
});
