import assert from "node:assert/strict";
import { test } from "node:test";
import { type Clock, manualClock } from "../clock.ts";
import { createTicker } from "./ticker.ts";

test("beats 100 times a second, and not at all when nobody listens", async () => {
  const clock = manualClock();
  const ticker = createTicker(clock, assert.ifError);
  let beats = 0;
  const stop = ticker.add(() => beats++);
  await clock.advance(1000);
  assert.equal(beats, 100);
  stop();
  await clock.advance(1000);
  assert.equal(beats, 100);
});

test("beats missed by a late timer are made up, a long stop is not", () => {
  let now = 0;
  let fire = () => {};
  const clock: Clock = {
    now: () => now,
    after(_ms, fn) {
      fire = fn;
      return { cancel() {} };
    },
  };
  const ticker = createTicker(clock, assert.ifError);
  let beats = 0;
  ticker.add(() => beats++);
  now = 55;
  fire();
  assert.equal(beats, 5);
  now = 10_000;
  fire();
  assert.equal(beats, 6);
  now = 10_010;
  fire();
  assert.equal(beats, 7);
});

test("one listener's failure is reported and stops nobody else", async () => {
  const clock = manualClock();
  const errors: unknown[] = [];
  const ticker = createTicker(clock, (error) => errors.push(error));
  let beats = 0;
  const first = ticker.add(() => {
    throw new Error("broken");
  });
  const second = ticker.add(() => beats++);
  await clock.advance(50);
  assert.equal(beats, 5);
  assert.equal(errors.length, 5);
  first();
  second();
});
