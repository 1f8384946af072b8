import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { migrate } from "./migrate/migrate.ts";
import { withConnection } from "./postgres/connect.ts";
import { startTestDatabases, type TestDatabases } from "./test-database.ts";

const root = join(import.meta.dirname, "../..");
const migrations = join(root, "supabase/migrations");
const cli = join(
  dirname(createRequire(import.meta.url).resolve("supabase/package.json")),
  "dist/supabase.js",
);

let databases: TestDatabases;
before(async () => {
  databases = await startTestDatabases();
});
after(() => databases.stop());

/** Runs the official CLI in the project; rejects when it ends with an error. */
async function supabase(...args: string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [cli, ...args], {
    cwd: root,
    env: { ...process.env, DO_NOT_TRACK: "1", SUPABASE_TELEMETRY_DISABLED: "1" },
  });
  return stdout + stderr;
}

async function versions(url: string): Promise<string[]> {
  const rows = await withConnection(url, (sql) =>
    sql<{ version: string }[]>`
    select version from supabase_migrations.schema_migrations order by version`);
  return rows.map(({ version }) => version);
}

test("db push brings an empty database to where our own migrate does, and the advisors find nothing", async () => {
  const pushed = await databases.fresh();
  await supabase("db", "push", `--remote=${pushed.url}`, "--yes");
  const migrated = await databases.fresh();
  const applied = await withConnection(migrated.url, (sql) => migrate(sql, migrations));
  assert.deepEqual(await versions(pushed.url), applied);
  await supabase("db", "advisors", `--remote=${pushed.url}`, "--fail-on", "warn");
});

test("the CLI takes what our migrate applied for applied", async () => {
  const { url } = await databases.fresh();
  const applied = await withConnection(url, (sql) => migrate(sql, migrations));
  const list = await supabase("migration", "list", `--remote=${url}`);
  for (const version of applied) {
    assert.match(list, new RegExp(`\`${version}\` \\| \`${version}\``), version);
  }
  const push = await supabase("db", "push", `--remote=${url}`, "--yes");
  assert.doesNotMatch(push, /Applying migration/);
});
