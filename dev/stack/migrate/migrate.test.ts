import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { connect, type Sql } from "../postgres/connect.ts";
import { startTestDatabases, type TestDatabases } from "../test-database.ts";
import { migrate } from "./migrate.ts";
import { seed } from "./seed.ts";

let databases: TestDatabases;
let sql: Sql;
const folder = mkdtempSync(join(tmpdir(), "migrations-"));
before(async () => {
  databases = await startTestDatabases();
  sql = connect((await databases.fresh()).url);
});
after(async () => {
  await sql.end();
  await databases.stop();
  rmSync(folder, { recursive: true });
});

test("files are applied in order of their versions, once, and recorded with their statements", async () => {
  writeFileSync(join(folder, "2_two.sql"), "insert into public.one values (2);\n");
  writeFileSync(join(folder, "1_one.sql"), "create table public.one (id int);\n-- done\nselect 1;");
  writeFileSync(join(folder, "README.md"), "no migration");
  assert.deepEqual(await migrate(sql, folder), ["1", "2"]);
  assert.deepEqual(await migrate(sql, folder), []);
  const rows = await sql`select * from supabase_migrations.schema_migrations order by version`;
  assert.deepEqual([...rows], [
    {
      version: "1",
      statements: ["create table public.one (id int)", "-- done\nselect 1"],
      name: "one",
    },
    { version: "2", statements: ["insert into public.one values (2)"], name: "two" },
  ]);
});

test("a file that fails leaves nothing behind, and the error names file and line", async () => {
  writeFileSync(
    join(folder, "3_three.sql"),
    "create table public.three (id int);\n\nselect nonsense;\n",
  );
  await assert.rejects(migrate(sql, folder), {
    name: "ScriptError",
    code: "42703",
    message: /supabase\/migrations\/3_three\.sql:3: column "nonsense" does not exist \(42703\)/,
  });
  const [row] = await sql`select to_regclass('public.three') as three`;
  assert.equal(row?.["three"], null);
});

test("the seed runs once, also when its file has changed", async () => {
  const path = join(folder, "seed.sql");
  assert.equal(await seed(sql, path), false);
  writeFileSync(path, "insert into public.one values (10);");
  assert.equal(await seed(sql, path), true);
  writeFileSync(path, "insert into public.one values (11);");
  assert.equal(await seed(sql, path), false);
  const rows = await sql`select id from public.one where id >= 10`;
  assert.deepEqual([...rows], [{ id: 10 }]);
});

test("with the old default grants a new table is open to the API's roles, as it was on old projects", async () => {
  const old = await startTestDatabases({ oldDefaultGrants: true });
  const owner = connect((await old.fresh()).url);
  await owner.unsafe("create table public.open (id int)");
  const [row] = await owner`select has_table_privilege('anon', 'public.open', 'insert') as open`;
  await owner.end();
  await old.stop();
  assert.equal(row?.["open"], true);
});
