// What is asked of a recording (https://www.twilio.com/docs/voice/api/recording).

import type { Method } from "../webhooks/request.ts";

export type RecordingSource =
  | "DialVerb"
  | "RecordVerb"
  | "OutboundAPI"
  | "StartCallRecordingAPI"
  | "Conference";

/** `inbound`: what came from the far end; `outbound`: what was sent to it. */
export type RecordingTrack = "inbound" | "outbound" | "both";

export const RECORDING_EVENTS = ["in-progress", "completed", "absent"] as const;
export type RecordingEvent = (typeof RECORDING_EVENTS)[number];

export interface RecordingSubscription {
  url: string;
  method: Method;
  /** Documented default: `completed` alone. */
  events: ReadonlySet<RecordingEvent>;
}

export interface RecordingOrder {
  source: RecordingSource;
  /** 2: what came from the leg's far end (of a Dial: the parent) is the first channel, what it heard the second. */
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
