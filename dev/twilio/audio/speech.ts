// A voice without words: one short note a letter, so that a spoken text is heard, has the length of speech, and is
// never taken for silence.

import { samplesIn, type Source } from "./pcm.ts";
import { chord, once } from "./sources.ts";

/** Milliseconds a letter: about 15 letters a second, as people read aloud. */
const LETTER_MS = 65;
/** Notes between which the voice moves, in Hz. */
const NOTES = [392, 440, 494, 523, 587, 659, 698];

/** How long a text takes to say, in milliseconds. */
export const speechMs = (text: string): number => text.trim().length * LETTER_MS;

/** The text as notes; spaces and stops are short rests. */
export const speech = (text: string): Source => once(speechNotes(text));

/** The same as samples. */
export function speechNotes(text: string): Int16Array {
  const letters = Array.from(text.trim());
  const step = samplesIn(LETTER_MS);
  const samples = new Int16Array(letters.length * step);
  letters.forEach((letter, at) => {
    if (!/[\p{L}\p{N}]/u.test(letter)) return;
    const note = NOTES[(letter.codePointAt(0) ?? 0) % NOTES.length] ?? 440;
    samples.set(chord([note], LETTER_MS), at * step);
  });
  return samples;
}
