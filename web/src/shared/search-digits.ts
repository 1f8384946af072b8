import { plainText } from "../../../supabase/functions/_shared/numbers/plain_text.ts";
import { spellingsOf } from "../../../supabase/functions/_shared/numbers/spellings.ts";
import { readE164 } from "./phone-number.ts";

/**
 * What to look for in stored numbers (E.164) where somebody searches a text: any of these digits. A
 * whole number is found in each of its spellings; a part as it is written, without the prefix that
 * callers dial before it.
 * @param country ISO 3166 alpha-2: whose way of writing holds
 * @returns none where the text has no digits
 */
export function searchDigits(text: string, country: string): string[] {
  const plain = plainText(text);
  const e164 = readE164(plain, country);
  const whole = e164 === null ? [] : spellingsOf(e164).map((each) => each.slice(1));
  const digits = plain.replace(/(\+|^00)(\d[\d\s.-]*)\(0\)/, "$1$2").replaceAll(/\D/g, "");
  return [...new Set([...whole, digits.replace(/^0+(?=\d)/, "")])].filter((each) => each !== "");
}
