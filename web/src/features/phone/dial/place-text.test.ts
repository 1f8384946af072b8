import assert from "node:assert/strict";
import { test } from "node:test";
import { placeOf } from "../../../shared/place.ts";
import { placeText } from "./place-text.ts";

const japan = placeOf("+81312345678");

test("by day the time there stands beside the country", () => {
  assert.ok(japan);
  assert.match(placeText(japan, Date.parse("2026-06-17T01:12:00Z")), /^Japan, 10.12.* there$/);
});

test("by night it is a sentence that warns", () => {
  assert.ok(japan);
  assert.match(placeText(japan, Date.parse("2026-06-17T18:12:00Z")), /^It’s 0?3.12.* in Japan\.$/);
});
