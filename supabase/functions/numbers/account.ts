import type { AccountNumbers } from "../_shared/contracts/numbers.ts";
import { placeOf } from "../_shared/domain/number_kind.ts";
import { accountOf, type NumbersBench } from "./collaborators.ts";

/** Every number of the account, whether its calls come here, and what it costs. */
export async function readAccountNumbers(
  bench: NumbersBench,
): Promise<AccountNumbers> {
  const { store, twilio } = bench;
  const stored = await store.read();
  const account = await accountOf(bench, stored);
  const [{ isTrial }, all] = await Promise.all([
    twilio.fetchAccount(account),
    twilio.listNumbers(account),
  ]);
  const numbers = all.map((each) => ({ ...each, place: placeOf(each.number) }));
  const countries = [...new Set(numbers.flatMap(({ place }) => place?.country ?? []))];
  const prices = new Map(
    await Promise.all(
      countries.map(async (country) => [country, await twilio.prices(account, country)] as const),
    ),
  );
  return {
    isTrial,
    numbers: numbers.map(({ sid, number, friendlyName, hasVoice, settings, place }) => ({
      sid,
      number,
      name: friendlyName,
      isHere: hasVoice && stored.appSid !== null &&
        settings.voice_application_sid === stored.appSid,
      price: place === null ? null : prices.get(place.country)?.get(place.kind) ?? null,
    })),
  };
}
