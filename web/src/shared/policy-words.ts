// What is said of the workspace's policy where a call is refused, or all calls out are paused.
import { locale } from "./language.ts";
import type { Pause } from "./pause.ts";

/** "The workspace reached 600 minutes today." */
export function whyPaused({ cause, limit }: Pick<Pause, "cause" | "limit">): string {
  if (cause === "admin" || limit === null) return "An admin paused them.";
  return reached("workspace", cause, limit);
}

/** "You reached 480 minutes today." */
export function reached(
  scope: "agent" | "workspace" | undefined,
  what: "calls" | "minutes",
  limit: number,
): string {
  const who = scope === "agent" ? "You" : "The workspace";
  if (what === "minutes") return `${who} reached ${limit} ${plural("minute", limit)} today.`;
  return `${who} made ${limit} ${plural("call", limit)} in a minute, the most allowed.`;
}

const plural = (word: string, count: number) => count === 1 ? word : `${word}s`;

/**
 * "at midnight, Berlin time", "on Monday at 09:00, Berlin time".
 * @param until epoch ms
 */
export function whenText(until: number, timeZone: string, now: number, inLocale = locale): string {
  const part = (at: number, options: Intl.DateTimeFormatOptions, of = inLocale) =>
    new Intl.DateTimeFormat(of, { ...options, timeZone }).format(at);
  const clock = part(until, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, "en-GB");
  const day = (at: number) => part(at, { dateStyle: "short" }, "en-GB");
  const zone = timeZone === "UTC" ? "UTC" : `${cityOf(timeZone)} time`;
  // The end of this day there, which is the beginning of the next.
  if (clock === "00:00" && day(until - 1) === day(now)) return `at midnight, ${zone}`;
  const time = `at ${part(until, { hour: "2-digit", minute: "2-digit" })}, ${zone}`;
  return day(until) === day(now) ? time : `on ${part(until, { weekday: "long" })} ${time}`;
}

/** "Berlin" of "Europe/Berlin". */
function cityOf(timeZone: string): string {
  return (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ");
}
