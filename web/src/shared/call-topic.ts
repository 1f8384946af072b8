import * as v from "valibot";
import { type Call, CallSchema } from "../../../supabase/functions/_shared/contracts/call.ts";
import { SidSchema } from "../../../supabase/functions/_shared/contracts/fields.ts";
import { followTopic, type TopicClient } from "./live-topic.ts";

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

const KeyMessage = v.object({ api_key_sid: SidSchema("SK") });

/**
 * Follows which API key signs the seat's tokens.
 * @param onKey the SID of another key
 * @returns stops
 */
export function followKey(
  client: TopicClient,
  agentId: number,
  onKey: (keySid: string) => void,
): () => void {
  return followTopic(client, `agent:${agentId}`, {
    event: "token",
    // What was missed comes with the token's renewal, at the latest after a quarter of an hour.
    onJoin: () => {},
    onPayload: (payload) => {
      const message = v.safeParse(KeyMessage, payload);
      if (message.success) onKey(message.output.api_key_sid);
      else console.warn("Cannot read token: unknown shape");
    },
  });
}
