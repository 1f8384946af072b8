/**
 * The languages that the pages speak. Another one is a name here, and beside each `words.ts` a file such as
 * `words.de.ts`: `export const de: Words = {…}`, handed over as `inLanguage({ en, de })`. No component changes.
 */
type Language = "en";

const language: Language = "en";

/**
 * How dates, times and amounts are written: in the language of the pages, and in the browser's way where that speaks
 * it. Names of days in another language would stand within our sentences.
 * @param preferred `navigator.languages`
 */
export function localeOf(preferred: readonly string[]): string {
  return localesOf(preferred).find((of) => of.language === language)?.toString() ?? "en-GB";
}

/** Some browsers name a language as their system does ("en-US@posix"), which `Intl` refuses: those are left out. */
export function localesOf(tags: readonly string[]): Intl.Locale[] {
  return tags.flatMap((tag) => {
    try {
      return [new Intl.Locale(tag)];
    } catch {
      return [];
    }
  });
}

export const locale = localeOf(globalThis.navigator?.languages ?? []);

/** A feature's words in the language of the pages. Each feature has one object of them, the same in every language. */
export function inLanguage<W>(words: Readonly<Record<Language, W>>): W {
  return words[language];
}
