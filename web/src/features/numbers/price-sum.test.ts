import assert from "node:assert/strict";
import { test } from "node:test";
import { priceSum } from "./price-sum.ts";

test("prices are summed only when every one is known, in one currency", () => {
  const price = (amount: string, currency = "USD") => ({ amount, currency });
  assert.deepEqual(priceSum([price("1.15"), price("2.15")]), price("3.3000"));
  assert.equal(priceSum([price("1.15"), null]), null);
  assert.equal(priceSum([price("1.15"), price("1", "EUR")]), null);
  assert.equal(priceSum([]), null);
});
