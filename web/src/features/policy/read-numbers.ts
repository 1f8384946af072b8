import { problemIn, read } from "../../shared/phone-number.ts";
import { readLine } from "./read-line.ts";

/** A number of a list, or the beginning of all that are meant. */
export interface ListNumber {
  number: string;
  isPrefix: boolean;
  note: string;
}

/** A line that is no number, as it was, and why. */
export interface UnreadLine {
  line: string;
  why: string;
}

/**
 * Reads pasted lines: a number as people write it or a spreadsheet does, perhaps a star for "all that
 * start with it", perhaps a note after a comma, semicolon or tab. Empty lines are nothing.
 * @param country ISO 3166 alpha-2: whose way of writing holds
 * @returns each number once, and the lines that are none
 */
export function readNumbers(
  text: string,
  country: string,
): { numbers: ListNumber[]; unread: UnreadLine[] } {
  const numbers = new Map<string, ListNumber>();
  const unread: UnreadLine[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line.trim() === "") continue;
    const { written, note } = readLine(line);
    const found = numberOf(written, country);
    if (typeof found === "string") unread.push({ line, why: found });
    else numbers.set(found.number, { ...found, note: note.slice(0, 500) });
  }
  return { numbers: [...numbers.values()], unread };
}

/** A number, or in a sentence why there is none. */
function numberOf(written: string, country: string): Omit<ListNumber, "note"> | string {
  const prefix = /^\s*(?:\+|00)([\d\s().-]*\d)[\s().-]*\*\s*$/.exec(written)?.[1]
    ?.replaceAll(/\D/g, "");
  if (prefix !== undefined) {
    return /^[1-9]\d{1,14}$/.test(prefix)
      ? { number: `+${prefix}`, isPrefix: true }
      : problemIn("unknown-code", null).message;
  }
  const reading = read(written, country);
  switch (reading.kind) {
    case "number":
      return { number: reading.e164, isPrefix: false };
    case "emergency":
      return problemIn("emergency", null).message;
    case "nothing":
      return problemIn("not-a-number", null).message;
    default:
      return problemIn(reading.why, reading.country).message;
  }
}
