import postgres from "postgres";

export type Sql = postgres.Sql;

/**
 * A small pool for the stack's own queries. `types` of results stay postgres.js's own; notices are
 * dropped, for nobody reads them here.
 */
export function connect(url: string, options: { max?: number } = {}): Sql {
  return postgres(url, { max: options.max ?? 1, onnotice: () => undefined });
}
