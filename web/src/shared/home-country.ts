import { getCountries } from "libphonenumber-js/core";
import { knownCountry } from "../../../supabase/functions/_shared/numbers/country_of.ts";
import { countryName } from "./country-name.ts";
import { localesOf } from "./language.ts";
import { smallMetadata } from "./small-metadata.ts";

/**
 * Where the person is at home, as far as their browser's languages tell.
 * @param languages `navigator.languages`, the most wanted first: "de-AT", "en"
 * @returns ISO 3166 alpha-2; a language without a country is taken for where most of its speakers live
 */
export function homeCountry(languages: readonly string[]): string {
  const locales = localesOf(languages);
  const regions = locales.map((locale) => locale.region);
  const likely = locales.map((locale) => locale.maximize().region);
  const known = [...regions, ...likely].find((region) =>
    region !== undefined && knownCountry(region, smallMetadata) !== undefined
  );
  return known ?? "US";
}

/** Every country that has telephone numbers, by its English name. */
export function countryChoices(): { code: string; name: string }[] {
  return getCountries(smallMetadata)
    .map((code) => ({ code, name: countryName(code) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, "en"));
}
