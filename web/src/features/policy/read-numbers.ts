import { formatAsTyped } from "../../shared/phone-number.ts";

/** A number of a list, or the beginning of all that are meant. */
export interface ListNumber {
  number: string;
  isPrefix: boolean;
  note: string;
}

/**
 * Reads pasted lines: a number as people write it, perhaps a star for "all that begin so", perhaps a
 * note after a comma, semicolon or tab. Empty lines are nothing.
 * @param country ISO 3166 alpha-2: whose way of writing holds
 * @returns each number once, and the lines that are none, as they were
 */
export function readNumbers(
  text: string,
  country: string,
): { numbers: ListNumber[]; unread: string[] } {
  const numbers = new Map<string, ListNumber>();
  const unread: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "") continue;
    const read = readLine(line, country);
    if (read === null) unread.push(line);
    else numbers.set(read.number, read);
  }
  return { numbers: [...numbers.values()], unread };
}

function readLine(line: string, country: string): ListNumber | null {
  const [written = "", ...rest] = line.split(/[,;\t]/);
  const note = rest.join(",").trim().slice(0, 500);
  const prefix = /^\s*(?:\+|00)([\d\s().-]*\d)[\s().-]*\*\s*$/.exec(written)?.[1]?.replaceAll(
    /\D/g,
    "",
  );
  if (prefix !== undefined) {
    return /^[1-9]\d{1,14}$/.test(prefix) ? { number: `+${prefix}`, isPrefix: true, note } : null;
  }
  const { e164 } = formatAsTyped(written, country);
  return e164 === null ? null : { number: e164, isPrefix: false, note };
}
