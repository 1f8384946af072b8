import assert from "node:assert/strict";
import { test } from "node:test";
import { momentText } from "./moment-text.ts";

const now = new Date(2026, 5, 17, 14, 42).getTime();
const minutes = (count: number) => count * 60_000;

test("within the hour it is told in minutes", () => {
  assert.equal(momentText(now - minutes(0.5), now), "just now");
  assert.equal(momentText(now - minutes(1), now), "a minute ago");
  assert.equal(momentText(now - minutes(59), now), "59 minutes ago");
});

test("from an hour on it is told by the clock, and from another day with its day", () => {
  assert.match(momentText(now - minutes(61), now), /^at \d?\d.\d\d/);
  assert.match(momentText(now - minutes(24 * 60), now), /^on .*16.* at /);
});
