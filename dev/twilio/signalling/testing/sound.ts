// Proof of sound between a browser and a party: tones against silence, never levels or times.

import type { Party } from "../../calls/party.ts";
import { steadyTone, toneShare } from "../../media/testing/tones.ts";

/** What the browser's microphone plays, in pulses. */
export const MICROPHONE_HZ = 770;

/** Plays a tone towards the browser until it is called. */
export function playTone(party: Party, hz: number): () => void {
  const next = steadyTone(hz);
  const timer = setInterval(() => party.audio.write(next()), 10).unref();
  return () => clearInterval(timer);
}

/** Waits until 200 ms of what the browser sends fulfil the condition on (share of the microphone's tone, peak). */
export function heard(
  party: Party,
  condition: (share: number, peak: number) => boolean,
): Promise<void> {
  let window: Int16Array[] = [];
  return new Promise((resolve) =>
    party.audio.onFrame((frame) => {
      window.push(frame);
      if (window.length < 20) return;
      const samples = Int16Array.from(window.flatMap((one) => [...one]));
      window = [];
      const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      if (!condition(toneShare(samples, MICROPHONE_HZ), peak)) return;
      party.audio.onFrame(null);
      resolve();
    })
  );
}
