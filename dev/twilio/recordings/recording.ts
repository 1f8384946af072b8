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
  /** Resolves when it records no more; the file is whole then. */
  readonly stopped: Promise<void>;

  #resolveStopped = () => {};
  readonly #file: WavFile;
  readonly #heard: FrameQueue = createFrameQueue();
  readonly #sent: FrameQueue = createFrameQueue();
  #pause: "skip" | "silence" | null = null;
  #frames = 0;
  /** Frames up to the last one that could be heard. */
  #audibleFrames = 0;
  /** When the far end was heard last, or this began or went on. */
  #quietSince: number;
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
    this.#file = createWavFile(init.path, init.order.channels);
    this.stopped = new Promise((resolve) => this.#resolveStopped = resolve);
  }

  get isOver(): boolean {
    return this.status !== "in-progress" && this.status !== "paused";
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
    if (heard !== null && isAudible(heard)) this.#quietSince = now;
    if (this.#pause === "skip") return false;
    const silence = new Int16Array(FRAME_SAMPLES);
    const { track, channels } = this.order;
    const quiet = this.#pause === "silence";
    const one = quiet || track === "outbound" ? silence : heard ?? silence;
    const two = quiet || track === "inbound" ? silence : sent ?? silence;
    const audible = isAudible(one) || isAudible(two);
    if (this.order.trim && this.#frames === 0 && !audible) return this.#atEnd(now);
    if (channels === 2) this.#file.write(one, two);
    else this.#file.write(mix(one, two));
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

  /** Ends it; the file is whole afterwards. */
  finish(at: number): void {
    if (this.isOver) return;
    this.status = "processing";
    this.updatedAt = at;
    this.#file.finish(this.order.trim ? this.#audibleFrames : this.#frames);
    this.#resolveStopped();
  }

  #atEnd(now: number): boolean {
    if (this.#pause !== null) return false;
    const { maxMs, endAfterSilenceMs } = this.order;
    return (maxMs !== null && now - this.startedAt - this.#pausedMs >= maxMs) ||
      (endAfterSilenceMs !== null && now - this.#quietSince >= endAfterSilenceMs);
  }
}

function mix(one: Int16Array, two: Int16Array): Int16Array {
  return one.map((sample, i) => Math.max(-32768, Math.min(32767, sample + (two[i] ?? 0))));
}
