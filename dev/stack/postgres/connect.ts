import postgres from "postgres";

export type Sql = postgres.Sql;

/**
 * A small pool for the stack's own queries. `types` of results stay postgres.js's own; notices are
 * dropped, for nobody reads them here.
 */
export function connect(url: string, options: { max?: number } = {}): Sql {
  return postgres(url, { max: options.max ?? 1, onnotice: () => undefined });
}

/** Runs `work` with a connection of its own, which is closed whatever happens. */
export async function withConnection<T>(url: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = connect(url);
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}
