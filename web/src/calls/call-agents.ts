import type { SupabaseClient } from "@supabase/supabase-js";
import * as v from "valibot";
import { IdSchema } from "../../../supabase/functions/_shared/contracts/fields.ts";
import { readRows } from "../shared/read-rows.ts";

const CallAgentRow = v.object({ agent_id: IdSchema });

/** Reads whom a call in rang: agent ids. A lost call has participants that it never rang, since their line it was. */
export async function readCallAgents(
  client: Pick<SupabaseClient, "from">,
  workspaceId: number,
  callId: number,
): Promise<number[]> {
  const query = client.from("call_participant").select("agent_id").eq("workspace_id", workspaceId);
  const rows = await readRows(
    query.eq("call_id", callId).not("rang_at", "is", null).order("agent_id"),
    CallAgentRow,
  );
  return rows.map((row) => row.agent_id);
}
