import assert from "node:assert/strict";
import { test } from "node:test";
import { kinds, noFilter, readFilter, searchOf, thingsOf } from "./audit-filter.ts";

const read = (search: string) => readFilter(new URLSearchParams(search));

test("a filter is the same after it was in the URL", () => {
  for (const who of [null, 12, "sql", "system"] as const) {
    for (const kind of [null, ...kinds]) {
      const filter = { who, kind, days: 30 } as const;
      assert.deepEqual(read(searchOf(filter)), filter);
    }
  }
});

test("what a URL says wrongly is not filtered by", () => {
  assert.deepEqual(read("?who=0&kind=nothing&days=2"), noFilter);
  assert.deepEqual(read("?who=1e3&days=-1"), noFilter);
  assert.deepEqual(read(""), noFilter);
  assert.equal(searchOf(noFilter), "");
});

test("other is whatever no kind has", () => {
  const other = thingsOf("other");
  assert.equal(other.are, false);
  for (const kind of kinds.filter((name) => name !== "other")) {
    for (const name of thingsOf(kind).names) assert.ok(other.names.includes(name));
  }
});
