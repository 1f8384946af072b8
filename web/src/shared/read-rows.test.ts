import assert from "node:assert/strict";
import { test } from "node:test";
import * as v from "valibot";
import { readAllRows, readRows, rowsProblem } from "./read-rows.ts";

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

/** An API that answers 1,000 rows at most, of so many. */
function table(count: number) {
  const asked: number[] = [];
  const query = () => ({
    range(from: number, to: number) {
      asked.push(from);
      const length = Math.max(0, Math.min(count - from, to - from + 1, 1000));
      return Promise.resolve({
        data: Array.from({ length }, (_, index) => ({ id: from + index })),
        error: null,
      });
    },
  });
  return { asked, query };
}
test("a list that one answer holds is read with one question", async () => {
  const { asked, query } = table(999);
  assert.equal((await readAllRows(query, Row)).length, 999);
  assert.deepEqual(asked, [0]);
});

test("a longer list is whole, in its order", async () => {
  const { asked, query } = table(2_500);
  const rows = await readAllRows(query, Row);
  assert.deepEqual(rows.map(({ id }) => id), Array.from({ length: 2_500 }, (_, index) => index));
  assert.deepEqual(asked, [0, 1000, 2000]);
});

test("a list that fails in the middle is none", async () => {
  const { query } = table(2_000);
  const failing = () => ({
    range: (from: number, to: number) =>
      from === 0
        ? query().range(from, to)
        : Promise.resolve({ data: null, error: { code: "57014", message: "canceled" } }),
  });
  await assert.rejects(readAllRows(failing, Row), /57014/);
});
