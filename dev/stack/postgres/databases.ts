import { connect } from "./connect.ts";

/**
 * Makes a database as a copy of another, in tens of milliseconds. Nobody may be connected to the
 * template meanwhile.
 */
export async function createDatabase(
  superuserUrl: string,
  name: string,
  options: { template: string; owner?: string },
): Promise<void> {
  const sql = connect(superuserUrl);
  try {
    const owner = options.owner ?? "supabase_admin";
    await sql`
      create database ${sql(name)} template ${sql(options.template)} strategy file_copy owner ${
      sql(owner)
    }`;
  } finally {
    await sql.end();
  }
}

/** Drops a database, also while somebody is connected to it. */
export async function dropDatabase(superuserUrl: string, name: string): Promise<void> {
  const sql = connect(superuserUrl);
  try {
    await sql`drop database if exists ${sql(name)} with (force)`;
  } finally {
    await sql.end();
  }
}
