// One leg in a conference, or on its way into it.

import type { Seat } from "../audio/mixer.ts";
import type { Call } from "../calls/call.ts";
import type { Beep, JoinOrder, SoundOrder } from "./order.ts";
import type { Loaded } from "./sounds.ts";

/** In the words of Twilio's Participant resource. */
export type ParticipantStatus =
  | "queued"
  | "connecting"
  | "ringing"
  | "connected"
  | "complete"
  | "failed";

export class Participant {
  readonly call: Call;
  readonly label: string | null;
  readonly startOnEnter: boolean;
  readonly createdAt: number;
  updatedAt: number;
  muted: boolean;
  hold = false;
  endOnExit: boolean;
  beep: Beep;
  /** CallSid of the participant who alone hears this one. */
  coach: string | null;
  wait: SoundOrder | null;
  holdSound: SoundOrder | null = null;
  /** What `wait` names, where it was asked for before the leg came in; taken when it is played. */
  waitLoaded: Loaded | null = null;
  /** Whether this leg's ringing is heard in the conference. */
  readonly earlyMedia: boolean;
  /** Null while the leg is not in the conference: it rings, or has left. */
  seat: Seat | null = null;
  /** What plays to this leg alone instead of the conference. */
  music: { sound: SoundOrder | null; stop: AbortController } | null = null;

  constructor(call: Call, order: JoinOrder, about: { at: number; earlyMedia: boolean }) {
    this.call = call;
    this.label = order.label;
    this.startOnEnter = order.startOnEnter;
    this.createdAt = about.at;
    this.updatedAt = about.at;
    this.earlyMedia = about.earlyMedia;
    this.muted = order.muted;
    this.endOnExit = order.endOnExit;
    this.beep = order.beep;
    this.coach = order.coach;
    this.wait = order.wait;
  }

  /** What plays to this leg alone: its URL, or `music` for the built-in one; null for nothing, and for silence. */
  get plays(): string | null {
    if (this.music === null) return null;
    return this.music.sound === null ? "music" : this.music.sound.url || null;
  }

  get status(): ParticipantStatus {
    switch (this.call.status) {
      case "queued":
        return "queued";
      case "initiated":
        return "connecting";
      case "ringing":
        return "ringing";
      case "in-progress":
        return "connected";
      case "completed":
        return "complete";
      default:
        return "failed";
    }
  }
}
