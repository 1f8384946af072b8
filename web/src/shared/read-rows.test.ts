import assert from "node:assert/strict";
import { test } from "node:test";
import * as v from "valibot";
import { readAllRows } from "./read-rows.ts";

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
const Row = v.object({ id: v.number() });

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
