import * as v from "valibot";
import { SidSchema } from "../../../supabase/functions/_shared/contracts/fields.ts";
import { followTopic, type TopicClient } from "../shared/live-topic.ts";

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
