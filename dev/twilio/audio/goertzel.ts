// Finds the tones in a stretch of sound. A tone is judged by its share of the whole energy, never by its strength, so
// that a codec, a gain control or a busy machine does not change the answer.

import { SAMPLE_RATE } from "./pcm.ts";
import { spectrum } from "./spectrum.ts";

/** What was heard: the tones in Hz, strongest first, and the level (root mean square, 0 to 1 of full scale). */
export interface Heard {
  tones: number[];
  level: number;
}

const LOWEST_HZ = 300;
const HIGHEST_HZ = 3000;
/** Share of the energy that makes a peak a tone: noise of equal energy stays under 0.01, a tone pulsed half of the
 * time has 0.5. */
const TONE_SHARE = 0.1;
/** Peaks nearer than this to a stronger one are its skirts (the pulses of a pulsed tone). */
const APART_HZ = 40;
/** Quieter than this is silence (about -66 dB of full scale): the noise of a codec has no tones. */
const SILENCE = 0.0005;

/** The share (0 to 1) of the energy of `windowed` that lies at `hz`. `windowed` was shaped by a Hann window. */
function share(windowed: Float64Array, energy: number, hz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / SAMPLE_RATE);
  let before = 0;
  let last = 0;
  for (let i = 0; i < windowed.length; i++) {
    const next = (windowed[i] ?? 0) + coefficient * last - before;
    before = last;
    last = next;
  }
  const power = last * last + before * before - coefficient * last * before;
  // Hann: sum(w)^2 = n^2/4 and sum(w^2) = 3n/8, so that a pure sine gives 1.
  return (power * 3) / (windowed.length * energy);
}

/** The tones between 300 and 3000 Hz in `samples` (half a second or more is best), each to about 2 Hz. */
export function listen(samples: Int16Array): Heard {
  const count = samples.length;
  if (count === 0) return { tones: [], level: 0 };
  const windowed = new Float64Array(count);
  let loudness = 0;
  let energy = 0;
  for (let i = 0; i < count; i++) {
    const value = (samples[i] ?? 0) / 32768;
    loudness += value * value;
    const shaped = value * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / count));
    windowed[i] = shaped;
    energy += shaped * shaped;
  }
  const level = Math.sqrt(loudness / count);
  if (level < SILENCE) return { tones: [], level };

  // The whole spectrum says where to look; Goertzel's algorithm then says where exactly, and how much lies there.
  const powers = spectrum(windowed);
  const step = SAMPLE_RATE / (2 * powers.length);
  const peaks: { hz: number; share: number }[] = [];
  for (let bin = Math.ceil(LOWEST_HZ / step); bin * step <= HIGHEST_HZ; bin++) {
    const found = ((powers[bin] ?? 0) * 3) / (count * energy);
    if (found > TONE_SHARE / 3) peaks.push({ hz: bin * step, share: found });
  }
  const tones: { hz: number; share: number }[] = [];
  for (const peak of peaks.sort((a, b) => b.share - a.share)) {
    if (tones.some((tone) => Math.abs(tone.hz - peak.hz) < APART_HZ)) continue;
    const sharpened = sharpen(windowed, energy, peak.hz, step);
    if (sharpened.share >= TONE_SHARE) tones.push(sharpened);
  }
  return { tones: tones.map((tone) => Math.round(tone.hz)), level };
}

function sharpen(windowed: Float64Array, energy: number, around: number, width: number) {
  let best = { hz: around, share: share(windowed, energy, around) };
  for (let step = width / 2; step >= 0.5; step /= 2) {
    for (const hz of [best.hz - step, best.hz + step]) {
      const found = share(windowed, energy, hz);
      if (found > best.share) best = { hz, share: found };
    }
  }
  return best;
}
