// Time as an object, so that a test can wait an hour in a millisecond.

/** A running timer; `cancel` is harmless after it fired. */
export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `fn` once, `ms` from now. */
  after(ms: number, fn: () => void): Timer;
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, fn) {
    const timer = setTimeout(fn, ms);
    return { cancel: () => clearTimeout(timer) };
  },
};

/** A clock that stands still until `advance` is called. */
export interface ManualClock extends Clock {
  /** Moves time forward, firing each due timer at its own time, and lets promises settle between two of them. */
  advance(ms: number): Promise<void>;
}

/** A clock for tests, standing at `startMs`. */
export function manualClock(startMs = Date.UTC(2026, 0, 5, 12)): ManualClock {
  let now = startMs;
  let order = 0;
  const timers = new Set<{ at: number; order: number; fn: () => void }>();
  const settle = () => new Promise<void>((done) => setImmediate(done));
  return {
    now: () => now,
    after(ms, fn) {
      const timer = { at: now + Math.max(0, ms), order: order++, fn };
      timers.add(timer);
      return { cancel: () => void timers.delete(timer) };
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const due = [...timers].filter((timer) => timer.at <= end)
          .sort((a, b) => a.at - b.at || a.order - b.order)[0];
        if (due === undefined) break;
        timers.delete(due);
        now = Math.max(now, due.at);
        due.fn();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}

/** Resolves after `ms`, or at once when `signal` aborts; never rejects. */
export function delay(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const stop = () => {
      timer.cancel();
      resolve();
    };
    const timer = clock.after(ms, () => {
      signal.removeEventListener("abort", stop);
      resolve();
    });
    signal.addEventListener("abort", stop, { once: true });
  });
}

/** Resolves when `work` settles, or after `ms` if that comes first. */
export async function atMost(clock: Clock, ms: number, work: Promise<unknown>): Promise<void> {
  const settled = new AbortController();
  const limit = delay(clock, ms, settled.signal);
  await Promise.race([Promise.allSettled([work]), limit]);
  settled.abort();
}
