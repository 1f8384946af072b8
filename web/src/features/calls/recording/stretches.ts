import type { CallRecording } from "../../../../../supabase/functions/_shared/contracts/recording.ts";

/** A call's recordings one after the other, as one. */
export interface Stretch {
  id: number;
  /** Seconds. */
  from: number;
  length: number;
}

/** Those that can be listened to. */
export function stretchesOf(recordings: readonly CallRecording[]): Stretch[] {
  let from = 0;
  return recordings.filter(({ state }) => state === "completed").map(({ id, duration_s }) => {
    const stretch = { id, from, length: duration_s ?? 0 };
    from += stretch.length;
    return stretch;
  });
}

export function totalOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { length }) => sum + length, 0);
}

/** Which stretch a moment is in, and how far. */
export function placeOf(
  stretches: readonly Stretch[],
  at: number,
): { index: number; offset: number } {
  const found = stretches.findLastIndex(({ from }) => from <= at);
  const index = Math.max(0, found);
  return { index, offset: Math.max(0, at - (stretches[index]?.from ?? 0)) };
}
