import assert from "node:assert/strict";
import { it } from "node:test";
import type { PhoneState, Reach } from "../../phone/phone-state.ts";
import { newTalk } from "../../phone/talk.ts";
import { type FootFacts, footLineOf } from "./foot-line.ts";

const now = Date.parse("2026-11-25T10:00:00Z");
const call = {
  number: "+442079460117",
  name: null,
  line: "+493023125610",
  lineName: null,
  direction: "inbound",
  callId: 41,
  since: now,
} as const;

const foot = (reach: Reach, more: Partial<FootFacts> = {}, of: PhoneState["call"] = null) =>
  footLineOf({
    state: {
      reach,
      call: of,
      second: null,
      problem: null,
      press: null,
      microphoneLabel: "Jabra",
      supervision: null,
    },
    news: "",
    isConnected: true,
    hasNoLines: false,
    wrapsUpUntil: null,
    now,
    ...more,
  });
const ready: Reach = { kind: "ready" };

it("says that the phone would ring, and through which microphone", () => {
  assert.deepEqual(foot(ready), { icon: "bell-ring", text: "Ready to ring", device: "Jabra" });
});

it("is not there where a band says why the phone does not ring", () => {
  assert.equal(foot({ kind: "offline" }), null);
  assert.equal(foot({ kind: "unreachable", cause: "connection-lost", since: now }), null);
});

it("counts down until the phone rings again", () => {
  const text = (wrapsUpUntil: number) => foot(ready, { wrapsUpUntil })?.text;
  assert.equal(text(now + 42_000), "Calls ring here again in 0:42");
  assert.equal(text(now + 41_001), "Calls ring here again in 0:42", "never 0:00 while it lasts");
  assert.equal(foot({ kind: "away" }, { wrapsUpUntil: now + 9 })?.icon, "bell-off");
});

it("says what keeps calls away from everybody before what is only so for this phone", () => {
  const wrapsUpUntil = now + 42_000;
  assert.equal(foot(ready, { wrapsUpUntil, isConnected: false })?.icon, "plug");
  assert.equal(foot(ready, { wrapsUpUntil, hasNoLines: true })?.icon, "bell-off");
});

it("names the device during a call, and that the network is gone", () => {
  const talking = { ...call, phase: "in-call", talk: newTalk } as const;
  assert.deepEqual(foot({ kind: "offline" }, {}, talking)?.text, "Jabra");
  const cut = { ...talking, talk: { ...newTalk, reconnectingSince: now } };
  assert.match(foot(ready, {}, cut)?.text ?? "", /^No network since/);
  assert.equal(
    foot(ready, {}, { ...call, phase: "incoming", othersRing: 0 })?.text,
    "Ringing here",
  );
});

it("tells news of the devices first", () => {
  assert.deepEqual(foot(ready, { news: "Jabra unplugged." }), {
    icon: "headphones",
    text: "Jabra unplugged.",
    device: null,
    whole: true,
  });
});
