import type { SupabaseClient } from "@supabase/supabase-js";
import * as v from "valibot";
import { type Call, CallSchema } from "../../../supabase/functions/_shared/contracts/call.ts";
import { E164Schema } from "../../../supabase/functions/_shared/contracts/fields.ts";
import { followTopic } from "../shared/live-topic.ts";
import { readRows } from "../shared/read-rows.ts";
import type { Seat } from "../shared/workspace-data.ts";

/** Somebody who hears of calls. */
export interface CallListener {
  /** A call in a new version. */
  onRow: (row: Call) => void;
  /** Some changes may have been missed: fetch what matters. */
  onJoin: () => void;
  /** Whether changes arrive as they happen. */
  onLive?: (live: boolean) => void;
  /** What came could not be read. */
  onFailure: (error: unknown) => void;
}

const LineRow = v.object({ phone_number: E164Schema });

/** Follows the calls that a seat may see: everybody's for supervisors and admins, else its own. */
export function followCalls(
  client: SupabaseClient,
  seat: Seat,
  listener: CallListener,
): () => void {
  return seat.role === "agent"
    ? followSeatCalls(client, seat, listener)
    : followTopic(client, `workspace:${seat.workspaceId}:calls`, topicListener(listener));
}

/**
 * Follows the calls that a seat takes part in, and those that ring its lines: a line's ring is one message, however many
 * it rings. Which lines those are is read again whenever the seat's numbers change.
 * @returns stops
 */
export function followSeatCalls(
  client: SupabaseClient,
  seat: Pick<Seat, "id">,
  listener: CallListener,
): () => void {
  const lines = new Map<string, () => void>();
  let stopped = false;

  async function follow(): Promise<void> {
    const rung = new Set(await readLines(client, seat.id));
    if (stopped) return;
    for (const [number, leave] of lines) {
      if (rung.has(number)) continue;
      leave();
      lines.delete(number);
    }
    // Whether all is heard, the seat's own topic says: it goes over the same socket.
    const { onLive: _own, ...ofLine } = listener;
    for (const number of rung) {
      if (!lines.has(number)) {
        lines.set(number, followTopic(client, `line:${number}`, topicListener(ofLine)));
      }
    }
  }

  const read = () => void follow().catch(listener.onFailure);
  const stopNumbers = followTopic(client, `agent:${seat.id}`, {
    event: "numbers",
    onJoin: read,
    onPayload: read,
  });
  const stopOwn = followTopic(client, `agent:${seat.id}`, topicListener(listener));
  return () => {
    stopped = true;
    stopNumbers();
    stopOwn();
    for (const leave of lines.values()) leave();
  };
}

const readings = new WeakMap<SupabaseClient, Map<number, Promise<string[]>>>();

/** The numbers that ring the seat. Who asks while an answer is on its way gets that one. */
function readLines(client: SupabaseClient, agentId: number): Promise<string[]> {
  const underWay = readings.get(client) ?? new Map<number, Promise<string[]>>();
  readings.set(client, underWay);
  const known = underWay.get(agentId);
  if (known) return known;
  const query = client.from("agent_phone").select("phone_number").eq("agent_id", agentId);
  const reading = readRows(query.eq("rings", true).order("id"), LineRow)
    .then((rows) => rows.map((row) => row.phone_number))
    .finally(() => underWay.delete(agentId));
  underWay.set(agentId, reading);
  return reading;
}

function topicListener({ onRow, onJoin, onLive, onFailure }: CallListener) {
  return {
    event: "call",
    onJoin,
    ...(onLive === undefined ? {} : { onLive }),
    onPayload: (payload: unknown) => {
      const call = v.safeParse(CallSchema, payload);
      if (call.success) onRow(call.output);
      else onFailure(new Error("Cannot read call: unknown shape"));
    },
  };
}
