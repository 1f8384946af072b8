// Pieces that the sentences of Connection health are made of.
import { locale } from "../../shared/language.ts";
import { countryName } from "../../shared/country-name.ts";
import { formatNumber } from "../../shared/phone-number.ts";
import { clockText, daysBetween } from "../../shared/ui/clock-text.ts";

const list = new Intl.ListFormat("en-GB", { type: "conjunction" });
const whole = new Intl.NumberFormat("en");
const shortDay = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" });
/** More names than this make a sentence unreadable. */
const atMost = 3;

export function count(of: number, one: string, many: string): string {
  return `${whole.format(of)} ${of === 1 ? one : many}`;
}

/** "A, B and C"; from the fifth on "A, B, C and 2 more". */
export function listed(names: readonly string[]): string {
  if (names.length <= atMost + 1) return list.format(names);
  return list.format([...names.slice(0, atMost), `${names.length - atMost} more`]);
}

export function numbersText(numbers: readonly string[]): string {
  return listed(numbers.map((number) => formatNumber(number)));
}

export function countriesText(codes: readonly string[]): string {
  return listed(codes.map((code) => countryName(code)));
}

/** "40 s ago", "12 min ago", then when it was. Epoch ms; the server's clock may be ahead of ours. */
export function ageText(at: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - at) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  return whenText(at, now);
}

/** "at 13:40", "on 3 June at 13:40". Epoch ms. */
export function whenText(at: number, now: number): string {
  const clock = clockText(at);
  return daysBetween(at, now) === 0 ? `at ${clock}` : `on ${shortDay.format(at)} at ${clock}`;
}
