import { compareCatalogs, describeDifference } from "./compare.ts";
import { type Folders, makeDatabases, type Start } from "./databases.ts";

/**
 * What differs between the databases that the schemas and the migrations make, in sentences for a
 * person; an empty list when they agree, also under the old default grants.
 * @throws {ScriptError} when a file cannot be applied
 */
export async function disagreements(folders: Folders, start?: Start): Promise<string[]> {
  const { bySchemas, byMigrations, underOldGrants, stop } = await makeDatabases(folders, start);
  await stop();
  const differences = compareCatalogs(byMigrations.catalog, bySchemas.catalog).map((difference) =>
    describeDifference(difference, { before: "migrations", after: "schemas" })
  );
  const forgotten = compareCatalogs(underOldGrants.catalog, byMigrations.catalog).map((
    difference,
  ) =>
    describeDifference(difference, {
      before: "a project with the old default grants",
      after: "a project of today",
    })
  );
  return [...differences, ...forgotten];
}
