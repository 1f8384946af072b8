import { Metadata, type MetadataJson, type NumberType } from "libphonenumber-js/core";

/** A country's numbering plan, or that of a calling code of no country. */
export interface Plan {
  callingCode: string;
  /** What its callers dial before a country code, at the beginning of a number. */
  internationalPrefix: RegExp | undefined;
  nationalPrefix: string | undefined;
  /** Whether a national number has a length and a beginning that the plan uses. */
  fits: (nationalNumber: string) => boolean;
  /** Whether more digits can make it one that fits. */
  canGrow: (nationalNumber: string) => boolean;
  /** Lengths of national numbers, ascending. */
  lengths: readonly number[];
  /** Whether numbers of this type begin so; the length does not matter. */
  beginsLike: (type: Exclude<NumberType, undefined>, nationalNumber: string) => boolean;
  /** Whether a number of this type begins with these digits. */
  hasBlock: (type: Exclude<NumberType, undefined>, digits: string) => boolean;
}

/** Plans are asked for several times a text, and lists have thousands. */
const known = new WeakMap<MetadataJson, Map<string, Plan | null>>();

/** @param of ISO 3166 alpha-2, or a calling code, which means its main country. */
export function planOf(of: string, metadata: MetadataJson): Plan | null {
  const plans = known.get(metadata) ?? new Map<string, Plan | null>();
  known.set(metadata, plans);
  const plan = plans.get(of);
  if (plan !== undefined) return plan;
  const made = makePlan(of, metadata);
  plans.set(of, made);
  return made;
}

/**
 * International prefixes where the metadata leaves out some that callers use. Indonesia: 001, 007, 008
 * and 009 by operator (Permen Kominfo 14/2018, Fundamental Technical Plan).
 */
const morePrefixes: Readonly<Record<string, string>> = { ID: "00[1789]" };

function makePlan(of: string, metadata: MetadataJson): Plan | null {
  const all = new Metadata(metadata) as unknown as RawMetadata;
  try {
    all.selectNumberingPlan(of);
  } catch {
    return null;
  }
  const { numberingPlan } = all;
  if (numberingPlan === undefined) return null;
  const lengths = numberingPlan.possibleLengths() ?? [];
  const prefix = morePrefixes[of] ?? numberingPlan.IDDPrefix();
  const general = whole(numberingPlan.nationalNumberPattern());
  return {
    callingCode: numberingPlan.callingCode(),
    internationalPrefix: prefix ? new RegExp(`^(?:${prefix})`) : undefined,
    nationalPrefix: numberingPlan.nationalPrefix() || undefined,
    lengths,
    fits: (number) => lengths.includes(number.length) && general.test(number),
    canGrow: (number) =>
      lengths.some((length) =>
        length > number.length &&
        fillings.some((digit) => general.test(number.padEnd(length, digit)))
      ),
    beginsLike: (type, number) => {
      const pattern = numberingPlan.type(type)?.pattern();
      return pattern !== undefined && pattern !== "" && begins(pattern, number);
    },
    hasBlock: (type, digits) => {
      const pattern = numberingPlan.type(type)?.pattern();
      if (pattern === undefined || pattern === "") return false;
      const beginning = new RegExp(`^(?:${pattern})`);
      return ends.some((end) => beginning.test((digits + end).padEnd(15, "0")));
    },
  };
}

const fillings = Array.from("0123456789");

/** Patterns tell the first six digits apart at most. */
const ends = Array.from({ length: 1_000 }, (_, end) => String(end).padStart(3, "0"));

const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`);

/**
 * Patterns end in any digits, so that one of ten fillings completes what is too short; a number that
 * is too long matches with its beginning.
 */
function begins(pattern: string, number: string): boolean {
  const beginning = new RegExp(`^(?:${pattern})`);
  return fillings.some((digit) => beginning.test(number.padEnd(15, digit)));
}

/** What `Metadata` has and its types leave out; the tests of `read_number.ts` fail when a version changes it. */
interface RawMetadata {
  selectNumberingPlan: (of: string) => void;
  numberingPlan?: {
    callingCode: () => string;
    IDDPrefix: () => string | 0 | undefined;
    nationalPrefix: () => string | 0 | undefined;
    nationalNumberPattern: () => string;
    possibleLengths: () => number[] | undefined;
    type: (type: string) => { pattern: () => string } | undefined;
  };
}
