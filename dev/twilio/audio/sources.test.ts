import assert from "node:assert/strict";
import { test } from "node:test";
import { keys } from "./dtmf.ts";
import { listen } from "./goertzel.ts";
import type { Source } from "./pcm.ts";
import { beep, gentlePattern, ringback, silence } from "./sources.ts";
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

test("keys, pauses and beep have their lengths, other letters are left out", () => {
  assert.equal(all(keys("1#")).length, 40);
  assert.equal(all(keys("1w1?")).length, 90);
  assert.equal(all(beep()).length, 50);
});
