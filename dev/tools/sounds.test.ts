import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { drawSound, sampleRate, soundNames } from "./sounds.ts";

const folder = join(import.meta.dirname, "../../web/public/sounds");

test("the committed sounds are the ones that the script draws", async () => {
  const files = (await readdir(folder)).toSorted();
  assert.deepEqual(files, soundNames.map((name) => `${name}.wav`).toSorted());
  for (const name of soundNames) {
    assert.ok((await readFile(join(folder, `${name}.wav`))).equals(drawSound(name)), name);
  }
});

test("all sounds together stay under 30 kB", () => {
  const bytes = soundNames.reduce((sum, name) => sum + drawSound(name).length, 0);
  assert.ok(bytes < 30_000, `${bytes} bytes`);
});

test("the ring sounds in its first 1.2 seconds and pauses for 1.8", () => {
  const wave = drawSound("ring").subarray(46);
  // µ-law writes silence as 0xff.
  const loud = wave.subarray(0, Math.round(0.1 * sampleRate)).filter((byte) => byte < 0xd0);
  assert.ok(loud.length > 200);
  assert.ok(wave.subarray(Math.round(1.2 * sampleRate)).every((byte) => byte === 0xff));
  assert.equal(wave.length, 3 * sampleRate);
});
