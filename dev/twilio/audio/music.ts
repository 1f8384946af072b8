// The built-in hold music: a slow, soft broken chord, so that nobody takes holding for a dead line.

import type { Source } from "./pcm.ts";
import { chord, once, repeat, sequence, silence } from "./sources.ts";

/** Two chords, note by note, in Hz. */
const NOTES = [392, 494, 587, 784, 587, 494, 440, 523, 659, 880, 659, 523];
const NOTE_MS = 400;
const PEAK = 4000;

/** Endless. */
export const holdMusic = (): Source =>
  repeat(() =>
    sequence(...NOTES.flatMap((hz) => [once(chord([hz], NOTE_MS, PEAK)), silence(100)]))
  );
