import assert from "node:assert/strict";
import { test } from "node:test";
import { callRow } from "./fixtures.ts";
import { todayOf } from "./today.ts";

const now = new Date(2026, 5, 17, 14, 42).getTime();
const hour = 3_600_000;
const mine = callRow({ createdAt: now - hour, talkedSeconds: 60 });
const theirs = callRow({ createdAt: now - 2 * hour, talkedSeconds: 300, isMine: false });
const yesterday = callRow({ createdAt: now - 24 * hour, talkedSeconds: 900 });

test("an agent's figures leave out what colleagues talked", () => {
  const of = (mineOnly: boolean) =>
    todayOf([mine, theirs, yesterday], now, { more: true, mineOnly });
  assert.deepEqual(of(true), { calls: 1, talkedSeconds: 60 });
  assert.deepEqual(of(false), { calls: 2, talkedSeconds: 360 });
});

test("a list that does not hold the whole day gives no figures", () => {
  assert.equal(todayOf([mine, theirs], now, { more: true, mineOnly: false }), null);
  assert.deepEqual(todayOf([mine, theirs], now, { more: false, mineOnly: false })?.calls, 2);
  assert.deepEqual(todayOf([], now, { more: false, mineOnly: false }), {
    calls: 0,
    talkedSeconds: 0,
  });
});
