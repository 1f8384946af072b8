import type { Price } from "../../../../supabase/functions/_shared/contracts/numbers.ts";

/** What all the numbers cost together; null while one price is unknown, or in another currency. */
export function priceSum(prices: readonly (Price | null)[]): Price | null {
  const [first] = prices;
  if (!first || prices.some((price) => price?.currency !== first.currency)) return null;
  const sum = prices.reduce((total, price) => total + Number(price?.amount), 0);
  return { amount: sum.toFixed(4), currency: first.currency };
}
