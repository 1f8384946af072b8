/** What looks like a telephone number and is none: ids of Twilio, UUIDs, moments. */
const NAMED = String
  .raw`\b[A-Z]{2}[0-9a-fA-F]{32}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b\d{4}-\d\d-\d\dT[\d:.]+`;

/** Six digits or more, however people part them: blanks of every kind, hyphens, dots, slashes, brackets, bidi marks. */
const NUMBER = String.raw`\p{Nd}(?:[\s\p{Cf}()\[\]./\p{Pd}−·•]{0,4}\p{Nd}){5,}`;

const pattern = new RegExp(`(?<named>${NAMED})|${NUMBER}`, "gu");

/**
 * Hides telephone numbers in a text that goes to the log: the first two digits and the last two
 * stay, so that a person who knows the number can recognise it.
 */
export function maskNumbers(text: string): string {
  return text.replace(pattern, (found, named: string | undefined) => {
    if (named !== undefined) return found;
    const count = found.match(/\p{Nd}/gu)?.length ?? 0;
    let index = 0;
    return found.replace(/\p{Nd}/gu, (digit) => {
      index++;
      return index <= 2 || index > count - 2 ? digit : "*";
    });
  });
}
