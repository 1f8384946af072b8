export type LevelWord = "silent" | "quiet" | "good" | "loud";

/** Louder than the hum of a room; all three on the scale of `loudnessOf` in phone/microphone-meter.ts. */
const speech = 0.2;
/** −33 dB: they would have to strain. */
const enough = 0.45;
/** −7 dB: peaks are cut off from here on. */
const tooMuch = 0.88;

/** How long the loudest moment counts, so that a breath between two words is no "Say something". */
export const levelWindowMs = 3_000;

/** @param recent loudness, 0 to 1, of the moments of the last `levelWindowMs` */
export function levelWordOf(recent: readonly number[]): LevelWord {
  const loudest = Math.max(0, ...recent);
  if (loudest < speech) return "silent";
  if (loudest < enough) return "quiet";
  return loudest < tooMuch ? "good" : "loud";
}
