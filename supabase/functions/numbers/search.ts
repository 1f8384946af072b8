import type { Countries, Requirements, SearchAnswer } from "../_shared/contracts/numbers.ts";
import type { NumberKind } from "../_shared/contracts/numbers.ts";
import { accountOf, type NumbersBench, type Wish } from "./collaborators.ts";

export async function readCountries({ store, twilio }: NumbersBench): Promise<Countries> {
  return { countries: await twilio.countries(accountOf(await store.read())) };
}

/** What is for sale, and what it costs a month. */
export async function search(
  { store, twilio }: NumbersBench,
  wish: Wish,
): Promise<SearchAnswer> {
  const account = accountOf(await store.read());
  const [offers, prices] = await Promise.all([
    twilio.search(account, wish),
    twilio.prices(account, wish.country),
  ]);
  return { offers, price: prices.get(wish.kind) ?? null };
}

/** What a country asks of whoever buys a number of a kind, and what of it the account has. */
export async function readRequirements(
  { store, twilio }: NumbersBench,
  place: { country: string; kind: NumberKind },
): Promise<Requirements> {
  const account = accountOf(await store.read());
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
