import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Sql } from "../postgres/connect.ts";
import { inFile } from "./script-error.ts";
import { splitStatements } from "./statements.ts";

/** `<version>_<name>.sql`; the official CLI takes other files for notes and skips them. */
const FILE = /^(\d+)_(.*)\.sql$/;

/**
 * Applies the migrations that the database does not have yet, each file in one transaction, and
 * records them where `supabase db push` and `supabase migration list` look.
 *
 * @param sql connected as `postgres`, who on hosted runs them too
 * @param folder `supabase/migrations`
 * @returns the versions applied now
 * @throws {ScriptError} naming file and line; the files before stay applied
 */
export async function migrate(sql: Sql, folder: string): Promise<string[]> {
  await sql.unsafe(`
    create schema if not exists supabase_migrations;
    create table if not exists supabase_migrations.schema_migrations (version text not null primary key);
    alter table supabase_migrations.schema_migrations add column if not exists statements text[];
    alter table supabase_migrations.schema_migrations add column if not exists name text;
  `);
  const rows = await sql<{ version: string }[]>`
    select version from supabase_migrations.schema_migrations`;
  const known = new Set(rows.map(({ version }) => version));
  const applied: string[] = [];
  for (const file of await migrationFiles(folder)) {
    const [, version = "", name = ""] = FILE.exec(file) ?? [];
    if (known.has(version)) continue;
    const script = await readFile(join(folder, file), "utf8");
    await inFile(join("supabase/migrations", file), script, () =>
      sql.begin(async (transaction) => {
        await transaction.unsafe(script);
        await transaction`
          insert into supabase_migrations.schema_migrations (version, name, statements)
          values (${version}, ${name}, ${splitStatements(script)})`;
      }));
    applied.push(version);
  }
  return applied;
}

async function migrationFiles(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  return (await readdir(folder)).filter((file) => FILE.test(file)).sort();
}
