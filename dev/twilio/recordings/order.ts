// What is asked of a recording (https://www.twilio.com/docs/voice/api/recording).

import type { Method } from "../webhooks/request.ts";

export const RECORDING_SOURCES = [
  "DialVerb",
  "RecordVerb",
  "OutboundAPI",
  "StartCallRecordingAPI",
  "StartCallRecordingTwiML",
  "Conference",
] as const;
export type RecordingSource = (typeof RECORDING_SOURCES)[number];

/** `inbound`: what came from the far end; `outbound`: what was sent to it. */
export const RECORDING_TRACKS = ["inbound", "outbound", "both"] as const;
export type RecordingTrack = (typeof RECORDING_TRACKS)[number];

/** What a recording of a call tells, by whichever way it was asked for (documented). */
export const RECORDING_EVENTS = ["in-progress", "completed", "absent"] as const;
/** What the recording of a participant tells beside that. `failed` never comes here: it is for encryption alone. */
export const PARTICIPANT_RECORDING_EVENTS = [
  ...RECORDING_EVENTS,
  "started",
  "paused",
  "resumed",
  "stopped",
] as const;
export type RecordingEvent = (typeof PARTICIPANT_RECORDING_EVENTS)[number];

export interface RecordingSubscription {
  url: string;
  method: Method;
  /** Documented default: `completed` alone. */
  events: ReadonlySet<RecordingEvent>;
}

export interface RecordingOrder {
  source: RecordingSource;
  /**
   * How it is given out, unless somebody asks otherwise. 2: what came from the leg's far end (of a Dial: the parent) is
   * the first channel, what it heard the second; of a conference, who joined first and the others.
   */
  channels: 1 | 2;
  track: RecordingTrack;
  /** Cut silence off both ends. */
  trim: boolean;
  subscription: RecordingSubscription | null;
  /** It stops by itself after this much sound; null: never. */
  maxMs: number | null;
  /** It stops by itself after this much silence from the far end; null: never. */
  endAfterSilenceMs: number | null;
}

export const RECORDING_DEFAULTS: Omit<RecordingOrder, "source"> = {
  channels: 1,
  track: "both",
  trim: false,
  subscription: null,
  maxMs: null,
  endAfterSilenceMs: null,
};
