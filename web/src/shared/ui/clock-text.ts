import { locale } from "../language.ts";

const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
const clockWithSeconds = new Intl.DateTimeFormat(locale, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});
const day = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });
const shortDay = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });

export function clockText(at: number): string {
  return clock.format(at);
}

export function clockWithSecondsText(at: number): string {
  return clockWithSeconds.format(at);
}

export function dayText(at: number): string {
  return day.format(at);
}

/** "16 Jun". */
export function shortDayText(at: number): string {
  return shortDay.format(at);
}

/** Whole calendar days from one moment to another, in the browser's zone. */
export function daysBetween(earlier: number, later: number): number {
  return Math.round((midnight(later) - midnight(earlier)) / 86_400_000);
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
