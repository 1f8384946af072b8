import type { IntrospectResult } from "@supabase/lite";
import { isObject } from "./json-body.ts";
import { functionsCalled, relationOf } from "./relation.ts";

/**
 * A string, number or boolean meant for a json column or argument reaches Postgres from Lite as if
 * it were JSON text: `"hello"` is refused and `"{}"` becomes an object. Written as JSON text here,
 * it arrives as what it is, as with PostgREST. (Lite decodes a column's text once more itself.)
 */
export function quoteJsonScalars(
  request: Request,
  body: unknown,
  catalog: IntrospectResult,
): unknown {
  const names = jsonNames(request, catalog);
  if (names.size === 0) return body;
  const write = relationOf(request)?.isFunction
    ? JSON.stringify
    : (value: unknown) => JSON.stringify(JSON.stringify(value));
  const quoted = (row: unknown): unknown =>
    isObject(row)
      ? Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          typeof value !== "object" && names.has(name) ? write(value) : value,
        ]),
      )
      : row;
  return Array.isArray(body) ? body.map(quoted) : quoted(body);
}

/** Columns of the table, or arguments of the function, that are json or jsonb. */
function jsonNames(request: Request, catalog: IntrospectResult): ReadonlySet<string> {
  const relation = relationOf(request);
  if (relation === null) return new Set();
  if (!relation.isFunction) {
    return new Set(
      catalog.columns
        .filter((column) => column.table === relation.name && isJson(column.type))
        .map(({ name }) => name),
    );
  }
  return new Set(
    functionsCalled(catalog, relation.name).flatMap(({ arg_names, arg_types }) =>
      arg_names.filter((_, index) => isJson(arg_types[index] ?? ""))
    ),
  );
}

export function isJson(type: string): boolean {
  return type === "json" || type === "jsonb";
}
