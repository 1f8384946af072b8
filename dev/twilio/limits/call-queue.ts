// Calls that the API asks for begin at a rate; those above it wait their turn
// (https://www.twilio.com/docs/api/errors/22005).

import type { Account } from "../accounts/resources.ts";
import type { Clock } from "../clock.ts";
import type { Refused } from "./refused.ts";

/** Documented: Twilio takes no call that would wait longer than a day. */
const LONGEST_WAIT_MS = 24 * 3600 * 1000;

export interface CallQueue {
  /** Takes the next free place and returns how long the call waits there; 22005 when that were over a day. */
  enter(account: Account): { waitMs: number } | Refused;
  clear(): void;
}

export function createCallQueue(clock: Clock): CallQueue {
  /** When the account's next call may begin. */
  const free = new Map<string, number>();
  return {
    enter(account) {
      const now = clock.now();
      const at = Math.max(now, free.get(account.sid) ?? now);
      if (at - now > LONGEST_WAIT_MS) return { code: 22005, message: "Call Queue Full" };
      free.set(account.sid, at + 1000 / account.callsPerSecond);
      return { waitMs: Math.round(at - now) };
    },
    clear: () => free.clear(),
  };
}
