/**
 * A text with ASCII digits, spaces and dashes, and without invisible marks: what copying from a
 * contact, a web page or an input method leaves behind carries no meaning in a telephone number.
 */
export function plainText(text: string): string {
  return text.normalize("NFKC")
    .replaceAll(/(?!\s)[\p{Cf}\p{Cc}]/gu, "")
    .replaceAll(/\p{Nd}/gu, asciiDigit)
    .replaceAll(/[\r\n]+/g, "\n")
    .replaceAll(/[^\S\n]/g, " ")
    // The long vowel mark of Japanese stands for a dash between digits.
    .replaceAll(/[\p{Pd}\u2212\u2043\u2500\u30FC]/gu, "-")
    .replaceAll(/[\u00B7\u2022\u2219\u30FB\u3002]/g, ".");
}

/** Unicode keeps the decimal digits of each script together, from zero to nine. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String(code - zero);
}
