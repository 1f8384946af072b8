// Every call since the start, newest last.

import type { Call } from "./call.ts";

export interface CallRegistry {
  add(call: Call): void;
  get(sid: string): Call | null;
  all(): Call[];
  remove(sid: string): void;
  clear(): void;
}

/** More are forgotten, the oldest finished first. */
const MOST_KEPT = 5000;

export function createCallRegistry(): CallRegistry {
  const calls = new Map<string, Call>();
  return {
    add(call) {
      calls.set(call.sid, call);
      if (calls.size <= MOST_KEPT) return;
      for (const old of calls.values()) {
        if (old.isOver) {
          calls.delete(old.sid);
          break;
        }
      }
    },
    get: (sid) => calls.get(sid) ?? null,
    all: () => [...calls.values()],
    remove: (sid) => void calls.delete(sid),
    clear: () => calls.clear(),
  };
}
