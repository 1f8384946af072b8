import assert from "node:assert/strict";
import { test } from "node:test";
import { localeOf } from "./language.ts";

test("dates are written in the pages' language, in the browser's way where it speaks that", () => {
  assert.equal(localeOf(["en-US", "de"]), "en-US");
  assert.equal(localeOf(["de-DE", "en-IE", "en"]), "en-IE");
  assert.equal(localeOf(["ja"]), "en-GB");
  assert.equal(localeOf(["en-US@posix"]), "en-GB");
  assert.equal(localeOf([]), "en-GB");
});

test("a language named as a system names it is passed over, and the page still opens", () => {
  assert.equal(localeOf(["en-US@posix", "en-IE"]), "en-IE");
  assert.equal(localeOf(["C"]), "en-GB");
});
