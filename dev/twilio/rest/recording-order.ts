// How a recording is asked for, by the fields that several requests share.

import { isHttpUrl } from "./voice-settings.ts";
import {
  PARTICIPANT_RECORDING_EVENTS,
  RECORDING_DEFAULTS,
  RECORDING_EVENTS,
  type RecordingEvent,
  type RecordingOrder,
  type RecordingSubscription,
} from "../recordings/order.ts";
import { invalid } from "./answer.ts";
import { field, flag, methodField, type RestRequest, word, words } from "./request.ts";

/** `POST /Calls/{CA}/Recordings`. */
export function readCallRecording(request: RestRequest): RecordingOrder {
  return {
    ...RECORDING_DEFAULTS,
    ...common(request),
    source: "StartCallRecordingAPI",
    trim: field(request, "Trim") === "trim-silence",
    subscription: readSubscription(request, "RecordingStatusCallback"),
  };
}

/** The `Record` of a call or a participant that the API makes; null when it is not asked for. */
export function readLegRecording(
  request: RestRequest,
  of: "call" | "participant",
): RecordingOrder | null {
  if (flag(request, "Record") !== true) return null;
  return {
    ...RECORDING_DEFAULTS,
    ...common(request),
    source: "OutboundAPI",
    // Documented: trimmed unless told otherwise.
    trim: field(request, "Trim") !== "do-not-trim",
    subscription: readSubscription(
      request,
      "RecordingStatusCallback",
      of === "participant" ? PARTICIPANT_RECORDING_EVENTS : RECORDING_EVENTS,
    ),
  };
}

/** The `ConferenceRecord` of a participant; null when it is not asked for. */
export function readConferenceRecording(request: RestRequest): RecordingOrder | null {
  if (!["true", "record-from-start"].includes(field(request, "ConferenceRecord") ?? "")) {
    return null;
  }
  return {
    ...RECORDING_DEFAULTS,
    source: "Conference",
    trim: field(request, "ConferenceTrim") !== "do-not-trim",
    subscription: readSubscription(request, "ConferenceRecordingStatusCallback"),
  };
}

function common(request: RestRequest): Pick<RecordingOrder, "channels" | "track"> {
  return {
    channels: word(request, "RecordingChannels", ["mono", "dual"]) === "dual" ? 2 : 1,
    track: word(request, "RecordingTrack", ["inbound", "outbound", "both"]) ?? "both",
  };
}

function readSubscription(
  request: RestRequest,
  name: string,
  known: readonly RecordingEvent[] = RECORDING_EVENTS,
): RecordingSubscription | null {
  const url = field(request, name);
  if (url === undefined || url === "") return null;
  if (!isHttpUrl(url)) throw invalid(21609, `Invalid '${name}' URL: ${url}`);
  const asked = words(request, `${name}Event`);
  const events = known.filter((event) =>
    asked.length === 0 ? event === "completed" : asked.includes(event)
  );
  return { url, method: methodField(request, `${name}Method`, "POST"), events: new Set(events) };
}
