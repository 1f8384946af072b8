import assert from "node:assert/strict";
import { it } from "node:test";
import { tonesOf } from "./key-tone.ts";

it("is each key's row and column", () => {
  assert.deepEqual(tonesOf("1"), [697, 1209]);
  assert.deepEqual(tonesOf("6"), [770, 1477]);
  assert.deepEqual(tonesOf("0"), [941, 1336]);
  assert.deepEqual(tonesOf("#"), [941, 1477]);
  for (const noKey of ["w", "", "12", "A"]) assert.equal(tonesOf(noKey), null, noKey);
});
