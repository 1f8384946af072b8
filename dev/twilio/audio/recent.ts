// The last second of one direction of a leg, kept so that somebody may ask what was heard.

import type { Clock } from "../clock.ts";
import { type Heard, listen } from "./goertzel.ts";
import { SAMPLE_RATE } from "./pcm.ts";

/** Older sound is no answer to "what is heard now". */
const STALE_MS = 300;

export interface Recent {
  add(frame: Int16Array): void;
  /** The tones of the last second; nothing when no frame came lately. */
  heard(): Heard;
}

/** Costs a copy a frame; the tones are worked out only when somebody asks. */
export function recent(clock: Clock): Recent {
  const ring = new Int16Array(SAMPLE_RATE);
  let written = 0;
  let lastAt = -Infinity;
  return {
    add(frame) {
      for (const sample of frame) ring[written++ % ring.length] = sample;
      lastAt = clock.now();
    },
    heard() {
      if (clock.now() - lastAt > STALE_MS) return { tones: [], level: 0 };
      if (written <= ring.length) return listen(ring.subarray(0, written));
      const split = written % ring.length;
      const samples = new Int16Array(ring.length);
      samples.set(ring.subarray(split));
      samples.set(ring.subarray(0, split), ring.length - split);
      return listen(samples);
    },
  };
}
