import type { SupabaseClient } from "@supabase/supabase-js";
import * as v from "valibot";
import { ErrorCodeSchema } from "../../../supabase/functions/_shared/contracts/error_answer.ts";
import type { ErrorCode } from "../../../supabase/functions/_shared/contracts/errors.ts";
import { type Problem, problemOf } from "./problem.ts";

/** What reading tables needs of the client. */
export type RowsClient = Pick<SupabaseClient, "from">;

interface Answer {
  data: unknown;
  error: { message: string; code?: string; details?: string | null } | null;
}

/** A trigger of ours refused a change and said why. */
class RefusedError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    super(`The database refuses: ${code}`);
    this.code = code;
  }
}

/** The code with which a trigger refused a change (`private.refuse_change`), or null: the error is another. */
export function refusedBy(error: { details?: string | null }): ErrorCode | null {
  const code = v.safeParse(ErrorCodeSchema, error.details);
  return code.success ? code.output : null;
}

/** What to show for something that `readRows` threw. */
export function rowsProblem(error: unknown): Problem {
  return problemOf(error instanceof RefusedError ? error.code : "E-DATABASE");
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
  if (error) {
    const refused = refusedBy(error);
    throw refused === null
      ? new Error(`Cannot read rows: ${error.code ?? ""} ${error.message}`)
      : new RefusedError(refused);
  }
  return v.parse(v.array(schema), data);
}

/** So many rows the API answers at most, whatever is asked: `max_rows` in supabase/config.toml. */
const mostRows = 1000;

/** A query of supabase-js whose rows come in an order that no two share, so that none is left out or read twice. */
interface PagedQuery {
  range(from: number, to: number): PromiseLike<Answer>;
}

/**
 * Reads all rows of a query, however many, and parses them. Without this a list is cut at 1,000 rows and nothing says so.
 * @param query makes the query anew, for each page one
 * @throws when the database refuses, does not answer, or answers something else
 */
export async function readAllRows<const S extends v.GenericSchema>(
  query: () => PagedQuery,
  schema: S,
): Promise<v.InferOutput<S>[]> {
  const rows: v.InferOutput<S>[] = [];
  for (;;) {
    const from = rows.length;
    const page = await readRows(query().range(from, from + mostRows - 1), schema);
    for (const row of page) rows.push(row);
    if (page.length < mostRows) return rows;
  }
}
