import assert from "node:assert/strict";
import { test } from "node:test";
import { levelWordOf } from "./level-word.ts";

test("the loudest of the last moments is judged, not the pause after it", () => {
  assert.equal(levelWordOf([]), "silent");
  assert.equal(levelWordOf([0.05, 0.15]), "silent", "the hum of a room");
  assert.equal(levelWordOf([0.35, 0.05]), "quiet");
  assert.equal(levelWordOf([0.6, 0.05, 0.05]), "good");
  assert.equal(levelWordOf([0.3, 0.95, 0.3]), "loud");
});
