import assert from "node:assert/strict";
import { test } from "node:test";
import type { CallIn } from "../phases.ts";
import { soundOf } from "./call-sound.ts";
import { newTalk } from "../../../phone/talk.ts";

const base = {
  number: "+442079460117",
  name: null,
  line: "+493023125610",
  lineName: null,
  direction: "outbound",
  callId: 1,
  since: 0,
} as const;
const quiet = { talk: newTalk };
const muted = { talk: { ...newTalk, muted: true } };
const talking: CallIn<"in-call"> = {
  ...base,
  ...quiet,
  phase: "in-call",
};
const ended: CallIn<"ended"> = {
  ...base,
  phase: "ended",
  ending: "by-them",
  talkedSeconds: 3,
  errorCode: null,
};

test("they answer: a tick up; one's own answer is silent", () => {
  assert.equal(soundOf({ ...base, ...quiet, phase: "ringing" }, talking), "up");
  const inbound = { ...base, ...quiet, direction: "inbound" } as const;
  assert.equal(
    soundOf({ ...inbound, phase: "connecting" }, { ...talking, direction: "inbound" }),
    null,
  );
});

test("they end it: a tick down; one's own hanging up is silent", () => {
  assert.equal(soundOf(talking, ended), "down");
  assert.equal(soundOf(talking, { ...ended, ending: "by-you" }), null);
});

test("mute is heard both ways", () => {
  assert.equal(soundOf(talking, { ...talking, ...muted }), "mute-on");
  assert.equal(soundOf({ ...talking, ...muted }, talking), "mute-off");
});

test("mute is heard before they answer too, and its carrying over is no news", () => {
  const ringing = { ...base, ...quiet, phase: "ringing" } as const;
  assert.equal(soundOf(ringing, { ...ringing, ...muted }), "mute-on");
  assert.equal(soundOf({ ...ringing, ...muted }, { ...talking, ...muted }), "up");
});

test("a lost connection is heard once, its return not", () => {
  const cut = { ...talking, talk: { ...newTalk, reconnectingSince: 5 } };
  assert.equal(soundOf(talking, cut), "lost");
  assert.equal(soundOf(cut, { ...cut, talk: { ...cut.talk, digits: "1" } }), null);
  assert.equal(soundOf(cut, talking), null);
});

test("a call that was running when the page opened makes no sound", () => {
  assert.equal(soundOf(null, talking), null);
});
