import type { SupabaseClient } from "@supabase/supabase-js";
import * as v from "valibot";
import { IdSchema } from "../../../supabase/functions/_shared/contracts/fields.ts";
import { followTopic } from "../shared/live-topic.ts";
import { oneAtATime } from "../shared/one-at-a-time.ts";
import { readAllRows } from "../shared/read-rows.ts";

const TagRow = v.object({
  id: IdSchema,
  name: v.string(),
  key: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9))),
});

/** What can be said of a call that is over: a row of `outcome_tag`. */
export type OutcomeTag = v.InferOutput<typeof TagRow>;

/**
 * Keeps the workspace's outcomes, archived ones too: older calls have them.
 * @param failed is told when they can't be read; they stay what they were
 * @returns stops
 */
export function followOutcomeTags(
  client: SupabaseClient,
  workspaceId: number,
  report: (tags: readonly OutcomeTag[]) => void,
  failed: (error: unknown) => void,
): () => void {
  let stopped = false;
  const read = oneAtATime(async () => {
    const query = () =>
      client.from("outcome_tag").select("id,name,key").eq("workspace_id", workspaceId).order("id");
    const tags = await readAllRows(query, TagRow);
    if (!stopped) report(tags);
  });
  const reread = () => void read().catch(failed);
  const unfollow = followTopic(client, `workspace:${workspaceId}:policy`, {
    event: "outcomes",
    onJoin: reread,
    onPayload: reread,
  });
  return () => {
    stopped = true;
    unfollow();
  };
}
