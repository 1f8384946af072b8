// Frames between somebody who sends when they like and somebody who takes one every 10 ms: a small jitter buffer.

/** Frames that are gathered before the first is given, at first: 20 ms of patience with a busy machine. */
const LEAST_DEPTH = 2;
/** It grows to this (100 ms) where frames come late: a machine that is busy once is so again. */
const MOST_DEPTH = 10;
/** So many more than are gathered (60 ms) may wait; then the oldest are thrown away: a talk must not lag behind. */
const SPARE = 6;
/** A hole up to this long that is followed by sound was sound that came too late; a longer one was a pause. */
const LONGEST_HOLE = 20;

export interface FrameQueue {
  push: (frame: Int16Array) => void;
  /** The next frame, or null when there is none now. */
  take: () => Int16Array | null;
  /** Frames that came after the beat that needed them. */
  late: () => number;
  /** Frames that were thrown away since too many waited. */
  dropped: () => number;
}

export function createFrameQueue(): FrameQueue {
  const frames: Int16Array[] = [];
  let depth = LEAST_DEPTH;
  let gathering = true;
  let begun = false;
  let hole = 0;
  let late = 0;
  let dropped = 0;
  return {
    push(frame) {
      frames.push(frame);
      if (hole > 0 && hole <= LONGEST_HOLE) {
        late += hole;
        depth = Math.min(MOST_DEPTH, depth + hole);
        // What is late already waits no longer.
        gathering = false;
      }
      hole = 0;
      if (frames.length <= depth + SPARE) return;
      dropped += frames.length - depth;
      frames.splice(0, frames.length - depth);
    },
    take() {
      const frame = gathering && frames.length < depth ? undefined : frames.shift();
      gathering = frame === undefined;
      begun ||= !gathering;
      if (gathering && begun) hole++;
      return frame ?? null;
    },
    late: () => late,
    dropped: () => dropped,
  };
}
