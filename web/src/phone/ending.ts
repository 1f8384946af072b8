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
export function endingByRow(call: TrackedCall, row: Call): Ending {
  switch (row.status) {
    case "completed":
      return completed(call, row);
    case "busy":
      return "busy";
    case "failed":
      // A code of ours: the policy was changed between Place Call and the dialling.
      return row.end_reason?.startsWith("E-") ? "not-allowed" : "refused";
    case "never-connected":
    case "no-answer":
      return call.hungUp ? "canceled" : row.status;
    default:
      return "canceled";
  }
}

function completed(call: TrackedCall, row: Call): Ending {
  // Somebody took it. If it was not this phone, it was a colleague, or this person in another tab.
  if (row.direction === "inbound" && !call.opened && !call.hungUp) return "elsewhere";
  return call.hungUp || row.ended_by === "agent" ? "by-you" : "by-them";
}

/** Whether the line is broken at the moment: whoever is cut off has not hung up. */
export function isCutOff(call: TrackedCall): boolean {
  return call.view.phase === "in-call" && call.view.talk.reconnectingSince !== null;
}

/** How the call ended by what this phone saw, while the database has not said it. */
export function endingByPhone(call: TrackedCall): Ending {
  const { phase } = call.view;
  if (call.hungUp) return phase === "in-call" ? "by-you" : "canceled";
  if (phase === "in-call") {
    if (call.errorCode !== null || isCutOff(call)) return "lost";
    return call.parting?.ending ?? "by-them";
  }
  if (phase === "incoming") return "canceled";
  if (call.errorCode !== null) return phase === "connecting" ? "lost" : "refused";
  if (phase === "dialing") return "never-connected";
  return phase === "connecting" ? "canceled" : "no-answer";
}
