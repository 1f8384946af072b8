import assert from "node:assert/strict";
import { it } from "node:test";
import { type LockSource, takePhone } from "./one-tab.ts";

/** Web Locks with `steal` only, as this uses it. */
function fakeLocks() {
  const rob = new Map<string, () => void>();
  const request = (name: string, _: LockOptions, held: () => Promise<void>) => {
    rob.get(name)?.();
    return new Promise<void>((resolve, reject) => {
      rob.set(name, () => reject(new DOMException("stolen", "AbortError")));
      void held().then(resolve);
    });
  };
  return { request } as unknown as LockSource;
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

it("is the newest tab's, and the older one hears of it", async () => {
  const locks = fakeLocks();
  const lost: string[] = [];
  takePhone(locks, 7, () => lost.push("first"));
  takePhone(locks, 7, () => lost.push("second"));
  await turn();
  assert.deepEqual(lost, ["first"]);
});

it("is another one for another seat", async () => {
  const locks = fakeLocks();
  const lost: string[] = [];
  takePhone(locks, 7, () => lost.push("first"));
  takePhone(locks, 8, () => lost.push("second"));
  await turn();
  assert.deepEqual(lost, []);
});

it("is not lost by whoever let go of it", async () => {
  const locks = fakeLocks();
  const lost: string[] = [];
  const letGo = takePhone(locks, 7, () => lost.push("first"));
  letGo();
  takePhone(locks, 7, () => lost.push("second"));
  await turn();
  assert.deepEqual(lost, []);
});
