import assert from "node:assert/strict";
import { test } from "node:test";
import { createFrameQueue } from "./frame-queue.ts";

const frame = (value: number) => new Int16Array(80).fill(value);

test("gathers two frames before it gives the first, in their order", () => {
  const queue = createFrameQueue();
  queue.push(frame(1));
  assert.equal(queue.take(), null);
  queue.push(frame(2));
  assert.deepEqual([queue.take()?.[0], queue.take()?.[0], queue.take()], [1, 2, null]);
});

test("counts what came after the beat that needed it as late, a pause not", () => {
  const queue = createFrameQueue();
  for (let i = 0; i < 2; i++) queue.push(frame(i));
  for (let i = 0; i < 5; i++) queue.take();
  queue.push(frame(1));
  assert.equal(queue.late(), 3);
  queue.push(frame(2));
  for (let i = 0; i < 102; i++) queue.take();
  queue.push(frame(3));
  assert.equal(queue.late(), 3);
});

test("throws the oldest away when too many wait", () => {
  const queue = createFrameQueue();
  for (let i = 1; i <= 9; i++) queue.push(frame(i));
  assert.equal(queue.dropped(), 7);
  assert.equal(queue.take()?.[0], 8);
});

test("is more patient with whoever was late: the same stall is heard once only", () => {
  const queue = createFrameQueue();
  const stall = () => {
    for (let i = 0; i < 5; i++) queue.take();
    for (let i = 0; i < 5; i++) queue.push(frame(1));
  };
  for (let i = 0; i < 2; i++) queue.push(frame(1));
  stall();
  assert.equal(queue.late(), 3);
  for (let i = 0; i < 20; i++) stall();
  assert.deepEqual([queue.late(), queue.dropped()], [3, 0]);
});
