import type { IntrospectResult } from "@supabase/lite";
import { functionsCalled } from "./relation.ts";

/** As much of what Lite parses of a request as is read here. */
interface Embedding {
  join?: Record<string, { from?: string; hint?: string }>;
  select?: readonly (string | Record<string, object>)[];
}

interface ParsedRequest extends Embedding {
  from?: string;
  function?: string;
}

/** Names no relationship. */
const NONE = "no relationship of PostgREST's";

/**
 * Lets no request embed what Lite finds and PostgREST does not:
 * - A table in itself. Lite joins it under one name for both sides, and with `!inner`, a spread or a filter answers wrong
 *   rows. (PostgREST does embed it.)
 * - Through a table between two others whose primary key does not hold both its keys.
 * - A table to which both a key of its own and such a table between lead. (PostgREST answers PGRST201.)
 *
 * Such an embedding gets a hint that leads nowhere, so that the request is refused (PGRST200).
 * https://docs.postgrest.org/en/stable/references/api/resource_embedding.html
 */
export function refuseWrongEmbedding(ast: ParsedRequest, catalog: IntrospectResult): void {
  const [called] = functionsCalled(catalog, ast.function ?? "");
  const origin = ast.from ?? called?.return_type;
  if (origin !== undefined) mark(ast, origin, catalog);
}

function mark({ join = {}, select = [] }: Embedding, origin: string, catalog: IntrospectResult) {
  for (const [alias, joined] of Object.entries(join)) {
    const target = joined.from ?? alias;
    if (isWrong(catalog, origin, target, joined.hint)) joined.hint = NONE;
    for (const entry of select) {
      const embedded = typeof entry === "string" ? undefined : entry[alias];
      if (embedded !== undefined) mark(embedded, target, catalog);
    }
  }
}

function isWrong(
  catalog: IntrospectResult,
  origin: string,
  target: string,
  hint: string | undefined,
): boolean {
  if (origin === target) return true;
  // Anything else is a column, a constraint, a function or a view: Lite knows those.
  const isTable = (name: string) =>
    catalog.tables.some((table) => table.name === name && table.type === "table");
  if (!isTable(origin) || !isTable(target)) return false;
  if (functionsCalled(catalog, target).length > 0) return false;
  if (hint !== undefined) {
    const named = catalog.foreign_keys
      .filter(({ table, ref_table }) =>
        [table, ref_table].every((one) => [origin, target].includes(one))
      )
      .some((key) => [key.foreign_key_name, key.column, key.ref_column].includes(hint));
    return !named && isTable(hint) && !isBetween(catalog, hint, origin, target);
  }
  const direct = [...keysOf(catalog, origin, target), ...keysOf(catalog, target, origin)].length;
  const between = catalog.tables.filter(({ name }) => isBetween(catalog, name, origin, target));
  return direct + between.length === 0 || direct === 1 && between.length > 0;
}

/** Each foreign key from one table to another, as its columns. */
function keysOf(catalog: IntrospectResult, from: string, to: string): string[][] {
  const keys = catalog.foreign_keys.filter(({ table, ref_table }) =>
    table === from && ref_table === to
  );
  return [...Map.groupBy(keys, ({ foreign_key_name }) => foreign_key_name).values()]
    .map((columns) => columns.map(({ column }) => column));
}

/** Whether PostgREST takes a table for one between two others: its primary key holds a key to each of them. */
function isBetween(catalog: IntrospectResult, table: string, one: string, other: string): boolean {
  const primary = catalog.primary_keys.find((key) => key.table === table)?.columns ?? [];
  const holds = (key: string[]) => key.every((column) => primary.includes(column));
  return keysOf(catalog, table, one).some(holds) && keysOf(catalog, table, other).some(holds);
}
