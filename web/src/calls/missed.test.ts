import assert from "node:assert/strict";
import { test } from "node:test";
import { callRow } from "./fixtures.ts";
import { openMissed } from "./missed.ts";

const missed = callRow({ id: 1, direction: "inbound", status: "no-answer", talkedSeconds: null });

test("a missed call stands open until somebody calls the number", () => {
  assert.deepEqual(openMissed([missed]).map(({ id }) => id), [1]);
  assert.deepEqual(openMissed([callRow({ id: 2 }), missed]), []);
});

test("a caller who was missed twice stands there once", () => {
  assert.deepEqual(openMissed([{ ...missed, id: 3 }, missed]).map(({ id }) => id), [3]);
});

test("a call back to another number settles nothing", () => {
  const other = callRow({ id: 2, otherNumber: "+14155550146" });
  assert.deepEqual(openMissed([other, missed]).map(({ id }) => id), [1]);
});

test("a withheld number can't be called back, and so waits for nobody", () => {
  assert.deepEqual(openMissed([{ ...missed, otherNumber: null }]), []);
});
