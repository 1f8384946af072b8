import type { AccountNumber } from "../../../../supabase/functions/_shared/contracts/connection.ts";

/**
 * Which numbers are picked before the person picks: those that nobody misses elsewhere, and the
 * only one. One that points here already is picked, too, so that Save can repair it.
 */
export function picksAtFirst(numbers: readonly AccountNumber[]): ReadonlySet<string> {
  const free = numbers.filter(({ answeredBy: { kind } }) =>
    kind === "here" || kind === "nothing" || kind === "demo"
  );
  const picks = numbers.length === 1 ? numbers : free;
  return new Set(picks.map(({ sid }) => sid));
}
