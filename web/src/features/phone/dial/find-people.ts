import type { Colleague } from "../../../shared/colleagues.ts";
import { findCandidates } from "../targets/candidates.ts";

/** So many fit between the field and the keypad. */
const most = 6;

/** The colleagues whose names a text finds, whoever would ring soonest first. */
export function findPeople(
  colleagues: readonly Colleague[],
  text: string,
  ownSeat: number | null,
): Colleague[] {
  const none = { lines: new Map<string, null>(), country: "", number: null };
  return findCandidates({ purpose: "add", text, colleagues, ownSeat, ...none })
    .flatMap((one) => one.kind === "seat" ? [one.colleague] : [])
    .slice(0, most);
}
