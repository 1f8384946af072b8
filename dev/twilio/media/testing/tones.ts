// Tones for proofs of sound: making one, and telling how much of what was heard it is.

import { FRAME_SAMPLES, SAMPLE_RATE } from "../../audio/pcm.ts";

/** How strongly a frequency sounds in the samples: its share of their energy, 0 to 1 (Goertzel's algorithm). */
export function toneShare(samples: Int16Array, hz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / SAMPLE_RATE);
  let [last, before, energy] = [0, 0, 0];
  for (const sample of samples) {
    [last, before] = [sample + turn * last - before, last];
    energy += sample * sample;
  }
  const power = last * last + before * before - turn * last * before;
  return energy === 0 ? 0 : (2 * power) / (energy * samples.length);
}

const LEVEL = 8000;

/** Frames of a steady tone, one after the other without a click. */
export function steadyTone(hz: number, level = LEVEL): () => Int16Array {
  let at = 0;
  return () =>
    Int16Array.from(
      { length: FRAME_SAMPLES },
      () => level * Math.sin((2 * Math.PI * hz * at++) / SAMPLE_RATE),
    );
}
