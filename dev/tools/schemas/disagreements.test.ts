import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startTestDatabases } from "../../stack/test-database.ts";
import { disagreements } from "./disagreements.ts";
import { makeTestProject, shareServer } from "./test-project.ts";

let shared: Awaited<ReturnType<typeof shareServer>>;
before(async () => {
  shared = await shareServer();
});
after(() => shared.stop());

/** What the two files make, compared. */
async function compared(
  schema: string,
  migration: string,
  start = shared.start,
): Promise<string[]> {
  const project = makeTestProject({ "schemas/1.sql": schema, "migrations/1_a.sql": migration });
  try {
    return await disagreements(project, start);
  } finally {
    project.remove();
  }
}

const REVOKE = "revoke all on public.desk from anon, authenticated, service_role;";
const TABLE = `create table public.desk (id bigint); ${REVOKE}`;

test("the same by another way is no disagreement, also for roles", async () => {
  const role = "alter role anon set statement_timeout = '3s';";
  assert.deepEqual(
    await compared(
      `create table public.desk (id bigint, name text); ${REVOKE} ${role}`,
      `${TABLE} alter table public.desk add name text; ${role}`,
      startTestDatabases,
    ),
    [],
  );
});

test("what differs is said with both sides", async () => {
  assert.deepEqual(
    await compared(TABLE, TABLE.replace("bigint", "int")),
    [
      "column public.desk.id\n  migrations: integer, storage p\n  schemas: bigint, storage p",
    ],
  );
});

test("a role that only the schemas change is seen, although roles belong to the server", async () => {
  const schema = `${TABLE} alter role anon set statement_timeout = '3s'`;
  const [said] = await compared(schema, TABLE, startTestDatabases);
  assert.equal(said, "setting everywhere of anon: only in schemas");
});

test("a revoke that is forgotten shows under the old default grants", async () => {
  const forgetful = TABLE.replace(REVOKE, "");
  assert.deepEqual(
    await compared(forgetful, forgetful),
    ["anon", "authenticated", "service_role"].map((role) =>
      `grant on table public.desk to ${role}: only in a project with the old default grants`
    ),
  );
});

test("it shows in a later migration, too, when an earlier one took the default grants away", async () => {
  const project = makeTestProject({
    "schemas/1.sql": "create table public.desk (id bigint);",
    "migrations/1_a.sql":
      "alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;",
    "migrations/2_b.sql": "create table public.desk (id bigint);",
  });
  try {
    assert.equal((await disagreements(project, shared.start)).length, 3);
  } finally {
    project.remove();
  }
});

test("a file that cannot be applied is named with its line", async () => {
  await assert.rejects(compared("select 1;\nselect nonsense;", ""), /schemas\/1\.sql:2: /);
});
