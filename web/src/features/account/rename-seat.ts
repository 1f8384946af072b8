import * as v from "valibot";
import { callRpc, type RpcClient } from "../../shared/call-rpc.ts";
import { type Problem, problemOf } from "../../shared/problem.ts";

const Renamed = v.object({ ok: v.literal(true), display_name: v.string() });

/** Gives the signed-in person another name in a workspace. Null when it worked. */
export async function renameSeat(
  client: RpcClient | null,
  workspaceId: number,
  name: string,
): Promise<Problem | null> {
  if (!client) return problemOf("E-NETWORK");
  const answer = await callRpc(
    client,
    "rename_own_seat",
    { workspace_id: workspaceId, display_name: name },
    Renamed,
  );
  return answer.ok ? null : answer.problem;
}
