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

/** Numbers from 0 up to but not including 1; the same seed gives the same row. */
export function seededRandom(seed: number): () => number {
  let drawn = 0;
  return () => {
    const digest = createHash("sha256").update(`${seed}:${drawn++}`).digest();
    return digest.readUInt32BE(0) / 2 ** 32;
  };
}
