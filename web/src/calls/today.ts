import { daysBetween } from "../shared/ui/clock-text.ts";
import type { CallRow } from "./call-row.ts";

/** What was called and talked today. */
export interface Today {
  calls: number;
  talkedSeconds: number;
}

/**
 * The figures of today, as far as the list knows the whole day.
 * @param calls newest first
 * @param now epoch ms
 * @param list.more whether there are older calls than these
 * @param list.mineOnly counts what this person placed or answered: a list of one's own calls has colleagues' talks, too
 * @returns null while calls of today may be missing from the list
 */
export function todayOf(
  calls: readonly CallRow[],
  now: number,
  { more, mineOnly }: { more: boolean; mineOnly: boolean },
): Today | null {
  const isToday = (call: CallRow) => daysBetween(call.createdAt, now) === 0;
  const oldest = calls.at(-1);
  if (more && oldest && isToday(oldest)) return null;
  const counted = calls.filter((call) => isToday(call) && (call.isMine || !mineOnly));
  return {
    calls: counted.length,
    talkedSeconds: counted.reduce((sum, call) => sum + (call.talkedSeconds ?? 0), 0),
  };
}
