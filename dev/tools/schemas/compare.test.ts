import assert from "node:assert/strict";
import { test } from "node:test";
import { compareCatalogs, describeDifference } from "./compare.ts";

const line = (identity: string, definition: string, kind = "table") => ({
  kind,
  identity,
  definition,
});
const names = { before: "migrations", after: "schemas" };

const told = (before: string, after: string) =>
  compareCatalogs([line("a", before)], [line("a", after)])
    .map((difference) => describeDifference(difference, names));

test("catalogs that hold the same, in whatever order, do not differ", () => {
  const [a, b] = [line("a", "1"), line("b", "2")];
  assert.deepEqual(compareCatalogs([a, b], [b, a]), []);
});

test("what is on one side only is named with its side", () => {
  const both = compareCatalogs([line("a", "1")], [line("b", "1")]);
  assert.deepEqual(both.map((difference) => describeDifference(difference, names)), [
    "table a: only in migrations",
    "table b: only in schemas",
  ]);
});

test("the same name in another kind is another thing", () => {
  assert.equal(compareCatalogs([line("a", "1", "view")], [line("a", "1")]).length, 2);
});

test("of a definition only the lines that are not the same are told", () => {
  assert.deepEqual(told("begin\nold\nend", "begin\nnew\nmore\nend"), [
    "table a\n  migrations: old\n  schemas: new\n  schemas: more",
  ]);
  assert.deepEqual(told("same\nsame", "same"), ["table a\n  migrations: same"]);
});

test("long definitions are cut", () => {
  const long = Array.from({ length: 50 }, (_, i) => `line ${i}`).join("\n");
  assert.equal(told("short", long).join().split("\n").length, 11);
});

test("equal rows count as often as they are there", () => {
  const row = line("t {}", "{}", "row");
  assert.equal(compareCatalogs([row, row], [row]).length, 1);
});
