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
  | { do: "say"; sentence: "nobody-available" | "cannot-place" | "not-in-service" }
  | { do: "reject" }
  | { do: "hangup" };
