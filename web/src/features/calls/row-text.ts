import type { CallRow } from "../../calls/calls.tsx";
import { formatNumber } from "../../shared/phone-number.ts";
import { localTime, placeOf } from "../../shared/place.ts";
import { clockText } from "../../shared/ui/clock-text.ts";
import { otherSide as words } from "../../shared/words.ts";
import { happened } from "./words.ts";

/** Who was on the other side. */
export function otherText(call: CallRow): string {
  return call.otherName ??
    (call.otherNumber === null ? words.unknown : formatNumber(call.otherNumber));
}

/** The workspace's line by its name, else by its number; none between colleagues. */
export function lineText(call: CallRow): string {
  if (call.otherName !== null) return "";
  return call.lineName ?? formatNumber(call.lineNumber);
}

/**
 * Where the other side is, and what time it is there; "Number withheld" without a number, "Colleague" of one.
 * @param now epoch ms
 */
export function placeLine(call: CallRow, now: number): string {
  if (call.otherName !== null) return happened.colleague;
  if (call.otherNumber === null) return words.withheld;
  const place = placeOf(call.otherNumber);
  if (!place) return "";
  const time = localTime(place, now);
  // Where clocks agree their time is no news.
  return time && time.text !== clockText(now)
    ? words.there(place.country, time.text)
    : place.country;
}

/** Names nobody outside: the country of an unknown caller, or the colleague. */
export function placeName(call: CallRow): string {
  if (call.otherName !== null) return call.otherName;
  if (call.otherNumber === null) return words.unknown;
  return placeOf(call.otherNumber)?.country ?? "";
}

export function numberText(call: CallRow): string {
  if (call.otherName !== null) return happened.colleague;
  return call.otherNumber === null ? words.withheld : formatNumber(call.otherNumber);
}
