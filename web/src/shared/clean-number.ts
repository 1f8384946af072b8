/**
 * A number as people paste it, brought to ASCII: `tel:` links, digits and spaces of any script,
 * invisible marks that copying from a contact leaves behind, and the trunk zero in brackets.
 */
export function cleanNumber(pasted: string): string {
  const text = readTelLink(pasted.trim()).normalize("NFKC")
    .replaceAll(/\p{Cf}/gu, "")
    .replaceAll(/\p{Nd}/gu, asciiDigit)
    .replaceAll(/[\p{Z}\s]+/gu, " ")
    .replaceAll(/[\p{Pd}\u2212]/gu, "-")
    .trim();
  // "+49 (0) 30": the zero is for callers at home, and wrong after a country code.
  return /^(\+|00)/.test(text) ? text.replace(/\(0\)\s*/, "") : text;
}

/** https://www.rfc-editor.org/rfc/rfc3966: a local number may name its country as phone-context. */
function readTelLink(text: string): string {
  const link = /^(?:tel|callto):(?:\/\/)?([^;?]*)(.*)$/is.exec(text);
  if (!link) return text;
  const number = decode(link[1] ?? "");
  const context = /;phone-context=(\+\d+)/i.exec(link[2] ?? "")?.[1];
  return context && !number.startsWith("+") ? `${context} ${number}` : number;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Unicode keeps the decimal digits of each script together, from zero to nine. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String(code - zero);
}
