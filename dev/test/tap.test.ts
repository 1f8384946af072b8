import assert from "node:assert/strict";
import { test } from "node:test";
import { readTap } from "./tap.ts";

test("assertions come with their names, and failures with their diagnosis", () => {
  const text = "1..2\nok 1 - holds\nnot ok 2 - breaks\n# Failed test 2\n#         have: 1";
  assert.deepEqual(readTap(text), [
    { name: "holds", failure: null },
    { name: "breaks", failure: "# Failed test 2\n#         have: 1\n" },
  ]);
});

test("a plan at the end counts too", () => {
  assert.deepEqual(readTap("ok 1 - holds\n1..1"), [{ name: "holds", failure: null }]);
});

test("a script that stops early, plans nothing or says nothing does not pass", () => {
  for (const text of ["1..2\nok 1 - holds", "1..0", ""]) {
    assert.notEqual(readTap(text).at(-1)?.failure, null, text);
  }
});
