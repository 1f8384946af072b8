import assert from "node:assert/strict";
import { test } from "node:test";
import { readTyped } from "../../../shared/phone-number.ts";
import { destinationOf } from "./destination.ts";
import { gateOf } from "./dial-gate.ts";

const berlin = { number: "+493023125610", name: "Sales Berlin" };
const typed = (text: string) =>
  destinationOf(readTyped(text, "DE"), null, { mayCallEmergencies: false });
const good = typed("+442079460018");
const agent = { isPaused: false, isAdmin: false };

test("a good number and a line of one's own open the gate", () => {
  assert.equal(gateOf({ kind: "ready" }, good, berlin, agent), null);
});

test("whoever is not rung may call all the same", () => {
  assert.equal(gateOf({ kind: "offline" }, good, berlin, agent), null);
  assert.equal(gateOf({ kind: "away" }, good, berlin, agent), null);
  assert.equal(gateOf({ kind: "reconnecting", since: 0 }, good, berlin, agent), null);
  const lost = { kind: "unreachable", cause: "connection-lost", since: 0 } as const;
  assert.equal(gateOf(lost, good, berlin, agent), null);
});

test("what would fail is not offered, with the reason", () => {
  const why = "You can make calls once this is fixed.";
  assert.equal(gateOf({ kind: "microphone", problem: "blocked" }, good, berlin, agent), why);
  assert.equal(gateOf({ kind: "not-configured" }, good, berlin, agent), why);
  const off = { kind: "unreachable", cause: "seat-inactive", since: 0 } as const;
  assert.equal(gateOf(off, good, berlin, agent), why);
});

test("a shut gate says why, the first reason first", () => {
  assert.equal(
    gateOf({ kind: "ready" }, good, null, agent),
    "You have no number to call from. Ask an admin.",
  );
  assert.equal(
    gateOf({ kind: "ready" }, good, null, { ...agent, isAdmin: true }),
    "You have no number to call from. Assign yourself one in Setup.",
  );
  assert.equal(
    gateOf({ kind: "ready" }, typed(""), berlin, agent),
    "Type or paste a number.",
  );
  assert.equal(
    gateOf({ kind: "ready" }, typed("030"), berlin, agent),
    "Too short for a number in Germany.",
  );
});

test("a pause shuts the gate, whatever is typed", () => {
  assert.equal(
    gateOf({ kind: "ready" }, good, berlin, { ...agent, isPaused: true }),
    "Outgoing calls are paused.",
  );
});
