// The recording attributes that Dial, Conference and Record share.

import {
  RECORDING_DEFAULTS,
  RECORDING_EVENTS,
  type RecordingOrder,
  type RecordingSubscription,
} from "../recordings/order.ts";
import { methodOf, resolveUrl } from "./attributes.ts";
import type { Verb } from "./parse.ts";

/** What Dial's `record` asks for, and from when; null when nothing is recorded. */
export function readDialRecording(
  { attributes }: Verb,
  base: string,
): { from: "answer" | "ringing"; order: RecordingOrder } | null {
  const asked = /^(true|record-from-(answer|ringing)(-dual)?)$/.exec(attributes["record"] ?? "");
  if (asked === null) return null;
  return {
    from: asked[2] === "ringing" ? "ringing" : "answer",
    order: {
      ...RECORDING_DEFAULTS,
      source: "DialVerb",
      channels: asked[3] === undefined ? 1 : 2,
      track: trackOf(attributes["recordingTrack"]),
      trim: attributes["trim"] === "trim-silence",
      subscription: readRecordingSubscription(attributes, base),
    },
  };
}

/** What Conference's `record` asks for; null when nothing is recorded. */
export function readConferenceRecording({ attributes }: Verb, base: string): RecordingOrder | null {
  if (!["record-from-start", "true"].includes(attributes["record"] ?? "")) return null;
  return {
    ...RECORDING_DEFAULTS,
    source: "Conference",
    trim: attributes["trim"] !== "do-not-trim",
    subscription: readRecordingSubscription(attributes, base),
  };
}

export function readRecordingSubscription(
  attributes: Verb["attributes"],
  base: string,
): RecordingSubscription | null {
  const url = resolveUrl(attributes["recordingStatusCallback"], base);
  if (url === null) return null;
  const asked = attributes["recordingStatusCallbackEvent"]?.split(/[\s,]+/) ?? ["completed"];
  return {
    url,
    method: methodOf(attributes["recordingStatusCallbackMethod"]),
    events: new Set(RECORDING_EVENTS.filter((event) => asked.includes(event))),
  };
}

export function trackOf(value: string | undefined): RecordingOrder["track"] {
  return value === "inbound" || value === "outbound" ? value : "both";
}
