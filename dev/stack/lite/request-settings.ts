import type { Caller } from "./caller.ts";

/**
 * What PostgREST sets in a request's transaction, each by `set_config(name, value, true)`, in this order.
 * https://docs.postgrest.org/en/stable/references/transactions.html
 */
export function settingsOf(request: Request, caller: Caller): [name: string, value: string][] {
  const { pathname } = new URL(request.url);
  const reads = request.method === "GET" || request.method === "HEAD";
  return [
    ...(reads ? [["transaction_read_only", "on"] satisfies [string, string]] : []),
    ["request.jwt.claims", JSON.stringify(caller.claims)],
    ["request.method", request.method],
    ["request.path", pathname.replace(/^\/rest\/v1/, "")],
    ["request.headers", JSON.stringify(Object.fromEntries(request.headers))],
    // Last, so that no setting needs a right of the role.
    ["role", caller.role],
  ];
}
