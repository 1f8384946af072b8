import {
  type CountryCode,
  type MetadataJson,
  parsePhoneNumberFromString,
  type PhoneNumber,
  validatePhoneNumberLength,
} from "libphonenumber-js/core";
import { isEmergencyNumber } from "../contracts/emergency_numbers.ts";
import { type Candidate, digitsOf, findCandidates } from "./candidates.ts";
import { countryOf, knownCountry } from "./country_of.ts";
import { splitExtension } from "./extension.ts";
import { plainText } from "./plain_text.ts";
import { type Plan, planOf } from "./plan.ts";
import { asDialledToday, dialledSpelling, isBegunSpelling } from "./spellings.ts";
import { readTelLink } from "./tel_link.ts";
import { spellOut } from "./vanity.ts";

/** Why a text is no number to call. */
export type Unread =
  /** `sip:`, `client:`, an e-mail address and the like. */
  | "address"
  /** Two numbers or more, of which nobody can know the one that is meant. */
  | "several"
  | "short"
  | "long"
  /** No country has the code after the plus. */
  | "unknown-code"
  /** The country has no numbers of this length and beginning. */
  | "no-such-number"
  /** An emergency number written with a country code. */
  | "emergency"
  | "not-a-number";

export type Reading =
  | { kind: "nothing" }
  | {
    kind: "number";
    /** E.164, to be dialled. */
    e164: string;
    /** ISO 3166 alpha-2; `001` for a number of no country. */
    country: string;
    /** Keys for after the answer. */
    extension: string | null;
  }
  /** An emergency number of the home country, as it is dialled there. */
  | { kind: "emergency"; digits: string }
  | { kind: "unread"; why: Unread; country: string | null };

/**
 * Which telephone number a text is, however people write it. The browser and the functions read
 * alike: nothing here depends on what the smallest metadata leaves out.
 *
 * What is read is read again as it would be dialled. Where that is another number (`+49 00 900 …`:
 * zeros that one reader drops and the next one does not) it is none.
 *
 * @param text whatever was typed or pasted, or what a script sent
 * @param country ISO 3166 alpha-2: numbers without a country code are read in it
 * @param metadata any set of libphonenumber-js
 */
export function readNumber(text: string, country: string, metadata: MetadataJson): Reading {
  const home = knownCountry(country, metadata);
  if (plainText(text).trim() === "") return { kind: "nothing" };
  const plain = plainText(readTelLink(text)).trim();
  if (plain.length > 200) return unread("not-a-number");
  if (isAddress(plain)) return unread("address");

  const { number: rest, extension } = splitExtension(plain);
  const written = spellOut(rest) ?? rest;
  if (/^[\s(]*\+$/.test(written)) return unread("short");
  const only = pickCandidate(written, home, metadata);
  if (typeof only === "string") return unread(only);
  if (isEmergencyNumber(only.digits, home)) return { kind: "emergency", digits: only.digits };
  return judge(only, home, extension, metadata);
}

function unread(why: Unread, country: string | null = null): Reading {
  return { kind: "unread", why, country };
}

/** Words and a colon before digits are a label (`Phone: +44 …`); these name another network. */
const scheme =
  /^\s*(?:sips?|client|conference|queue|sim|wireless|app|application|mailto|https?|xmpp|skype|whatsapp|messenger|im|h323|javascript|data)\s*:/i;

/** "t.me/4915…", "ftp://host/030…": digits within a link are no number, whoever reads the link. */
const link = /\S*(?:\p{L}\.[a-z]{2,}\/|:\/\/)\S*\d/u;

function isAddress(text: string): boolean {
  return scheme.test(text) || text.includes("@") || link.test(text) ||
    // "bob:" without a digit is an address of something.
    (/^[a-z][a-z0-9+.-]*:\S/i.test(text) && !/\d/.test(text));
}

/** Signs that stand in no number and in no sentence about one: codes, formulas, markup. */
const foreign = /[<>{}\\^$%*#]|\d[eE]\+?\d/;
/** Digits beside a number that are so few are no number: "Line 2: 030 …", "or -611". */
const fewDigits = 3;

/** The one number in a text; digits that touch its plus sign make it none. */
function pickCandidate(
  text: string,
  home: CountryCode | undefined,
  metadata: MetadataJson,
): Candidate | Unread {
  const cell = readCell(text);
  const all = findCandidates(cell);
  const [first] = all;
  if (first === undefined || foreign.test(cell)) return "not-a-number";
  if (/\d[\s()./~-]*\+/.test(cell)) return all.every(isLong) ? "several" : "not-a-number";
  const long = all.length === 1 ? [first] : all.filter(isLong);
  const [only] = long;
  if (only === undefined) return "not-a-number";
  return long.length > 1 || hasAlternatives(only, home, metadata) ? "several" : only;
}

const isLong = ({ digits }: Candidate) => digits.replace("+", "").length > fewDigits;

/** Spreadsheets write a number as `493023125610.0`. */
function readCell(text: string): string {
  return /^\+?\d{7,15}(?=\.0+$)/.exec(text)?.[0] ?? text;
}

/** Area codes are at most so long, without the zero before them. */
const longestAreaCode = 5;

/**
 * Whether digits that stand together are two numbers all the same. A slash parts an area code from
 * the rest (`030/2312`), and one number from the next (`23125-610/611`) where a whole one stands
 * before it. So does a bracket at the end (`23125610 (2)`), a dash between spaces that leads on to a
 * greater number (`610 - 612`), and a space where a whole number stands on either side and the second
 * begins anew with a prefix.
 */
function hasAlternatives(
  { written }: Candidate,
  home: CountryCode | undefined,
  metadata: MetadataJson,
): boolean {
  return [...written.matchAll(/\s-+\s|\s*\((?=\d+\)?$)|[\s/]+/g)].some(({ 0: gap, index }) => {
    const left = written.slice(0, index);
    const right = written.slice(index + gap.length);
    if (!isWhole(left, home, metadata)) return false;
    if (/[/(]/.test(gap)) return true;
    if (gap.includes("-")) return leadsOn(left, right);
    return /^\(?[+0]/.test(right) && isWhole(right, home, metadata);
  });
}

/** "610 - 612"; "23125 - 610" is one number. */
function leadsOn(left: string, right: string): boolean {
  const from = /\d+$/.exec(left.trimEnd())?.[0] ?? "";
  const to = /^\d+$/.exec(right.trim())?.[0] ?? "";
  return to.length === from.length && Number(to) > Number(from);
}

function isWhole(
  written: string,
  home: CountryCode | undefined,
  metadata: MetadataJson,
): boolean {
  const number = parse(digitsOf(written), home, metadata);
  return number !== null && number.nationalNumber.length > longestAreaCode &&
    fits(number, metadata);
}

function judge(
  { written, digits }: Candidate,
  home: CountryCode | undefined,
  extension: string | null,
  metadata: MetadataJson,
): Reading {
  const number = parseWritten(written, digits, home, metadata);
  if (number === null) return judgeBeginning(withPlus(digits, home, metadata), home, metadata);
  // A number without a country code is of the home country only as long as nobody knows better.
  const again = parse(number.number, home, metadata);
  const country = countryOf(again ?? number, metadata);
  const { nationalNumber } = number;
  if (isEmergencyNumber(nationalNumber, country)) return unread("emergency", country);
  if (!fits(number, metadata)) {
    const plan = planOf(number.country ?? number.countryCallingCode, metadata);
    if (plan === null || isBegun(number, digits, plan)) {
      return unread("short", number.country ?? null);
    }
    const isLong = nationalNumber.length > Math.max(...plan.lengths);
    return unread(isLong ? "long" : "no-such-number", country);
  }
  if (again?.number !== number.number) return unread("no-such-number", country);
  return { kind: "number", e164: number.number, country, extension };
}

/** Whether more digits can make a number of what does not fit yet. */
function isBegun({ nationalNumber, number }: PhoneNumber, digits: string, plan: Plan): boolean {
  if (nationalNumber.length < Math.min(...plan.lengths)) return true;
  if (plan.canGrow(nationalNumber) || isBegunSpelling(number)) return true;
  // The library takes the national prefix off once what follows is long enough, and only one.
  const prefix = plan.nationalPrefix ?? "";
  const isOff = digits.endsWith(prefix + nationalNumber);
  return !isOff && nationalNumber.startsWith(prefix) &&
    plan.canGrow(nationalNumber.slice(prefix.length));
}

/** Why so few digits, or so many, are no number of any country. */
function judgeBeginning(
  digits: string,
  home: CountryCode | undefined,
  metadata: MetadataJson,
): Reading {
  const options = home === undefined ? {} : { defaultCountry: home };
  const isInternational = digits.startsWith("+");
  const place = isInternational ? null : home ?? null;
  if (digits === "+") return unread("short");
  switch (validatePhoneNumberLength(digits, options, metadata)) {
    case "TOO_SHORT":
      return unread("short", place);
    case "TOO_LONG":
      return unread("long", place);
    case "INVALID_COUNTRY":
      return unread(isInternational ? "unknown-code" : "not-a-number");
    default:
      return unread("not-a-number");
  }
}

function parseWritten(
  written: string,
  digits: string,
  home: CountryCode | undefined,
  metadata: MetadataJson,
): PhoneNumber | null {
  const grouped = parseGrouped(written, digits, home, metadata);
  if (grouped !== null) return grouped;
  const number = parse(digits, home, metadata);
  if (number !== null && fits(number, metadata)) return number;
  // "+45 (0) 33 …": people write a trunk zero for countries that have none.
  const international = /^[\s(]*(?:\+|00)/.test(written);
  if (international && /\(0\)/.test(written)) {
    const without = parse(digitsOf(written.replace(/\(0\)/, "")), home, metadata);
    if (without !== null && fits(without, metadata)) return without;
  }
  return number;
}

/**
 * "0086 138 …" where 008 is a prefix, too: a first group of 00 and a whole country code was written
 * elsewhere, if a number follows.
 */
function parseGrouped(
  written: string,
  digits: string,
  home: CountryCode | undefined,
  metadata: MetadataJson,
): PhoneNumber | null {
  const code = /^\(?00(\d{1,3})(?=\D)/.exec(written)?.[1];
  const own = home === undefined
    ? undefined
    : planOf(home, metadata)?.internationalPrefix?.exec(digits)?.[0];
  if (code === undefined || own === undefined || own.length >= code.length + 2) return null;
  const number = parse(`+${digits.slice(2)}`, home, metadata);
  return number?.countryCallingCode === code && fits(number, metadata) ? number : null;
}

function parse(
  digits: string,
  home: CountryCode | undefined,
  metadata: MetadataJson,
): PhoneNumber | null {
  const options = { extract: false, ...(home === undefined ? {} : { defaultCountry: home }) };
  const dialled = withPlus(asDialledToday(digits, home), home, metadata);
  const number = parsePhoneNumberFromString(dialled, options, metadata);
  if (number === undefined) return null;
  const e164 = dialledSpelling(number.number);
  return e164 === number.number ? number : parsePhoneNumberFromString(e164, metadata) ?? null;
}

/**
 * Writes a plus for what the home country dials before a country code. Where that is not 00, 00 is
 * one all the same: it begins no number at home, and nearly everywhere it means a plus.
 */
function withPlus(
  digits: string,
  home: CountryCode | undefined,
  metadata: MetadataJson,
): string {
  if (digits.startsWith("+")) return digits.replace(/^\+00/, "+");
  const plan = home === undefined ? null : planOf(home, metadata);
  const prefix = plan?.internationalPrefix?.exec(digits)?.[0];
  if (prefix !== undefined) return `+${digits.slice(prefix.length)}`;
  return digits.replace(/^00/, "+");
}

function fits(number: PhoneNumber, metadata: MetadataJson): boolean {
  const plan = planOf(number.country ?? number.countryCallingCode, metadata);
  return plan?.fits(number.nationalNumber) === true;
}
