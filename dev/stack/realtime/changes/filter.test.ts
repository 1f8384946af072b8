import assert from "node:assert/strict";
import { test } from "node:test";
import { postgresChangesFilter } from "@supabase/supabase-js";
import { parseFilter } from "./filter.ts";

test("what supabase-js builds is read back", () => {
  const built = postgresChangesFilter().eq("title", 'a, "b" (c)').in("id", [1, 2]).not(
    "x",
    "is",
    null,
  );
  assert.deepEqual(parseFilter(built.build()), [
    { column: "title", negated: false, operator: "eq", values: ['a, "b" (c)'] },
    { column: "id", negated: false, operator: "in", values: ["1", "2"] },
    { column: "x", negated: true, operator: "is", values: ["null"] },
  ]);
});

test("an unknown operator is refused with what was expected", () => {
  assert.throws(() => parseFilter("a=near.b"), /expected column=operator.value/);
  assert.throws(() => parseFilter("a=constructor.b"), RangeError);
});
