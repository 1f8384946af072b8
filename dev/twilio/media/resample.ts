// From the sink's rate down to the telephone's 8 kHz.

import { FRAME_SAMPLES, SAMPLE_RATE } from "../audio/pcm.ts";

const TAPS_PER_PHASE = 8;

/** A low-pass (Hamming-windowed sinc) that keeps what lies under the telephone's 4 kHz. */
function lowPass(ratio: number): Float64Array {
  const taps = ratio * TAPS_PER_PHASE + 1;
  const middle = (taps - 1) / 2;
  const cutoff = 0.46 / ratio;
  const filter = Float64Array.from({ length: taps }, (_, i) => {
    const x = i - middle;
    const sinc = x === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * x) / (Math.PI * x);
    return sinc * (0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (taps - 1)));
  });
  const sum = filter.reduce((total, tap) => total + tap, 0);
  return filter.map((tap) => tap / sum);
}

/** Turns sound of any length and rate (a multiple of 8 kHz, one or more channels) into frames of 80 samples. */
export class Framer {
  #rate = 0;
  #filter: Float64Array = new Float64Array();
  #past: Float64Array = new Float64Array();
  #frame = new Int16Array(FRAME_SAMPLES);
  #filled = 0;
  readonly #emit: (frame: Int16Array) => void;

  constructor(emit: (frame: Int16Array) => void) {
    this.#emit = emit;
  }

  /** @throws when the rate is no multiple of 8 kHz; libwebrtc gives 8, 16, 32 or 48 kHz. */
  push(samples: Int16Array, rate: number, channels: number): void {
    const ratio = rate / SAMPLE_RATE;
    if (!Number.isInteger(ratio)) throw new Error(`Cannot resample sound: rate is ${rate} Hz`);
    if (rate !== this.#rate) {
      this.#rate = rate;
      this.#filter = lowPass(ratio);
      this.#past = new Float64Array(this.#filter.length - 1);
    }
    const mono = Float64Array.from(
      { length: Math.floor(samples.length / channels) },
      (_, i) => samples[i * channels] ?? 0,
    );
    if (ratio === 1) {
      for (const sample of mono) this.#put(sample);
      return;
    }
    const line = new Float64Array(this.#past.length + mono.length);
    line.set(this.#past);
    line.set(mono, this.#past.length);
    for (let start = 0; start + this.#filter.length <= line.length; start += ratio) {
      let sum = 0;
      for (let tap = 0; tap < this.#filter.length; tap++) {
        sum += (this.#filter[tap] ?? 0) * (line[start + tap] ?? 0);
      }
      this.#put(sum);
    }
    this.#past = line.slice(line.length - this.#past.length);
  }

  #put(sample: number): void {
    this.#frame[this.#filled++] = Math.max(-32768, Math.min(32767, Math.round(sample)));
    if (this.#filled < FRAME_SAMPLES) return;
    const full = this.#frame;
    this.#frame = new Int16Array(FRAME_SAMPLES);
    this.#filled = 0;
    this.#emit(full);
  }
}
