import { createSignal, onCleanup } from "solid-js";
import { serverClock } from "../server-clock.ts";

/** Epoch ms, moving each half minute: for "11 minutes ago" and local times. */
export function createMinute(): () => number {
  const [now, setNow] = createSignal(serverClock.now());
  const timer = setInterval(() => setNow(serverClock.now()), 30_000);
  onCleanup(() => clearInterval(timer));
  return now;
}
