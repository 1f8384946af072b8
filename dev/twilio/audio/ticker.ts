// One beat of 10 ms for every synthetic sound, off when nobody needs it.

import type { Clock, Timer } from "../clock.ts";
import { FRAME_MS } from "./pcm.ts";

export interface Ticker {
  /** Calls `beat` every 10 ms until the returned function is called. */
  add(beat: () => void): () => void;
}

/** Beats that a busy machine missed are made up for up to this many; beyond it the sound has a gap instead of a rush. */
const MOST_LATE = 20;

export function createTicker(clock: Clock, report: (error: unknown) => void): Ticker {
  const beats = new Set<() => void>();
  let timer: Timer | null = null;
  let due = 0;

  function tick() {
    timer = null;
    const late = Math.floor((clock.now() - due) / FRAME_MS);
    if (late > MOST_LATE) due = clock.now();
    while (due <= clock.now()) {
      due += FRAME_MS;
      for (const beat of Array.from(beats)) {
        try {
          beat();
        } catch (error) {
          // One broken far end must not stop everybody's sound.
          report(error);
        }
      }
    }
    arm();
  }
  function arm() {
    if (timer === null && beats.size > 0) timer = clock.after(Math.max(0, due - clock.now()), tick);
  }
  return {
    add(beat) {
      if (beats.size === 0) due = clock.now() + FRAME_MS;
      beats.add(beat);
      arm();
      return () => {
        beats.delete(beat);
        if (beats.size === 0) {
          timer?.cancel();
          timer = null;
        }
      };
    },
  };
}
