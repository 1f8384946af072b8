// Frames between somebody who sends when they like and somebody who takes one every 10 ms: a small jitter buffer.

/** Frames that are gathered before the first is given: 20 ms of patience with a busy machine. */
const DEPTH = 2;
/** More than this many (80 ms) are thrown away, oldest first: a conversation must not lag behind. */
const MOST = 8;
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
  let gathering = true;
  let begun = false;
  let hole = 0;
  let late = 0;
  let dropped = 0;
  return {
    push(frame) {
      frames.push(frame);
      if (hole > 0 && hole <= LONGEST_HOLE) late += hole;
      hole = 0;
      if (frames.length > MOST) {
        dropped += frames.length - DEPTH;
        frames.splice(0, frames.length - DEPTH);
      }
    },
    take() {
      const frame = gathering && frames.length < DEPTH ? undefined : frames.shift();
      gathering = frame === undefined;
      begun ||= !gathering;
      if (gathering && begun) hole++;
      return frame ?? null;
    },
    late: () => late,
    dropped: () => dropped,
  };
}
