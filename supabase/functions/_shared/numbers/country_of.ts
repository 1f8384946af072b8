import {
  type CountryCode,
  isSupportedCountry,
  type MetadataJson,
  type PhoneNumber,
} from "libphonenumber-js/core";
import { planOf } from "./plan.ts";

/** What `country` says of numbers of no country: satellite networks, international freephone. */
export const noCountry = "001";

/**
 * The country, when it has numbers of its own.
 * @param country ISO 3166 alpha-2
 */
export function knownCountry(country: string, metadata: MetadataJson): CountryCode | undefined {
  const code = country as CountryCode;
  return isSupportedCountry(code, metadata) ? code : undefined;
}

/**
 * Ranges of one country within another's plan, which the metadata counts to the other, or only as far
 * as they are in use. San Marino is reached by Rimini's area code 0549 as well as by +378 (ITU-T,
 * San Marino's plan); Guernsey, Jersey and Man have area codes and mobiles of their own (Ofcom,
 * National Telephone Numbering Plan, appendix B); the Vatican 06 698 (AGCOM), Åland 18 (Traficom).
 * Palestinian mobiles, and lines that begin with 2 behind their area code, are also reached by
 * Israel's code, at Palestinian rates.
 */
const within: readonly (readonly [begins: RegExp, country: string])[] = [
  [/^\+390549/, "SM"],
  [/^\+3906698/, "VA"],
  [/^\+35818/, "AX"],
  [/^\+972(?:5[69]|[2489]2)/, "PS"],
  [/^\+44(?:1481|7781|7839|7911[17])/, "GG"],
  [/^\+44(?:1534|7509|7700[378]|7797|7829|7937)/, "JE"],
  [/^\+44(?:1624|74576|7524|7624|7924)/, "IM"],
];

const types = [
  "FIXED_LINE",
  "MOBILE",
  "TOLL_FREE",
  "PREMIUM_RATE",
  "PERSONAL_NUMBER",
  "UAN",
  "VOIP",
  "SHARED_COST",
] as const;

/**
 * The country of a number (ISO 3166 alpha-2), also of one that only could be one of its numbers. A
 * range that nobody knows yet counts to the code's main country (US for +1): new area codes appear
 * there far more often than in the small countries that share the code.
 */
export function countryOf(number: PhoneNumber, metadata: MetadataJson): string {
  const dependency = within.find(([begins]) => begins.test(number.number));
  if (dependency !== undefined) return dependency[1];
  if (number.country !== undefined) return number.country;
  const codes: Readonly<Record<string, readonly string[]>> =
    (metadata as unknown as { country_calling_codes: Record<string, string[]> })
      .country_calling_codes;
  const sharing = codes[number.countryCallingCode] ?? [];
  const like = sharing.find((country) => {
    const plan = planOf(country, metadata);
    return types.some((type) => plan?.beginsLike(type, number.nationalNumber) === true);
  });
  return like ?? sharing[0] ?? noCountry;
}
