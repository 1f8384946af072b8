import assert from "node:assert/strict";
import { test } from "node:test";
import { createTypeAhead } from "./type-ahead.ts";

const names = ["Sales Berlin", "Support", "London reservations"];

test("letters typed together find the name that begins so", () => {
  const typeAhead = createTypeAhead(() => names, () => 1000);
  typeAhead.find("s");
  assert.equal(typeAhead.find("u"), 1);
});

test("the same letter again goes to the next name", () => {
  const typeAhead = createTypeAhead(() => names, () => 1000);
  assert.deepEqual([typeAhead.find("s"), typeAhead.find("s"), typeAhead.find("s")], [0, 1, 0]);
});

test("after a pause a letter begins a new word", () => {
  let now = 1000;
  const typeAhead = createTypeAhead(() => names, () => now);
  typeAhead.find("s");
  now += 800;
  assert.equal(typeAhead.find("l"), 2);
});

test("a letter that begins no name finds nothing", () => {
  assert.equal(createTypeAhead(() => names, () => 1000).find("x"), null);
});
