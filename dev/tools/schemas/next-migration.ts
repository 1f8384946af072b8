import { underOldGrants } from "./apply.ts";
import { readCatalog } from "./catalog.ts";
import { compareCatalogs, describeDifference } from "./compare.ts";
import { type Folders, makeDatabases, type Start } from "./databases.ts";
import { differenceByCli } from "./difference-by-cli.ts";

export interface NextMigration {
  sql: string;
  /** What it does not make, in sentences: to be written by hand. */
  left: string[];
}

/**
 * The SQL that brings a database from where the migrations left it to what the schemas say. It is tried
 * in a project with the old default grants, where a revoke that it lacks shows.
 * @returns undefined when schemas and migrations agree
 * @throws {ScriptError} when a file cannot be applied
 */
export async function nextMigration(
  folders: Folders,
  start?: Start,
): Promise<NextMigration | undefined> {
  const { bySchemas, byMigrations, underOldGrants: old, stop } = await makeDatabases(
    folders,
    start,
  );
  try {
    if (compareCatalogs(old.catalog, bySchemas.catalog).length === 0) return undefined;
    const sql = differenceByCli(byMigrations.url, bySchemas.url);
    const failures: string[] = [];
    await underOldGrants(old, sql, "this file").catch((error: unknown) => {
      failures.push(error instanceof Error ? error.message : String(error));
    });
    const left = compareCatalogs(await readCatalog(old.superuserUrl), bySchemas.catalog).map((
      difference,
    ) => describeDifference(difference, { before: "migrations", after: "schemas" }));
    return { sql, left: [...failures, ...left] };
  } finally {
    await stop();
  }
}
