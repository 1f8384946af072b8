// A migration that was merged never changes: somebody's database may have run it. `supabase/migrations.lock` holds
// the hash of each.
//
//   node dev/tools/migrations-lock.ts --check     part of npm run check
//   node dev/tools/migrations-lock.ts             adds new migrations; refuses when an old one has changed
//   node dev/tools/migrations-lock.ts --accept    takes changed ones, too: only while no database anywhere has them
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** Hashes by file name. */
export type Hashes = ReadonlyMap<string, string>;

const HOW = "node dev/tools/migrations-lock.ts";

export function hashMigrations(folder: string): Hashes {
  return new Map(
    globSync(join(folder, "*.sql")).toSorted().map((path) => [
      basename(path),
      createHash("sha256").update(readFileSync(path)).digest("hex"),
    ]),
  );
}

/** Lines `<hash>  <file>`, as sha256sum writes and checks them. */
export function parseLock(text: string): Hashes {
  return new Map(
    [...text.matchAll(/^([0-9a-f]{64}) {2}(\S+)$/gm)].map(([, hash = "", name = ""]) => [
      name,
      hash,
    ]),
  );
}

export function formatLock(hashes: Hashes): string {
  return [...hashes].map(([name, hash]) => `${hash}  ${name}\n`).join("");
}

/** Sentences about migrations that changed or vanished after they were merged. */
export function changed(locked: Hashes, found: Hashes): string[] {
  return [...locked].filter(([name, hash]) => found.get(name) !== hash).map(([name]) =>
    `${name} ${found.has(name) ? "was changed" : "is gone"}, but it was merged: put it back, and ` +
    `write a new migration for what is to change (only while no database anywhere has it: ${HOW} --accept)`
  );
}

/** Sentences about migrations that are not in the lock yet. */
export function added(locked: Hashes, found: Hashes): string[] {
  return [...found.keys()].filter((name) => !locked.has(name))
    .map((name) => `${name} is not in supabase/migrations.lock: run ${HOW}`);
}

if (process.argv[1] === import.meta.filename) {
  const supabase = join(import.meta.dirname, "../../supabase");
  const path = join(supabase, "migrations.lock");
  const locked = parseLock(existsSync(path) ? readFileSync(path, "utf8") : "");
  const found = hashMigrations(join(supabase, "migrations"));
  const check = process.argv.includes("--check");
  const problems = process.argv.includes("--accept") ? [] : changed(locked, found);
  if (check) problems.push(...added(locked, found));
  if (problems.length > 0) {
    console.error(problems.join("\n"));
    process.exitCode = 1;
  } else if (!check) {
    writeFileSync(path, formatLock(found));
    console.log(`supabase/migrations.lock holds ${found.size} migrations`);
  }
}
