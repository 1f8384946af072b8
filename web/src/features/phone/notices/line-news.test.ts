import assert from "node:assert/strict";
import { test } from "node:test";
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
import { lineNewsOf } from "./line-news.ts";

const ingrid = { name: "Ingrid" };
const said = (before: Talk, after: Talk) =>
  lineNewsOf(callWith(before, ingrid), callWith(after, ingrid), { me, agents });
const target = asked(colleague, "consult");
const guest = asked(colleague, "add");

test("becoming a conference is no news", () => {
  assert.equal(said(newTalk, { ...newTalk, wiring: "upgrading" }), null);
  assert.equal(said(newTalk, together(caller)), null);
});

test("hold and its end are said", () => {
  assert.equal(said(newTalk, together(held(caller))), "On hold");
  assert.equal(said(together(held(caller)), together(held(caller))), null);
  assert.equal(said(together(held(caller)), together(caller)), "Back on call");
});

test("a consultation says whom one talks to, and who waits", () => {
  const rings = together(held(caller), ringing(target));
  const talks = together(held(caller), target);
  assert.equal(said(together(held(caller)), rings), "Ringing Priya. Ingrid is on hold");
  assert.equal(said(rings, talks), "Talking to Priya. Ingrid is on hold");
  assert.equal(said(talks, together(caller, held(target))), "Talking to Ingrid. Priya is on hold");
  assert.equal(said(talks, together(caller)), "Back on call");
  assert.equal(said(talks, together(caller, target)), null);
});

test("whoever comes and goes is named", () => {
  const rings = together(caller, ringing(guest));
  const three = together(caller, guest);
  assert.equal(said(together(caller), rings), "Ringing Priya Raman");
  assert.equal(said(rings, three), "Priya Raman joined");
  assert.equal(said(three, together(caller)), "Priya Raman left");
  assert.equal(said(three, together(guest)), "Ingrid left");
});

test("who is put on hold hears that, and the end of it", () => {
  const parked = { ...together(), legs: [caller, colleague, held(mine)] };
  const back = { ...together(), legs: [held(caller), colleague, mine] };
  assert.equal(said(back, parked), "You’re on hold");
  assert.equal(said(parked, back), "You’re off hold");
});

test("what did not work out is said once", () => {
  const notice = {
    kind: "not-reached",
    agent_id: priya,
    address: null,
    at: "2026-11-25T10:02:00+00:00",
  } as const;
  const rings = together(held(caller), ringing(target));
  const failed = { ...together(caller), notice };
  assert.equal(said(rings, failed), "Priya didn’t answer. You’re back with Ingrid.");
  assert.equal(said(failed, { ...failed }), null);
});
