import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Sql } from "../postgres/connect.ts";
import { inFile } from "./script-error.ts";

/** As the official CLI names it, so that `supabase db push --include-seed` sees that it ran. */
const RECORDED_AS = "supabase/seed.sql";

/**
 * Runs the seed in one transaction, once in a database's life; a changed file does not run again.
 * @returns whether it ran now
 */
export async function seed(sql: Sql, path: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  const script = await readFile(path, "utf8");
  await sql.unsafe(`
    create schema if not exists supabase_migrations;
    create table if not exists supabase_migrations.seed_files (
      path text not null primary key, hash text not null
    );
  `);
  const rows = await sql`
    select from supabase_migrations.seed_files where path = ${RECORDED_AS}`;
  if (rows.length > 0) return false;
  const hash = createHash("sha256").update(script).digest("hex");
  await inFile(RECORDED_AS, script, () =>
    sql.begin(async (transaction) => {
      await transaction.unsafe(script);
      await transaction`
        insert into supabase_migrations.seed_files (path, hash) values (${RECORDED_AS}, ${hash})`;
    }));
  return true;
}
