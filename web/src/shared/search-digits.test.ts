import assert from "node:assert/strict";
import { test } from "node:test";
import { searchDigits } from "./search-digits.ts";

/** Whether one of the stored numbers would be found. */
const finds = (text: string, stored: string, country = "DE") =>
  searchDigits(text, country).some((digits) => stored.includes(digits));

test("a number is found as it is written at home, abroad, and in part", () => {
  for (
    const text of ["030 23125610", "+49 30 23125610", "0049 (0)30 23125610", "030 231", "125610"]
  ) {
    assert.ok(finds(text, "+493023125610"), text);
  }
  for (const text of ["020 7946 0018", "(020) 7946", "+44 (0)20 7946 0018", "٠٢٠ ٧٩٤٦"]) {
    assert.ok(finds(text, "+442079460018"), text);
  }
  assert.ok(finds("8 (495) 123-45-67", "+74951234567", "RU"));
  assert.ok(!finds("030 23125611", "+493023125610"));
});

test("a mobile is found in both of its spellings", () => {
  assert.ok(finds("+54 11 2345 6789", "+5491123456789"));
  assert.ok(finds("+54 9 11 2345 6789", "+541123456789"));
  assert.ok(finds("+52 1 55 1234 5678", "+525512345678"));
  assert.ok(finds("+52 55 1234 5678", "+5215512345678"));
  assert.ok(finds("+55 11 8765 4321", "+5511987654321"));
  assert.ok(finds("+55 11 98765 4321", "+551187654321"));
  assert.ok(finds("+39 0549 882 123", "+3780549882123"));
  assert.ok(finds("0549 882 123", "+390549882123", "SM"));
  assert.ok(finds("+972 59 912 3456", "+970599123456"));
  assert.ok(finds("+229 97 97 12 34", "+2290197971234"));
  assert.ok(finds("+229 01 97 97 12 34", "+22997971234"));
});

test("a text without digits looks for nothing", () => {
  assert.deepEqual(searchDigits("Max", "DE"), []);
});
