import assert from "node:assert/strict";
import { test } from "node:test";
import { intervalOf, isDue } from "./schedule.ts";

const at = (text: string) => new Date(`${text}:00Z`);

test("a cron expression names its minutes", () => {
  assert.ok(isDue("* * * * *", at("2026-11-25T10:17")));
  assert.ok(isDue("*/5 * * * *", at("2026-11-25T10:15")));
  assert.ok(!isDue("*/5 * * * *", at("2026-11-25T10:16")));
  assert.ok(isDue("10-20/5,59 9-11 * * *", at("2026-11-25T10:15")));
  assert.ok(!isDue("10-20/5,59 9-11 * * *", at("2026-11-25T10:16")));
  assert.ok(isDue("5/10 * * * *", at("2026-11-25T10:25")));
  assert.ok(isDue("@daily", at("2026-11-25T00:00")));
});

test("Sunday is 0 and 7", () => {
  assert.ok(isDue("0 0 * * 0", at("2026-11-22T00:00")));
  assert.ok(isDue("0 0 * * 7", at("2026-11-22T00:00")));
  assert.ok(!isDue("0 0 * * 7", at("2026-11-23T00:00")));
});

test("day of month and day of week are alternatives when both are given", () => {
  assert.ok(isDue("0 0 1 * 3", at("2026-11-25T00:00")));
  assert.ok(isDue("0 0 1 * 3", at("2026-11-01T00:00")));
  assert.ok(!isDue("0 0 1 * 3", at("2026-11-24T00:00")));
});

test("$ is the last day of the month", () => {
  assert.ok(isDue("0 0 $ * *", at("2026-02-28T00:00")));
  assert.ok(!isDue("0 0 $ * *", at("2026-02-27T00:00")));
});

test("an interval in seconds is no cron expression", () => {
  assert.equal(intervalOf("30 seconds"), 30);
  assert.equal(intervalOf("1 second"), 1);
  assert.equal(intervalOf("* * * * *"), undefined);
});
