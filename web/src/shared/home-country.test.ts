import assert from "node:assert/strict";
import { test } from "node:test";
import { countryChoices, homeCountry } from "./home-country.ts";

test("the first language with a country tells where one is at home", () => {
  assert.equal(homeCountry(["de-AT", "en-US"]), "AT");
  assert.equal(homeCountry(["en", "fr-CH"]), "CH");
  assert.equal(homeCountry(["zh-Hant-TW"]), "TW");
});

test("without any, it is where most people speak so", () => {
  assert.equal(homeCountry(["de"]), "DE");
  assert.equal(homeCountry(["en"]), "US");
});

test("a language named as a system names it breaks nothing", () => {
  assert.equal(homeCountry(["en-US@posix", "C", "de-AT"]), "AT");
});

test("what is no country is passed over", () => {
  assert.equal(homeCountry(["en-001", "sv"]), "SE");
  assert.equal(homeCountry([]), "US");
});

test("countries are in the order of their names", () => {
  const names = countryChoices().map(({ name }) => name);
  assert.deepEqual(names.slice(0, 2), ["Afghanistan", "Åland Islands"]);
  assert.equal(countryChoices().find(({ code }) => code === "DE")?.name, "Germany");
});
