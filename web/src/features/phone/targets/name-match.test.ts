import assert from "node:assert/strict";
import { test } from "node:test";
import { matchesName } from "./name-match.ts";

test("a name is found by any of its words, whole or in part, in any order", () => {
  for (const typed of ["pri", "Raman", "raman priya", " PRIYA ", "iya"]) {
    assert.equal(matchesName("Priya Raman", typed), true, typed);
  }
  assert.equal(matchesName("Priya Raman", "priya sorensen"), false);
});

test("accents need not be typed, and may be", () => {
  assert.equal(matchesName("Siobhán Featherstonehaugh", "siobhan"), true);
  assert.equal(matchesName("Ingrid Sørensen", "sorensen"), true);
  assert.equal(matchesName("Łukasz Groß", "lukasz gross"), true);
  assert.equal(matchesName("Ingrid Sørensen", "Sørensen"), true);
  assert.equal(matchesName("Ingrid Sorensen", "Sørensen"), true);
});

test("one letter alone begins a word, also behind a hyphen or an apostrophe", () => {
  assert.equal(matchesName("Tan Wei-Ling", "l"), true);
  assert.equal(matchesName("Niamh O’Brien", "b"), true);
  assert.equal(matchesName("Tan Wei-Ling", "n"), false);
});

test("names of other scripts are found", () => {
  assert.equal(matchesName("Олександра Ковальчук", "ковал"), true);
  assert.equal(matchesName("王小明", "小明"), true);
  assert.equal(matchesName("\u2068דוד לוי\u2069", "לוי"), true);
});

test("nothing typed finds everybody", () => {
  assert.equal(matchesName("Priya Raman", ""), true);
});
