import type { CallRow } from "../../realtime/calls.tsx";
import { daysBetween, dayText } from "../../shared/ui/clock-text.ts";
import { calls as words } from "../../shared/words.ts";

/** The calls of one day, newest first. */
export interface Day {
  /** "Today", "Yesterday, Tuesday 16 June", "Monday 15 June". */
  title: string;
  daysAgo: number;
  calls: CallRow[];
}

/** @param now epoch ms */
export function daysOf(calls: readonly CallRow[], now: number): Day[] {
  const days: Day[] = [];
  for (const call of calls) {
    const daysAgo = daysBetween(call.createdAt, now);
    const last = days.at(-1);
    if (last?.daysAgo === daysAgo) last.calls.push(call);
    else days.push({ title: titleOf(call.createdAt, daysAgo), daysAgo, calls: [call] });
  }
  return days;
}

function titleOf(at: number, daysAgo: number): string {
  if (daysAgo === 0) return words.today;
  return daysAgo === 1 ? `${words.yesterday}, ${dayText(at)}` : dayText(at);
}
