// Whether an account may call a telephone number.

import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { type Account, DEFAULT_PERMISSION } from "../accounts/resources.ts";
import type { Refused } from "./refused.ts";

/** What the API answers, and the warning of a Dial. */
interface DestinationRefused {
  api: Refused;
  dial: Refused;
}

/** Numbers that cost more than a call to their country: the class that Twilio calls high risk, special. */
const SPECIAL = ["PREMIUM_RATE", "SHARED_COST"];

/** Null when the number may be called: a verified one for a trial account, in a country that is open. */
export function destinationRefusal(account: Account, number: string): DestinationRefused | null {
  if (account.type === "Trial" && !isVerified(account, number)) {
    return {
      api: {
        code: 21219,
        message:
          `The number ${number} is unverified. Trial accounts may only make calls to verified numbers.`,
      },
      dial: { code: 14111, message: `Invalid To phone number for Trial mode: ${number}` },
    };
  }
  const parsed = parsePhoneNumberFromString(number);
  const country = parsed?.country;
  if (country === undefined) return null;
  const permission = account.geo.get(country) ?? DEFAULT_PERMISSION;
  const special = SPECIAL.includes(parsed?.getType() ?? "");
  if (special ? permission.highRiskSpecial : permission.lowRisk) return null;
  return {
    api: { code: 21215, message: `Account not authorized to call ${number}` },
    dial: { code: 13227, message: `No international authorization: ${number}` },
  };
}

/** The account's own numbers count as verified (assumed). */
function isVerified(account: Account, number: string): boolean {
  return [...account.callerIds.values(), ...account.numbers.values()]
    .some((one) => one.phoneNumber === number);
}
