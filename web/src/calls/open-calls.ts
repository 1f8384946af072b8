import type { SupabaseClient } from "@supabase/supabase-js";
import type { Call } from "../../../supabase/functions/_shared/contracts/call.ts";
import { readCallPage } from "./call-pages.ts";
import { followCalls } from "./call-topic.ts";
import type { Seat } from "../shared/workspace-data.ts";

/** What following calls needs of the client. */
export type CallsClient = SupabaseClient;

/** The calls that go on, by their ids. */
export type OpenCalls = ReadonlyMap<number, Call>;

/** Takes a call's row in; an older one changes nothing, and a call that is over is gone. */
export function withCall(known: OpenCalls, call: Call): OpenCalls {
  if ((known.get(call.id)?.version ?? 0) > call.version) return known;
  const calls = new Map(known);
  if (call.ended_at === null) calls.set(call.id, call);
  else calls.delete(call.id);
  return calls;
}

/**
 * Keeps the workspace's calls that go on, live.
 * @param failed is told when a read failed; what is known stays what it was
 */
export function openCalls(
  client: CallsClient,
  seat: Seat,
  told: {
    report: (calls: OpenCalls) => void;
    onLive: (live: boolean) => void;
    failed: (error: unknown) => void;
  },
): { refetch: () => void; close: () => void } {
  let calls: OpenCalls = new Map();
  let closed = false;
  /** What came while the rows were read is newer than they are. */
  let heard: Call[] = [];
  const change = (to: OpenCalls) => {
    calls = to;
    if (!closed) told.report(calls);
  };

  async function read(): Promise<void> {
    heard = [];
    const rows = await readCallPage(client, seat.workspaceId, "open", null);
    change([...rows, ...heard].reduce(withCall, new Map<number, Call>()));
  }

  const refetch = () => void read().catch(told.failed);
  refetch();
  const stop = followCalls(client, seat, {
    onRow(row) {
      heard.push(row);
      change(withCall(calls, row));
    },
    onJoin: refetch,
    onLive: told.onLive,
    onFailure: told.failed,
  });
  return {
    refetch,
    close() {
      closed = true;
      stop();
    },
  };
}
