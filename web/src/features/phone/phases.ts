import type { PhoneCall } from "../../phone/phone-state.ts";

export type Phase = PhoneCall["phase"];
export type CallIn<P extends Phase> = Extract<PhoneCall, { phase: P }>;

/** The call when it is in one of these phases, else null. */
export function callIn<P extends Phase>(
  call: PhoneCall | null,
  ...phases: readonly P[]
): CallIn<P> | null {
  return call && isIn(call, phases) ? call : null;
}

function isIn<P extends Phase>(call: PhoneCall, phases: readonly P[]): call is CallIn<P> {
  return phases.some((phase) => phase === call.phase);
}

/** The phases in which the keys of a call and Hang up stand there. */
export const runningPhases = [
  "dialing",
  "ringing",
  "early-media",
  "connecting",
  "in-call",
] as const;

/** The phases in which keys can be sent: their line may ask for one before anybody answers. */
export const keypadPhases = ["ringing", "early-media", "in-call"] as const;
