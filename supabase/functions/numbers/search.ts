import type { Countries, Requirements, SearchAnswer } from "../_shared/contracts/numbers.ts";
import type { NumberKind } from "../_shared/contracts/numbers.ts";
import { accountOf, type NumbersBench, type Wish } from "./collaborators.ts";

export async function readCountries(bench: NumbersBench): Promise<Countries> {
  const account = await accountOf(bench, await bench.store.read());
  return { countries: await bench.twilio.countries(account) };
}

/** What is for sale, and what it costs a month. */
export async function search(
  bench: NumbersBench,
  wish: Wish,
): Promise<SearchAnswer> {
  const { store, twilio } = bench;
  const account = await accountOf(bench, await store.read());
  const [offers, prices] = await Promise.all([
    twilio.search(account, wish),
    twilio.prices(account, wish.country),
  ]);
  return { offers, price: prices.get(wish.kind) ?? null };
}

/** What a country asks of whoever buys a number of a kind, and what of it the account has. */
export async function readRequirements(
  bench: NumbersBench,
  place: { country: string; kind: NumberKind },
): Promise<Requirements> {
  const { store, twilio } = bench;
  const account = await accountOf(bench, await store.read());
  const [{ isTrial }, regulations, addresses] = await Promise.all([
    twilio.fetchAccount(account),
    twilio.regulations(account, place),
    twilio.addresses(account),
  ]);
  return {
    isTrial,
    needsBundle: regulations.length > 0,
    bundles: await twilio.bundles(account, regulations),
    addresses,
  };
}
