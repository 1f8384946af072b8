// All recordings: they begin here, and are found and deleted here.

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Account } from "../accounts/resources.ts";
import type { Ticker } from "../audio/ticker.ts";
import type { Call } from "../calls/call.ts";
import type { Clock } from "../clock.ts";
import type { Conference } from "../conferences/conference.ts";
import type { NewSid } from "../ids.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";
import { recordingForm, tellRecording } from "./callbacks.ts";
import { forget, keep, readKept, soundPath } from "./kept.ts";
import type { RecordingOrder } from "./order.ts";
import { Recording } from "./recording.ts";
import { mixedDown } from "./wav-file.ts";

/** How long a recording is `processing` after its end. Assumed; a live account takes some seconds. */
const PROCESSING_MS = 500;

export interface Recordings {
  /** Records a call from now on, at the latest until it is over. */
  ofCall(call: Call, order: RecordingOrder): Recording;
  /** Records what everybody in a conference says together, from now until its end. */
  ofConference(conference: Conference, order: RecordingOrder): Recording;
  get(accountSid: string, sid: string): Recording | null;
  /** Newest last. */
  all(accountSid: string): Recording[];
  /** The recording of this call that runs, the newest of several: what `Twilio.CURRENT` means. */
  current(call: Call): Recording | null;
  /** The one that `POST /Calls/{CA}/Recordings` began and that runs: a second start begins no other. */
  startedByApi(call: Call): Recording | null;
  pause(recording: Recording, behavior: "skip" | "silence"): void;
  resume(recording: Recording): void;
  stop(recording: Recording): void;
  /** The WAV file's bytes, with as many channels as it has or one; null while it is not `completed`. */
  read(recording: Recording, channels?: 1 | 2): Promise<Uint8Array | null>;
  /** False when it is still running: only what is over can be deleted (assumed). */
  remove(recording: Recording): boolean;
  /** The fields of a recording, as callbacks and the action of Record have them. */
  form(recording: Recording): Record<string, string>;
  /** Stops and deletes all of them, with a temporary folder. */
  clear(): void;
  /** Stops all of them. In a folder that was named they are kept for the next run; else they are deleted. */
  close(): void;
}

export interface RecordingsOptions {
  clock: Clock;
  ticker: Ticker;
  newSid: NewSid;
  webhooks: Webhooks;
  /** Where the API is reached, without a slash at its end. */
  baseUrl: () => string;
  /**
   * Where the files are kept, over restarts; when none is named, a new temporary folder. Made when the first recording
   * begins.
   */
  folder?: string | undefined;
  /** The account of a recording that was kept; null when there is none. */
  accountOf: (sid: string) => Account | null;
}

export function createRecordings(options: RecordingsOptions): Recordings {
  const { clock, ticker, newSid, webhooks } = options;
  const kept = new Map<string, Recording>();
  const running = new Map<Recording, () => void>();
  let folder = options.folder ?? null;
  const old = folder === null ? [] : readKept(folder, options.accountOf);
  for (const recording of old) kept.set(recording.sid, recording);

  function path(sid: string): string {
    folder ??= mkdtempSync(join(tmpdir(), "twilio-recordings-"));
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return soundPath(folder, sid);
  }

  const tell = (recording: Recording, event: Parameters<typeof tellRecording>[1]) =>
    tellRecording(recording, event, { webhooks, baseUrl: options.baseUrl() });

  function start(
    about: { account: Recording["account"]; callSid: string; conferenceSid: string | null },
    order: RecordingOrder,
    listen: (recording: Recording) => () => void,
  ): Recording {
    const sid = newSid("RE");
    const recording = new Recording({
      ...about,
      sid,
      order,
      path: path(sid),
      startedAt: clock.now(),
    });
    kept.set(sid, recording);
    const deafen = listen(recording);
    const stopBeat = ticker.add(() => {
      if (recording.beat(clock.now())) stop(recording);
    });
    running.set(recording, () => {
      stopBeat();
      deafen();
    });
    tell(recording, "started");
    tell(recording, "in-progress");
    return recording;
  }

  function stop(recording: Recording): void {
    const end = running.get(recording);
    if (end === undefined) return;
    running.delete(recording);
    end();
    recording.finish(clock.now());
    tell(recording, "stopped");
    clock.after(PROCESSING_MS, () => {
      // Deleted in the meantime.
      if (!kept.has(recording.sid)) return;
      settle(recording);
      if (recording.past) tell(recording, recording.past.status);
    });
  }

  function settle(recording: Recording): void {
    recording.settle(clock.now());
    if (options.folder !== undefined) keep(options.folder, recording);
  }

  function remove(recording: Recording): boolean {
    if (!recording.isOver) return false;
    kept.delete(recording.sid);
    if (folder !== null) forget(folder, recording.sid);
    return true;
  }

  function clear(): void {
    for (const recording of Array.from(running.keys())) stop(recording);
    for (const recording of Array.from(kept.values())) remove(recording);
    if (folder !== null && options.folder === undefined) {
      rmSync(folder, { recursive: true });
      folder = null;
    }
  }

  return {
    ofCall(call, order) {
      return start(
        { account: call.account, callSid: call.sid, conferenceSid: null },
        order,
        (recording) => {
          const untap = call.tap({
            heard: (frame) => recording.hear(frame),
            sent: (frame) => recording.send(frame),
          });
          const unlisten = call.onChange((change) => change === "ended" && stop(recording));
          return () => {
            untap();
            unlisten();
          };
        },
      );
    },
    ofConference(conference, order) {
      const about = {
        account: conference.account,
        callSid: conference.firstCallSid,
        conferenceSid: conference.sid,
      };
      // Documented: kept in two channels, who joined first against the others, and given out as one.
      return start(
        about,
        { ...order, source: "Conference", channels: 1 },
        (recording) =>
          conference.listen((first, others) => {
            recording.hear(first);
            recording.send(others);
          }, () => stop(recording)),
      );
    },
    get(accountSid, sid) {
      const found = kept.get(sid);
      return found?.account.sid === accountSid ? found : null;
    },
    all: (accountSid) => [...kept.values()].filter(({ account }) => account.sid === accountSid),
    startedByApi: (call) =>
      [...running.keys()].find(({ callSid, order }) =>
        callSid === call.sid && order.source === "StartCallRecordingAPI"
      ) ?? null,
    current: (call) =>
      [...running.keys()].findLast(({ callSid, conferenceSid }) =>
        callSid === call.sid && conferenceSid === null
      ) ?? null,
    pause(recording, behavior) {
      if (recording.isOver) return;
      recording.pause(behavior, clock.now());
      tell(recording, "paused");
    },
    resume(recording) {
      if (recording.status !== "paused") return;
      recording.resume(clock.now());
      tell(recording, "resumed");
    },
    stop,
    async read(recording, channels = recording.order.channels) {
      if (recording.status !== "completed") return null;
      const bytes = await readFile(recording.path);
      return channels < recording.storedChannels ? mixedDown(bytes) : bytes;
    },
    remove,
    form: (recording) => recordingForm(recording, options.baseUrl()),
    clear,
    close() {
      if (options.folder === undefined) return clear();
      for (const recording of Array.from(running.keys())) stop(recording);
      for (const recording of kept.values()) if (recording.past === null) settle(recording);
      kept.clear();
    },
  };
}
