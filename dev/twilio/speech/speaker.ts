// What Say says: real speech where the machine has a voice, else a row of notes as long as the sentence. Never silence.

import { speechNotes } from "../audio/speech.ts";
import type { Log } from "../log.ts";

export interface SayOrder {
  text: string;
  /** BCP 47, as in Say's `language`; "" for none. */
  language: string;
  /** Say's `voice`; "" for none. */
  voice: string;
}

export interface Speaker {
  /** The samples (8 kHz mono); never rejects, never only silence. */
  say(order: SayOrder): Promise<Int16Array>;
}

/** Speaks a text as a whole, or says null when it cannot. */
export type Voice = (order: SayOrder) => Promise<Int16Array | null>;

/** Texts whose speech is kept. */
const MOST_KEPT = 200;

/** @param voice null: this machine has none */
export function createSpeaker(voice: Voice | null, log: Log): Speaker {
  const kept = new Map<string, Promise<Int16Array>>();

  async function speak(order: SayOrder): Promise<Int16Array> {
    if (voice === null || order.text.trim() === "") return speechNotes(order.text);
    const spoken = await voice(order).catch((error: unknown) => {
      log("speech failed", { message: error instanceof Error ? error.message : String(error) });
      return null;
    });
    return spoken ?? speechNotes(order.text);
  }

  return {
    say(order) {
      const key = `${order.language}\n${order.voice}\n${order.text}`;
      const before = kept.get(key);
      if (before !== undefined) return before;
      const spoken = speak(order);
      kept.set(key, spoken);
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      return spoken;
    },
  };
}
