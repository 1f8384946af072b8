/** `30 seconds`, as pg_cron takes it besides cron's five fields. */
const SECONDS = /^\s*([1-9]|[1-5]\d) seconds?\s*$/;

const NAMED: Record<string, string> = {
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
};

/** The interval in seconds, or undefined for a schedule by the clock. */
export function intervalOf(schedule: string): number | undefined {
  const seconds = SECONDS.exec(schedule)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}

/**
 * Whether a cron expression names this minute, in UTC as on hosted. Day of month and day of week
 * are alternatives when both are given. `$` is the month's last day.
 * https://github.com/citusdata/pg_cron#what-is-pg_cron
 */
export function isDue(schedule: string, at: Date): boolean {
  const [minute = "*", hour = "*", day = "*", month = "*", weekday = "*"] =
    (NAMED[schedule.trim()] ?? schedule).trim().split(/\s+/);
  const lastDay = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  const onDay = matches(day.replace("$", String(lastDay)), at.getUTCDate(), 1, 31);
  const onWeekday = matches(weekday, at.getUTCDay(), 0, 7) ||
    (at.getUTCDay() === 0 && matches(weekday, 7, 0, 7));
  const dayFits = day === "*" || weekday === "*" ? onDay && onWeekday : onDay || onWeekday;
  return dayFits &&
    matches(minute, at.getUTCMinutes(), 0, 59) &&
    matches(hour, at.getUTCHours(), 0, 23) &&
    matches(month, at.getUTCMonth() + 1, 1, 12);
}

function matches(field: string, value: number, least: number, most: number): boolean {
  return field.split(",").some((part) => {
    const [range = "*", step = "1"] = part.split("/");
    const [from = least, to = part.includes("/") ? most : from] = range === "*"
      ? [least, most]
      : range.split("-").map(Number);
    return value >= from && value <= to && (value - from) % Number(step) === 0;
  });
}
