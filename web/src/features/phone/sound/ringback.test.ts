import assert from "node:assert/strict";
import { test } from "node:test";
import { cadenceFor, needsRingback } from "./ringback.ts";
import { newTalk } from "../../../phone/talk.ts";

test("a British number rings twice and pauses", () => {
  assert.deepEqual(cadenceFor("+442079460018"), [400, 200, 400, 2000]);
});

test("an American number rings two seconds in six", () => {
  assert.deepEqual(cadenceFor("+14155550146"), [2000, 4000]);
});

test("elsewhere it rings one second in five", () => {
  assert.deepEqual(cadenceFor("+493023125804"), [1000, 4000]);
  assert.deepEqual(cadenceFor(null), [1000, 4000]);
});

test("a tone of ours is needed only in silence", () => {
  const call = {
    number: "+442079460018",
    name: null,
    line: "+493023125610",
    lineName: null,
    direction: "outbound",
    callId: 1,
    since: 0,
    talk: newTalk,
    phase: "ringing",
  } as const;
  assert.equal(needsRingback(call), true);
  assert.equal(needsRingback({ ...call, earlyMedia: true }), false);
  assert.equal(needsRingback({ ...call, phase: "early-media" }), false);
  assert.equal(needsRingback(null), false);
});
