import assert from "node:assert/strict";
import { it } from "node:test";
import { knownNumber } from "./withheld.ts";

it("shows a caller's number, and none when it is withheld or no number at all", () => {
  assert.equal(knownNumber("+442079460142"), "+442079460142");
  for (const text of ["+266696687", "anonymous", "", "client:priya", "442079460142"]) {
    assert.equal(knownNumber(text), null, text);
  }
});
