import * as v from "valibot";
import { IdSchema, RoleSchema } from "../../../../supabase/functions/_shared/contracts/fields.ts";
import { callRpc, type RpcClient } from "../../shared/call-rpc.ts";
import { problemOf, type Result } from "../../shared/problem.ts";

/** What an invitation says before anybody signs in. */
export interface Invitation {
  workspace: string;
  /** The only address that can use it, in lower case. */
  email: string;
  role: v.InferOutput<typeof RoleSchema>;
}

const Seen = v.pipe(
  v.object({
    ok: v.literal(true),
    workspace_name: v.string(),
    email: v.string(),
    role: RoleSchema,
  }),
  v.transform(({ workspace_name: workspace, email, role }): Invitation => ({
    workspace,
    email,
    role,
  })),
);
const Accepted = v.object({ ok: v.literal(true), workspace_id: IdSchema });

/** @param connect gives the client, or rejects when the project can't be reached */
export async function lookAt(
  connect: () => Promise<RpcClient>,
  token: string,
): Promise<Result<Invitation>> {
  try {
    return await callRpc(await connect(), "look_at_invitation", { token }, Seen);
  } catch {
    return { ok: false, problem: problemOf("E-NETWORK") };
  }
}

/** Gives the signed-in person their seat. */
export async function accept(
  connect: () => Promise<RpcClient>,
  token: string,
): Promise<Result<{ workspaceId: number }>> {
  try {
    const answer = await callRpc(await connect(), "accept_invitation", { token }, Accepted);
    return answer.ok ? { ok: true, value: { workspaceId: answer.value.workspace_id } } : answer;
  } catch {
    return { ok: false, problem: problemOf("E-NETWORK") };
  }
}
