import type { SupabaseClient } from "@supabase/supabase-js";
import type { Call } from "../../../supabase/functions/_shared/contracts/call.ts";
import type { Seat } from "../shared/workspace-data.ts";
import { type CallList, type Cursor, cursorOf, mergeCalls, newestCalls } from "./call-list.ts";
import { pageSize, readCallPage } from "./call-pages.ts";
import { followCalls } from "./call-topic.ts";

export interface CallListState {
  /** False until the first page is there. */
  loaded: boolean;
  calls: CallList;
  /** Whether changes arrive as they happen. */
  live: boolean;
  /** Whether there are older calls. */
  more: boolean;
}

export const emptyCallList: CallListState = { loaded: false, calls: [], live: false, more: false };

/**
 * Keeps the list of calls, live.
 * @param failed is told when a read failed; the list stays what it was
 */
export function openCallList(
  client: SupabaseClient,
  seat: Seat,
  report: (state: CallListState) => void,
  failed: (error: unknown) => void,
) {
  let state = emptyCallList;
  let end: Cursor | null = null;
  /** So many calls were asked for. */
  let size = pageSize;
  let loadingMore = false;
  let closed = false;
  const change = (part: Partial<CallListState>) => {
    if (closed) return;
    state = { ...state, ...part };
    report(state);
  };

  /** News come in above, so as many leave below. */
  function add(news: readonly Call[]): void {
    const all = mergeCalls(state.calls, news);
    const calls = newestCalls(all, size);
    if (calls === all) return change({ calls });
    end = cursorOf(calls.slice(0, size));
    change({ calls, more: true });
  }

  async function readNewest(): Promise<void> {
    const page = await readCallPage(client, seat.workspaceId, "all", null);
    const known = new Set(state.calls.map((call) => call.id));
    // After a long sleep a whole page may be new: then what lies between is unknown, begin anew.
    const overlaps = page.length < pageSize || page.some((call) => known.has(call.id));
    if (state.loaded && overlaps) {
      add(page);
    } else {
      end = cursorOf(page);
      size = pageSize;
      const calls = mergeCalls(state.loaded ? [] : state.calls, page);
      change({ calls, loaded: true, more: page.length === pageSize });
    }
    if (page.length === pageSize) await readOpen(cursorOf(page));
  }

  /** Calls that began before all of the newest page and go on. @param before the end of that page */
  async function readOpen(before: Cursor | null): Promise<void> {
    const open = await readCallPage(client, seat.workspaceId, "open", before);
    const going = new Set(open.map((call) => call.id));
    const isBefore = (call: Call) =>
      before !== null && Date.parse(call.created_at) < Date.parse(before.createdAt);
    // What is not among them any more is over, which this page may not have heard.
    const calls = state.calls.filter((call) =>
      call.ended_at !== null || !isBefore(call) || going.has(call.id)
    );
    if (calls.length < state.calls.length) change({ calls });
    add(open);
  }

  async function readOlder(): Promise<void> {
    if (loadingMore || !state.more) return;
    loadingMore = true;
    // From here on, so that nothing leaves below while the page is on its way.
    size = state.calls.length + pageSize;
    try {
      const page = await readCallPage(client, seat.workspaceId, "all", end);
      end = cursorOf(page) ?? end;
      change({ calls: mergeCalls(state.calls, page), more: page.length === pageSize });
    } finally {
      loadingMore = false;
    }
  }

  const refetch = () => void readNewest().catch(failed);
  refetch();
  const unfollow = followCalls(client, seat, {
    onRow: (call) => add([call]),
    onJoin: refetch,
    onLive: (live) => change({ live }),
    onFailure: failed,
  });

  return {
    refetch,
    loadMore: () => void readOlder().catch(failed),
    close: () => {
      closed = true;
      unfollow();
    },
  };
}
