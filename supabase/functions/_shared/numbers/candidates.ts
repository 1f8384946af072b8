/** Characters that part the digits of one number and carry no meaning. */
const run = /[+\d(][\d\s()./~+-]*/g;

/** What could be a number in a text. */
export interface Candidate {
  /** As it is written there. */
  written: string;
  /** Its digits, after a plus where it has one. */
  digits: string;
}

/**
 * The runs of digits in a text with words around them. Digits count as one run across spaces, dots,
 * dashes, brackets and slashes; a letter, a comma or another plus begins a new one.
 * @param text as `plainText` leaves it
 */
export function findCandidates(text: string): Candidate[] {
  return text.split("\n").flatMap((line) => line.match(run) ?? []).flatMap(byPlus).flatMap(
    (written) => {
      const digits = digitsOf(written);
      return /\d/.test(digits) ? [{ written: written.trim(), digits }] : [];
    },
  );
}

/** "030 1234 +49 30 5678": a plus inside begins another number. */
function byPlus(written: string): string[] {
  return written.split(/(?<=\d[\s()./~-]*)(?=\+)/);
}

/** "(+44) 20" -> "+4420". */
export function digitsOf(written: string): string {
  const digits = written.replaceAll(/\D/g, "");
  return /^[\s(]*\+/.test(written) ? `+${digits}` : digits;
}
