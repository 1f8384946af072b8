import { clockText, daysBetween, dayText, shortDayText } from "../../shared/ui/clock-text.ts";
import { calls as words } from "./words.ts";

/** "11 minutes ago"; from an hour on the time itself. Epoch ms. */
export function momentText(at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000);
  if (minutes < 60) return words.minutesAgo(minutes);
  const clock = clockText(at);
  return daysBetween(at, now) === 0 ? words.at(clock) : words.onDay(dayText(at), clock);
}

/** "14:02" today, "Yesterday, 14:02", "16 Jun, 14:02". Epoch ms. */
export function whenText(at: number, now: number): string {
  const clock = clockText(at);
  const daysAgo = daysBetween(at, now);
  if (daysAgo === 0) return clock;
  return `${daysAgo === 1 ? words.yesterday : shortDayText(at)}, ${clock}`;
}
