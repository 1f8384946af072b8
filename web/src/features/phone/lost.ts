import type { PhoneCall } from "../../phone/phone-state.ts";
import { callIn } from "./phases.ts";

/** After this the connection of a call counts as lost. */
const lostAfterMs = 30_000;

/** Whether the connection is lost for good. @param now epoch ms */
export function isLostAt(call: PhoneCall, now: number): boolean {
  const since = callIn(call, "in-call")?.talk.reconnectingSince ?? null;
  return since !== null && now - since >= lostAfterMs;
}

/** Until when a call's timer counts, in epoch ms: a lost one ended when its connection broke. */
export function talkedUntil(call: PhoneCall, now: number): number {
  const since = callIn(call, "in-call")?.talk.reconnectingSince ?? null;
  return since !== null && isLostAt(call, now) ? since : now;
}
