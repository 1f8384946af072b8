import { countryName } from "./country-name.ts";
import { locale } from "./language.ts";
import { countryOfNumber } from "./phone-number.ts";
import { zoneOf } from "./time-zones.ts";

/** Where a number belongs. */
export interface Place {
  /** ISO 3166 alpha-2. */
  code: string;
  /** The country's English name. */
  country: string;
  /** IANA name; null where the number does not tell which of several zones holds. */
  timeZone: string | null;
}

/** Null for numbers of no country (satellite, international freephone) and what is no number. */
export function placeOf(e164: string): Place | null {
  const found = countryOfNumber(e164);
  if (!found) return null;
  const { code, national } = found;
  return { code, country: countryName(code), timeZone: zoneOf(code, national) };
}

/**
 * The time of day there.
 * @param at epoch ms
 * @returns `{hour: 3, text: "03:12"}`, the text by the locale; null when the zone is not known
 */
export function localTime(
  place: Place,
  at: number,
  inLocale = locale,
): { hour: number; text: string } | null {
  if (!place.timeZone) return null;
  const time = { timeZone: place.timeZone, hour: "2-digit", minute: "2-digit" } as const;
  const hour = new Intl.DateTimeFormat("en", { ...time, hourCycle: "h23" }).formatToParts(at)
    .find((part) => part.type === "hour")?.value;
  return { hour: Number(hour), text: new Intl.DateTimeFormat(inLocale, time).format(at) };
}
