import * as v from "valibot";
import { type Call, CallSchema } from "../../../supabase/functions/_shared/contracts/call.ts";
import { callRpc, type RpcClient } from "../shared/call-rpc.ts";
import type { Cursor } from "./call-list.ts";

/**
 * The lists of calls that the database keeps an index for. `open`: those that go on. `to-return`: those missed in the
 * last seven days after which nobody has reached or tried the caller.
 */
export type CallListName = "all" | "open" | "to-return";

/** A full page; a shorter one is the last. */
export const pageSize = 50;

const PageSchema = v.object({ ok: v.literal(true), calls: v.array(CallSchema) });

/**
 * Reads one page of the calls that the signed-in person may see, the newest first.
 * @param after the last call of the page before; null for the newest
 * @throws when it can't be read
 */
export async function readCallPage(
  client: RpcClient,
  workspaceId: number,
  which: CallListName,
  after: Cursor | null,
): Promise<Call[]> {
  const from = after === null ? {} : { before_at: after.createdAt, before_id: after.id };
  const args = { workspace_id: workspaceId, which, count: pageSize, ...from };
  const page = await callRpc(client, "list_calls", args, PageSchema);
  if (!page.ok) throw new Error(`Cannot read calls: ${page.problem.code}`);
  return page.value.calls;
}
