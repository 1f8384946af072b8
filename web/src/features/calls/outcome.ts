import type { CallRow } from "../../calls/calls.tsx";
import { isLive, isMissed } from "../../calls/call-state.ts";
import type { IconName } from "../../shared/ui/icon.tsx";
import { happened } from "./words.ts";

/** What happened to a call, in words. */
export interface Outcome {
  icon: IconName;
  tone: "none" | "live" | "missed" | "red";
  /** The word that counts: "Missed", "Talked 6 min 12 s". */
  word: string;
  /** More in small: "rang 24 s". */
  more: string | null;
}

/** @param everyone for the log of all agents, which has columns for agent and length */
export function outcomeOf(call: CallRow, everyone: boolean): Outcome {
  if (isLive(call)) return liveOutcome(call);
  if (isMissed(call)) {
    return { icon: "phone-missed", tone: "missed", word: happened.missed, more: whyMissed(call) };
  }
  const icon = call.direction === "inbound" ? "phone-incoming" : "phone-outgoing";
  return { icon, ...endOf(call, everyone) };
}

function liveOutcome(call: CallRow): Outcome {
  const live = { icon: "phone-call", tone: "live", more: null } as const;
  if (call.status === "in-progress") return { ...live, word: happened.talking };
  return { ...live, word: call.status === "ringing" ? happened.ringing : happened.calling };
}

function endOf(call: CallRow, everyone: boolean): Omit<Outcome, "icon"> {
  switch (call.status) {
    case "busy":
      return plain(call.endReason === "blocked" ? happened.blocked : happened.busy);
    case "no-answer":
      return { ...plain(happened.noAnswer), more: rang(call) };
    case "canceled":
      return { ...plain(happened.canceled), more: rang(call) };
    case "never-connected":
      return plain(happened.neverConnected);
    case "failed":
      return { tone: "red", word: happened.failed, more: whyFailed(call) };
    default:
      return plain(everyone ? happened.answered : talk(call));
  }
}

function whyMissed(call: CallRow): string | null {
  switch (call.endReason) {
    case "all-busy":
      return happened.allBusy;
    case "nobody-available":
      return happened.nobodyOnline;
    case "declined":
      return happened.declined;
    default:
      return rang(call);
  }
}

function whyFailed({ endReason }: CallRow): string | null {
  if (endReason === "not-in-service") return happened.notInService;
  // A code of ours: the policy was changed between Place Call and the dialling.
  return endReason?.startsWith("E-") ? happened.notAllowed : null;
}

function talk(call: CallRow): string {
  if (call.direction === "inbound" && !call.isMine) {
    return call.agentName ? happened.answeredBy(call.agentName) : happened.answeredElsewhere;
  }
  return happened.talked(call.talkedSeconds ?? 0);
}

function rang(call: CallRow): string | null {
  // "Rang 0 s" says nothing.
  return call.ringSeconds ? happened.rang(call.ringSeconds) : null;
}

function plain(word: string): Omit<Outcome, "icon"> {
  return { tone: "none", word, more: null };
}
