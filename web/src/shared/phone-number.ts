// Loaded after sign-in: it brings libphonenumber's smallest metadata (about 35 kB gzipped).
import { parsePhoneNumberFromString, type PhoneNumber } from "libphonenumber-js/core";
import { countryOf, noCountry } from "../../../supabase/functions/_shared/numbers/country_of.ts";
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
  /** The text as it should stand in the field. */
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
 * Judges what stands in the number field; as-typed.ts groups it, too.
 * @param typed any form that people write or paste numbers in
 * @param country ISO 3166 alpha-2: whose way of writing holds for numbers without a country code
 */
export function readTyped(typed: string, country: string): TypedNumber {
  const reading = readNumber(typed, country, smallMetadata);
  const none = {
    text: plainText(typed),
    isFormatted: false,
    e164: null,
    country: null,
    emergency: null,
    extension: null,
    problem: null,
  };
  switch (reading.kind) {
    case "nothing":
      return { ...none, text: "" };
    case "emergency":
      return {
        ...none,
        emergency: reading.digits,
        problem: problemOf("E-DEST-EMERGENCY"),
      };
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

/**
 * The country of a number (ISO 3166 alpha-2), and the number without the country's code; null for numbers of no country
 * (satellite, international freephone) and what is no number.
 */
export function countryOfNumber(e164: string): { code: string; national: string } | null {
  const number = parse(e164);
  const code = number && countryOf(number, smallMetadata);
  if (!number || !code || code === noCountry) return null;
  return { code, national: number.nationalNumber };
}

function parse(text: string): PhoneNumber | undefined {
  return parsePhoneNumberFromString(text, { extract: false }, smallMetadata);
}

function withPlace(
  code: "E-DEST-SHORT" | "E-DEST-LONG" | "E-DEST-FORMAT",
  words: string,
  country: string | null,
): Problem {
  const problem = problemOf(code);
  return country === null ? problem : { ...problem, message: `${words} ${inCountry(country)}.` };
}
