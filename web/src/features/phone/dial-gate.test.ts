import assert from "node:assert/strict";
import { test } from "node:test";
import { formatAsTyped } from "../../shared/phone-number.ts";
import { gateOf } from "./dial-gate.ts";

const berlin = { number: "+493023125610", name: "Sales Berlin" };
const good = formatAsTyped("+442079460018", "DE");

test("a good number and a line of one's own open the gate", () => {
  assert.equal(gateOf({ kind: "ready" }, good, berlin), null);
});

test("while the phone reconnects a call can be tried", () => {
  assert.equal(gateOf({ kind: "reconnecting", since: 0 }, good, berlin), null);
});

test("a shut gate says why, the first reason first", () => {
  assert.equal(gateOf({ kind: "offline" }, good, null), "Go online to call.");
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
