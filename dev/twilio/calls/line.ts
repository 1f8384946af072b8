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
  /** Listens to what the far end sends until the returned function is called. */
  onFrame(listener: (frame: Int16Array) => void): () => void;
  /** Plays to the far end until the source ends or `signal` aborts; resolves then. */
  play(source: Source, signal: AbortSignal): Promise<void>;
  /** What the far end sent in the last second. */
  heard(): Heard;
  /** What was sent to the far end in the last second. */
  sent(): Heard;
  close(): void;
}

/** Who listens to both directions of a leg, whatever line it has. */
export interface Tap {
  /** A frame that the far end sent. */
  heard?(frame: Int16Array): void;
  /** A frame that was sent to the far end. */
  sent?(frame: Int16Array): void;
}

/** @param taps looked at with each frame, so that they may change */
export function createLine(
  port: AudioPort,
  clock: Clock,
  ticker: Ticker,
  taps: ReadonlySet<Tap>,
): Line {
  const incoming = recent(clock);
  const outgoing = recent(clock);
  const listeners = new Set<(frame: Int16Array) => void>();
  let open = true;
  port.onFrame((frame) => {
    incoming.add(frame);
    for (const tap of taps) tap.heard?.(frame);
    for (const listener of listeners) listener(frame);
  });
  const write = (frame: Int16Array) => {
    if (!open) return;
    outgoing.add(frame);
    for (const tap of taps) tap.sent?.(frame);
    port.write(frame);
  };
  return {
    write,
    onFrame(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
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
      listeners.clear();
      port.onFrame(null);
      port.close();
    },
  };
}
