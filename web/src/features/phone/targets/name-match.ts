/** Letters that Unicode does not take for a plain one with a mark, and what people type instead. */
const plain: Readonly<Record<string, string>> = {
  "ø": "o",
  "ł": "l",
  "đ": "d",
  "ð": "d",
  "þ": "th",
  "ß": "ss",
  "æ": "ae",
  "œ": "oe",
  "ı": "i",
};

/**
 * Whether a typed text finds a name: each of its words is in there, in any order, with or without accents. One letter
 * alone is in nearly every name, so it has to begin a word.
 */
export function matchesName(name: string, typed: string): boolean {
  const folded = fold(name);
  const words = wordsOf(folded);
  return wordsOf(fold(typed)).every((part) =>
    part.length > 1 ? folded.includes(part) : words.some((word) => word.startsWith(part))
  );
}

function fold(text: string): string {
  // Alike in every browser: a Turkish one would lower "I" to a letter of its own.
  return text.normalize("NFKD").replaceAll(/[\p{M}\p{Cf}]/gu, "").toLowerCase()
    .replaceAll(/[^\p{ASCII}]/gu, (letter) => plain[letter] ?? letter);
}

function wordsOf(folded: string): string[] {
  return folded.split(/[\s.,'’-]+/u).filter((word) => word !== "");
}
