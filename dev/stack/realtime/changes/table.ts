import type { Queryable } from "../database.ts";

export interface Column {
  name: string;
  /** The type's short name, as clients expect it: int8, text, _text. */
  type: string;
  /** The type as SQL writes it, from the catalog. */
  sqlType: string;
  isKey: boolean;
  /** Whether the role may select it. */
  readable: boolean;
}

export interface Table {
  columns: Column[];
  rowSecurity: boolean;
}

/** Describes a table as `role` may see it. Null when it is gone. */
export async function describeTable(
  sql: Queryable,
  schema: string,
  table: string,
  role: string,
): Promise<Table | null> {
  const rows = await sql<(Column & { rowSecurity: boolean })[]>`
    select
      a.attname as name,
      t.typname as type,
      format_type(a.atttypid, a.atttypmod) as "sqlType",
      coalesce(a.attnum = any(i.indkey), false) as "isKey",
      has_column_privilege(${role}, c.oid, a.attnum, 'select') as readable,
      c.relrowsecurity as "rowSecurity"
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_index i on i.indrelid = c.oid and i.indisprimary
    where n.nspname = ${schema} and c.relname = ${table}
    order by a.attnum`;
  const [first] = rows;
  if (first === undefined) return null;
  return {
    rowSecurity: first.rowSecurity,
    columns: rows.map(({ name, type, sqlType, isKey, readable }) => ({
      name,
      type,
      sqlType,
      isKey,
      readable,
    })),
  };
}
