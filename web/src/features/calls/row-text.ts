import type { CallRow } from "../../calls/calls.tsx";
import { formatNumber } from "../../shared/phone-number.ts";
import { localTime, placeOf } from "../../shared/place.ts";
import { clockText } from "../../shared/ui/clock-text.ts";
import { otherSide as words } from "../../shared/words.ts";

/** Who was on the other side. */
export function otherText(call: CallRow): string {
  return call.otherNumber === null ? words.unknown : formatNumber(call.otherNumber);
}

/** The workspace's line by its name, else by its number. */
export function lineText(call: CallRow): string {
  return call.lineName ?? formatNumber(call.lineNumber);
}

/**
 * Where the other side is, and what time it is there; "Number withheld" without a number.
 * @param now epoch ms
 */
export function placeLine(call: CallRow, now: number): string {
  if (call.otherNumber === null) return words.withheld;
  const place = placeOf(call.otherNumber);
  if (!place) return "";
  const time = localTime(place, now);
  // Where clocks agree their time is no news.
  return time && time.text !== clockText(now)
    ? words.there(place.country, time.text)
    : place.country;
}

/** Names nobody: the country of an unknown caller. */
export function placeName(call: CallRow): string {
  if (call.otherNumber === null) return words.unknown;
  return placeOf(call.otherNumber)?.country ?? "";
}

export function numberText(call: CallRow): string {
  return call.otherNumber === null ? words.withheld : formatNumber(call.otherNumber);
}
