import type { ConsentLanguage } from "../contracts/consent.ts";

/** What a telephone is told before it is recorded. */
export interface ConsentWords {
  language: ConsentLanguage;
  sentence: string;
}

/** What Twilio is to do next with a line, as the database decided. */
export type NextStep =
  | {
    do: "dial-number";
    to: string;
    caller_id: string;
    call_id: number;
    step_id: number;
    leg_id: number;
    /** Seconds to ring. */
    timeout_s: number;
    /** Seconds that the call may last. */
    time_limit_s: number;
    /** Whoever picks up is told that the call is recorded, before they talk. */
    whisper: boolean;
  }
  | {
    do: "dial-clients";
    identities: string[];
    caller_id: string;
    call_id: number;
    step_id: number;
    /** From 1. */
    round: number;
    timeout_s: number;
    time_limit_s: number;
    /** Said before it rings here. */
    consent: ConsentWords | null;
  }
  | {
    do: "conference";
    /** The conference's friendly name. */
    name: string;
    /** The line's own in it. */
    label: string;
    call_id: number;
    step_id: number;
    time_limit_s: number;
    /** Nobody is there yet: music until somebody comes. */
    music?: boolean | undefined;
  }
  /** In two seconds it will be known whether the other line was hung up, or lost. */
  | { do: "ask-again"; call_id: number; step_id: number }
  | ConsentWords & {
    do: "tell";
    call_id: number;
    leg_id: number;
    /** Twilio has to come again when it was said. */
    confirms: boolean;
  }
  | { do: "say"; sentence: "nobody-available" | "cannot-place" | "not-in-service" }
  | { do: "reject" }
  | { do: "hangup" };
