// The audio of one leg: what its far end sends, what is sent to it, and what plays to it.

import { type Heard } from "../audio/goertzel.ts";
import type { Source } from "../audio/pcm.ts";
import { recent } from "../audio/recent.ts";
import type { Ticker } from "../audio/ticker.ts";
import type { Clock } from "../clock.ts";
import type { AudioPort } from "./party.ts";

export interface Line {
  /** Sends one frame to the far end. */
  write(frame: Int16Array): void;
  /** One listener at a time for what the far end sends. */
  onFrame(listener: ((frame: Int16Array) => void) | null): void;
  /** Plays to the far end until the source ends or `signal` aborts; resolves then. */
  play(source: Source, signal: AbortSignal): Promise<void>;
  /** What the far end sent in the last second. */
  heard(): Heard;
  /** What was sent to the far end in the last second. */
  sent(): Heard;
  close(): void;
}

export function createLine(port: AudioPort, clock: Clock, ticker: Ticker): Line {
  const incoming = recent(clock);
  const outgoing = recent(clock);
  let listener: ((frame: Int16Array) => void) | null = null;
  let open = true;
  port.onFrame((frame) => {
    incoming.add(frame);
    listener?.(frame);
  });
  const write = (frame: Int16Array) => {
    if (!open) return;
    outgoing.add(frame);
    port.write(frame);
  };
  return {
    write,
    onFrame(next) {
      listener = next;
    },
    play: (source, signal) =>
      new Promise((resolve) => {
        if (signal.aborted || !open) return resolve();
        const stop = () => {
          silence();
          signal.removeEventListener("abort", stop);
          resolve();
        };
        const silence = ticker.add(() => {
          const frame = source();
          if (frame === null) stop();
          else write(frame);
        });
        signal.addEventListener("abort", stop, { once: true });
      }),
    heard: () => incoming.heard(),
    sent: () => outgoing.heard(),
    close() {
      open = false;
      port.onFrame(null);
      port.close();
    },
  };
}
