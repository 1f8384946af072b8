import { clockText } from "../../../shared/ui/clock-text.ts";
import { inCountry } from "../../../shared/country-name.ts";
import { localTime, type Place } from "../../../shared/place.ts";
import { otherSide } from "../../../shared/words.ts";
import { dial } from "./words.ts";

/** Hours in which a call disturbs nobody: from the first, before the second. */
const day = { from: 8, to: 20 };

/**
 * "United Kingdom, 15:42 there"; by night "It is 03:12 in Japan."
 * @param now epoch ms
 */
export function placeText(place: Place, now: number): string {
  const time = localTime(place, now);
  if (!time) return place.country;
  // Where clocks agree their time is no news.
  if (time.text === clockText(now)) return place.country;
  const isDay = time.hour >= day.from && time.hour < day.to;
  return isDay
    ? otherSide.there(place.country, time.text)
    : dial.nightThere(inCountry(place.code), time.text);
}
