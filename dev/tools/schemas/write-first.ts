import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readLock } from "../migrations-lock.ts";
import { sqlFiles } from "./apply.ts";
import { FIRST, firstMigration } from "./first-migration.ts";

/**
 * Writes the first migration from the schemas, in place of all that are there.
 * @param supabase the folder
 * @throws {Error} once anything is released: a database somewhere may have run it
 */
export function writeFirst(supabase: string): string {
  if (readLock(supabase).size > 0) {
    throw new Error(
      "Cannot write the first migration again: it is released. Write the next one: npm run migration -- <name>",
    );
  }
  const migrations = join(supabase, "migrations");
  const text = firstMigration(join(supabase, "schemas"));
  for (const path of sqlFiles(migrations)) rmSync(path);
  writeFileSync(join(migrations, FIRST), text);
  return `supabase/migrations/${FIRST} is supabase/schemas as it stands`;
}
