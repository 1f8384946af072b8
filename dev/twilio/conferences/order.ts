// What a leg asks for when it joins a conference (https://www.twilio.com/docs/voice/twiml/conference).

import type { RecordingOrder } from "../recordings/order.ts";
import type { Method } from "../webhooks/request.ts";

/** The words of `statusCallbackEvent`; the names that are sent are longer (`participant-join` ...). */
export const CONFERENCE_EVENTS = [
  "start",
  "end",
  "join",
  "leave",
  "mute",
  "hold",
  "modify",
  "speaker",
  "announcement",
] as const;
export type ConferenceEvent = (typeof CONFERENCE_EVENTS)[number];

export interface ConferenceSubscription {
  url: string;
  method: Method;
  events: ReadonlySet<ConferenceEvent>;
}

/** A sound by URL: a WAV or MP3 file, or TwiML of Play, Say, Pause and Redirect. An empty URL is silence. */
export interface SoundOrder {
  url: string;
  method: Method;
}

export type Beep = "true" | "false" | "onEnter" | "onExit";

export interface JoinOrder {
  /** The conference's friendly name; it is made when none of this name is running. */
  conference: string;
  label: string | null;
  muted: boolean;
  startOnEnter: boolean;
  endOnExit: boolean;
  beep: Beep;
  /** CallSid of the participant who alone hears this one; null: everybody does. */
  coach: string | null;
  /** What plays until the conference starts; null: the built-in music. */
  wait: SoundOrder | null;
  /** 2 to 250; only the first participant's counts (unsure). */
  maxParticipants: number;
  /** The leg leaves after this time; null: never. */
  timeLimitMs: number | null;
  /** Only the first participant's is used (documented). */
  statusCallback: ConferenceSubscription | null;
  /** Record the conference from its start; only the first participant's is used (assumed). */
  record: RecordingOrder | null;
}

/** Twilio's defaults, to be spread before what a document or a request says. */
export const JOIN_DEFAULTS: Omit<JoinOrder, "conference"> = {
  label: null,
  muted: false,
  startOnEnter: true,
  endOnExit: false,
  beep: "true",
  coach: null,
  wait: null,
  maxParticipants: 250,
  timeLimitMs: null,
  statusCallback: null,
  record: null,
};

/** What the API may change; what is left out stays. */
export interface ParticipantChange {
  muted?: boolean;
  hold?: boolean;
  /** What plays while on hold; null: the built-in music. */
  holdSound?: SoundOrder | null;
  announce?: SoundOrder;
  beepOnExit?: boolean;
  endOnExit?: boolean;
  /** `null`: no longer coaching; a CallSid: coaching that participant. */
  coach?: string | null;
  wait?: SoundOrder;
}
