import HeartbeatWorker from "./heartbeat.worker.ts?worker";

/** A beat that waited longer than this for the main thread proves nothing. */
const answerWithinMs = 5_000;

/**
 * Calls `onBeat` every 10 s, also in a hidden tab, as long as the page really runs.
 * @returns stops
 */
export function startHeartbeat(onBeat: () => void): () => void {
  const worker = new HeartbeatWorker();
  worker.addEventListener("message", (message: MessageEvent<number>) => {
    if (isFresh(message.data, Date.now())) onBeat();
  });
  return () => worker.terminate();
}

function isFresh(sentAt: number, now: number): boolean {
  return now - sentAt <= answerWithinMs;
}
