import assert from "node:assert/strict";
import { test } from "node:test";
import { knownTexts } from "../../../../../supabase/functions/_shared/numbers/known_texts.ts";
import { plainText } from "../../../../../supabase/functions/_shared/numbers/plain_text.ts";
import { formatAsTyped } from "../../../shared/as-typed.ts";
import { createDice, someText } from "../../../shared/random-numbers.ts";
import { caretAfter } from "./caret.ts";
import { editedText, typedText } from "./edited-text.ts";
import { pastedText } from "./pasted-text.ts";

/** Types a text key by key, as a browser does it: each key goes where the caret stands. */
function type(text: string, country: string): string {
  let raw = "";
  let caret = 0;
  for (const key of text) {
    const shown = formatAsTyped(raw, country);
    const value = shown.text.slice(0, caret) + key + shown.text.slice(caret);
    raw = editedText(raw, shown, value);
    const next = formatAsTyped(raw, country);
    caret = caretAfter(value, caret + key.length, next.text, next.isFormatted);
  }
  return raw;
}

const readings = ({ e164, country, emergency, extension, problem }: ReturnType<
  typeof formatAsTyped
>) => ({ e164, country, emergency, extension, message: problem?.message });

test("every known text is the same typed key by key as pasted", () => {
  for (const [country, text] of knownTexts) {
    assert.deepEqual(
      readings(formatAsTyped(type(text, country), country)),
      readings(formatAsTyped(text, country)),
      `${text} in ${country}`,
    );
  }
});

test("so is any text", () => {
  const dice = createDice(11);
  for (let round = 0; round < 200; round++) {
    const [country, text] = someText(dice);
    const typed = type(text, country);
    assert.equal(typed.trim(), plainText(text).trim(), `${text} in ${country}`);
  }
});

test("every known text that is a number is the same number pasted", () => {
  for (const [country, text] of knownTexts) {
    const { e164, extension } = formatAsTyped(text, country);
    const pasted = formatAsTyped(pastedText(text, country), country);
    assert.deepEqual([pasted.e164, pasted.extension], [e164, extension], `${text} in ${country}`);
  }
});

test("while the digits of a number are typed nothing worse is said than that they are too few", () => {
  for (const [country, text, answer] of knownTexts) {
    if (!/^\+?\d+$/.test(text) || text !== answer) continue;
    for (let count = 1; count < text.length; count++) {
      const { problem } = formatAsTyped(text.slice(0, count), country);
      // "+966 112" could be meant so.
      if (problem === null || problem.code === "E-DEST-EMERGENCY") continue;
      assert.equal(problem.code, "E-DEST-SHORT", `${text.slice(0, count)} in ${country}`);
    }
  }
});

test("a number that is changed in the middle keeps what was not touched", () => {
  const raw = type("+442079460018", "DE");
  const shown = formatAsTyped(raw, "DE");
  assert.equal(shown.text, "+44 20 7946 0018");
  assert.equal(editedText(raw, shown, "+44 20 794 0018"), "+44207940018");
  assert.equal(editedText(raw, shown, "+44 20 79946 0018"), "+4420799460018");
  assert.equal(editedText(raw, shown, ""), "");
  assert.equal(editedText(raw, shown, "+44 20 7946 0018 "), "+442079460018 ");
});

test("a field has one line: several become a list", () => {
  assert.equal(typedText(" 030 23125610\r\n030 23125611"), " 030 23125610; 030 23125611");
});

test("words around a pasted number go", () => {
  assert.equal(pastedText("Phone: +44 20 7946 0018", "DE"), "+44 20 7946 0018");
  assert.equal(pastedText("415-555-2671 x123", "US"), "+1 415 555 2671 ext. 123");
  assert.equal(pastedText(" 030 23125-610 ", "DE"), "030 23125-610");
  assert.equal(pastedText("client:bob", "DE"), "client:bob");
});
