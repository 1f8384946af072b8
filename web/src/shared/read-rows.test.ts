import assert from "node:assert/strict";
import { test } from "node:test";
import * as v from "valibot";
import { readRows, rowsProblem } from "./read-rows.ts";

const Row = v.object({ id: v.number() });

async function problemWith(refusal: { message: string; details?: string | null }) {
  const query = Promise.resolve({ data: null, error: refusal });
  try {
    await readRows(query, Row);
  } catch (thrown) {
    return rowsProblem(thrown);
  }
  return assert.fail("nothing was thrown");
}

test("rows are parsed", async () => {
  const rows = [{ id: 1 }, { id: 2 }];
  assert.deepEqual(await readRows(Promise.resolve({ data: rows, error: null }), Row), rows);
});

test("what a trigger refuses is shown in the words of its code", async () => {
  const full = await problemWith({
    message: "The list holds 10,000 numbers at most",
    details: "E-LIST-FULL",
  });
  assert.equal(full.code, "E-LIST-FULL");
  assert.match(full.next, /prefix/);
});

test("any other failure, and an unknown code, is the database's", async () => {
  for (const details of [null, "Key (id)=(1) exists", "E-NOBODY-KNOWS"]) {
    assert.equal((await problemWith({ message: "no", details })).code, "E-DATABASE");
  }
});
