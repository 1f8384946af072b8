import assert from "node:assert/strict";
import { test } from "node:test";
import { createSpeechSense } from "./speech.ts";

const listen = (levels: number[]) => {
  const sense = createSpeechSense();
  return levels.flatMap((level, at) => sense(level) ? [at] : []);
};

test("syllables with pauses between them are speech, told once", () => {
  assert.deepEqual(listen([0.5, 0.6, 0, 0, 0.5, 0.5, 0, 0.6, 0.6, 0.6]), [5]);
});

test("a knock on the desk and the hum of a room are none", () => {
  assert.deepEqual(listen([0, 0.9, 0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0.9, 0.4, 0]), []);
  assert.deepEqual(listen(Array.from({ length: 40 }, () => 0.2)), []);
});

test("after a second of silence speech is news again", () => {
  const silence = Array.from({ length: 10 }, () => 0);
  const speech = [0.5, 0.5, 0.5, 0.5];
  assert.deepEqual(listen([...speech, ...silence, ...speech]), [3, 17]);
});
