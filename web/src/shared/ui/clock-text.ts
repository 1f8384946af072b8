/** Dates and times are written as the person's browser writes them. */
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const clockWithSeconds = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });

export function clockText(at: number): string {
  return clock.format(at);
}

export function clockWithSecondsText(at: number): string {
  return clockWithSeconds.format(at);
}

export function dayText(at: number): string {
  return day.format(at);
}

/** Whole calendar days from one moment to another, in the browser's zone. */
export function daysBetween(earlier: number, later: number): number {
  return Math.round((midnight(later) - midnight(earlier)) / 86_400_000);
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
