import assert from "node:assert/strict";
import { test } from "node:test";
import { openLeg } from "../../../calls/fixtures.ts";
import { initialModel, viewOf } from "../../../phone/model.ts";
import type { PhoneCall, PhoneState } from "../../../phone/phone-state.ts";
import { newTalk } from "../../../phone/talk.ts";
import { announcementOf } from "./announcement.ts";

const team = { me: 7, agents: new Map([[8, "Priya Raman"]]) };
const spoken = {
  party: () => "Ingrid",
  line: (call: PhoneCall) => call.line,
  taker: () => null,
  team,
};
const idle: PhoneState = { ...viewOf(initialModel), reach: { kind: "ready" } };
const base = {
  number: "+442079460117",
  name: null,
  line: "Sales Berlin",
  lineName: null,
  direction: "inbound",
  callId: 41,
  since: 0,
} as const;
const incoming: PhoneCall = { ...base, phase: "incoming", othersRing: 0 };
const talking: PhoneCall = { ...base, phase: "in-call", talk: newTalk };
const said = (before: PhoneState, after: PhoneState) =>
  announcementOf(before, after, spoken)?.text ?? null;

test("a ring is said with its line, which may come a moment after it", () => {
  assert.equal(
    said(idle, { ...idle, call: incoming }),
    "Incoming call from Ingrid to Sales Berlin",
  );
  const unnamed: PhoneState = { ...idle, call: { ...incoming, line: "" } };
  assert.equal(said(idle, unnamed), "Incoming call from Ingrid");
  assert.equal(said(unnamed, { ...idle, call: incoming }), "To Sales Berlin");
});

test("a second call is said with who calls, and each swap with who hears this person now", () => {
  const named = {
    ...spoken,
    party: (call: PhoneCall) => call.callId === 44 ? "Mateusz" : "Ingrid",
  };
  const says = (before: Partial<PhoneState>, after: Partial<PhoneState>) =>
    announcementOf({ ...idle, ...before }, { ...idle, ...after }, named)?.text ?? null;
  const knocks: PhoneCall = { ...incoming, callId: 44, line: "London" };
  const second: PhoneCall = { ...talking, callId: 44 };
  const before = { call: talking, second: knocks };
  assert.equal(says({ call: talking }, before), "Second call from Mateusz to London");
  assert.equal(
    says({ call: talking }, { call: talking, second: { ...knocks, line: "" } }),
    "Second call from Mateusz",
  );
  const both = { call: second, second: talking };
  assert.equal(says(before, both), "Talking to Mateusz. Ingrid is on hold");
  assert.equal(says(both, { call: talking, second }), "Talking to Ingrid. Mateusz is on hold");
  assert.equal(says(both, both), null);
  assert.equal(says(both, { call: talking }), "Call ended. Ingrid is on hold");
  assert.equal(says(both, { call: second }), "Ingrid hung up");
});

test("a line that is cut in a call is said once, by the call", () => {
  const before: PhoneState = { ...idle, call: talking };
  const reach = { kind: "reconnecting", since: 5 } as const;
  const cut: PhoneState = { ...before, reach };
  assert.equal(said(before, cut), null);
  const both: PhoneState = {
    ...cut,
    call: { ...talking, talk: { ...newTalk, reconnectingSince: 6 } },
  };
  assert.equal(said(cut, both), "Reconnecting");
  assert.equal(said(both, { ...before, reach }), "Reconnected");
  assert.equal(said({ ...before, reach }, before), null);
  assert.equal(said(idle, { ...idle, reach }), "Reconnecting");
});

test("a key that was refused is said with what to do, once", () => {
  const press = {
    id: "press",
    order: { command: "hold" },
    at: 0,
    problem: {
      code: "E-TWILIO",
      message: "Twilio did not accept the request.",
      next: "Try again.",
    },
  } as const;
  const before: PhoneState = { ...idle, call: talking };
  const refused: PhoneState = { ...before, press };
  assert.equal(said(before, refused), "Twilio did not accept the request. Try again.");
  assert.equal(said(refused, { ...refused }), null);
});

test("a call that is sent here says by whom, also when that comes a moment later", () => {
  const sent = openLeg({ role: "seat", agent_id: 7, purpose: "transfer", asked_by: 8 });
  const told = "Incoming call from Ingrid, sent by Priya Raman";
  const ringing = { ...incoming, name: "Ingrid" };
  assert.equal(said(idle, { ...idle, call: { ...ringing, sent } }), told);
  assert.equal(said({ ...idle, call: ringing }, { ...idle, call: { ...ringing, sent } }), told);
});

test("what becomes of a call that was sent away is said, too", () => {
  const ended: PhoneCall = {
    ...base,
    phase: "ended",
    ending: "transferred",
    givenTo: { agentId: 8, address: null, state: "ringing" },
    talkedSeconds: null,
    errorCode: null,
  };
  const taken: PhoneCall = { ...ended, givenTo: { agentId: 8, address: null, state: "taken" } };
  const before: PhoneState = { ...idle, call: talking };
  assert.equal(said(before, { ...idle, call: ended }), "Ringing Priya Raman");
  assert.equal(
    said({ ...idle, call: ended }, { ...idle, call: taken }),
    "Priya Raman took the call",
  );
});
