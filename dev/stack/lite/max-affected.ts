import type { IntrospectResult } from "@supabase/lite";
import { preferencesOf } from "./preferences.ts";
import { Refusal } from "./refusal.ts";
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

/**
 * Refuses a function that answers no set of rows, before it is called.
 * @throws {Refusal} PGRST128
 */
export function refuseSingle(request: Request, catalog: IntrospectResult): void {
  if (maxAffected(request) === null) return;
  const functions = functionsCalled(catalog, relationOf(request)?.name ?? "");
  if (functions.length === 0 || functions.some((one) => one.return_is_setof)) return;
  throw new Refusal(400, {
    code: "PGRST128",
    message:
      "Function must return SETOF or TABLE when max-affected preference is used with handling=strict",
  });
}

/**
 * Refuses an answer with more rows than allowed; the transaction must not outlive it.
 * @throws {Refusal} PGRST124
 */
export function refuseTooMany(request: Request, answer: unknown): void {
  const limit = maxAffected(request);
  if (limit === null || !(answer instanceof Response)) return;
  const [, first, last] = /^(\d+)-(\d+)\//.exec(answer.headers.get("content-range") ?? "") ?? [];
  const rows = last === undefined ? 0 : Number(last) - Number(first) + 1;
  if (rows <= limit) return;
  throw new Refusal(400, {
    code: "PGRST124",
    message: "Query result exceeds max-affected preference constraint",
    details: `The query affects ${rows} rows`,
  });
}
