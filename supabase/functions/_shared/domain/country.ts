import { parsePhoneNumberFromString } from "libphonenumber-js/max";

/** The country of a number in E.164 (ISO 3166 alpha-2); null where none can be told, as of `+883`. */
export function countryOf(number: string): string | null {
  return parsePhoneNumberFromString(number)?.country ?? null;
}
