// Loaded once the page is up: libphonenumber's formatter of what is being typed is 8 kB (gzip), and a field is empty before.
import { AsYouType } from "libphonenumber-js/core";
import { findCandidates } from "../../../supabase/functions/_shared/numbers/candidates.ts";
import { knownCountry } from "../../../supabase/functions/_shared/numbers/country_of.ts";
import { readTyped, type TypedNumber } from "./phone-number.ts";
import { smallMetadata } from "./small-metadata.ts";

/**
 * Groups and judges what stands in the number field: digits alone are grouped, everything else stays. Only spaces and the
 * like are added: what was typed so far is the same text, however much of it is there.
 * @param typed any form that people write or paste numbers in
 * @param country ISO 3166 alpha-2: whose way of writing holds for numbers without a country code
 */
export function formatAsTyped(typed: string, country: string): TypedNumber {
  const read = readTyped(typed, country);
  if (read.text === "") return read;
  const { text, isFormatted, country: begun } = grouped(read.text, country);
  return {
    ...read,
    // An emergency number stands as it is dialled.
    text: isFormatted && read.emergency !== null ? read.emergency : text,
    isFormatted,
    country: read.e164 === null ? begun : read.country,
  };
}

/** The text in the country's groups, when it is digits alone, and the country that they begin. */
function grouped(
  text: string,
  country: string,
): Pick<TypedNumber, "text" | "isFormatted" | "country"> {
  const home = knownCountry(country, smallMetadata);
  const written = text.trim();
  const digits = findCandidates(written)[0]?.digits ?? "";
  const asYouType = new AsYouType(home, smallMetadata);
  const groups = group(asYouType, digits);
  const begun = digits === ""
    ? null
    : asYouType.getCountry() ?? (digits.startsWith("+") ? null : home ?? null);
  const isPure = /^\+?\d*$/.test(written) && text.trimStart() === written;
  const isSame = groups.replaceAll(/[^\d+]/g, "") === written;
  return isPure && isSame
    ? { text: groups, isFormatted: true, country: begun }
    : { text, isFormatted: false, country: begun };
}

/** libphonenumber-js 1.13.16 throws on "09" in Samoa, where 0 stands before a country code. */
function group(asYouType: AsYouType, digits: string): string {
  try {
    return asYouType.input(digits);
  } catch {
    return digits;
  }
}
