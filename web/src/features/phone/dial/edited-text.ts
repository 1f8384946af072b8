import { plainText } from "../../../../../supabase/functions/_shared/numbers/plain_text.ts";
import type { TypedNumber } from "../../../shared/phone-number.ts";
import { rawAfter } from "./caret.ts";

/**
 * What is typed, after an edit of the field. It is kept as it was typed, and not as it is shown:
 * groups that are added while a number is incomplete would else become part of it.
 * @param raw what was typed before
 * @param shown how the field showed it
 * @param value what the browser made of the field's text
 */
export function editedText(
  raw: string,
  shown: Pick<TypedNumber, "text" | "isFormatted">,
  value: string,
): string {
  return typedText(shown.isFormatted ? rawAfter(raw, shown.text, value) : value);
}

/** A text as the field keeps it: readable signs alone, and nothing where there are only spaces. */
export function typedText(text: string): string {
  const plain = plainText(text).trim() === "" ? "" : plainText(text);
  return plain.replaceAll(/\s*\n\s*/g, "; ");
}
