import type { Call } from "../../../supabase/functions/_shared/contracts/call.ts";

/** Newest first, by (created_at, id); each call once, in its newest version. */
export type CallList = readonly Call[];

/** Where the next page begins: everything older than this. */
export interface Cursor {
  createdAt: string;
  id: number;
}

/**
 * The list after rows came in, from a page, a refetch or a broadcast alike. A row with an older
 * version than the list's changes nothing.
 */
export function mergeCalls(list: CallList, news: readonly Call[]): CallList {
  const byId = new Map(list.map((call) => [call.id, call]));
  let changed = false;
  for (const call of news) {
    const known = byId.get(call.id);
    if (known && known.version >= call.version) continue;
    byId.set(call.id, call);
    changed = true;
  }
  return changed ? [...byId.values()].sort(newestFirst) : list;
}

/**
 * The newest calls and those that go on. What is over and older leaves the list, or a tab that stays open for a week
 * would hold every call of it; `loadMore` reads it again.
 * @param size how many
 */
export function newestCalls(list: CallList, size: number): CallList {
  const isOld = (call: Call, at: number) => at >= size && call.ended_at !== null;
  return list.some(isOld) ? list.filter((call, at) => !isOld(call, at)) : list;
}

function newestFirst(a: Call, b: Call): number {
  return Date.parse(b.created_at) - Date.parse(a.created_at) || b.id - a.id;
}

/** The end of the list; null when it is empty. */
export function cursorOf(page: readonly Call[]): Cursor | null {
  const last = page.at(-1);
  return last ? { createdAt: last.created_at, id: last.id } : null;
}
