// A number as Twilio writes it for people.

import { parsePhoneNumberFromString } from "libphonenumber-js/max";

/** `(202) 555-0100` in North America; elsewhere, and for a browser, as it is. */
export function formatted(address: string): string {
  const parsed = parsePhoneNumberFromString(address);
  return parsed?.countryCallingCode === "1" ? parsed.formatNational() : address;
}
