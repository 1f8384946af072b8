import assert from "node:assert/strict";
import { test } from "node:test";
import { isolated } from "./isolated.ts";

test("only a name that is written from right to left is isolated from what stands beside it", () => {
  assert.equal(isolated("שירות לקוחות"), "\u2068שירות לקוחות\u2069");
  assert.equal(isolated("Sales Berlin"), "Sales Berlin");
  assert.equal(isolated("東京"), "東京");
});
