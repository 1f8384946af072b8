import type { AccountNumber } from "../../../../supabase/functions/_shared/contracts/connection.ts";

/** Which numbers are picked before the person picks: those that nobody misses, and the only one. */
export function picksAtFirst(numbers: readonly AccountNumber[]): ReadonlySet<string> {
  const free = numbers.filter(({ answeredBy: { kind } }) => kind === "nothing" || kind === "demo");
  const picks = numbers.length === 1 ? numbers : free;
  return new Set(picks.map(({ sid }) => sid));
}
