// The machine's time, which a script may move forward: a ring timeout of 30 s or a call of an hour takes milliseconds.

import type { Clock } from "./clock.ts";

export interface AdjustableClock extends Clock {
  /**
   * Moves time forward by `ms` at once: each timer that becomes due fires at its own time, in order.
   * @param settled awaited before the first timer and after each, so that what one began (a request to somebody's
   *   server, say) has its answer before the next one fires
   */
  advance(ms: number, settled: () => Promise<void>): Promise<void>;
  /** The machine's own time again. Timers keep what was left of them. */
  reset(): void;
}

interface Waiting {
  at: number;
  order: number;
  fn: () => void;
  handle: NodeJS.Timeout | null;
}

/** The longest that one of the machine's own timers can wait. */
const LONGEST_MS = 2 ** 31 - 1;

export function adjustableClock(): AdjustableClock {
  const timers = new Set<Waiting>();
  let aheadMs = 0;
  let order = 0;
  let last: Promise<void> = Promise.resolve();
  const now = () => Date.now() + aheadMs;

  function fire(timer: Waiting): void {
    cancel(timer);
    timer.fn();
  }
  function cancel(timer: Waiting): void {
    timers.delete(timer);
    if (timer.handle !== null) clearTimeout(timer.handle);
  }
  function arm(timer: Waiting): void {
    if (timer.handle !== null) clearTimeout(timer.handle);
    const leftMs = Math.min(LONGEST_MS, Math.max(0, timer.at - now()));
    timer.handle = setTimeout(() => timer.at > now() ? arm(timer) : fire(timer), leftMs);
  }
  const moveTo = (ms: number) => void (aheadMs += Math.max(0, ms - now()));

  async function advance(ms: number, settled: () => Promise<void>): Promise<void> {
    const end = now() + ms;
    await settled();
    for (;;) {
      const [due] = [...timers].filter(({ at }) => at <= end)
        .sort((one, other) => one.at - other.at || one.order - other.order);
      if (due === undefined) break;
      moveTo(due.at);
      fire(due);
      await settled();
    }
    moveTo(end);
    for (const timer of timers) arm(timer);
  }

  return {
    now,
    after(ms, fn) {
      const timer: Waiting = { at: now() + Math.max(0, ms), order: order++, fn, handle: null };
      timers.add(timer);
      arm(timer);
      return { cancel: () => cancel(timer) };
    },
    advance(ms, settled) {
      const turn = last.then(() => advance(ms, settled));
      // Two scripts may advance at once: one after the other, and a failure of one is not the other's.
      last = turn.catch(() => {});
      return turn;
    },
    reset() {
      for (const timer of timers) timer.at -= aheadMs;
      aheadMs = 0;
      for (const timer of timers) arm(timer);
    },
  };
}
