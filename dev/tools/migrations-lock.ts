// A migration that somebody's database may have run never changes. `supabase/migrations.lock` holds the hash of each.
// It is empty until version 0.1.0, whose release writes it; from then on it gets every migration that is merged.
//
//   node dev/tools/migrations-lock.ts --check     part of npm run check
//   node dev/tools/migrations-lock.ts             adds new migrations; refuses when an old one has changed
//   node dev/tools/migrations-lock.ts --accept    takes changed ones, too: only while no database anywhere has them
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** Hashes by file name. */
type Hashes = ReadonlyMap<string, string>;

const HOW = "node dev/tools/migrations-lock.ts";

function hashMigrations(folder: string): Hashes {
  return new Map(
    globSync(join(folder, "*.sql")).toSorted().map((path) => [
      basename(path),
      createHash("sha256").update(readFileSync(path)).digest("hex"),
    ]),
  );
}

/**
 * What is locked in the folder `supabase`; nothing before the first release.
 * The file's lines are `<hash>  <file>`, as sha256sum writes and checks them.
 */
export function readLock(supabase: string): Hashes {
  const path = lockOf(supabase);
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  return new Map(
    [...text.matchAll(/^([0-9a-f]{64}) {2}(\S+)$/gm)].map(([, hash = "", name = ""]) => [
      name,
      hash,
    ]),
  );
}

/**
 * Locks all migrations of the folder `supabase`.
 * @throws {Error} when one that is locked has changed or is gone, unless these are accepted
 */
export function writeLock(supabase: string, { accept = false } = {}): Hashes {
  const found = hashMigrations(join(supabase, "migrations"));
  const problems = accept ? [] : changed(readLock(supabase), found);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  const lines = [...found].map(([name, hash]) => `${hash}  ${name}\n`);
  writeFileSync(lockOf(supabase), lines.join(""));
  return found;
}

/** Sentences about what is wrong with the migrations of the folder `supabase`, and what to do. */
export function checkLock(supabase: string): string[] {
  const locked = readLock(supabase);
  if (locked.size === 0) return [];
  const found = hashMigrations(join(supabase, "migrations"));
  return [
    ...changed(locked, found),
    ...[...found.keys()].filter((name) => !locked.has(name))
      .map((name) => `${name} is not in supabase/migrations.lock: run ${HOW}`),
  ];
}

function changed(locked: Hashes, found: Hashes): string[] {
  return [...locked].filter(([name, hash]) => found.get(name) !== hash).map(([name]) =>
    `${name} ${found.has(name) ? "was changed" : "is gone"}, but it was merged: put it back, and ` +
    `write a new migration for what is to change (only while no database anywhere has it: ${HOW} --accept)`
  );
}

function lockOf(supabase: string): string {
  return join(supabase, "migrations.lock");
}

if (import.meta.main) {
  const supabase = join(import.meta.dirname, "../../supabase");
  try {
    if (process.argv.includes("--check")) {
      const problems = checkLock(supabase);
      if (problems.length > 0) throw new Error(problems.join("\n"));
    } else if (readLock(supabase).size === 0) {
      throw new Error(
        "Nothing is locked before the first release: npm run release writes the lock",
      );
    } else {
      const { size } = writeLock(supabase, { accept: process.argv.includes("--accept") });
      console.log(`supabase/migrations.lock holds ${size} migrations`);
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
