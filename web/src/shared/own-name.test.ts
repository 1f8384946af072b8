import assert from "node:assert/strict";
import { test } from "node:test";
import { ownName } from "./workspace-data.ts";

test("a number that is named after itself has no name", () => {
  for (const name of [null, "", " ", "+442079460142", "+44 20 7946 0142", "(020) 7946 0142"]) {
    assert.equal(ownName(name, "+442079460142"), null, String(name));
  }
  assert.equal(ownName("(500) 555-0006", "+15005550006"), null);
});

test("a name stays, though there are digits in it", () => {
  assert.equal(ownName("London 2", "+442079460142"), "London 2");
  assert.equal(ownName("24/7", "+442079460142"), "24/7");
});
