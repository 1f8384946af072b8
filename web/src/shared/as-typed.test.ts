import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { formatAsTyped } from "./as-typed.ts";
import { readTyped } from "./phone-number.ts";

describe("a number while it is typed", () => {
  it("is formatted the way the workspace's country writes it", () => {
    assert.equal(formatAsTyped("4155550132", "US").text, "(415) 555-0132");
    assert.equal(formatAsTyped("02079460142", "GB").text, "020 7946 0142");
    assert.equal(formatAsTyped("+442079460142", "DE").text, "+44 20 7946 0142");
  });

  it("is judged as without its groups", () => {
    for (const text of ["  ", "02079460142", "+44 20 794", "020 7946 0142 ext. 7", "hello"]) {
      const typed = formatAsTyped(text, "GB");
      const { isFormatted, country, text: shown } = typed;
      assert.deepEqual(typed, { ...readTyped(text, "GB"), isFormatted, country, text: shown });
    }
  });

  it("stands as it is dialled where it is an emergency's", () => {
    const { text, emergency } = formatAsTyped("112", "DE");
    assert.deepEqual({ text, emergency }, { text: "112", emergency: "112" });
    assert.equal(formatAsTyped("1 1 2", "DE").text, "1 1 2", "groups that were typed stay");
  });

  it("knows the country as soon as the digits tell it", () => {
    assert.equal(formatAsTyped("+49", "US").country, "DE");
    assert.equal(formatAsTyped("+44 20 7946 0142", "DE").country, "GB");
    assert.equal(formatAsTyped("+44", "DE").country, null, "Guernsey, Jersey and Man have it too");
    assert.equal(formatAsTyped("030", "DE").country, "DE");
    assert.equal(formatAsTyped("+", "DE").country, null);
    assert.equal(formatAsTyped("  ", "DE").country, null);
  });
});
