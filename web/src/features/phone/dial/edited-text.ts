import { plainText } from "../../../../../supabase/functions/_shared/numbers/plain_text.ts";
import { formatAsTyped } from "../../../shared/phone-number.ts";
import { rawAfter } from "./caret.ts";

/**
 * What is typed, after an edit of the field. It is kept as it was typed, and not as it is shown:
 * groups that are added while a number is incomplete would else become part of it.
 * @param raw what was typed before
 * @param value what the browser made of the field's text
 * @param country ISO 3166 alpha-2: whose way of writing holds
 */
export function editedText(raw: string, value: string, country: string): string {
  const { text, isFormatted } = formatAsTyped(raw, country);
  return typedText(isFormatted ? rawAfter(raw, text, value) : value);
}

/** A text as the field keeps it: readable signs alone, and nothing where there are only spaces. */
export function typedText(text: string): string {
  const plain = plainText(text).trim() === "" ? "" : plainText(text);
  return plain.replaceAll(/\s*\n\s*/g, "; ");
}
