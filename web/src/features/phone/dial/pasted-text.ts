import { formatNumber, read } from "../../../shared/phone-number.ts";

/**
 * How a pasted text stands in the field: the number alone where words are around it, so that one
 * sees what will be called; else as it is.
 * @param country ISO 3166 alpha-2: whose way of writing holds
 */
export function pastedText(text: string, country: string): string {
  const reading = read(text, country);
  if (reading.kind !== "number" || !/\p{L}/u.test(text)) {
    return text.trim();
  }
  const { e164, extension } = reading;
  return extension === null ? formatNumber(e164) : `${formatNumber(e164)} ext. ${extension}`;
}
