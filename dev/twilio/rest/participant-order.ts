// Reads `POST /Conferences/{name}/Participants`: whom to call into the conference, and as what.

import type { PlacedParticipant } from "../calls/placed-leg.ts";
import {
  CONFERENCE_EVENTS,
  type ConferenceSubscription,
  JOIN_DEFAULTS,
  type JoinOrder,
} from "../conferences/order.ts";
import { invalid } from "./answer.ts";
import { readParticipantLeg } from "./call-order.ts";
import { readConferenceRecording } from "./recording-order.ts";
import { field, flag, methodField, type RestRequest, word, words } from "./request.ts";
import type { RestContext } from "./routes.ts";
import { readSound } from "./sound.ts";
import { isHttpUrl } from "./voice-settings.ts";

/** @throws {Refusal} with Twilio's code for what is missing or wrong */
export function readParticipant(context: RestContext, conference: string): PlacedParticipant {
  const { request } = context;
  const join = readJoin(request, conference);
  // The place in the queue is taken last: what is refused takes none.
  return { ...readParticipantLeg(context), join, earlyMedia: flag(request, "EarlyMedia") ?? true };
}

function readJoin(request: RestRequest, conference: string): JoinOrder {
  const most = Number(field(request, "MaxParticipants") ?? JOIN_DEFAULTS.maxParticipants);
  if (!Number.isInteger(most) || most < 2 || most > 250) {
    throw invalid(20001, `Invalid MaxParticipants: ${most}`);
  }
  return {
    conference,
    label: field(request, "Label") ?? null,
    muted: flag(request, "Muted") ?? JOIN_DEFAULTS.muted,
    startOnEnter: flag(request, "StartConferenceOnEnter") ?? JOIN_DEFAULTS.startOnEnter,
    endOnExit: flag(request, "EndConferenceOnExit") ?? JOIN_DEFAULTS.endOnExit,
    beep: word(request, "Beep", ["true", "false", "onEnter", "onExit"]) ?? JOIN_DEFAULTS.beep,
    coach: readCoach(request),
    wait: readSound(request, "Wait") ?? null,
    maxParticipants: most,
    // The leg's own limit ends the call.
    timeLimitMs: null,
    statusCallback: readSubscription(request),
    record: readConferenceRecording(request),
  };
}

function readCoach(request: RestRequest): string | null {
  if (flag(request, "Coaching") !== true) return null;
  const sid = field(request, "CallSidToCoach");
  if (sid === undefined) throw invalid(20001, "CallSidToCoach is required");
  return sid;
}

function readSubscription(request: RestRequest): ConferenceSubscription | null {
  const url = field(request, "ConferenceStatusCallback");
  if (url === undefined || url === "") return null;
  if (!isHttpUrl(url)) throw invalid(21609, `Invalid 'ConferenceStatusCallback' URL: ${url}`);
  const asked = words(request, "ConferenceStatusCallbackEvent");
  const events = CONFERENCE_EVENTS.filter((event) =>
    asked.length === 0 ? event === "start" || event === "end" : asked.includes(event)
  );
  const method = methodField(request, "ConferenceStatusCallbackMethod", "POST");
  return { url, method, events: new Set(events) };
}
