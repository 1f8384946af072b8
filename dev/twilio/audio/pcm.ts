// The one audio format inside the simulator: 8 kHz, mono, signed 16 bit, frames of 10 ms.

/** Samples a second. */
export const SAMPLE_RATE = 8000;
/** Milliseconds in a frame. */
export const FRAME_MS = 10;
/** Samples in a frame. */
export const FRAME_SAMPLES = 80;

/** Gives the next frame each time it is called; null for ever after its end. */
export type Source = () => Int16Array | null;

/** How many samples `ms` milliseconds are. */
export const samplesIn = (ms: number): number => Math.round(ms * SAMPLE_RATE / 1000);
