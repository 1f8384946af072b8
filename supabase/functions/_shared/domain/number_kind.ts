import { parsePhoneNumberFromString } from "libphonenumber-js/core";
import type { NumberKind } from "../contracts/numbers.ts";
import { countryOf as countryOfNumber } from "../numbers/country_of.ts";
import { fullMetadata } from "./full_metadata.ts";

/**
 * The country and kind by which Twilio prices a number; null for numbers of no country and for kinds
 * of which this is not sure, such as national ones.
 * @param number E.164
 */
export function placeOf(number: string): { country: string; kind: NumberKind } | null {
  const parsed = parsePhoneNumberFromString(number, fullMetadata);
  if (parsed?.country === undefined) return null;
  const country = countryOfNumber(parsed, fullMetadata);
  switch (parsed.getType()) {
    case "TOLL_FREE":
      return { country, kind: "toll-free" };
    case "MOBILE":
      return { country, kind: "mobile" };
    case "FIXED_LINE":
    // The United States and Canada do not tell mobile numbers apart; Twilio's are local ones.
    case "FIXED_LINE_OR_MOBILE":
      return { country, kind: "local" };
    default:
      return null;
  }
}
