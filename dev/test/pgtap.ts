import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { connect } from "../stack/postgres/connect.ts";
import { startTestDatabases, type TestDatabases } from "../stack/test-database.ts";
import type { Result } from "./result.ts";
import { readTap } from "./tap.ts";

const root = join(import.meta.dirname, "../..");

export interface PgtapOptions {
  /** Where the `*.test.sql` files lie, with an optional `000_setup.sql` that runs before each. */
  folder?: string;
  /** Only files whose name contains this. */
  only?: string;
}

/**
 * Runs the pgTAP files, each in a fresh database with the migrations and the seed. All of them run
 * twice: as a project of today, which grants nothing by default, and as one made before
 * 2026-05-30, where a migration that forgets a revoke has given its object away.
 */
export async function runPgtap(options: PgtapOptions = {}): Promise<Result[]> {
  return (await Promise.all([runSuite(false, options), runSuite(true, options)])).flat();
}

async function runSuite(oldDefaultGrants: boolean, options: PgtapOptions): Promise<Result[]> {
  const folder = options.folder ?? "supabase/tests/sql";
  const files = globSync("*.test.sql", { cwd: join(root, folder) })
    .filter((file) => file.includes(options.only ?? ""))
    .sort();
  const databases = await startTestDatabases({
    migrations: join(root, "supabase/migrations"),
    seed: join(root, "supabase/seed.sql"),
    oldDefaultGrants,
  });
  try {
    const results: Result[] = [];
    for (const file of files) {
      const found = await runFile(databases, join(folder, file));
      results.push(...found.map((result) => (
        oldDefaultGrants
          ? { ...result, name: `${result.name} (with the old default grants)` }
          : result
      )));
    }
    return results;
  } finally {
    await databases.stop();
  }
}

async function runFile(databases: TestDatabases, file: string): Promise<Result[]> {
  const began = performance.now();
  const database = await databases.fresh();
  try {
    await query(database.superuserUrl, "create extension pgtap with schema extensions");
    const [setup = ""] = globSync("000_setup.sql", { cwd: join(root, file, "..") });
    if (setup !== "") await query(database.url, read(join(file, "..", setup)));
    const text = await query(database.url, read(file));
    const ms = performance.now() - began;
    const assertions = readTap(text);
    return assertions.map((assertion) => ({ ...assertion, file, ms: ms / assertions.length }));
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    return [{ name: "runs to its end", file, ms: performance.now() - began, failure }];
  } finally {
    await database.drop();
  }
}

/** Runs a script and returns the first column of every row that it answers, one line each. */
async function query(url: string, script: string): Promise<string> {
  const sql = connect(url);
  try {
    // A script of several statements answers a list of results, one of one statement its rows.
    const results: unknown[] = await sql.unsafe(script);
    const rows = results.flat();
    return rows.map((row) => String(Object.values(row ?? {})[0])).join("\n");
  } finally {
    await sql.end();
  }
}

function read(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

if (process.argv[1] === import.meta.filename) {
  const results = await runPgtap(process.argv[2] === undefined ? {} : { only: process.argv[2] });
  const failed = results.filter((result) => result.failure !== null);
  for (const result of failed) {
    console.log(`FAIL ${result.file}: ${result.name}\n${result.failure}`);
  }
  console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
  process.exit(failed.length === 0 && results.length > 0 ? 0 : 1);
}
