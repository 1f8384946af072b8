// The Conference noun of a Dial (https://www.twilio.com/docs/voice/twiml/conference).

import type { Left } from "../conferences/reasons.ts";
import {
  type Beep,
  CONFERENCE_EVENTS,
  type ConferenceSubscription,
  JOIN_DEFAULTS,
  type JoinOrder,
  type SoundOrder,
} from "../conferences/order.ts";
import type { Form } from "../webhooks/signature.ts";
import { isTrue, methodOf, resolveUrl, wholeNumber } from "./attributes.ts";
import type { Verb } from "./parse.ts";
import { readConferenceRecording } from "./recording.ts";
import type { Run } from "./run.ts";

const BEEPS: readonly Beep[] = ["true", "false", "onEnter", "onExit"];

/** The order of the Conference in a Dial. @param timeLimitMs of the Dial */
export function readConference(noun: Verb, base: string, timeLimitMs: number): JoinOrder {
  const { attributes } = noun;
  return {
    ...JOIN_DEFAULTS,
    conference: noun.text,
    label: attributes["participantLabel"] ?? null,
    muted: isTrue(attributes["muted"]),
    startOnEnter: attributes["startConferenceOnEnter"]?.trim().toLowerCase() !== "false",
    endOnExit: isTrue(attributes["endConferenceOnExit"]),
    beep: BEEPS.find((beep) => beep === attributes["beep"]) ?? JOIN_DEFAULTS.beep,
    coach: attributes["coach"] ?? null,
    wait: readWait(attributes, base),
    maxParticipants: Math.min(250, wholeNumber(attributes["maxParticipants"], 250, 2)),
    timeLimitMs,
    statusCallback: readSubscription(attributes, base),
    record: readConferenceRecording(noun, base),
  };
}

/** Documented: an empty waitUrl is silence. */
function readWait(attributes: Verb["attributes"], base: string): SoundOrder | null {
  const given = attributes["waitUrl"];
  if (given === undefined) return null;
  const url = given.trim() === "" ? "" : resolveUrl(given, base);
  return url === null ? null : { url, method: methodOf(attributes["waitMethod"]) };
}

function readSubscription(
  attributes: Verb["attributes"],
  base: string,
): ConferenceSubscription | null {
  const url = resolveUrl(attributes["statusCallback"], base);
  if (url === null) return null;
  const asked = attributes["statusCallbackEvent"]?.split(/[\s,]+/) ?? [];
  return {
    url,
    method: methodOf(attributes["statusCallbackMethod"]),
    events: new Set(CONFERENCE_EVENTS.filter((event) => asked.includes(event))),
  };
}

/** Takes the call into its conference until it is there no more. @returns what the Dial's action is told */
export async function dialConference(run: Run, dial: Verb, order: JoinOrder): Promise<Form> {
  const { call, services, signal } = run;
  const star = new AbortController();
  const stopStar = isTrue(dial.attributes["hangupOnStar"])
    ? call.onKeys((digits) => digits.includes("*") && star.abort())
    : () => {};
  const both = AbortSignal.any([signal, star.signal]);
  const { left } = await services.conferences.join(call, order, both);
  stopStar();
  return actionFields(left);
}

/** Documented: `answered`, without DialCallSid and DialCallDuration. `failed` and DialBridged are assumed. */
function actionFields(left: Left): Form {
  const joined = left !== "refused";
  return { DialCallStatus: joined ? "answered" : "failed", DialBridged: String(joined) };
}
