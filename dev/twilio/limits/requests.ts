// API requests under way at once: more than the account may have are refused with 429.

import type { Account } from "../accounts/resources.ts";

export interface Requests {
  /** Counts a request in; `count` includes it. `null`: too many (20429). Call `done` when it is answered. */
  begin(account: Account): { count: number; done: () => void } | null;
}

export function createRequests(): Requests {
  const running = new Map<string, number>();
  const add = (sid: string, by: number) => {
    const count = (running.get(sid) ?? 0) + by;
    running.set(sid, count);
    return count;
  };
  return {
    begin(account) {
      if ((running.get(account.sid) ?? 0) >= account.requestsAtOnce) return null;
      return { count: add(account.sid, 1), done: () => void add(account.sid, -1) };
    },
  };
}
