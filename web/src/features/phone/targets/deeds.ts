import type { Target } from "../../../../../supabase/functions/_shared/contracts/call_command.ts";
import { formatNumber } from "../../../shared/phone-number.ts";
import type { Candidate, Purpose } from "./candidates.ts";
import { targets as words } from "./words.ts";

/** What a button of the picker does with a candidate. */
export type Deed = "talk-first" | "send-now" | "add";

/** Why something can't be done with a candidate. */
export interface Refusal {
  message: string;
  /** What to do about it; empty where there is nothing. */
  next: string;
  code: string | null;
}

/** The deeds that are offered, the one that Enter does first. */
export const deedsFor: Record<Purpose, readonly Deed[]> = {
  transfer: ["talk-first", "send-now"],
  add: ["add"],
  "send-on": ["send-now"],
};

/** Why this can't be done with the candidate, as far as the page knows: the server has the last word. */
export function refusalOf(candidate: Candidate, deed: Deed): Refusal | null {
  switch (candidate.kind) {
    case "seat": {
      const { name, status } = candidate.colleague;
      // Whoever talks sees it as a second call; how many they have already, the server knows.
      if (status === "available" || status === "on-a-call") return null;
      return { message: words.notFree[status](name), next: "", code: null };
    }
    case "line":
      // What its callers get may be a menu, or several phones: it is nobody to talk to.
      return deed === "send-now" ? null : { message: words.noTalkToLine, next: "", code: null };
    default:
      return candidate.destination.problem;
  }
}

/** Whether anything can be done with the candidate. */
export function canBeChosen(candidate: Candidate, purpose: Purpose): boolean {
  return deedsFor[purpose].some((deed) => refusalOf(candidate, deed) === null);
}

/**
 * The candidate that is selected before anybody has: a whole number, which is meant as such and not as part of a line's;
 * else the first that can be chosen. Null where there is none at all.
 */
export function firstOf(candidates: readonly Candidate[], purpose: Purpose): string | null {
  const open = candidates.filter((candidate) => canBeChosen(candidate, purpose));
  const first = open.find(({ kind }) => kind === "number") ?? open[0] ?? candidates[0];
  return first?.key ?? null;
}

/** The candidate as the function `call` takes it; null for a number that can't be called. */
export function targetOf(candidate: Candidate): Target | null {
  switch (candidate.kind) {
    case "seat":
      return { kind: "seat", agentId: candidate.colleague.agentId };
    case "line":
      return { kind: "line", number: candidate.number };
    default: {
      const { to } = candidate.destination;
      return to === null ? null : { kind: "number", to };
    }
  }
}

/**
 * What happens next, in a sentence.
 * @param call.other the other side of the call, for people to read
 * @param call.line E.164: what an outside phone sees
 */
export function sentenceOf(
  candidate: Candidate,
  purpose: Purpose,
  call: { other: string; line: string },
): string {
  const { transfer, add, sendOn } = words.sentence;
  const callerId = formatNumber(call.line);
  switch (candidate.kind) {
    case "seat": {
      const { name, status } = candidate.colleague;
      const busy = status === "on-a-call" ? ` ${words.onACall(name)}` : "";
      if (purpose === "send-on") return sendOn.seat(name) + busy;
      return (purpose === "add" ? add.seat(name) : transfer.seat(name, call.other)) + busy;
    }
    case "line":
      return (purpose === "send-on" ? sendOn : transfer).line(
        candidate.name ?? formatNumber(candidate.number),
        call.other,
      );
    default:
      return purpose === "add" ? add.number(callerId) : transfer.number(callerId, call.other);
  }
}

/**
 * How many there are, for a screen reader: "2 colleagues, 1 line, a number"; why a number can't be called, unless more
 * of it may still be typed.
 */
export function countText(candidates: readonly Candidate[]): string {
  const of = (kind: Candidate["kind"]) => candidates.filter((one) => one.kind === kind).length;
  const seats = of("seat");
  const lines = of("line");
  const number = candidates.find((one) => one.kind === "number");
  const problem = number?.destination.problem ?? null;
  const told = problem && problem.code !== "E-DEST-SHORT"
    ? `${problem.message} ${problem.next}`
    : words.counts.number;
  return [
    ...(seats > 0 ? [words.counts.seat(seats)] : []),
    ...(lines > 0 ? [words.counts.line(lines)] : []),
    ...(number ? [told] : []),
  ].join(", ");
}
