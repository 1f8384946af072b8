import type { SupabaseClient } from "@supabase/supabase-js";
import * as v from "valibot";

/** What reading tables needs of the client. */
export type RowsClient = Pick<SupabaseClient, "from">;

interface Answer {
  data: unknown;
  error: { message: string; code?: string } | null;
}

/**
 * Awaits a query of supabase-js and parses its rows.
 * @throws when the database refuses, does not answer, or answers something else
 */
export async function readRows<const S extends v.GenericSchema>(
  query: PromiseLike<Answer>,
  schema: S,
): Promise<v.InferOutput<S>[]> {
  const { data, error } = await query;
  if (error) throw new Error(`Cannot read rows: ${error.code ?? ""} ${error.message}`);
  return v.parse(v.array(schema), data);
}
