/** What realtime-js says of its heartbeat. */
type Beat = string;

const listeners = new Set<(alive: boolean) => void>();

/** Handed to realtime-js as `heartbeatCallback`. */
export function reportBeat(beat: Beat): void {
  if (beat === "sent") return;
  for (const listener of listeners) listener(beat === "ok");
}

/**
 * Tells whether the realtime connection is proved alive, at each heartbeat (25 s).
 * @returns stops listening
 */
export function onBeat(listener: (alive: boolean) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
