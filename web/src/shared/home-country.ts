import { getCountries } from "libphonenumber-js/core";
import { knownCountry } from "../../../supabase/functions/_shared/numbers/country_of.ts";
import { countryName } from "./country-name.ts";
import { smallMetadata } from "./small-metadata.ts";

/**
 * Where the person is at home, as far as their browser's languages tell.
 * @param languages `navigator.languages`, the most wanted first: "de-AT", "en"
 * @returns ISO 3166 alpha-2; a language without a country is taken for where most of its speakers live
 */
export function homeCountry(languages: readonly string[]): string {
  const regions = languages.map((tag) => new Intl.Locale(tag).region);
  const likely = languages.map((tag) => new Intl.Locale(tag).maximize().region);
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
