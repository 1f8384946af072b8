// Twilio's SIDs (two letters and 32 hex digits) and the randomness behind them and behind the faults.

import { createHash, randomBytes } from "node:crypto";

/** Makes a new SID with the given two-letter prefix. */
export type NewSid = (prefix: string) => string;

/** SIDs that nobody can guess. */
export const randomSid: NewSid = (prefix) => prefix + randomBytes(16).toString("hex");

/** The same SID for the same words: numbers keep theirs across restarts without a state file. */
export function stableSid(prefix: string, ...words: string[]): string {
  return prefix + createHash("sha256").update(words.join("\n")).digest("hex").slice(0, 32);
}

/** Numbers from 0 up to but not including 1; the same seed gives the same row (mulberry32's constants). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
