import {
  type CountryCode,
  isSupportedCountry,
  parseIncompletePhoneNumber,
  parsePhoneNumberFromString,
  type PhoneNumber,
  validatePhoneNumberLength,
} from "libphonenumber-js/max";
import { emergencyNumbers, isEmergencyNumber } from "../contracts/emergency_numbers.ts";
import type { ErrorCode } from "../contracts/errors.ts";

export type Destination = ReadDestination | { ok: false; code: ErrorCode };

/** A number that this product calls, if the workspace's policy lets it. */
export interface ReadDestination {
  ok: true;
  /** E.164, or an emergency service's short number. */
  to: string;
  /** ISO 3166 alpha-2; `001` (the world) for a number of no country, such as +800. */
  country: string;
  /** An emergency number of the workspace's country, written as it is dialled there. */
  emergency: boolean;
}

/**
 * Reads a destination as people write it. What no policy can allow is refused here; whom this
 * workspace calls is the database's to decide (`private.check_outside_leg`).
 *
 * A number has to be possible, that is of a length that its country uses, and need not lie in a
 * range that the metadata knows: ranges open more often than the metadata is updated, and Twilio
 * says so when there is nobody.
 *
 * @param text whatever was typed or pasted, or what a script sent
 * @param country the workspace's, ISO 3166 alpha-2; numbers without a plus sign are read in it
 */
export function parseDestination(text: string, country: string): Destination {
  const written = text.trim().replace(/^tel:/i, "");
  if (/^[a-z][a-z0-9+.-]*:|@/i.test(written)) return refuse("E-DEST-ADDRESS");

  const home = isSupportedCountry(country) ? country : undefined;
  const digits = parseIncompletePhoneNumber(written);
  if (isEmergencyNumber(digits, home)) {
    return { ok: true, to: digits, country: home ?? noCountry, emergency: true };
  }
  const number = parsePhoneNumberFromString(written, options(home));
  if (number !== undefined && reachesEmergency(number)) return refuse("E-DEST-EMERGENCY");
  if (number?.isValid() !== true && /^[1-9]\d{2,5}$/.test(digits)) {
    return refuse("E-DEST-SHORTCODE");
  }
  const lengthCode = checkLength(written, home);
  if (lengthCode !== null) return refuse(lengthCode);
  if (number === undefined || !number.isPossible()) return refuse("E-DEST-FORMAT");
  if (isPremium(number)) return refuse("E-DEST-PREMIUM");
  return { ok: true, to: number.number, country: countryOf(number), emergency: false };
}

const noCountry = "001";

/**
 * A number of a range that the metadata does not know yet counts to its code's main country (US for
 * +1): new area codes appear there far more often than in the small countries that share the code.
 */
function countryOf(number: PhoneNumber): string {
  return number.country ?? number.getPossibleCountries()[0] ?? noCountry;
}

/** The number in E.164, or null when it is none. No policy: this is for our own numbers. */
export function normaliseNumber(text: string, country: string): string | null {
  const home = isSupportedCountry(country) ? country : undefined;
  return parsePhoneNumberFromString(text.trim(), options(home))?.number ?? null;
}

function refuse(code: ErrorCode): Destination {
  return { ok: false, code };
}

function options(country: CountryCode | undefined) {
  return country === undefined ? { extract: false } : { defaultCountry: country, extract: false };
}

function checkLength(text: string, country: CountryCode | undefined): ErrorCode | null {
  switch (validatePhoneNumberLength(text, options(country))) {
    case undefined:
      return null;
    case "TOO_SHORT":
      return "E-DEST-SHORT";
    case "TOO_LONG":
      return "E-DEST-LONG";
    default:
      return "E-DEST-FORMAT";
  }
}

/**
 * `+49 110` written internationally is the emergency number still. Where no subscriber can have the
 * number, one that only begins like an emergency number (`911 555 0100`) is treated as one: some
 * networks connect as soon as they have heard the first digits.
 */
function reachesEmergency(number: PhoneNumber): boolean {
  const country = number.country ?? number.getPossibleCountries()[0];
  if (isEmergencyNumber(number.nationalNumber, country)) return true;
  return !number.isValid() &&
    emergencyNumbers(country).some((digits) =>
      digits.length > 2 && number.nationalNumber.startsWith(digits)
    );
}

/** Satellite networks and international premium rate (ITU-T E.164, list of country codes). */
const costlyCallingCodes: readonly string[] = ["870", "881", "882", "883", "979"];

function isPremium(number: PhoneNumber): boolean {
  return number.getType() === "PREMIUM_RATE" ||
    costlyCallingCodes.includes(number.countryCallingCode) ||
    // North American local premium services: exchange 976 in any area.
    (number.countryCallingCode === "1" && /^\d{3}976/.test(number.nationalNumber));
}
