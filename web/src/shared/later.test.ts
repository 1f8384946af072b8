import assert from "node:assert/strict";
import { test } from "node:test";
import { askAgain, isOutdated, later } from "./later.ts";

/** Code that fails to come for so many times. */
function comesAfter(failures: number) {
  let asked = 0;
  const fetchCode = () =>
    ++asked > failures ? Promise.resolve("code") : Promise.reject(new TypeError("no such file"));
  return { fetchCode, asked: () => asked };
}
const sameBuild = () => Promise.resolve(false);

test("code is asked for once, however many need it", async () => {
  const { fetchCode, asked } = comesAfter(0);
  const part = later(fetchCode, sameBuild);
  assert.equal(part.value(), null);
  assert.deepEqual(await Promise.all([part.load(), part.load()]), ["code", "code"]);
  assert.equal(part.value(), "code");
  assert.equal(asked(), 1);
});

test("what did not come rejects nothing, and is asked for again when it is needed", async () => {
  const { fetchCode } = comesAfter(1);
  const part = later(fetchCode, sameBuild);
  assert.equal(await part.load(), null);
  assert.equal(part.failed(), true);
  assert.equal(await part.load(), "code");
  assert.equal(part.failed(), false);
});

test("what did not come is asked for again when the network is back, until it has come", async () => {
  const { fetchCode, asked } = comesAfter(1);
  const part = later(fetchCode, sameBuild);
  await part.load();
  askAgain();
  assert.equal(await part.load(), "code");
  askAgain();
  assert.equal(asked(), 2);
});

test("a tab whose code is gone from the server knows that it is outdated", async () => {
  const gone = () => Promise.reject(new TypeError("no such file"));
  await later(gone, sameBuild).load();
  assert.equal(isOutdated(), false);
  await later(gone, () => Promise.resolve(true)).load();
  assert.equal(isOutdated(), true);
});
