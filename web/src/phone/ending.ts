import type { Call } from "../../../supabase/functions/_shared/contracts/call.ts";
import type { TrackedCall } from "./model.ts";
import type { Ending } from "./phone-state.ts";

const final: ReadonlySet<Call["status"]> = new Set([
  "completed",
  "busy",
  "no-answer",
  "failed",
  "canceled",
  "never-connected",
]);

export function isFinal(status: Call["status"]): boolean {
  return final.has(status);
}

/** How the call ended by the database's word, which is the truth. */
export function endingByRow(call: TrackedCall, row: Call, myAgentId: number): Ending {
  if (row.status === "completed") {
    const takenByOther = row.direction === "inbound" && row.agent_id !== null &&
      row.agent_id !== myAgentId;
    const takenInOtherTab = row.direction === "inbound" && !call.opened && !call.hungUp;
    if (takenByOther || takenInOtherTab) return "elsewhere";
    if (call.hungUp || row.ended_by === "agent") return "by-you";
    return "by-them";
  }
  if (row.status === "busy") return "busy";
  if (row.status === "never-connected") return call.hungUp ? "canceled" : "never-connected";
  if (row.status === "failed") {
    return row.end_reason === "not-in-service" ? "not-in-service" : "refused";
  }
  if (row.status === "no-answer") return call.hungUp ? "canceled" : "no-answer";
  return "canceled";
}

/** How the call ended by what this phone saw, while the database has not said it. */
export function endingByPhone(call: TrackedCall): Ending {
  const { phase } = call.view;
  if (call.hungUp) return phase === "in-call" ? "by-you" : "canceled";
  if (phase === "in-call") return call.errorCode === null ? "by-them" : "lost";
  if (call.errorCode !== null) return phase === "incoming" ? "canceled" : "refused";
  if (phase === "dialing") return "never-connected";
  return phase === "ringing" || phase === "early-media" ? "no-answer" : "canceled";
}
