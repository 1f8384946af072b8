import assert from "node:assert/strict";
import { test } from "node:test";
import { mean, median, p95, percentile } from "./statistics.ts";

test("a median is the middle, or the mean of the middle two, in whatever order the values came", () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([10, 1, 9, 2]), 5.5);
  assert.equal(median([7]), 7);
});

test("a percentile is a value that was measured, exceeded by no more than the rest", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  assert.equal(p95(hundred), 95);
  assert.equal(percentile([3, 1, 2], 1), 3);
  assert.equal(percentile([3, 1, 2], 0), 1);
});

test("nothing measured has no median", () => {
  assert.throws(() => median([]), /no values/);
  assert.throws(() => p95([]), /no values/);
});

test("a mean weighs every value alike", () => {
  assert.equal(mean([1, 2, 6]), 3);
  assert.throws(() => mean([]), /no values/);
});
