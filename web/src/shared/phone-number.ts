// Loaded after sign-in: it brings libphonenumber's smallest metadata (about 35 kB gzipped).
import {
  AsYouType,
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type PhoneNumber,
  validatePhoneNumberLength,
} from "libphonenumber-js/min";
import { isEmergencyNumber } from "../../../supabase/functions/_shared/contracts/emergency_numbers.ts";
import { cleanNumber } from "./clean-number.ts";
import { inCountry } from "./country-name.ts";
import { type Problem, problemOf } from "./problem.ts";

/** What the number field shows for what was typed. */
export interface TypedNumber {
  /** The text as it should stand in the field. */
  text: string;
  /** The number to call, or null while there is none. */
  e164: string | null;
  /** ISO 3166 alpha-2 of the number, as soon as it is known. */
  country: string | null;
  /** The digits of an emergency number of the workspace's country, as they are dialled. */
  emergency: string | null;
  /** Why this can't be called. Null for an empty field. */
  problem: Problem | null;
}

/**
 * Formats and judges what stands in the number field.
 * @param typed any form that people write or paste numbers in
 * @param country ISO 3166 alpha-2: whose way of writing holds for numbers without a country code
 */
export function formatAsTyped(typed: string, country: string): TypedNumber {
  const home = isSupportedCountry(country) ? country : undefined;
  const clean = cleanNumber(typed);
  const none = { text: clean, e164: null, country: null, emergency: null, problem: null };
  if (clean === "") return none;
  if (/^\w+:|@/.test(clean)) return { ...none, problem: problemOf("E-DEST-ADDRESS") };
  if (/[^\d\s+()./-]/.test(clean) || /.\+/.test(clean)) {
    return { ...none, problem: problemOf("E-DEST-FORMAT") };
  }
  const plain = internationalise(clean.replaceAll(/[^\d+]/g, ""), home);
  const asYouType = new AsYouType(home);
  const text = asYouType.input(plain) || plain;
  const found = asYouType.getCountry() ?? (plain.startsWith("+") ? null : home ?? null);
  if (isEmergencyNumber(plain, country)) {
    const refused = problemOf("E-DEST-EMERGENCY");
    return { text: plain, e164: null, country: found, emergency: plain, problem: refused };
  }
  const number = parse(plain, home);
  const problem = judge(plain, number, home, found);
  if (problem || !number) return { ...none, text, country: found, problem };
  return { ...none, text, e164: number.number, country: number.country ?? found };
}

/**
 * The countries that the number can belong to: several where they share a code and the smallest
 * metadata does not tell them apart. None for a number of no country.
 */
export function countriesOf(e164: string): readonly string[] {
  return parse(e164)?.getPossibleCountries() ?? [];
}

/** For people to read: `+49 30 23125610`. What is not a number comes back as it is. */
export function formatNumber(e164: string): string {
  return parse(e164)?.formatInternational() ?? e164;
}

/**
 * For a screen reader, in small groups of digits: `plus 44, 20, 79 46, 01 17`. What is not a number
 * comes back as it is.
 */
export function spokenNumber(e164: string): string {
  const text = parse(e164)?.formatInternational();
  if (!text) return e164;
  return `plus ${text.slice(1).split(/[\s-]+/).map(pairs).join(", ")}`;
}

/** "7946" -> "79 46", "23125" -> "23 125": pairs, and three at the end where they are odd. */
function pairs(group: string): string {
  return group.length < 4 ? group : `${group.slice(0, 2)} ${pairs(group.slice(2))}`;
}

/** 00 means + nearly everywhere, and is also pasted in the few countries that dial something else. */
function internationalise(plain: string, home: CountryCode | undefined): string {
  if (!plain.startsWith("00") || plain.length < 3) return plain;
  if (parse(plain, home)?.isValid()) return plain;
  return `+${plain.slice(2)}`;
}

function parse(text: string, home?: CountryCode): PhoneNumber | undefined {
  return parsePhoneNumberFromString(text, home);
}

function judge(
  plain: string,
  number: PhoneNumber | undefined,
  home: CountryCode | undefined,
  found: string | null,
): Problem | null {
  const length = validatePhoneNumberLength(plain, home ? { defaultCountry: home } : undefined);
  const place = number?.country ?? found;
  if (length === "TOO_SHORT") return withPlace("E-DEST-SHORT", "Too short for a number", place);
  if (length === "TOO_LONG") return withPlace("E-DEST-LONG", "Too long for a number", place);
  if (length === "INVALID_COUNTRY") {
    return { ...problemOf("E-DEST-FORMAT"), message: "No country has this code." };
  }
  if (length || !number?.isValid()) {
    return withPlace("E-DEST-FORMAT", "There is no such number", place);
  }
  return null;
}

function withPlace(
  code: "E-DEST-SHORT" | "E-DEST-LONG" | "E-DEST-FORMAT",
  words: string,
  country: string | null,
): Problem {
  const problem = problemOf(code);
  return country === null ? problem : { ...problem, message: `${words} ${inCountry(country)}.` };
}
