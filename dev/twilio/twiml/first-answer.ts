// Waits for the first of several ringing legs to pick up.

import type { Call } from "../calls/call.ts";
import type { Clock } from "../clock.ts";

/** The leg that answered first; null when all are over, time is up, or `signal` aborted. Ends nothing itself. */
export function firstAnswer(
  legs: readonly Call[],
  wait: { clock: Clock; timeoutMs: number; signal: AbortSignal },
): Promise<Call | null> {
  return new Promise((resolve) => {
    const stops: (() => void)[] = [];
    const settle = (winner: Call | null) => {
      for (const stop of stops) stop();
      resolve(winner);
    };
    const look = (): boolean => {
      const winner = legs.find((leg) => leg.status === "in-progress");
      const over = wait.signal.aborted || legs.every((leg) => leg.isOver);
      if (winner === undefined && !over) return false;
      settle(wait.signal.aborted ? null : winner ?? null);
      return true;
    };
    if (look()) return;
    const timer = wait.clock.after(wait.timeoutMs, () => settle(null));
    const onAbort = () => void look();
    wait.signal.addEventListener("abort", onAbort, { once: true });
    stops.push(() => timer.cancel(), () => wait.signal.removeEventListener("abort", onAbort));
    for (const leg of legs) stops.push(leg.onChange(() => void look()));
  });
}
