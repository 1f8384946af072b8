// Sound of any rate to the simulator's 8 kHz.

import { SAMPLE_RATE } from "./pcm.ts";

/**
 * Each of our samples is the mean of all that fall into its time, which keeps most of what lies above 4 kHz from
 * folding into the telephone's band.
 *
 * @param rate samples a second of the given sound
 * @param sample gives a sample by its place, of full scale 32767
 */
export function toTelephoneRate(
  count: number,
  rate: number,
  sample: (at: number) => number,
): Int16Array {
  const out = new Int16Array(Math.floor((count * SAMPLE_RATE) / rate));
  for (let i = 0; i < out.length; i++) {
    const from = Math.min(count - 1, Math.floor((i * rate) / SAMPLE_RATE));
    const to = Math.max(from + 1, Math.floor(((i + 1) * rate) / SAMPLE_RATE));
    let sum = 0;
    for (let at = from; at < to; at++) sum += sample(at);
    out[i] = Math.max(-32768, Math.min(32767, Math.round(sum / (to - from))));
  }
  return out;
}
