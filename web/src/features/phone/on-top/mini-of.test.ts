import assert from "node:assert/strict";
import { test } from "node:test";
import type { PhoneCall } from "../../../phone/phone-state.ts";
import { newTalk, type Talk } from "../../../phone/talk.ts";
import {
  agents,
  asked,
  caller,
  callWith,
  colleague,
  held,
  me,
  mine,
  priya,
  ringing,
  together,
} from "../line/fixtures.ts";
import { lineUpOf } from "../line/line-up.ts";
import { partyOf } from "../party.ts";
import type { Mini } from "./mini-of.ts";
import { miniOfTwo } from "./mini-of-two.ts";

const heldAt = Date.parse("2026-11-25T10:02:00Z");

/** What of it a test is about: tone, words, who, hold and the last key. */
function shown(
  call: PhoneCall,
  { now = 0, canHold = true, second = null as PhoneCall | null } = {},
): Mini & { told: string } {
  const talk: Talk = call.phase === "in-call" ? call.talk : newTalk;
  const mini = miniOfTwo({ call, lineUp: lineUpOf(talk, me), agents, now, canHold }, second, me);
  const { tone, state, who, hold, last } = mini;
  const told = [tone, state, partyOf(who), hold ?? "-", ...Object.values(last)].join(" | ");
  return { ...mini, told };
}

const incoming: PhoneCall = {
  ...callWith(newTalk),
  phase: "incoming",
  othersRing: 0,
};

test("a call that rings says for whom, and can be answered or declined", () => {
  const mini = shown({ ...incoming, name: "Ingrid" });
  assert.equal(mini.keys, "choose");
  assert.equal(`${mini.state} | ${partyOf(mini.who)}`, "Incoming, Sales Berlin | Ingrid");
});

test("a call that a colleague sends says by whom, or what they want", () => {
  const sent = (purpose: "transfer" | "consult") =>
    shown({ ...incoming, sent: asked(ringing(mine), purpose, priya) });
  assert.equal(sent("transfer").state, "Sent by Priya Raman");
  assert.equal(sent("consult").state, "Incoming, about a call with +44 20 7946 0142");
  assert.equal(partyOf(sent("consult").who), "Priya Raman");
});

test("a call on its way can be canceled, and not be held yet", () => {
  const dialing = shown({ ...callWith(newTalk, { direction: "outbound" }), phase: "dialing" });
  assert.equal(dialing.told, "calling | Calling… | +44 20 7946 0142 | off | cancel");
  assert.equal(dialing.time, null);
  const rings = shown({ ...callWith(newTalk), phase: "ringing" }, { now: 7000 });
  assert.deepEqual(rings.time, { from: 0, to: 7000 });
});

test("two talk: hold and hang up; hold is off while it would do nothing", () => {
  const two = callWith(newTalk);
  assert.equal(shown(two).told, "live | On call | +44 20 7946 0142 | hold | hang-up");
  assert.equal(shown(two, { canHold: false }).hold, "off");
  assert.equal(shown(callWith({ ...newTalk, muted: true })).muted, true);
});

test("on hold says since when, and resumes", () => {
  const mini = shown(callWith(together(held(caller))));
  assert.equal(mini.told, "hold | On hold | +44 20 7946 0142 | resume | hang-up");
  assert.equal(mini.stateSince, heldAt);
});

test("a consultation shows who is talked to, who waits, and the way back to them", () => {
  const rings = shown(callWith(together(held(caller), asked(ringing(colleague), "consult"))));
  assert.equal(rings.told, "calling | Ringing | Priya Raman | - | back | +44 20 7946 0142");
  assert.deepEqual(rings.beside, { what: "on-hold", who: "+44 20 7946 0142", since: heldAt });
  const talks = shown(callWith(together(held(caller), asked(colleague, "consult"))));
  assert.equal(
    talks.told,
    "live | You’re talking to | Priya Raman | - | back | +44 20 7946 0142",
  );
  const swapped = shown(callWith(together(caller, held(asked(colleague, "consult")))));
  assert.equal(
    swapped.told,
    "live | You’re talking to | +44 20 7946 0142 | - | back | +44 20 7946 0142",
  );
});

test("with three on the line one leaves, and ends it for nobody else", () => {
  const mini = shown(callWith(together(caller, colleague)));
  assert.equal(
    mini.told,
    "live | Three on the line | +44 20 7946 0142, Priya Raman | hold | leave",
  );
  assert.equal(mini.lastByKey, false);
});

test("a second call has the lamp, and whoever is talked to the bar", () => {
  const second = { ...incoming, name: "Mateusz", since: 5000 };
  const knocks = shown(callWith({ ...newTalk, muted: true }), { second, now: 9000 });
  assert.equal(knocks.told.split(" | ").slice(0, 3).join(" | "), "ring | Second call | Mateusz");
  assert.deepEqual(
    [knocks.keys, knocks.muted, knocks.time, knocks.beside],
    ["second", true, { from: 5000, to: 9000 }, {
      what: "on-call",
      who: "+44 20 7946 0142",
      since: 0,
    }],
  );
  const whileHeld = shown(callWith(together(held(caller))), { second });
  assert.deepEqual(whileHeld.beside, {
    what: "on-hold",
    who: "+44 20 7946 0142",
    since: heldAt,
  });
});

test("a second call that waits is in the bar, and Swap in the place of Hold", () => {
  const second = { ...callWith(together(held(caller))), name: "Mateusz" };
  const two = shown(callWith(newTalk), { second });
  assert.equal(two.told, "live | On call | +44 20 7946 0142 | hold | hang-up");
  assert.equal(two.swaps, true);
  assert.deepEqual(two.beside, { what: "on-hold", who: "Mateusz", since: heldAt });
  const ended = { ...callWith(newTalk), phase: "ended", ending: "by-them" } as const;
  assert.equal(
    shown({ ...ended, talkedSeconds: 4, errorCode: null }, { second }).beside,
    null,
  );
});

test("who is on hold themselves can only leave or wait", () => {
  const talk: Talk = {
    ...newTalk,
    wiring: "conference",
    legs: [caller, colleague, held(asked(mine, "consult", priya))],
  };
  const mini = shown(callWith(talk));
  assert.equal(mini.told, "hold | You’re on hold | +44 20 7946 0142 | off | leave");
  assert.equal(mini.stateSince, heldAt);
});

test("a broken connection says so; once it is lost the time stands still, and only Hang up is left", () => {
  const broken = callWith({ ...together(caller, colleague), reconnectingSince: 60_000 });
  const soon = shown(broken, { now: 64_000 });
  assert.equal(
    soon.told,
    "lost | Reconnecting… | +44 20 7946 0142, Priya Raman | hold | leave",
  );
  assert.deepEqual(soon.time, { from: 0, to: 64_000 });
  const lost = shown(broken, { now: 90_000 });
  assert.equal(lost.told, "lost | The connection was lost. | +44 20 7946 0142 | off | hang-up");
  assert.deepEqual(lost.time, { from: 0, to: 60_000 });
});

test("how it ended stays to be read", () => {
  const ended = {
    ...callWith(newTalk),
    phase: "ended",
    ending: "by-them",
    talkedSeconds: 554,
    errorCode: null,
  } as const;
  const mini = shown(ended);
  assert.equal(mini.state, "They hung up, 9 min 14 s");
  assert.equal(mini.keys, "none");
  const givenTo = { agentId: priya, address: null, state: "taken" } as const;
  assert.equal(
    shown({ ...ended, ending: "transferred", givenTo }).state,
    "Priya Raman took the call",
  );
});
