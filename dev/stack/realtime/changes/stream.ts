import postgres from "postgres";
import type { TextRow } from "./row.ts";

export interface RowChange {
  type: "INSERT" | "UPDATE" | "DELETE";
  schema: string;
  table: string;
  /** The row after the change; of a deleted row, what the stream tells of it. */
  row: TextRow;
  /** The row before an update, when its key changed or the table's replica identity is full. */
  old: TextRow | null;
}

/** Types that postgres.js would turn into JavaScript values; here every value stays text. */
const AS_TEXT = {
  to: 25,
  from: [16, 17, 20, 21, 23, 26, 114, 700, 701, 1082, 1114, 1184, 3802],
  serialize: (value: unknown) => String(value),
  parse: (text: string) => text,
};

const TYPES = { insert: "INSERT", update: "UPDATE", delete: "DELETE" } as const;

/**
 * Follows the tables of publication `supabase_realtime` by logical replication, through a slot that ends with
 * the connection. Resolves when changes committed from now on will be reported.
 */
export async function streamChanges(
  databaseUrl: string,
  onChange: (change: RowChange) => void,
): Promise<() => Promise<void>> {
  const sql = postgres(databaseUrl, {
    publications: "supabase_realtime",
    types: { number: AS_TEXT, json: AS_TEXT, boolean: AS_TEXT, date: AS_TEXT, bytea: AS_TEXT },
    fetch_types: false,
    onnotice: () => {},
  });
  const subscription = await sql.subscribe("*", (row, info) => {
    const { schema, table, keys } = info.relation;
    // Where the stream tells the key alone, it fills the other columns with nulls.
    const known = (before: TextRow) =>
      "key" in info && info.key
        ? Object.fromEntries(keys.map(({ name }) => [name, before[name]]))
        : before;
    const type = TYPES[info.command];
    onChange({
      type,
      schema,
      table,
      row: type === "DELETE" ? known(row ?? {}) : row ?? {},
      old: info.command === "update" && info.old ? known(info.old) : null,
    });
  });
  return async () => {
    subscription.unsubscribe();
    await sql.end({ timeout: 1 });
  };
}
