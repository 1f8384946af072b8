import type { IntrospectResult } from "@supabase/lite";

/**
 * A string, number or boolean meant for a json column or argument reaches Postgres from Lite as if
 * it were JSON text: `"hello"` is refused and `"{}"` becomes an object. Written as JSON text here,
 * it arrives as what it is, as with PostgREST. (Lite decodes a column's text once more itself.)
 */
export async function quoteJsonScalars(
  request: Request,
  catalog: IntrospectResult,
): Promise<Request> {
  if (!["POST", "PATCH", "PUT"].includes(request.method) || request.body === null) return request;
  if (!(request.headers.get("content-type") ?? "").includes("json")) return request;
  const { pathname } = new URL(request.url);
  const names = jsonNames(pathname, catalog);
  if (names.size === 0) return request;
  const write = pathname.startsWith("/rest/v1/rpc/")
    ? JSON.stringify
    : (value: unknown) => JSON.stringify(JSON.stringify(value));
  const text = await request.text();
  return new Request(request.url, {
    method: request.method,
    headers: request.headers,
    body: quoted(text, names, write),
  });
}

function quoted(
  text: string,
  names: ReadonlySet<string>,
  write: (value: unknown) => string,
): string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return text; // Lite names the fault.
  }
  for (const row of Array.isArray(body) ? body : [body]) {
    if (typeof row !== "object" || row === null) continue;
    for (const [name, value] of Object.entries(row)) {
      if (typeof value !== "object" && names.has(name)) row[name] = write(value);
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
