import assert from "node:assert/strict";
import { test } from "node:test";
import { wrongNumbers } from "./numbers.ts";

test("each file has a number of its own", () => {
  assert.deepEqual(
    wrongNumbers(["supabase/schemas/10_seats.sql", "supabase/schemas/12_lines.sql"]),
    [],
  );
  assert.deepEqual(
    wrongNumbers(["a/10_seats.sql", "a/10_lines.sql", "a/12_calls.sql", "a/more.sql"]),
    [
      "In supabase/schemas 10_seats.sql and 10_lines.sql share a number",
      "supabase/schemas/more.sql has no number",
    ],
  );
});
