import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { readLock } from "../migrations-lock.ts";
import { sqlFiles } from "./apply.ts";
import type { Start } from "./databases.ts";
import { nextMigration } from "./next-migration.ts";

export interface NextOptions {
  /** The folder. */
  supabase: string;
  /** Words with underscores, as a file's name has them. */
  name: string;
  now: Date;
  start?: Start;
}

/**
 * Writes the migration that brings databases from the migrations to the schemas.
 * @returns what was done, and what is to be done by hand
 * @throws {Error} when the name is none, or nothing is released yet
 */
export async function writeNext({ supabase, name, now, start }: NextOptions): Promise<string> {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new Error("Say what the migration does: npm run migration -- remember_last_number");
  }
  if (readLock(supabase).size === 0) {
    throw new Error(
      "Nothing is released yet, so there is one migration: write it again by npm run migration -- --first",
    );
  }
  const migrations = join(supabase, "migrations");
  const next = await nextMigration({ schemas: join(supabase, "schemas"), migrations }, start);
  if (next === undefined) {
    return "supabase/schemas and supabase/migrations agree: there is nothing to write";
  }
  const file = `${nextVersion(sqlFiles(migrations), now)}_${name}.sql`;
  const left = next.left.map((sentence) => `-- ${sentence.replaceAll("\n", "\n--   ")}\n`);
  const byHand = left.length === 0 ? "" : `\n-- To be written by hand:\n${left.join("")}`;
  writeFileSync(
    join(migrations, file),
    `-- Written by \`npm run migration -- ${name}\` from supabase/schemas.\n\n${next.sql}${byHand}`,
  );
  return [
    `supabase/migrations/${file} is written.`,
    "Read it. A tool cannot know that something has a new name (it drops and creates), nor what becomes of rows:",
    "complete it by hand where data moves, and set lock_timeout and statement_timeout where a table is in use.",
    ...(left.length === 0
      ? []
      : ["What it does not make stands at its end, to be written by hand."]),
    "Then: node dev/tools/migrations-lock.ts, npm run types, npm run check",
  ].join("\n");
}

/** `YYYYMMDDHHMMSS` in UTC, after every version that is there. */
function nextVersion(paths: string[], now: Date): string {
  const last = Number(basename(paths.at(-1) ?? "").split("_")[0]) || 0;
  const version = Number(now.toISOString().replaceAll(/\D/g, "").slice(0, 14));
  return String(Math.max(version, last + 1));
}
