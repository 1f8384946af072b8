import type { Price } from "../../../../supabase/functions/_shared/contracts/numbers.ts";
import type { Colleague } from "../../shared/colleagues.ts";
import type { Uses } from "./numbers-table.ts";

/** Those whom a number rings, by name, and whether one of them would ring right now. */
export function whomItRings(
  uses: Uses | undefined,
  people: readonly Colleague[],
): { names: string[]; anybodyNow: boolean } {
  const rung = people.filter(({ agentId }) => uses?.get(agentId)?.rings);
  return {
    names: rung.map(({ name }) => name),
    anybodyNow: rung.some(({ status }) => status === "available"),
  };
}

/** What all the numbers cost together; null while one price is unknown, or in another currency. */
export function sumOf(prices: readonly (Price | null)[]): Price | null {
  const [first] = prices;
  if (!first || prices.some((price) => price?.currency !== first.currency)) return null;
  const sum = prices.reduce((total, price) => total + Number(price?.amount), 0);
  return { amount: sum.toFixed(4), currency: first.currency };
}
