import type { Colleague } from "../../../shared/colleagues.ts";
import { locale } from "../../../shared/language.ts";
import type { TypedNumber } from "../../../shared/phone-number.ts";
import { searchDigits } from "../../../shared/search-digits.ts";
import type { Destination } from "../dial/destination.ts";
import { matchesName } from "./name-match.ts";

/** What the call is to be transferred to, who is to be added, or where a call that rings is sent on to. */
export type Purpose = "transfer" | "add" | "send-on";

/** One that can be picked, or that shows why it can't. */
export type Candidate =
  | { kind: "seat"; key: string; colleague: Colleague }
  /** A number of the workspace. */
  | { kind: "line"; key: string; number: string; name: string | null }
  | { kind: "number"; key: string; typed: TypedNumber; destination: Destination };

type CandidateOf<K extends Candidate["kind"]> = Extract<Candidate, { kind: K }>;

/** Whoever rings stands first, and then who may do so soonest. */
const ranks: Record<Colleague["status"], number> = {
  "available": 0,
  "on-a-call": 1,
  "wrap-up": 2,
  "away": 3,
  "offline": 4,
};

/**
 * Everything that a typed text finds, in the order of the screen: colleagues, lines, the number itself.
 * @param from.number what was typed, read as a number; null when it is none
 */
export function findCandidates(from: {
  purpose: Purpose;
  text: string;
  colleagues: readonly Colleague[];
  ownSeat: number | null;
  /** E.164 to name. */
  lines: ReadonlyMap<string, string | null>;
  /** ISO 3166 alpha-2: whose way of writing numbers holds. */
  country: string;
  number: CandidateOf<"number"> | null;
}): Candidate[] {
  const seats = from.colleagues
    .filter(({ agentId, name }) => agentId !== from.ownSeat && matchesName(name, from.text))
    .toSorted((a, b) => ranks[a.status] - ranks[b.status] || a.name.localeCompare(b.name, locale))
    .map((colleague): Candidate => ({ kind: "seat", key: `seat-${colleague.agentId}`, colleague }));
  const lines = from.purpose === "add" ? [] : findLines(from);
  const isLine = lines.some(({ number }) => number === from.number?.typed.e164);
  // Whoever has not been answered yet is sent to no telephone that is paid for.
  const number = from.purpose === "send-on" || isLine ? null : from.number;
  return [...seats, ...lines, ...(number === null ? [] : [number])];
}

function findLines({ text, lines, country }: {
  text: string;
  lines: ReadonlyMap<string, string | null>;
  country: string;
}): CandidateOf<"line">[] {
  const digits = searchDigits(text, country);
  const matches = ([number, name]: [string, string | null]) =>
    matchesName(name ?? "", text) || digits.some((each) => number.includes(each));
  return [...lines].filter(matches)
    .toSorted(([a, aName], [b, bName]) => (aName ?? a).localeCompare(bName ?? b, locale))
    .map(([number, name]) => ({ kind: "line", key: `line-${number}`, number, name }));
}

/**
 * The same candidates keep their places while the list is open, whatever becomes of their presence: no row moves under
 * a pointer. Others are in the order of the new list.
 */
export function inPlace(before: readonly Candidate[], now: readonly Candidate[]): Candidate[] {
  const places = new Map(before.map(({ key }, place) => [key, place]));
  const isSame = before.length === now.length && now.every(({ key }) => places.has(key));
  if (!isSame) return [...now];
  return now.toSorted((a, b) => (places.get(a.key) ?? 0) - (places.get(b.key) ?? 0));
}
