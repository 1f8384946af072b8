/** One line as Twilio has it. */
export interface LegState {
  callSid: string;
  parentCallSid: string | null;
  to: string;
  status: string;
  /** When it came to that: its end, else its start. RFC 2822; null when Twilio does not say. */
  at: string | null;
  durationS: number | null;
}
