import assert from "node:assert/strict";
import { it } from "node:test";
import { qualityOf } from "./quality.ts";

it("is fair with one trouble that one hears, poor with two or without any sound", () => {
  assert.equal(qualityOf(new Set()), "good");
  assert.equal(qualityOf(new Set(["constant-audio-input-level"])), "good");
  assert.equal(qualityOf(new Set(["high-jitter"])), "fair");
  assert.equal(qualityOf(new Set(["high-jitter", "low-mos"])), "poor");
  assert.equal(qualityOf(new Set(["ice-connectivity-lost"])), "poor");
});
