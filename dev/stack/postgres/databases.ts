import { withConnection } from "./connect.ts";

/**
 * Makes a database as a copy of another, in tens of milliseconds. Nobody may be connected to the
 * template meanwhile.
 */
export async function createDatabase(
  superuserUrl: string,
  name: string,
  options: { template: string; owner?: string },
): Promise<void> {
  const owner = options.owner ?? "supabase_admin";
  await withConnection(superuserUrl, (sql) =>
    sql`
      create database ${sql(name)} template ${sql(options.template)} strategy file_copy owner ${
      sql(owner)
    }`);
}

/** Drops a database, also while somebody is connected to it. */
export async function dropDatabase(superuserUrl: string, name: string): Promise<void> {
  await withConnection(
    superuserUrl,
    (sql) => sql`drop database if exists ${sql(name)} with (force)`,
  );
}
