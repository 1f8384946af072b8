import assert from "node:assert/strict";
import { test } from "node:test";
import { colleague, team } from "../targets/fixtures.ts";
import { findPeople } from "./find-people.ts";

const names = (text: string, me: number | null = null) =>
  findPeople(team, text, me).map(({ name }) => name);

test("letters find colleagues by any part of the name, but not the person who types", () => {
  assert.deepEqual(names("priya"), ["Priya Raman"]);
  assert.deepEqual(names("siobhan"), ["Siobhán Featherstonehaugh"]);
  assert.deepEqual(names("priya", 4), []);
  assert.deepEqual(names("zz"), []);
});

test("whoever would ring stands first, and six are enough", () => {
  const many = Array.from(
    { length: 9 },
    (_, n) => colleague(n, `Kim ${n}`, n === 8 ? "available" : "away"),
  );
  const found = findPeople(many, "kim", null);
  assert.deepEqual([found.length, found[0]?.name], [6, "Kim 8"]);
});
