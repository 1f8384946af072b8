import type { Policy } from "../../../../../supabase/functions/_shared/contracts/policy.ts";
import type { Pause } from "../../../shared/pause.ts";
import { readTyped } from "../../../shared/phone-number.ts";
import { whyPaused } from "../../../shared/policy-words.ts";
import { problemOf } from "../../../shared/problem.ts";
import { destinationOf } from "../dial/destination.ts";
import type { Candidate } from "./candidates.ts";

/** A name may hold a digit ("Desk 2"); so many are meant as a number. */
const numberDigits = 4;

/**
 * The number that a text is, judged as the number field judges it; null for a text that is meant as a name.
 * @param country ISO 3166 alpha-2: whose way of writing holds
 * @param rules.mayCallEmergencies whether the call's line has a registered address
 */
export function typedNumber(
  text: string,
  country: string,
  rules: { policy: Policy | null; pause: Pause | null; mayCallEmergencies: boolean },
): Extract<Candidate, { kind: "number" }> | null {
  const typed = readTyped(text, country);
  const isRead = typed.e164 !== null || typed.emergency !== null;
  if (!isRead && !looksLikeNumber(text)) return null;
  const destination = destinationOf(typed, rules.policy, rules);
  const number = { kind: "number", key: "number", typed } as const;
  // A pause holds for everything but an emergency.
  if (rules.pause === null || destination.to === null || typed.emergency !== null) {
    return { ...number, destination };
  }
  const problem = { ...problemOf("E-PAUSED"), next: whyPaused(rules.pause) };
  return { ...number, destination: { to: null, problem } };
}

function looksLikeNumber(text: string): boolean {
  const digits = text.match(/\p{Nd}/gu)?.length ?? 0;
  return digits >= numberDigits || (/[\p{Nd}+]/u.test(text) && !/\p{L}/u.test(text));
}
