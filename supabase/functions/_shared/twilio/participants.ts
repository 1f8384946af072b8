import * as v from "valibot";
import type { Manner } from "../contracts/call.ts";
import { SidSchema } from "../contracts/fields.ts";
import type { Asker } from "../domain/credentials.ts";
import { Failure } from "../domain/failure.ts";
import { callbackAddress, recordingAddress } from "./callback_address.ts";
import type { TwilioRest } from "./rest.ts";
import { conferenceEvents, statusEvents } from "./status_events.ts";

const ParticipantSchema = v.object({ call_sid: SidSchema("CA") });

/** Whom to call into a conference. */
export interface NewParticipant {
  publicUrl: string;
  /** The conference's friendly name: only creating a participant takes one. */
  name: string;
  label: string;
  /** E.164, or `client:<identity>`. */
  to: string;
  /** Of a supervisor, who comes in muted; null for everybody else. */
  manner: Manner | null;
  from: string;
  /** What a browser is told as `Other`: whom the call is with. */
  other: string;
  callId: number;
  stepId: number;
  legId: number;
  timeoutS: number;
  timeLimitS: number;
}

/**
 * Calls somebody into a conference
 * (https://www.twilio.com/docs/voice/api/conference-participant-resource#create-a-participant).
 * @returns the new line's CallSid
 */
export async function addParticipant(
  twilio: TwilioRest,
  { accountSid, credentials, ...added }: Asker & NewParticipant,
): Promise<string> {
  const answer = await twilio({
    method: "POST",
    accountSid,
    resource: `Conferences/${encodeURIComponent(added.name)}/Participants`,
    credentials,
    form: [
      ["To", withParameters(added)],
      ["From", added.from],
      ["Label", added.label],
      ["Timeout", String(added.timeoutS)],
      ["TimeLimit", String(added.timeLimitS)],
      ["Beep", "false"],
      ...(added.manner === null ? [] : [["Muted", "true"] as const]),
      // Or whoever waits in the conference would hear it ring.
      ["EarlyMedia", "false"],
      ["EndConferenceOnExit", "false"],
      ["JitterBufferSize", "small"],
      ["StatusCallback", callbackAddress(added, "/status", { leg: added.legId })],
      ...statusEvents.map((event) => ["StatusCallbackEvent", event] as const),
      ["ConferenceStatusCallback", callbackAddress(added, "/status/conference", {})],
      ...conferenceEvents.map((event) => ["ConferenceStatusCallbackEvent", event] as const),
    ],
  });
  const parsed = v.safeParse(ParticipantSchema, answer);
  if (!parsed.success) {
    throw new Failure("E-TWILIO", {}, new Error("Cannot read Twilio's new participant"));
  }
  return parsed.output.call_sid;
}

/** Parameters of its own are for browsers only. */
function withParameters({ to, callId, other, manner }: NewParticipant): string {
  if (!to.startsWith("client:")) return to;
  return `${to}?${new URLSearchParams({
    CallId: String(callId),
    Other: other,
    ...(manner === null ? {} : { Supervise: manner }),
  })}`;
}

/** What is changed of somebody in a conference. */
export interface ParticipantChange {
  hold?: boolean;
  endsConference?: boolean;
  muted?: boolean;
  /** The line that alone hears it; null: everybody does. */
  coached?: string | null;
}

/**
 * @param publicUrl where the music is: a document that never ends, since one that ends is silence
 * (https://www.twilio.com/docs/voice/api/conference-participant-resource#update-a-participant)
 */
export async function changeParticipant(
  twilio: TwilioRest,
  { accountSid, credentials, publicUrl, conferenceSid, callSid, change }: Asker & {
    publicUrl: string;
    conferenceSid: string;
    callSid: string;
    change: ParticipantChange;
  },
): Promise<void> {
  const { hold, endsConference, muted, coached } = change;
  await twilio({
    method: "POST",
    accountSid,
    resource: `Conferences/${conferenceSid}/Participants/${callSid}`,
    credentials,
    form: [
      ...(hold === undefined ? [] : [["Hold", String(hold)] as const]),
      ...(hold === true
        ? [["HoldUrl", `${publicUrl}/hold`] as const, ["HoldMethod", "POST"] as const]
        : []),
      ...(endsConference === undefined
        ? []
        : [["EndConferenceOnExit", String(endsConference)] as const]),
      ...(muted === undefined ? [] : [["Muted", String(muted)] as const]),
      ...coaching(coached),
    ],
  });
}

function coaching(coached: string | null | undefined): (readonly [string, string])[] {
  if (coached === undefined) return [];
  return coached === null
    ? [["Coaching", "false"]]
    : [["Coaching", "true"], ["CallSidToCoach", coached]];
}

/** Tells one of a conference that the call is recorded: nobody else hears it, and an event says when it is over. */
export async function announceTo(
  twilio: TwilioRest,
  { accountSid, credentials, conferenceSid, callSid, ...about }: Asker & {
    publicUrl: string;
    conferenceSid: string;
    callSid: string;
    callId: number;
    legId: number;
  },
): Promise<void> {
  await twilio({
    method: "POST",
    accountSid,
    resource: `Conferences/${conferenceSid}/Participants/${callSid}`,
    credentials,
    form: [
      ["AnnounceUrl", recordingAddress(about, "/inbound/consent", { way: "announcement" })],
      ["AnnounceMethod", "POST"],
    ],
  });
}
