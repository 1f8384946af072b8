// Sounds as rows of frames: tones, silence, keys, and ways to put them together.

import { FRAME_MS, FRAME_SAMPLES, SAMPLE_RATE, samplesIn, type Source } from "./pcm.ts";

/** Peak of a gentle tone, of 32767. */
const GENTLE = 7000;
/** Length of the fade at both ends of a tone: without it every pulse clicks. */
const FADE_SAMPLES = samplesIn(5);

/** Samples of one or more sines of equal strength, `ms` long, faded at both ends. */
export function chord(hz: readonly number[], ms: number, peak = GENTLE): Int16Array {
  const samples = new Int16Array(samplesIn(ms));
  for (let i = 0; i < samples.length; i++) {
    let sum = 0;
    for (const each of hz) sum += Math.sin((2 * Math.PI * each * i) / SAMPLE_RATE);
    const fade = Math.min(1, i / FADE_SAMPLES, (samples.length - 1 - i) / FADE_SAMPLES);
    samples[i] = Math.round((peak * fade * sum) / Math.max(1, hz.length));
  }
  return samples;
}

/** Plays samples once; the last frame is filled up with silence. */
export function once(samples: Int16Array): Source {
  let at = 0;
  return () => {
    if (at >= samples.length) return null;
    const frame = new Int16Array(FRAME_SAMPLES);
    frame.set(samples.subarray(at, at + FRAME_SAMPLES));
    at += FRAME_SAMPLES;
    return frame;
  };
}

/** Silence of `ms`, or without end. */
export function silence(ms = Infinity): Source {
  let left = ms;
  return () => {
    if (left <= 0) return null;
    left -= FRAME_MS;
    return new Int16Array(FRAME_SAMPLES);
  };
}

/** A steady sine without end and without a seam between its frames. */
export function tone(hz: number, peak = GENTLE): Source {
  let at = 0;
  return () => {
    const frame = new Int16Array(FRAME_SAMPLES);
    for (let i = 0; i < FRAME_SAMPLES; i++, at++) {
      frame[i] = Math.round(peak * Math.sin((2 * Math.PI * hz * at) / SAMPLE_RATE));
    }
    return frame;
  };
}

/** One source after the other. */
export function sequence(...sources: Source[]): Source {
  let at = 0;
  return () => {
    for (; at < sources.length; at++) {
      const frame = sources[at]?.() ?? null;
      if (frame !== null) return frame;
    }
    return null;
  };
}

/** Makes the source anew each time it ends, `times` times in all. */
export function repeat(make: () => Source, times = Infinity): Source {
  let left = times - 1;
  let source = make();
  return () => {
    const frame = source();
    if (frame !== null || left <= 0) return frame;
    left--;
    source = make();
    return source();
  };
}

// Made once: with hundreds of telephones they would cost more than everything else.
const LOW_NOTE = chord([523], 240);
const HIGH_NOTE = chord([659], 240);
const RING = chord([425], 1000);

/** What a telephone plays when nobody said what: two soft notes and a rest. */
export const gentlePattern = (): Source =>
  repeat(() => sequence(once(LOW_NOTE), silence(120), once(HIGH_NOTE), silence(900)));

/** What a caller hears while it rings at the far end: 425 Hz, 1 s on, 4 s off (ITU-T E.180's usual form). */
export const ringback = (): Source => repeat(() => sequence(once(RING), silence(4000)));

/** The beep of a mailbox. */
export const beep = (): Source => once(chord([1000], 500));
