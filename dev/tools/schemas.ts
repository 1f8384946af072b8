// Part of `npm run check`: `supabase/schemas` and `supabase/migrations` make the same database, also in a project with
// the old default grants.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readLock } from "./migrations-lock.ts";
import { sqlFiles } from "./schemas/apply.ts";
import { disagreements } from "./schemas/disagreements.ts";
import { FIRST, firstMigration } from "./schemas/first-migration.ts";
import { wrongNumbers } from "./schemas/numbers.ts";

/** Sentences about what does not agree in the folder `supabase`, and what to do; none when all does. */
export async function checkSchemas(supabase: string): Promise<string[]> {
  const schemas = join(supabase, "schemas");
  const migrations = join(supabase, "migrations");
  const misnumbered = wrongNumbers(sqlFiles(schemas));
  if (misnumbered.length > 0) return misnumbered;
  const released = readLock(supabase).size > 0;
  const [first, ...others] = sqlFiles(migrations);
  if (
    !released && (others.length > 0 || first !== join(migrations, FIRST) ||
      readFileSync(first, "utf8") !== firstMigration(schemas))
  ) {
    return [
      "The first migration is not what supabase/schemas says: run npm run migration -- --first",
    ];
  }
  const found = await disagreements({ schemas, migrations });
  if (found.length === 0) return [];
  return [
    ...found,
    released
      ? "supabase/schemas and supabase/migrations make different databases: run npm run migration -- <name>, " +
        "or complete the migration by hand"
      : "A project with the old default grants gets another database: revoke by name in supabase/schemas",
  ];
}

if (import.meta.main) {
  const problems = await checkSchemas(join(import.meta.dirname, "../../supabase"));
  if (problems.length > 0) {
    console.error(problems.join("\n"));
    process.exitCode = 1;
  }
}
