import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fullMetadata from "libphonenumber-js/max/metadata";
import { knownTexts } from "../../../supabase/functions/_shared/numbers/known_texts.ts";
import {
  type Reading,
  readNumber,
} from "../../../supabase/functions/_shared/numbers/read_number.ts";
import { formatAsTyped } from "./as-typed.ts";
import { formatNumber } from "./phone-number.ts";
import { createDice, someNumber, someText } from "./random-numbers.ts";
import { smallMetadata } from "./small-metadata.ts";

const read = (text: string, country: string) => readNumber(text, country, smallMetadata);

function told(reading: Reading): string {
  switch (reading.kind) {
    case "number":
      return reading.extension === null ? reading.e164 : `${reading.e164} x${reading.extension}`;
    case "emergency":
      return `emergency ${reading.digits}`;
    case "unread":
      return reading.why;
    default:
      return reading.kind;
  }
}

describe("a known text", () => {
  for (const [country, text, answer] of knownTexts) {
    it(`is ${answer} in ${country}: ${JSON.stringify(text)}`, () => {
      assert.equal(told(read(text, country)), answer);
    });
  }

  it("is one of many, of many countries", () => {
    assert.ok(knownTexts.length >= 300);
    assert.ok(new Set(knownTexts.map(([country]) => country)).size >= 40);
  });

  it("is the same number for the browser's metadata and for the functions'", () => {
    for (const [country, text] of knownTexts) {
      assert.deepEqual(read(text, country), readNumber(text, country, fullMetadata), text);
    }
  });
});

describe("any text", () => {
  const dice = createDice(2026);
  const texts = Array.from({ length: 2_000 }, () => someText(dice));

  it("is read alike with either metadata", () => {
    for (const [country, text] of texts) {
      const small = read(text, country);
      assert.deepEqual(small, readNumber(text, country, fullMetadata), `${text} in ${country}`);
    }
  });

  it("gives a number that is itself wherever it is read again", () => {
    let count = 0;
    for (const [country, text] of texts) {
      const first = read(text, country);
      if (first.kind !== "number") continue;
      count++;
      const [elsewhere] = dice.pick(texts);
      for (const again of [first.e164, formatNumber(first.e164)]) {
        const second = read(again, elsewhere);
        assert.deepEqual(second, { ...first, extension: null }, `${text} in ${country}: ${again}`);
      }
    }
    assert.ok(count > 800, `${count} numbers`);
  });

  it("keeps its digits while it is shown", () => {
    for (const [country, text] of texts) {
      const { text: shown } = formatAsTyped(text, country);
      assert.deepEqual(read(shown, country), read(text, country), `${text} in ${country}`);
    }
  });
});

describe("two numbers in one text", () => {
  const separators = [", ", "; ", "\n", " or ", " / ", " & ", "/", " | ", ",", " +", " "];

  it("are never one", () => {
    const dice = createDice(7);
    for (let round = 0; round < 2_000; round++) {
      const one = someNumber(dice);
      const other = { ...someNumber(dice, one.country) };
      const separator = dice.pick(separators);
      const text = separator === " +"
        ? `${one.e164} ${other.e164}`
        : `${dice.pick([one.e164, one.national])}${separator}${
          separator === " " ? other.e164 : dice.pick([other.e164, other.national])
        }`;
      const reading = read(text, one.country);
      if (reading.kind !== "number") continue;
      assert.ok(
        [one.e164, other.e164].includes(reading.e164),
        `${JSON.stringify(text)} in ${one.country}: ${reading.e164}`,
      );
    }
  });
});
