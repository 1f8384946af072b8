import * as v from "valibot";
import { type Call, CallSchema } from "../../../supabase/functions/_shared/contracts/call.ts";
import { followTopic, type TopicClient } from "../shared/live-topic.ts";
import type { Seat } from "../shared/workspace-data.ts";

/** The topic that tells a seat of calls: everybody's for supervisors, else the own ones. */
export function callTopic(seat: Seat): string {
  return seat.role === "agent" ? `agent:${seat.id}` : `workspace:${seat.workspaceId}:calls`;
}

/**
 * Follows the calls that concern one agent.
 * @param onRow a call in a new version
 * @param onJoin some changes may have been missed: fetch what matters
 * @returns stops
 */
export function followCalls(
  client: TopicClient,
  agentId: number,
  onRow: (row: Call) => void,
  onJoin: () => void,
): () => void {
  return followTopic(client, `agent:${agentId}`, {
    event: "call",
    onJoin,
    onPayload: (payload) => {
      const call = v.safeParse(CallSchema, payload);
      if (call.success) onRow(call.output);
      else console.warn("Cannot read call: unknown shape");
    },
  });
}
