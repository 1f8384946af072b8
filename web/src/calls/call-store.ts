import type { SupabaseClient } from "@supabase/supabase-js";
import * as v from "valibot";
import { type Call, CallSchema } from "../../../supabase/functions/_shared/contracts/call.ts";
import { followTopic } from "../shared/live-topic.ts";
import { readRows } from "../shared/read-rows.ts";
import type { Seat } from "../shared/workspace-data.ts";
import { callColumns } from "./call-columns.ts";
import { type CallList, type Cursor, cursorOf, mergeCalls, newestCalls } from "./call-list.ts";

const pageSize = 50;

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
 * Reads one page of the calls that the signed-in person may see.
 * @param after the last call of the page before; null for the newest
 */
function readCallPage(
  client: SupabaseClient,
  workspaceId: number,
  after: Cursor | null,
): Promise<Call[]> {
  let query = client.from("call").select(callColumns).eq("workspace_id", workspaceId);
  if (after) {
    const at = `"${after.createdAt}"`;
    query = query.or(`created_at.lt.${at},and(created_at.eq.${at},id.lt.${after.id})`);
  }
  const ordered = query.order("created_at", { ascending: false }).order("id", { ascending: false });
  return readRows(ordered.limit(pageSize), CallSchema);
}

/** The topic that tells a seat of calls: everybody's for supervisors, else the own ones. */
function callTopic(seat: Seat): string {
  return seat.role === "agent" ? `agent:${seat.id}` : `workspace:${seat.workspaceId}:calls`;
}

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
    const page = await readCallPage(client, seat.workspaceId, null);
    const known = new Set(state.calls.map((call) => call.id));
    // After a long sleep a whole page may be new: then what lies between is unknown, begin anew.
    const overlaps = page.length < pageSize || page.some((call) => known.has(call.id));
    if (state.loaded && overlaps) return add(page);
    end = cursorOf(page);
    size = pageSize;
    const calls = mergeCalls(state.loaded ? [] : state.calls, page);
    change({ calls, loaded: true, more: page.length === pageSize });
  }

  async function readOlder(): Promise<void> {
    if (loadingMore || !state.more) return;
    loadingMore = true;
    // From here on, so that nothing leaves below while the page is on its way.
    size = state.calls.length + pageSize;
    try {
      const page = await readCallPage(client, seat.workspaceId, end);
      end = cursorOf(page) ?? end;
      change({ calls: mergeCalls(state.calls, page), more: page.length === pageSize });
    } finally {
      loadingMore = false;
    }
  }

  const refetch = () => void readNewest().catch(failed);
  refetch();
  const unfollow = followTopic(client, callTopic(seat), {
    event: "call",
    onLive: (live) => change({ live }),
    onJoin: refetch,
    onPayload: (payload) => {
      const call = v.safeParse(CallSchema, payload);
      if (!call.success) return failed(new Error("Cannot read call: unknown shape"));
      add([call.output]);
    },
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
