import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRandom } from "../ids.ts";
import { listen } from "./goertzel.ts";
import type { Source } from "./pcm.ts";
import { chord, once, repeat, sequence, silence, tone } from "./sources.ts";

function record(source: Source, frames: number): Int16Array {
  const samples = new Int16Array(frames * 80);
  for (let at = 0; at < frames; at++) samples.set(source() ?? new Int16Array(80), at * 80);
  return samples;
}

function noise(peak: number, samples: number): Int16Array {
  const random = seededRandom(7);
  return Int16Array.from({ length: samples }, () => Math.round((random() * 2 - 1) * peak));
}

test("a steady tone is found to 2 Hz, at any strength", () => {
  for (const hz of [300, 437, 880, 1633, 2999]) {
    for (const peak of [60, 900, 30000]) {
      const heard = listen(record(tone(hz, peak), 100));
      assert.equal(heard.tones.length, 1, `${hz} Hz at ${peak}: ${heard.tones.join()}`);
      assert.ok(
        Math.abs((heard.tones[0] ?? 0) - hz) <= 2,
        `${hz} Hz heard as ${heard.tones.join()}`,
      );
    }
  }
});

test("a tone pulsed 200 ms on, 200 ms off is still one tone", () => {
  const pulsed = repeat(() => sequence(once(chord([1000], 200)), silence(200)));
  const { tones } = listen(record(pulsed, 100));
  assert.equal(tones.length, 1);
  assert.ok(Math.abs((tones[0] ?? 0) - 1000) <= 2);
});

test("a tone is found in noise of twice its energy, noise alone has none", () => {
  const samples = record(tone(700, 4000), 100);
  noise(9800, samples.length).forEach((value, i) => samples[i] = (samples[i] ?? 0) + value);
  assert.deepEqual(listen(samples).tones.map((hz) => Math.round(hz / 5) * 5), [700]);
  assert.deepEqual(listen(noise(8000, 8000)).tones, []);
});

test("two tones at once are both found, as in a key", () => {
  const heard = listen(chord([770, 1336], 1000)).tones.toSorted((a, b) => a - b);
  assert.equal(heard.length, 2);
  assert.ok(Math.abs((heard[0] ?? 0) - 770) <= 2, heard.join());
  assert.ok(Math.abs((heard[1] ?? 0) - 1336) <= 2, heard.join());
});

test("silence has no tones and no level", () => {
  assert.deepEqual(listen(new Int16Array(8000)), { tones: [], level: 0 });
  assert.deepEqual(listen(new Int16Array(0)), { tones: [], level: 0 });
});
