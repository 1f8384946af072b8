/** Formatting adds and removes only these; they carry no meaning. */
const filler = /[\s()./-]/g;
const isFiller = (character: string) => character.search(filler) === 0;

/**
 * Where the caret belongs after a text was formatted: behind as many meaning characters as before.
 * @param caret the caret's place in `typed`
 */
export function caretAfter(typed: string, caret: number, formatted: string): number {
  const wanted = typed.slice(0, caret).replaceAll(filler, "").length;
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
