// A text as a sound: silent until the voice has made it, which takes a moment.

import type { Source } from "../audio/pcm.ts";
import { once, repeat, sequence, silence } from "../audio/sources.ts";
import type { Speaker } from "../speech/speaker.ts";

/** Between two times that a text is spoken. */
const BETWEEN_MS = 700;

export function saying(speaker: Speaker, text: string): Source {
  let made: Source | null = null;
  const waiting = silence();
  void speaker.say({ text, language: "", voice: "" }).then((samples) => made = once(samples));
  return () => made === null ? waiting() : made();
}

/** A text over and over, as somebody who waits for an answer says it. */
export const spoken = (speaker: Speaker, text: string): Source =>
  repeat(() => sequence(saying(speaker, text), silence(BETWEEN_MS)));
