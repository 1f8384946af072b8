import * as v from "valibot";
import { type Call, CallSchema } from "../../../supabase/functions/_shared/contracts/call.ts";
import { followTopic, type TopicClient } from "../shared/live-topic.ts";

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
