import assert from "node:assert/strict";
import { test } from "node:test";
import { formatAsTyped } from "../../shared/phone-number.ts";
import { gateOf } from "./dial-gate.ts";

const berlin = { number: "+493023125610", name: "Sales Berlin" };
const good = formatAsTyped("+442079460018", "DE");

test("a good number and a line of one's own open the gate", () => {
  assert.equal(gateOf({ kind: "ready" }, good, berlin), null);
});

test("whoever is not rung may call all the same", () => {
  assert.equal(gateOf({ kind: "offline" }, good, berlin), null);
  assert.equal(gateOf({ kind: "away" }, good, berlin), null);
  assert.equal(gateOf({ kind: "reconnecting", since: 0 }, good, berlin), null);
  const lost = { kind: "unreachable", cause: "connection-lost", since: 0 } as const;
  assert.equal(gateOf(lost, good, berlin), null);
});

test("what would fail is not offered, with the reason", () => {
  const why = "You can call again when this is solved.";
  assert.equal(gateOf({ kind: "microphone", problem: "blocked" }, good, berlin), why);
  assert.equal(gateOf({ kind: "not-configured" }, good, berlin), why);
  const off = { kind: "unreachable", cause: "seat-inactive", since: 0 } as const;
  assert.equal(gateOf(off, good, berlin), why);
});

test("a shut gate says why, the first reason first", () => {
  assert.equal(
    gateOf({ kind: "ready" }, good, null),
    "You have no number to call from. Ask an admin.",
  );
  assert.equal(
    gateOf({ kind: "ready" }, formatAsTyped("", "DE"), berlin),
    "Type or paste a number.",
  );
  assert.equal(
    gateOf({ kind: "ready" }, formatAsTyped("030", "DE"), berlin),
    "Too short for a number in Germany.",
  );
});
