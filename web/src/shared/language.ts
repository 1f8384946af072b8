/**
 * The languages that the pages speak. Another one is a name here, and beside each `words.ts` a file such as
 * `words.de.ts`: `export const de: Words = {…}`, handed over as `inLanguage({ en, de })`. No component changes.
 */
type Language = "en";

const language: Language = "en";

/** A feature's words in the language of the pages. Each feature has one object of them, the same in every language. */
export function inLanguage<W>(words: Readonly<Record<Language, W>>): W {
  return words[language];
}
