import type { IntrospectResult } from "@supabase/lite";

/**
 * A string meant for a json column or argument reaches Postgres from Lite as if it were JSON text:
 * `"hello"` is refused and `"{}"` becomes an object. Written as JSON text here, it arrives as the
 * string it is, as with PostgREST.
 */
export async function quoteJsonStrings(
  request: Request,
  catalog: IntrospectResult,
): Promise<Request> {
  if (!["POST", "PATCH", "PUT"].includes(request.method) || request.body === null) return request;
  if (!(request.headers.get("content-type") ?? "").includes("json")) return request;
  const names = jsonNames(new URL(request.url).pathname, catalog);
  if (names.size === 0) return request;
  const text = await request.text();
  return new Request(request.url, {
    method: request.method,
    headers: request.headers,
    body: quoted(text, names),
  });
}

function quoted(text: string, names: ReadonlySet<string>): string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return text; // Lite names the fault.
  }
  for (const row of Array.isArray(body) ? body : [body]) {
    if (typeof row !== "object" || row === null) continue;
    for (const [name, value] of Object.entries(row)) {
      if (typeof value === "string" && names.has(name)) row[name] = JSON.stringify(value);
    }
  }
  return JSON.stringify(body);
}

/** Columns of the table, or arguments of the function, that are json or jsonb. */
function jsonNames(pathname: string, catalog: IntrospectResult): ReadonlySet<string> {
  const [, called, relation] = /^\/rest\/v1\/(rpc\/)?([^/]+)$/.exec(pathname) ?? [];
  if (relation === undefined) return new Set();
  const name = decodeURIComponent(relation);
  if (called === undefined) {
    return new Set(
      catalog.columns
        .filter((column) => column.schema === "public" && column.table === name)
        .filter(({ type }) => isJson(type))
        .map((column) => column.name),
    );
  }
  const functions = catalog.functions ?? [];
  return new Set(
    functions
      .filter((candidate) => candidate.schema === "public" && candidate.name === name)
      .flatMap(({ arg_names, arg_types }) =>
        arg_names.filter((_, index) => isJson(arg_types[index] ?? ""))
      ),
  );
}

function isJson(type: string): boolean {
  return type === "json" || type === "jsonb";
}
