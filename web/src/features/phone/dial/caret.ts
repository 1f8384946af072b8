/** Formatting adds and removes only these; they carry no meaning. */
const filler = /[\s()./-]/g;
const isFiller = (character: string) => character.search(filler) === 0;

/**
 * What was typed, after the field's text changed: our groups leave no trace in it.
 * @param raw what was typed before
 * @param shown how the field showed it, in our groups
 * @param edited what the browser made of it
 */
export function rawAfter(raw: string, shown: string, edited: string): string {
  const most = Math.min(shown.length, edited.length);
  let start = 0;
  while (start < most && shown[start] === edited[start]) start++;
  let end = 0;
  while (end < most - start && shown.at(-1 - end) === edited.at(-1 - end)) end++;
  const before = meaning(shown.slice(0, start));
  const after = meaning(shown.slice(shown.length - end));
  return raw.slice(0, before) + edited.slice(start, edited.length - end) +
    raw.slice(raw.length - after);
}

const meaning = (text: string) => text.replaceAll(filler, "").length;

/**
 * Where the caret belongs after a text was formatted: behind as many meaning characters as before.
 * @param caret the caret's place in `typed`
 * @param isFormatted whether the groups in the field's text are ours
 */
export function caretAfter(
  typed: string,
  caret: number,
  formatted: string,
  isFormatted = true,
): number {
  if (typed === formatted) return caret;
  // The groups went when the first other sign was typed; that one is behind the caret.
  if (!isFormatted) return formatted.length - meaning(typed.slice(caret));
  const wanted = meaning(typed.slice(0, caret));
  let seen = 0;
  for (let at = 0; at < formatted.length; at++) {
    if (seen === wanted) return at;
    if (!isFiller(formatted.charAt(at))) seen++;
  }
  return formatted.length;
}

/**
 * What Backspace leaves, and where the caret stands: it takes a digit even when formatting put a
 * space between the digit and the caret.
 */
export function withoutDigitBefore(text: string, caret: number): { text: string; caret: number } {
  let at = caret - 1;
  while (at >= 0 && isFiller(text.charAt(at))) at--;
  if (at < 0) return { text, caret };
  return { text: text.slice(0, at) + text.slice(at + 1), caret: at };
}
