import type { SupabaseClient } from "@supabase/supabase-js";
import * as v from "valibot";
import { ErrorCodeSchema } from "../../../supabase/functions/_shared/contracts/error_answer.ts";
import { problemOf, type Result } from "./problem.ts";
import { refusedBy } from "./read-rows.ts";

/** What asking the database's own functions needs of the client. */
export type RpcClient = Pick<SupabaseClient, "rpc">;

const Refusal = v.object({ ok: v.literal(false), code: ErrorCodeSchema });

/**
 * Calls one of our functions in the database as whoever is signed in. Never throws.
 * @returns the parsed answer, or the problem: a refusal's words, or that it can't be reached
 */
export async function callRpc<const S extends v.GenericSchema>(
  client: RpcClient,
  name: string,
  args: Record<string, string | number | boolean | null | readonly string[]>,
  schema: S,
): Promise<Result<v.InferOutput<S>>> {
  // supabase-js types the data as `any`; `unknown` makes us look at what it is.
  const { data, error, status }: { data: unknown; error: DatabaseError | null; status: number } =
    await client.rpc(name, args);
  if (error) return { ok: false, problem: problemOf(codeOf(status, error)) };
  const refusal = v.safeParse(Refusal, data);
  if (refusal.success) return { ok: false, problem: problemOf(refusal.output.code) };
  const answer = v.safeParse(schema, data);
  return answer.success
    ? { ok: true, value: answer.output }
    : { ok: false, problem: problemOf("E-INTERNAL") };
}

type DatabaseError = Parameters<typeof refusedBy>[0];

/** What a failed request means; supabase-js gives the status 0 to one that was never answered. */
export function codeOf(status: number, error: DatabaseError) {
  const refused = refusedBy(error);
  if (refused !== null) return refused;
  if (status === 0) return "E-NETWORK";
  return status === 401 ? "E-AUTH-SIGNIN" : "E-DATABASE";
}
