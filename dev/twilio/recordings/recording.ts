// One recording: a WAV file that grows with each beat, with its status, times and length.

import type { Account } from "../accounts/resources.ts";
import { createFrameQueue, type FrameQueue } from "../audio/frame-queue.ts";
import { isAudible } from "../audio/loudness.ts";
import { FRAME_MS, FRAME_SAMPLES } from "../audio/pcm.ts";
import type { RecordingOrder } from "./order.ts";
import { createWavFile, type WavFile } from "./wav-file.ts";

/** `processing` lasts for a moment after the end. */
export type RecordingStatus =
  | "in-progress"
  | "paused"
  | "processing"
  | "completed"
  | "absent";

export interface RecordingInit {
  sid: string;
  account: Account;
  callSid: string;
  conferenceSid: string | null;
  order: RecordingOrder;
  path: string;
  startedAt: number;
  /** Of one that an earlier run kept: nothing is recorded any more, and the file is whole. */
  past?: RecordingPast;
}

/** What came of a recording. */
export interface RecordingPast {
  status: "completed" | "absent";
  /** Milliseconds since 1970. */
  updatedAt: number;
  /** Of 10 ms each, in the file. */
  frames: number;
  /** Frames that were there to be recorded. */
  beats: number;
}

export class Recording {
  readonly sid: string;
  readonly account: Account;
  /** Of a conference: the participant who joined first. */
  readonly callSid: string;
  readonly conferenceSid: string | null;
  readonly order: RecordingOrder;
  /** The WAV file; whole when the status is `completed`. */
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  updatedAt: number;
  status: RecordingStatus = "in-progress";
  /** How many channels are kept (documented): two of whatever has two sides, however many were asked for. */
  readonly storedChannels: 1 | 2;
  /** Resolves when it records no more; the file is whole then. */
  readonly stopped: Promise<void>;

  #resolveStopped = () => {};
  readonly #file: WavFile | null;
  readonly #heard: FrameQueue = createFrameQueue();
  readonly #sent: FrameQueue = createFrameQueue();
  #pause: "skip" | "silence" | null = null;
  #frames = 0;
  /** Frames that were there to be recorded. */
  #beats = 0;
  /** Frames up to the last one that could be heard. */
  #audibleFrames = 0;
  /** When the far end was heard last, or this began or went on. */
  #quietSince: number;
  #beatAt: number;
  #pausedAt = 0;
  #pausedMs = 0;

  constructor(init: RecordingInit) {
    this.sid = init.sid;
    this.account = init.account;
    this.callSid = init.callSid;
    this.conferenceSid = init.conferenceSid;
    this.order = init.order;
    this.path = init.path;
    this.startedAt = init.startedAt;
    this.updatedAt = init.startedAt;
    this.#quietSince = init.startedAt;
    this.#beatAt = init.startedAt;
    this.storedChannels = init.order.track === "both" ? 2 : 1;
    this.stopped = new Promise((resolve) => this.#resolveStopped = resolve);
    const { past } = init;
    this.#file = past ? null : createWavFile(init.path, this.storedChannels);
    if (past) {
      this.status = past.status;
      this.updatedAt = past.updatedAt;
      this.#frames = this.#audibleFrames = past.frames;
      this.#beats = past.beats;
      this.#resolveStopped();
    }
  }

  get isOver(): boolean {
    return this.status !== "in-progress" && this.status !== "paused";
  }

  /** What came of it; null until that is known. */
  get past(): RecordingPast | null {
    const { status, updatedAt } = this;
    if (status !== "completed" && status !== "absent") return null;
    return { status, updatedAt, frames: this.durationMs / FRAME_MS, beats: this.#beats };
  }

  /** Why nothing is left of it: 16101 too short, 16102 silent; null while something is. */
  get errorCode(): 16101 | 16102 | null {
    if (this.durationMs > 0 || !this.isOver) return null;
    return this.#beats === 0 ? 16101 : 16102;
  }

  /** Length of the sound in milliseconds. */
  get durationMs(): number {
    const trimmed = this.order.trim && this.isOver;
    return (trimmed ? this.#audibleFrames : this.#frames) * FRAME_MS;
  }

  /** A frame that came from the far end (of a conference: everybody's). */
  hear(frame: Int16Array): void {
    this.#heard.push(frame);
  }

  /** A frame that was sent to the far end. */
  send(frame: Int16Array): void {
    this.#sent.push(frame);
  }

  /** Writes 10 ms. True when the recording has come to its own end. @param now milliseconds since 1970 */
  beat(now: number): boolean {
    // Taken while paused, too: what was said then must not come later.
    const heard = this.#heard.take();
    const sent = this.#sent.take();
    if (this.isOver) return false;
    // Documented for Record: silence counts only while packets come.
    if (heard === null) this.#quietSince += now - this.#beatAt;
    else if (isAudible(heard)) this.#quietSince = now;
    this.#beatAt = now;
    if (this.#pause === "skip") return false;
    this.#beats++;
    const silence = new Int16Array(FRAME_SAMPLES);
    const { track } = this.order;
    const quiet = this.#pause === "silence";
    const one = quiet || track === "outbound" ? silence : heard ?? silence;
    const two = quiet || track === "inbound" ? silence : sent ?? silence;
    const audible = isAudible(one) || isAudible(two);
    if (this.order.trim && this.#frames === 0 && !audible) return this.#atEnd(now);
    if (this.storedChannels === 2) this.#file?.write(one, two);
    else this.#file?.write(track === "outbound" ? two : one);
    this.#frames++;
    if (audible) this.#audibleFrames = this.#frames;
    return this.#atEnd(now);
  }

  /** @param behavior `skip`: the pause is not in the file; `silence` (Twilio's default): it is there, and silent */
  pause(behavior: "skip" | "silence", at: number): void {
    if (this.isOver) return;
    if (this.#pause === null) this.#pausedAt = at;
    this.#pause = behavior;
    this.status = "paused";
    this.updatedAt = at;
  }

  resume(at: number): void {
    if (this.isOver || this.#pause === null) return;
    this.#pause = null;
    this.#pausedMs += at - this.#pausedAt;
    this.#quietSince = at;
    this.status = "in-progress";
    this.updatedAt = at;
  }

  /** Nothing is left to be done: `completed`, or `absent` where there was nothing to keep. */
  settle(at: number): void {
    if (this.status !== "processing") return;
    this.status = this.durationMs === 0 ? "absent" : "completed";
    this.updatedAt = at;
  }

  /** Ends it; the file is whole afterwards. */
  finish(at: number): void {
    if (this.isOver) return;
    this.status = "processing";
    this.updatedAt = at;
    this.#file?.finish(this.order.trim ? this.#audibleFrames : this.#frames);
    this.#resolveStopped();
  }

  #atEnd(now: number): boolean {
    if (this.#pause !== null) return false;
    const { maxMs, endAfterSilenceMs } = this.order;
    return (maxMs !== null && now - this.startedAt - this.#pausedMs >= maxMs) ||
      (endAfterSilenceMs !== null && now - this.#quietSince >= endAfterSilenceMs);
  }
}
