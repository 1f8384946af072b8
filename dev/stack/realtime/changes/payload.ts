import type { Sql } from "postgres";
import type { Claims } from "../claims.ts";
import { actAs, inRolledBackTransaction, type Queryable } from "../database.ts";
import type { Condition } from "./filter.ts";
import { meets, pick, toJson } from "./row.ts";
import type { RowChange } from "./stream.ts";
import { type Column, describeTable } from "./table.ts";

export interface Binding {
  id: number;
  conditions: Condition[];
  /** Only these columns, besides the key; null: all. */
  select: string[] | null;
}

export interface Sighting {
  ids: number[];
  data: unknown;
}

/**
 * What one subscriber may see of a change, by hosted's rules: an inserted or updated row only if the
 * subscriber can select it now, columns only with a grant, the old row only by its key where row-level
 * security is on; a deleted row cannot be asked about, so that its key is told to all who listen.
 * Source: https://supabase.com/docs/guides/realtime/postgres-changes
 */
export function sightings(
  sql: Sql,
  change: RowChange,
  claims: Claims,
  bindings: Binding[],
  committedAt: string,
): Promise<Sighting[]> {
  return inRolledBackTransaction(sql, async (tx) => {
    const table = await describeTable(tx, change.schema, change.table, claims.role);
    if (table === null) return [];
    const keys = table.columns.filter((column) => column.isKey);
    const readable = table.columns.filter((column) => column.readable);
    const oldColumns = table.rowSecurity ? keys : table.columns;
    const wholeOld = change.type === "DELETE" ? change.row : (change.old ?? change.row);
    const old = change.type === "INSERT"
      ? null
      : pick(wholeOld, change.old || change.type === "DELETE" ? oldColumns : keys);
    const compared = change.type === "DELETE" ? old ?? {} : pick(change.row, table.columns);

    const matching: Binding[] = [];
    for (const binding of bindings) {
      if (await meets(tx, compared, table.columns, binding.conditions)) matching.push(binding);
    }
    if (matching.length === 0) return [];

    const describe = async (ids: number[], columns: Column[], errors: string[] | null) => {
      const kept = errors === null ? columns : [];
      const record = await toJson(tx, pick(change.row, kept), kept);
      const data = {
        schema: change.schema,
        table: change.table,
        commit_timestamp: committedAt,
        type: change.type,
        columns: kept.map(({ name, type }) => ({ name, type })),
        ...(change.type !== "DELETE" && { record }),
        ...(old !== null && { old_record: await toJson(tx, pick(old, kept), kept) }),
        errors,
      };
      return { ids, data };
    };

    const ids = matching.map(({ id }) => id);
    if (keys.length === 0 && change.type !== "DELETE") {
      return [await describe(ids, [], ["Error 400: Bad Request, no primary key"])];
    }
    if (readable.length === 0) return [await describe(ids, [], ["Error 401: Unauthorized"])];

    const seen: Sighting[] = [];
    for (const [select, group] of groupBySelect(matching)) {
      const columns = select === null
        ? readable
        : readable.filter(({ name, isKey }) => isKey || select.includes(name));
      seen.push(await describe(group, columns, null));
    }
    if (change.type === "DELETE" || !table.rowSecurity) return seen;
    await actAs(tx, claims, "");
    return await canSelect(tx, change, keys) ? seen : [];
  });
}

/** Whether the transaction's role finds the row by its key. */
async function canSelect(tx: Queryable, change: RowChange, keys: Column[]): Promise<boolean> {
  const wheres = keys.map(({ name, sqlType }) =>
    tx`${tx(name)} = (${change.row[name] ?? null}::text)::${tx.unsafe(sqlType)}`
  );
  const where = wheres.reduce((all, one) => tx`${all} and ${one}`);
  const rows = await tx`select from ${tx(change.schema)}.${tx(change.table)} where ${where}`;
  return rows.length > 0;
}

function groupBySelect(bindings: Binding[]): [string[] | null, number[]][] {
  const groups = new Map<string, [string[] | null, number[]]>();
  for (const { id, select } of bindings) {
    const key = JSON.stringify(select);
    const group = groups.get(key) ?? [select, []];
    group[1].push(id);
    groups.set(key, group);
  }
  return [...groups.values()];
}
