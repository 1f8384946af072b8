import { createSignal, onCleanup } from "solid-js";

/** Epoch ms, moving each half minute: for "11 minutes ago" and local times. */
export function createMinute(): () => number {
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), 30_000);
  onCleanup(() => clearInterval(timer));
  return now;
}
