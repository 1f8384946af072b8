import type { CallRow } from "../../calls/calls.tsx";
import { daysBetween, dayText } from "../../shared/ui/clock-text.ts";
import { calls as words } from "./words.ts";

/**
 * "Yesterday, Tuesday 16 June" over the first call of a day; null over the others and over today's,
 * which need no title.
 * @param calls newest first
 * @param now epoch ms
 */
export function dayTitle(calls: readonly CallRow[], at: number, now: number): string | null {
  const call = calls[at];
  if (!call) return null;
  const daysAgo = daysBetween(call.createdAt, now);
  const before = calls[at - 1];
  if (daysAgo === 0 || (before && daysBetween(before.createdAt, now) === daysAgo)) return null;
  const day = dayText(call.createdAt);
  return daysAgo === 1 ? `${words.yesterday}, ${day}` : day;
}
