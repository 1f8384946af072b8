// Tones on the telephone's 8 kHz: making them, and telling one from noise.

import { FRAME_SAMPLES, TELEPHONE_HZ } from "./resample.ts";

/** How strongly a frequency sounds in the samples: its share of their energy, 0 to 1 (Goertzel's algorithm). */
export function toneShare(samples: Int16Array, hz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / TELEPHONE_HZ);
  let [last, before, energy] = [0, 0, 0];
  for (const sample of samples) {
    [last, before] = [sample + turn * last - before, last];
    energy += sample * sample;
  }
  const power = last * last + before * before - turn * last * before;
  return energy === 0 ? 0 : (2 * power) / (energy * samples.length);
}

const ROWS_HZ = [697, 770, 852, 941];
const COLUMNS_HZ = [1209, 1336, 1477, 1633];
const KEYS = ["123A", "456B", "789C", "*0#D"];
const TONE_FRAMES = 10;
const GAP_FRAMES = 10;
const LEVEL = 8000;

/** Frames of the keys' two-tone sounds, 100 ms each and 100 ms of silence after each (ITU-T Q.23); others are skipped. */
export function keyTones(keys: string): Int16Array[] {
  return [...keys.toUpperCase()].flatMap((key) => {
    const row = KEYS.findIndex((line) => line.includes(key));
    const low = ROWS_HZ[row];
    const high = COLUMNS_HZ[KEYS[row]?.indexOf(key) ?? -1];
    if (low === undefined || high === undefined) return [];
    return Array.from(
      { length: TONE_FRAMES + GAP_FRAMES },
      (_, frame) =>
        Int16Array.from({ length: FRAME_SAMPLES }, (_, i) => {
          if (frame >= TONE_FRAMES) return 0;
          const t = (2 * Math.PI * (frame * FRAME_SAMPLES + i)) / TELEPHONE_HZ;
          return LEVEL * (Math.sin(low * t) + Math.sin(high * t));
        }),
    );
  });
}

/** Frames of a steady tone, one after the other without a click. */
export function steadyTone(hz: number, level = LEVEL): () => Int16Array {
  let at = 0;
  return () =>
    Int16Array.from(
      { length: FRAME_SAMPLES },
      () => level * Math.sin((2 * Math.PI * hz * at++) / TELEPHONE_HZ),
    );
}
