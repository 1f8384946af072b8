import assert from "node:assert/strict";
import { test } from "node:test";
import { initialModel, viewOf } from "../../../phone/model.ts";
import type { PhoneCall, PhoneState } from "../../../phone/phone-state.ts";
import { newTalk } from "../../../phone/talk.ts";
import { announcementOf } from "./announcement.ts";

const spoken = { party: () => "Ingrid", line: (call: PhoneCall) => call.line, taker: () => null };
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
