import * as v from "valibot";
import { AuditNewsSchema } from "../../../supabase/functions/_shared/contracts/audit.ts";
import { followTopic, type TopicClient } from "./live-topic.ts";

/**
 * Follows what is changed in Setup, by whichever admin or by SQL; the own changes, too. Only admins are told.
 * @param onChange gets the action as the audit log names it, `number.renamed`; null: some may have been missed
 * @returns stops
 */
export function followAdminChanges(
  client: TopicClient,
  workspaceId: number,
  onChange: (action: string | null) => void,
): () => void {
  return followTopic(client, `workspace:${workspaceId}:audit`, {
    event: "change",
    onJoin: () => onChange(null),
    onPayload: (payload) => {
      const news = v.safeParse(AuditNewsSchema, payload);
      // Something has changed in any case.
      onChange(news.success ? news.output.action : null);
    },
  });
}
