// Mixes the sound of several people: everybody hears all the others, in frames of 10 ms.

import { createFrameQueue } from "./frame-queue.ts";
import { FRAME_SAMPLES, type Source } from "./pcm.ts";

/** One person at the mixer. What is true of them may change between two beats. */
export interface Seat {
  /** Whether the others hear them. */
  speaks: boolean;
  /** Whether they are sent the mix. */
  hears: boolean;
  /** The only seat that hears them; null: everybody does. */
  coaches: Seat | null;
  /** Sounds that they alone hear over the mix; each is forgotten at its end. */
  readonly overlays: Set<Source>;
  /** What of the last beat was theirs; null when they said nothing that all could hear. */
  readonly said: Int16Array | null;
  /** Takes a frame that the person sent. */
  push: (frame: Int16Array) => void;
  leave(): void;
}

export interface MixerFigures {
  beats: number;
  /** Frames that came after the beat that needed them, and frames that were thrown away since too many waited. */
  late: number;
  dropped: number;
}

export interface Mixer {
  /** @param write takes each frame for the new person */
  sit(write: (frame: Int16Array) => void): Seat;
  /** Sounds that everybody hears; each is forgotten at its end. */
  readonly overlays: Set<Source>;
  /** Mixes and sends one frame to each; returns what everybody together said. */
  beat(): Int16Array;
  figures(): MixerFigures;
}

interface Place extends Omit<Seat, "said"> {
  said: Int16Array | null;
  take: () => Int16Array | null;
  late: () => number;
  dropped: () => number;
  write(frame: Int16Array): void;
}

export function createMixer(): Mixer {
  const places = new Set<Place>();
  const overlays = new Set<Source>();
  // Of those who left already.
  const gone = { late: 0, dropped: 0 };
  let beats = 0;

  function sit(write: (frame: Int16Array) => void): Seat {
    const queue = createFrameQueue();
    const place: Place = {
      speaks: true,
      hears: true,
      coaches: null,
      said: null,
      overlays: new Set(),
      push: queue.push,
      take: queue.take,
      late: queue.late,
      dropped: queue.dropped,
      write,
      leave() {
        if (!places.delete(place)) return;
        gone.late += queue.late();
        gone.dropped += queue.dropped();
      },
    };
    places.add(place);
    return place;
  }

  function beat(): Int16Array {
    beats++;
    const all = new Int32Array(FRAME_SAMPLES);
    const own = new Map<Place, Int16Array>();
    for (const place of places) {
      // Taken from everybody, so that nobody's sound waits until they may speak.
      const frame = place.take();
      place.said = null;
      if (frame === null || !place.speaks) continue;
      own.set(place, frame);
      if (place.coaches !== null) continue;
      place.said = frame;
      add(all, frame, 1);
    }
    drain(overlays, all);
    for (const place of Array.from(places)) {
      if (!place.hears) continue;
      const mix = all.slice();
      for (const [speaker, frame] of own) {
        if (speaker === place && speaker.coaches === null) add(mix, frame, -1);
        else if (speaker.coaches === place) add(mix, frame, 1);
      }
      drain(place.overlays, mix);
      place.write(clamp(mix));
    }
    return clamp(all);
  }

  return {
    sit,
    overlays,
    beat,
    figures() {
      let { late, dropped } = gone;
      for (const place of places) {
        late += place.late();
        dropped += place.dropped();
      }
      return { beats, late, dropped };
    },
  };
}

function add(sum: Int32Array, frame: Int16Array, sign: 1 | -1): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + sign * (frame[i] ?? 0);
}

function drain(sources: Set<Source>, sum: Int32Array): void {
  for (const source of Array.from(sources)) {
    const frame = source();
    if (frame === null) sources.delete(source);
    else add(sum, frame, 1);
  }
}

function clamp(sum: Int32Array): Int16Array {
  return Int16Array.from(sum, (value) => Math.max(-32768, Math.min(32767, value)));
}
