// A call's status, in Twilio's words.

export type FinalStatus = "completed" | "busy" | "no-answer" | "failed" | "canceled";
export type CallStatus = "queued" | "initiated" | "ringing" | "in-progress" | FinalStatus;

/** `outbound-dial` is the child leg of a `<Dial>`. */
export type Direction = "inbound" | "outbound-api" | "outbound-dial";

/** What ended a call, for people and tests; Twilio has no such field. */
export type EndedBy =
  /** The telephone or browser at the other end of this leg. */
  | "far-end"
  /** The leg that this one was connected to, or its parent, is over. */
  | "other-leg"
  | "twiml"
  | "api"
  /** Nobody answered in time, or the time limit was reached. */
  | "time"
  /** `/_control`, or the simulator stopping. */
  | "control";

/** The SIP code that Twilio reports where the far end gave none. Assumed, but for 200, 486 and 487. */
export const SIP_CODE: Record<FinalStatus, number> = {
  completed: 200,
  busy: 486,
  "no-answer": 487,
  canceled: 487,
  failed: 503,
};

export function isFinal(status: CallStatus): status is FinalStatus {
  return status in SIP_CODE;
}
