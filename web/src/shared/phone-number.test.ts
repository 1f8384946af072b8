import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { formatNumber, readTyped, spokenNumber } from "./phone-number.ts";

describe("a pasted number", () => {
  const berlin = "+493023125610";
  const forms: [string, string, string][] = [
    ["030 23125610", "DE", berlin],
    ["+49 30 23125610", "US", berlin],
    ["0049 30 23125610", "DE", berlin],
    ["0049 30 23125610", "US", berlin],
    ["0011 49 30 23125610", "AU", berlin],
    ["011 49 30 23125610", "US", berlin],
    ["+49 (0) 30 23125610", "DE", berlin],
    ["(030) 2312-5610", "DE", berlin],
    ["030/23 12 56 10", "DE", berlin],
    ["tel:+49-30-23125610", "US", berlin],
    ["tel:030-23125610;phone-context=+49", "US", berlin],
    ["TEL:+49%2030%2023125610;ext=4", "US", berlin],
    ["callto://+493023125610", "US", berlin],
    ["\u202A+49 30\u00A023125610\u202C", "US", berlin],
    ["٠٣٠ ٢٣١٢٥٦١٠", "DE", berlin],
    ["０３０ー".replace("ー", "‐") + "２３１２５６１０", "DE", berlin],
    ["०३० २३१२५६१०", "DE", berlin],
    ["(415) 555-0132", "US", "+14155550132"],
    ["1 415 555 0132", "US", "+14155550132"],
  ];
  for (const [text, country, e164] of forms) {
    it(`is read in ${country}: ${text}`, () => {
      const typed = readTyped(text, country);
      assert.equal(typed.e164, e164);
      assert.equal(typed.problem, null);
    });
  }
});

describe("what was typed", () => {
  it("says nothing of an empty field", () => {
    assert.deepEqual(readTyped("  ", "DE"), {
      text: "",
      isFormatted: false,
      e164: null,
      country: null,
      emergency: null,
      extension: null,
      problem: null,
    });
  });

  it("stands as it was typed", () => {
    assert.equal(readTyped("+442079460142", "DE").text, "+442079460142");
    assert.equal(readTyped("020 794", "GB").text, "020 794");
  });

  it("is of the country that it is a number of", () => {
    assert.equal(readTyped("+44 20 7946 0142", "DE").country, "GB");
    assert.equal(readTyped("+49 30", "US").country, null);
  });

  it("works without a known country, for numbers that name their own", () => {
    assert.equal(readTyped("+442079460142", "ZZ").e164, "+442079460142");
    assert.equal(readTyped("030 23125610", "ZZ").e164, null);
  });
});

describe("nonsense", () => {
  const refused: [string, string, string, string][] = [
    ["030", "DE", "E-DEST-SHORT", "Too short for a number in Germany."],
    ["+1415", "DE", "E-DEST-SHORT", "Too short for a phone number."],
    ["415", "US", "E-DEST-SHORT", "Too short for a number in the United States."],
    ["030 23125610 23125610", "DE", "E-DEST-LONG", "Too long for a number in Germany."],
    ["+999 123456", "DE", "E-DEST-FORMAT", "No country has this code."],
    ["115 555 0132", "US", "E-DEST-FORMAT", "There is no such number in the United States."],
    ["hello", "DE", "E-DEST-FORMAT", "This is not a phone number."],
    ["030+23125610", "DE", "E-DEST-FORMAT", "This is not a phone number."],
    ["client:bob", "DE", "E-DEST-ADDRESS", "Only phone numbers can be called from here."],
    ["sip:bob@example.com", "DE", "E-DEST-ADDRESS", "Only phone numbers can be called from here."],
    ["bob@example.com", "DE", "E-DEST-ADDRESS", "Only phone numbers can be called from here."],
    ["112", "DE", "E-DEST-EMERGENCY", "Emergency numbers can't be called from here."],
    ["9 1 1", "US", "E-DEST-EMERGENCY", "Emergency numbers can't be called from here."],
  ];
  for (const [text, country, code, message] of refused) {
    it(`is refused in place: ${text}`, () => {
      const typed = readTyped(text, country);
      assert.equal(typed.e164, null);
      assert.equal(typed.problem?.code, code);
      assert.equal(typed.problem?.message, message);
    });
  }
});

describe("a stored number", () => {
  it("is written with its country's groups", () => {
    assert.equal(formatNumber("+442079460142"), "+44 20 7946 0142");
    assert.equal(formatNumber("anonymous"), "anonymous");
  });

  it("is spoken in small groups of digits", () => {
    assert.equal(spokenNumber("+442079460117"), "plus 44, 20, 79 46, 01 17");
    assert.equal(spokenNumber("+14155550132"), "plus 1, 415, 555, 01 32");
    assert.equal(spokenNumber("+493012345"), "plus 49, 30, 12 345");
    assert.equal(spokenNumber("anonymous"), "anonymous");
  });
});
