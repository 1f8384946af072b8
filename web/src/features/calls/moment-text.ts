import { clockText, daysBetween, dayText } from "../../shared/ui/clock-text.ts";
import { calls as words } from "./words.ts";

/** "11 minutes ago"; from an hour on the time itself. Epoch ms. */
export function momentText(at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000);
  if (minutes < 60) return words.minutesAgo(minutes);
  const clock = clockText(at);
  return daysBetween(at, now) === 0 ? words.at(clock) : words.onDay(dayText(at), clock);
}
