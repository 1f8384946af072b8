// Loaded after sign-in: it brings libphonenumber's smallest metadata (about 35 kB gzipped).
import { AsYouType, parsePhoneNumberFromString, type PhoneNumber } from "libphonenumber-js/core";
import { findCandidates } from "../../../supabase/functions/_shared/numbers/candidates.ts";
import { knownCountry, noCountry } from "../../../supabase/functions/_shared/numbers/country_of.ts";
import { plainText } from "../../../supabase/functions/_shared/numbers/plain_text.ts";
import {
  type Reading,
  readNumber,
  type Unread,
} from "../../../supabase/functions/_shared/numbers/read_number.ts";
import { inCountry } from "./country-name.ts";
import { type Problem, problemOf } from "./problem.ts";
import { smallMetadata } from "./small-metadata.ts";

/** What the number field shows for what was typed. */
export interface TypedNumber {
  /** The text as it should stand in the field: digits alone are grouped, everything else stays. */
  text: string;
  /** Whether the groups in `text` are ours; else every character was typed. */
  isFormatted: boolean;
  /** The number to call, or null while there is none. */
  e164: string | null;
  /** ISO 3166 alpha-2 of the number, as soon as it is known. */
  country: string | null;
  /** The digits of an emergency number of the workspace's country, as they are dialled. */
  emergency: string | null;
  /** Keys to send after the answer, where the text names an extension. */
  extension: string | null;
  /** Why this can't be called. Null for an empty field. */
  problem: Problem | null;
}

/**
 * Groups and judges what stands in the number field. Only spaces and the like are added: what was
 * typed so far is the same text, however much of it is there.
 * @param typed any form that people write or paste numbers in
 * @param country ISO 3166 alpha-2: whose way of writing holds for numbers without a country code
 */
export function formatAsTyped(typed: string, country: string): TypedNumber {
  const reading = readNumber(typed, country, smallMetadata);
  const { text, isFormatted, country: begun } = grouped(plainText(typed), country);
  const none = {
    text,
    isFormatted,
    e164: null,
    country: begun,
    emergency: null,
    extension: null,
    problem: null,
  };
  switch (reading.kind) {
    case "nothing":
      return { ...none, text: "", isFormatted: false, country: null };
    case "emergency": {
      const problem = problemOf("E-DEST-EMERGENCY");
      const { digits } = reading;
      return { ...none, text: isFormatted ? digits : text, emergency: digits, problem };
    }
    case "unread":
      return { ...none, problem: problemIn(reading.why, reading.country) };
    default:
      return {
        ...none,
        e164: reading.e164,
        country: reading.country === noCountry ? null : reading.country,
        extension: reading.extension,
      };
  }
}

/** The number of a text alone; null when it is none, or an emergency number. */
export function readE164(text: string, country: string): string | null {
  const reading = read(text, country);
  return reading.kind === "number" ? reading.e164 : null;
}

/** Which number a text is, by what a browser knows. */
export function read(text: string, country: string): Reading {
  return readNumber(text, country, smallMetadata);
}

/** "Too short for a number in Germany." */
export function problemIn(why: Unread, country: string | null): Problem {
  const place = country === noCountry ? null : country;
  switch (why) {
    case "short":
      return withPlace("E-DEST-SHORT", "Too short for a number", place);
    case "long":
      return withPlace("E-DEST-LONG", "Too long for a number", place);
    case "no-such-number":
      return withPlace("E-DEST-FORMAT", "There is no such number", place);
    case "unknown-code":
      return { ...problemOf("E-DEST-FORMAT"), message: "No country has this code." };
    case "address":
      return problemOf("E-DEST-ADDRESS");
    case "several":
      return problemOf("E-DEST-SEVERAL");
    case "emergency":
      return problemOf("E-DEST-EMERGENCY");
    default:
      return problemOf("E-DEST-FORMAT");
  }
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

function parse(text: string): PhoneNumber | undefined {
  return parsePhoneNumberFromString(text, { extract: false }, smallMetadata);
}

/** The text in the country's groups, when it is digits alone, and the country that they begin. */
function grouped(
  text: string,
  country: string,
): { text: string; isFormatted: boolean; country: string | null } {
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

function withPlace(
  code: "E-DEST-SHORT" | "E-DEST-LONG" | "E-DEST-FORMAT",
  words: string,
  country: string | null,
): Problem {
  const problem = problemOf(code);
  return country === null ? problem : { ...problem, message: `${words} ${inCountry(country)}.` };
}
