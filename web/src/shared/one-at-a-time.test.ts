import assert from "node:assert/strict";
import { test } from "node:test";
import { oneAtATime } from "./one-at-a-time.ts";

/** Readings that answer when the test says so. */
function start() {
  const begun: PromiseWithResolvers<number>[] = [];
  const read = oneAtATime(() => {
    const reading = Promise.withResolvers<number>();
    begun.push(reading);
    return reading.promise;
  });
  return { begun, read };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("who asks meanwhile shares one reading that begins afterwards", async () => {
  const { begun, read } = start();
  const first = read();
  await settled();
  const [second, third] = [read(), read()];
  await settled();
  assert.equal(begun.length, 1);
  begun[0]?.resolve(1);
  assert.equal(await first, 1);
  await settled();
  assert.equal(begun.length, 2);
  const fourth = read();
  await settled();
  assert.equal(begun.length, 2);
  begun[1]?.resolve(2);
  assert.deepEqual(await Promise.all([second, third]), [2, 2]);
  await settled();
  assert.equal(begun.length, 3);
  begun[2]?.resolve(3);
  assert.equal(await fourth, 3);
});

test("one that fails tells those who asked for it, and the next goes on", async () => {
  const { begun, read } = start();
  const first = read();
  await settled();
  const second = read();
  begun[0]?.reject(new Error("no network"));
  await assert.rejects(first, /no network/);
  await settled();
  begun[1]?.resolve(2);
  assert.equal(await second, 2);
  void read();
  await settled();
  assert.equal(begun.length, 3);
});
