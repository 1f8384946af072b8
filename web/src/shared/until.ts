import { createEffect, createMemo, createSignal, onCleanup } from "solid-js";
import { serverClock } from "./server-clock.ts";

/**
 * What holds until a moment: nobody tells when its time is over, so the clock does.
 * @param at what holds at that epoch ms of the server's clock, or null
 */
export function createUntil<T extends { until: number }>(
  at: (now: number) => T | null,
): () => T | null {
  const [now, setNow] = createSignal(serverClock.now());
  const held = createMemo(() => at(Math.max(now(), serverClock.now())));
  createEffect(() => {
    const until = held()?.until;
    if (until === undefined) return;
    const timer = setTimeout(() => setNow(serverClock.now()), until - serverClock.now());
    onCleanup(() => clearTimeout(timer));
  });
  return held;
}
