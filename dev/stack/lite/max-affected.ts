import type { IntrospectResult } from "@supabase/lite";
import { preferencesOf } from "./preferences.ts";
import { functionsCalled, relationOf } from "./relation.ts";

/**
 * `Prefer: handling=strict, max-affected=N` on a function: Lite knows it of tables only.
 * https://docs.postgrest.org/en/stable/references/api/preferences.html#max-affected
 */
function maxAffected(request: Request): number | null {
  const preferences = preferencesOf(request);
  if (!relationOf(request)?.isFunction || !preferences.includes("handling=strict")) return null;
  const limit = preferences.map((one) => /^max-affected=(\d+)$/.exec(one)?.[1]).find(Boolean);
  return limit === undefined ? null : Number(limit);
}

/** The refusal of a function that answers no set of rows, before it is called. */
export function refuseSingle(request: Request, catalog: IntrospectResult): Response | undefined {
  const name = relationOf(request)?.name ?? "";
  const functions = functionsCalled(catalog, name);
  const answersRows = functions.length === 0 || functions.some((one) => one.return_is_setof);
  if (answersRows || maxAffected(request) === null) return undefined;
  return refusal(
    "PGRST128",
    "Function must return SETOF or TABLE when max-affected preference is used with handling=strict",
    null,
  );
}

/** The refusal of an answer with more rows than allowed; whoever gets it rolls back. */
export function refuseTooMany(request: Request, answer: unknown): Response | undefined {
  const limit = maxAffected(request);
  if (limit === null || !(answer instanceof Response)) return undefined;
  const [, first, last] = /^(\d+)-(\d+)\//.exec(answer.headers.get("content-range") ?? "") ?? [];
  const rows = last === undefined ? 0 : Number(last) - Number(first) + 1;
  if (rows <= limit) return undefined;
  return refusal(
    "PGRST124",
    "Query result exceeds max-affected preference constraint",
    `The query affects ${rows} rows`,
  );
}

function refusal(code: string, message: string, details: string | null): Response {
  return Response.json({ code, details, hint: null, message }, { status: 400 });
}
