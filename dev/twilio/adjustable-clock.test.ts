import assert from "node:assert/strict";
import { test } from "node:test";
import { adjustableClock } from "./adjustable-clock.ts";

const HOUR_MS = 3_600_000;
const settled = () => new Promise<void>((done) => setImmediate(done));

test("timers due fire in order, each at its own time, also those that timers set", async () => {
  const clock = adjustableClock();
  const began = clock.now();
  const fired: string[] = [];
  const note = (what: string) =>
    fired.push(`${what} ${Math.round((clock.now() - began) / 60_000)} min`);
  clock.after(HOUR_MS, () => note("last"));
  clock.after(600_000, () => {
    note("first");
    clock.after(600_000, () => note("second"));
  });
  const never = clock.after(900_000, () => note("cancelled"));
  never.cancel();
  const beyond = clock.after(HOUR_MS + 60_000, () => note("beyond"));
  await clock.advance(HOUR_MS, settled);
  assert.deepEqual(fired, ["first 10 min", "second 20 min", "last 60 min"]);
  assert.ok(clock.now() - began >= HOUR_MS);
  beyond.cancel();
});

test("a timer waits for what the one before it began", async () => {
  const clock = adjustableClock();
  const order: string[] = [];
  let work: Promise<void> = Promise.resolve();
  clock.after(1000, () => {
    work = settled().then(settled).then(() => void order.push("answered"));
  });
  clock.after(2000, () => order.push("next timer"));
  await clock.advance(5000, async () => {
    await settled();
    await work;
  });
  assert.deepEqual(order, ["answered", "next timer"]);
});

test("two advances at once add up", async () => {
  const clock = adjustableClock();
  const began = clock.now();
  await Promise.all([clock.advance(60_000, settled), clock.advance(60_000, settled)]);
  assert.ok(clock.now() - began >= 120_000);
});

test("without being advanced it is the machine's clock, and after a reset again", async () => {
  const clock = adjustableClock();
  await new Promise<void>((done) => clock.after(1, done));
  await clock.advance(HOUR_MS, settled);
  const timer = new Promise<void>((done) => clock.after(5, done));
  clock.reset();
  assert.ok(Math.abs(clock.now() - Date.now()) < 1000);
  await timer;
});
