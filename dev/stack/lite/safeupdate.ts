/** Query parameters of PostgREST that choose no rows. */
const NO_FILTER = new Set(["select", "order", "limit", "offset", "columns", "on_conflict"]);

/**
 * Hosted Supabase loads the extension safeupdate for requests: UPDATE and DELETE need a WHERE.
 * Returns its refusal, or undefined. (Functions are checked when they are created: see
 * `system/guard.sql`.)
 */
export function refuseUnfiltered(request: Request): Response | undefined {
  const verb = { PATCH: "UPDATE", DELETE: "DELETE" }[request.method];
  if (verb === undefined) return undefined;
  for (const name of new URL(request.url).searchParams.keys()) {
    if (!NO_FILTER.has(name) && !name.includes(".")) return undefined;
  }
  return Response.json(
    { code: "21000", details: null, hint: null, message: `${verb} requires a WHERE clause` },
    { status: 400 },
  );
}
