const names = new Intl.DisplayNames("en", { type: "region" });

/** The English name of a country, by its ISO 3166 alpha-2 code. */
export function countryName(code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

/** "in Germany", "in the United States". */
export function inCountry(code: string): string {
  return `in ${countryInSentence(code)}`;
}

/** "Germany", "the United States". */
export function countryInSentence(code: string): string {
  const name = countryName(code);
  const article =
    /^(United|Netherlands|Philippines|Bahamas|Gambia|Maldives|Seychelles)|Islands$|Republic$/;
  return article.test(name) ? `the ${name}` : name;
}
