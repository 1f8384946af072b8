import assert from "node:assert/strict";
import { test } from "node:test";
import { type Finding, table } from "./suite.ts";

const finding: Finding = { asks: "a | b", assumed: "no", seen: "no", note: "", seconds: 1.5 };

test("the table says what was seen as assumed, otherwise, and not at all", () => {
  const rows = table([
    finding,
    { ...finding, seen: "yes" },
    { ...finding, seen: null, note: "needs a trial account" },
  ]).split("\n").slice(2);
  assert.deepEqual(rows, [
    "| as assumed | a \\| b | no |  |  | 1.5 s |",
    "| OTHERWISE | a \\| b | yes | no |  | 1.5 s |",
    "| not seen | a \\| b |  | no | needs a trial account | 1.5 s |",
  ]);
});
