import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { inFile } from "../../stack/migrate/script-error.ts";
import { type Sql, withConnection } from "../../stack/postgres/connect.ts";
import { grantAsBefore, revokeAsToday } from "../../stack/system/system.ts";
import type { TestDatabase } from "../../stack/test-database.ts";

/** The SQL files of a folder in the order of their names, which is that of applying them. */
export function sqlFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith(".sql")).sort()
    .map((name) => join(folder, name));
}

/**
 * Runs SQL as `postgres`, who on hosted runs migrations, in one transaction.
 * @param file for the message
 * @throws {ScriptError} naming file and line
 */
function applyScript(sql: Sql, script: string, file: string): Promise<void> {
  return inFile(file, script, () =>
    sql.begin(async (transaction) => {
      await transaction.unsafe(script);
    }));
}

/** Applies every file of a folder of migrations or of schemas. */
export async function applyFolder(database: TestDatabase, folder: string): Promise<void> {
  await withConnection(database.url, async (sql) => {
    for (const path of sqlFiles(folder)) {
      await applyScript(sql, readFileSync(path, "utf8"), short(path));
    }
  });
}

/**
 * The same under the default grants of projects made before 2026-05-30. They are there anew before
 * each file: whoever switches "expose new tables" on has them again, whatever an earlier migration
 * took away. In the end they are gone, so that only what they did to objects is left.
 */
export async function applyUnderOldGrants(database: TestDatabase, folder: string): Promise<void> {
  for (const path of sqlFiles(folder)) {
    await underOldGrants(database, readFileSync(path, "utf8"), short(path));
  }
}

/** One script of {@link applyUnderOldGrants}. */
export async function underOldGrants(
  database: TestDatabase,
  script: string,
  file: string,
): Promise<void> {
  await withConnection(database.superuserUrl, grantAsBefore);
  await withConnection(database.url, (sql) => applyScript(sql, script, file));
  await withConnection(database.superuserUrl, revokeAsToday);
}

function short(path: string): string {
  return join("supabase", basename(join(path, "..")), basename(path));
}
