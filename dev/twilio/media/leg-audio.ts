// The sound of a leg for the engine: it stays the same object while the peer behind it comes, is replaced or goes.

import { FRAME_MS, type Source } from "../audio/pcm.ts";
import type { AudioPort } from "../calls/party.ts";
import { keyTones } from "./key-tones.ts";
import type { Peer } from "./peer.ts";

export interface LegAudio extends AudioPort {
  /** Sound goes to and comes from this peer from now on; an earlier one is closed. */
  attach(peer: Peer): void;
  /** The peer, null until one is attached. */
  peer(): Peer | null;
  /** Plays the keys' tones instead of what is written meanwhile. */
  playKeys(keys: string): void;
}

/** Sound written before there is a peer is lost, as on a line that nobody has picked up. */
export function createLegAudio(): LegAudio {
  let peer: Peer | null = null;
  let listener: ((frame: Int16Array) => void) | null = null;
  let tones: Source[] = [];
  let timer: NodeJS.Timeout | null = null;

  const stopTones = () => {
    if (timer !== null) clearInterval(timer);
    timer = null;
    tones = [];
  };

  const startTones = () => {
    const start = performance.now();
    let sent = 0;
    timer = setInterval(() => {
      // As many frames as time has passed for: the timer itself is late now and then.
      for (const due = (performance.now() - start) / FRAME_MS; sent < due; sent++) {
        let frame = tones[0]?.() ?? null;
        while (frame === null && tones.length > 0) {
          tones.shift();
          frame = tones[0]?.() ?? null;
        }
        if (frame === null) return stopTones();
        peer?.audio.write(frame);
      }
    }, FRAME_MS);
  };

  return {
    write(frame) {
      if (timer === null) peer?.audio.write(frame);
    },
    onFrame(next) {
      listener = next;
    },
    attach(next) {
      peer?.close();
      peer = next;
      peer.audio.onFrame((frame) => listener?.(frame));
    },
    peer: () => peer,
    playKeys(keys) {
      tones.push(keyTones(keys));
      if (timer === null) startTones();
    },
    close() {
      stopTones();
      listener = null;
      peer?.close();
    },
  };
}
