import type { Policy } from "../../../../../supabase/functions/_shared/contracts/policy.ts";
import type { TypedNumber } from "../../../shared/phone-number.ts";
import { countryOff } from "../../../shared/country-off.ts";
import { type Problem, problemOf } from "../../../shared/problem.ts";

/** What Place Call would call, or why it can't. Both null: nothing is typed. */
export interface Destination {
  /** E.164, or an emergency number as it is dialled. */
  to: string | null;
  problem: Problem | null;
}

/**
 * Judges what was typed by the workspace's policy, as far as the browser can: the server has the last
 * word, and the do-not-call list is its alone.
 * @param from.mayCallEmergencies whether the number to call from has a registered address
 */
export function destinationOf(
  typed: TypedNumber,
  policy: Policy | null,
  from: { mayCallEmergencies: boolean },
): Destination {
  if (typed.emergency !== null && from.mayCallEmergencies) {
    return { to: typed.emergency, problem: null };
  }
  if (typed.problem !== null || typed.e164 === null) return { to: null, problem: typed.problem };
  const country = typed.country ?? "001";
  const isOff = policy !== null && !policy.allowed_countries.includes(country);
  if (!isOff) return { to: typed.e164, problem: null };
  const message = countryOff(country);
  return { to: null, problem: { ...problemOf("E-DEST-COUNTRY"), message } };
}
