import type { SupabaseClient } from "@supabase/supabase-js";
import * as v from "valibot";
import type { Call } from "../../../supabase/functions/_shared/contracts/call.ts";
import { callRpc } from "../shared/call-rpc.ts";
import { oneAtATime } from "../shared/one-at-a-time.ts";
import { afterStart } from "../shared/start-phase.ts";
import type { Seat } from "../shared/workspace-data.ts";
import { cursorOf } from "./call-list.ts";
import { pageSize, readCallPage } from "./call-pages.ts";
import { followCalls } from "./call-topic.ts";
import type { DayState } from "./day-state.ts";

export { followOutcomeTags } from "./outcome-tags.ts";

const count = v.pipe(v.number(), v.integer());
const FiguresSchema = v.object({
  ok: v.literal(true),
  calls: count,
  talked_s: count,
  to_return: count,
});

/** From a change to the reading: one call's end is several changes. */
const afterChangeMs = 200;
/** From a reading to the next, however much changes. */
const apartMs = 2_000;

/** Epoch ms of the midnight so many days from the one that began the day. */
function midnight(days: number): number {
  return new Date().setHours(24 * days, 0, 0, 0);
}

/**
 * Keeps the day's figures and the calls to return: read anew whenever a call changed that may count.
 * @param failed is told when a read failed; the figures stay what they were
 */
export function openDay(
  client: SupabaseClient,
  seat: Seat,
  report: (state: DayState) => void,
  failed: (error: unknown) => void,
) {
  let closed = false;
  let pages = 1;
  let readAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let nextDay: ReturnType<typeof setTimeout> | undefined;

  const read = oneAtATime(async () => {
    if (closed) return;
    readAt = Date.now();
    const since = new Date(midnight(0)).toISOString();
    const [figures, missed] = await Promise.all([
      callRpc(client, "day_figures", { workspace_id: seat.workspaceId, since }, FiguresSchema),
      readMissed(),
    ]);
    if (!figures.ok) throw new Error(`Cannot read the day's figures: ${figures.problem.code}`);
    if (closed) return;
    const { calls, talked_s: talkedSeconds, to_return: toReturn } = figures.value;
    report({ loaded: true, calls, talkedSeconds, toReturn, missed });
  });

  async function readMissed(): Promise<Call[]> {
    const missed: Call[] = [];
    for (let page = 0; page < pages; page++) {
      const after = cursorOf(missed);
      const next = await readCallPage(client, seat.workspaceId, "to-return", after);
      missed.push(...next);
      if (next.length < pageSize) break;
    }
    return missed;
  }

  const refetch = () => {
    clearTimeout(timer);
    timer = undefined;
    void read().catch(failed);
  };
  const refetchSoon = () => {
    timer ??= setTimeout(refetch, Math.max(afterChangeMs, readAt + apartMs - Date.now()));
  };
  const awaitMidnight = () => {
    nextDay = setTimeout(() => {
      refetch();
      awaitMidnight();
    }, midnight(1) - Date.now());
  };

  awaitMidnight();
  const callOff = afterStart(refetch);
  const unfollow = followCalls(client, seat, {
    onJoin: refetchSoon,
    onRow: (call) => {
      // Of a running call, only its beginning counts.
      if (call.ended_at === null && call.version > 1) return;
      refetchSoon();
    },
    onFailure: failed,
  });

  return {
    refetch,
    loadMore: () => {
      pages++;
      refetch();
    },
    close: () => {
      closed = true;
      callOff();
      clearTimeout(timer);
      clearTimeout(nextDay);
      unfollow();
    },
  };
}
