import { parsePhoneNumberFromString } from "libphonenumber-js/core";
import { countryOf as countryOfNumber } from "../numbers/country_of.ts";
import { fullMetadata } from "./full_metadata.ts";

/** The country of a number in E.164 (ISO 3166 alpha-2); null where none can be told, as of `+883`. */
export function countryOf(number: string): string | null {
  const parsed = parsePhoneNumberFromString(number, fullMetadata);
  return parsed?.country === undefined ? null : countryOfNumber(parsed, fullMetadata);
}
