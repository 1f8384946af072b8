import assert from "node:assert/strict";
import { test } from "node:test";
import { listen } from "./goertzel.ts";
import type { Source } from "./pcm.ts";
import { beep, gentlePattern, repeat, ringback, sequence, silence } from "./sources.ts";
import { speech, speechMs } from "./speech.ts";

function all(source: Source, most = 1000): Int16Array[] {
  const frames: Int16Array[] = [];
  for (let frame = source(); frame !== null && frames.length < most; frame = source()) {
    frames.push(frame);
  }
  return frames;
}

test("speech lasts as long as its text and is never only silence", () => {
  const text = "Nobody is available, please call again";
  const frames = all(speech(text));
  assert.ok(Math.abs(frames.length * 10 - speechMs(text)) <= 10);
  assert.ok(listen(Int16Array.from(frames.flatMap((frame) => [...frame]))).level > 0.02);
});

test("every frame has 80 samples, endless sources do not end", () => {
  for (const source of [gentlePattern(), ringback(), silence()]) {
    const frames = all(source);
    assert.equal(frames.length, 1000);
    assert.ok(frames.every((frame) => frame.length === 80));
  }
});

test("a beep has its length, a row of sources the sum of theirs, repeats as often as asked", () => {
  assert.equal(all(beep()).length, 50);
  assert.equal(all(sequence(beep(), silence(100), beep())).length, 110);
  assert.equal(all(repeat(beep, 3)).length, 150);
});
