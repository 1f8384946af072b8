import { parsePhoneNumberFromString } from "libphonenumber-js/core";
import { emergencyNumbers } from "../contracts/emergency_numbers.ts";
import type { ErrorCode } from "../contracts/errors.ts";
import { knownCountry, noCountry } from "../numbers/country_of.ts";
import { readNumber, type Unread } from "../numbers/read_number.ts";
import { fullMetadata } from "./full_metadata.ts";
import { isCostly } from "./number_cost.ts";

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
 * A number has to be one of its country's by length and beginning, and need not lie in a range whose
 * type the metadata knows: ranges open more often than the metadata is updated, and Twilio says so
 * when there is nobody.
 *
 * @param text whatever was typed or pasted, or what a script sent
 * @param country the workspace's, ISO 3166 alpha-2; numbers without a plus sign are read in it
 */
export function parseDestination(text: string, country: string): Destination {
  const reading = readNumber(text, country, fullMetadata);
  switch (reading.kind) {
    case "nothing":
      return refuse("E-DEST-FORMAT");
    case "emergency": {
      const home = knownCountry(country, fullMetadata) ?? noCountry;
      return { ok: true, to: reading.digits, country: home, emergency: true };
    }
    case "unread":
      return refuse(
        reading.why !== "emergency" && isShortCode(text) ? "E-DEST-SHORTCODE" : codes[reading.why],
      );
    default: {
      const { e164 } = reading;
      const number = parsePhoneNumberFromString(e164, fullMetadata);
      const isKnown = number?.isValid() === true;
      const national = number?.nationalNumber ?? "";
      if (!isKnown && beginsLikeEmergency(national, reading.country)) {
        return refuse("E-DEST-EMERGENCY");
      }
      if (!isKnown && (isShortCode(text) || national.length <= longestShortCode)) {
        return refuse("E-DEST-SHORTCODE");
      }
      if (isCostly(e164)) return refuse("E-DEST-PREMIUM");
      return { ok: true, to: e164, country: reading.country, emergency: false };
    }
  }
}

const codes: Readonly<Record<Unread, ErrorCode>> = {
  "address": "E-DEST-ADDRESS",
  "several": "E-DEST-SEVERAL",
  "short": "E-DEST-SHORT",
  "long": "E-DEST-LONG",
  "unknown-code": "E-DEST-FORMAT",
  "no-such-number": "E-DEST-FORMAT",
  "emergency": "E-DEST-EMERGENCY",
  "not-a-number": "E-DEST-FORMAT",
};

/** The number in E.164, or null when it is none. No policy: this is for our own numbers. */
export function normaliseNumber(text: string, country: string): string | null {
  // Twilio has numbers of ranges that no metadata knows yet.
  if (/^\+[1-9]\d{6,14}$/.test(text)) return text;
  const reading = readNumber(text, country, fullMetadata);
  return reading.kind === "number" ? reading.e164 : null;
}

function refuse(code: ErrorCode): Destination {
  return { ok: false, code };
}

/** Codes that a network keeps for itself have up to six digits (ITU-T E.129: +49 11833, 116117). */
const longestShortCode = 6;

function isShortCode(text: string): boolean {
  return /^[1-9]\d{2,5}$/.test(text.normalize("NFKC").replaceAll(/[\s()./-]/g, ""));
}

/**
 * Where no subscriber can have the number, one that only begins like an emergency number
 * (`911 555 0100`) is treated as one: some networks connect as soon as they have heard the first
 * digits.
 */
function beginsLikeEmergency(nationalNumber: string, country: string): boolean {
  return emergencyNumbers(country).some((digits) =>
    digits.length > 2 && nationalNumber.startsWith(digits)
  );
}
