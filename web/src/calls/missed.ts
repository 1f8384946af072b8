import type { CallRow } from "./call-row.ts";

/** Whether somebody called, nobody took it, and it is over. Who is blocked is not missed. */
export function isMissed(call: CallRow): boolean {
  return call.direction === "inbound" && call.endReason !== "blocked" &&
    ["no-answer", "busy", "canceled", "failed"].includes(call.status);
}

export function isLive(call: CallRow): boolean {
  return ["created", "initiated", "ringing", "in-progress"].includes(call.status);
}

/**
 * The missed calls after which nobody (as far as these calls tell) spoke with the caller, newest
 * first, each caller once.
 * @param calls newest first
 */
export function openMissed(calls: readonly CallRow[]): CallRow[] {
  const settled = new Set<string>();
  return calls.filter((call) => {
    if (call.otherNumber === null || settled.has(call.otherNumber)) return false;
    // Whatever came later with the same number settles it: a talk, a try, or a later miss.
    settled.add(call.otherNumber);
    return isMissed(call);
  });
}
