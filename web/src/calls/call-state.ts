import type { CallRow } from "./call-row.ts";

/** Whether somebody called, nobody took it, and it is over. Who is blocked is not missed. */
export function isMissed(call: CallRow): boolean {
  return call.direction === "inbound" && call.endReason !== "blocked" &&
    ["no-answer", "busy", "canceled", "failed"].includes(call.status);
}

export function isLive(call: CallRow): boolean {
  return ["created", "initiated", "ringing", "in-progress"].includes(call.status);
}
