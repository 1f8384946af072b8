// A page that was just opened has one thing to do before all else: bring the phone up. What keeps the page true later
// on waits until that is done.

/** Nor does it wait for longer than this: perhaps nobody wants the phone up. */
const limitMs = 1_000;

const waiting = new Set<() => void>();
let isOver = false;
let limit: ReturnType<typeof setTimeout> | undefined;

/**
 * Runs something once the start is over; at once when it is.
 * @returns calls it off
 */
export function afterStart(run: () => void): () => void {
  if (isOver) {
    run();
    return () => {};
  }
  limit ??= setTimeout(endStart, limitMs);
  waiting.add(run);
  return () => waiting.delete(run);
}

/** The phone is up, or it will not come up: the rest may begin. */
export function endStart(): void {
  isOver = true;
  clearTimeout(limit);
  for (const run of waiting) run();
  waiting.clear();
}
