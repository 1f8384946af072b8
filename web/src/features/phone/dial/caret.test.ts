import assert from "node:assert/strict";
import { test } from "node:test";
import { caretAfter, withoutDigitBefore } from "./caret.ts";

test("the caret stays at the end when formatting adds a space before the last digit", () => {
  assert.equal(caretAfter("+49 3023", 8, "+49 30 23"), 9);
});

test("the caret stays behind the digit that was typed in the middle", () => {
  assert.equal(caretAfter("+44 209 7946", 7, "+44 20 9794 6"), 8);
});

test("the caret at the start stays at the start", () => {
  assert.equal(caretAfter("030 1", 0, "030 1"), 0);
});

test("the caret stays where it is in a text that is not grouped", () => {
  assert.equal(caretAfter("030 ", 4, "030 "), 4);
});

test("the caret stands behind the sign that ended the groups", () => {
  assert.equal(caretAfter("+49 30 23.125", 10, "+493023.125", false), 8);
});

test("Backspace behind a space takes the digit before the space", () => {
  assert.deepEqual(withoutDigitBefore("+49 30 23", 7), { text: "+49 3 23", caret: 5 });
});

test("Backspace at the start takes nothing", () => {
  assert.deepEqual(withoutDigitBefore("030", 0), { text: "030", caret: 0 });
});
