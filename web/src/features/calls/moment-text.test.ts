import assert from "node:assert/strict";
import { test } from "node:test";
import { momentText, whenText } from "./moment-text.ts";

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

test("a call under the dialer says its day, unless it was today", () => {
  const now = new Date(2026, 5, 17, 14, 42).getTime();
  const hoursAgo = (hours: number) => whenText(now - hours * 3_600_000, now);
  assert.match(hoursAgo(1), /^\d+:42/);
  assert.match(hoursAgo(24), /^Yesterday, \d+:42/);
  assert.match(hoursAgo(72), /^(14 Jun|Jun 14), \d+:42/);
});
