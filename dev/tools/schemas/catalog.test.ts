import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { connect, type Sql, withConnection } from "../../stack/postgres/connect.ts";
import {
  startTestDatabases,
  type TestDatabase,
  type TestDatabases,
} from "../../stack/test-database.ts";
import { makeTestFolder } from "../../stack/test-folder.ts";
import { type Line, readCatalog, readCatalogWithin } from "./catalog.ts";
import { compareCatalogs } from "./compare.ts";
import { BASE, planted } from "./planted.ts";

let databases: TestDatabases;
let database: TestDatabase;
let base: Line[];
/** As the superuser: some of what is planted `postgres` may not do. */
let sql: Sql;
const folder = makeTestFolder("catalog-");
before(async () => {
  mkdirSync(join(folder.path, "migrations"));
  writeFileSync(join(folder.path, "migrations/1_base.sql"), BASE);
  databases = await startTestDatabases({ migrations: join(folder.path, "migrations") });
  database = await databases.fresh();
  base = await readCatalog(database.superuserUrl);
  sql = connect(database.superuserUrl);
});
after(async () => {
  await sql.end();
  await databases.stop();
  folder.remove();
});

test("two databases from the same statements read the same, whatever ids and secrets they drew", async () => {
  const empty = await startTestDatabases();
  try {
    const other = await empty.fresh();
    await withConnection(other.url, (owner) => owner.unsafe(BASE));
    assert.deepEqual(compareCatalogs(base, await readCatalog(other.superuserUrl)), []);
  } finally {
    await empty.stop();
  }
});

for (const [what, statement, named] of planted) {
  test(`${what} shows`, async () => {
    await sql.unsafe("begin");
    try {
      await sql.unsafe(statement.replaceAll("{database}", database.name));
      const found = compareCatalogs(base, await readCatalogWithin(sql))
        .map(({ kind, identity }) => `${kind} ${identity}`);
      assert.ok(found.includes(named), `found ${found.join("; ") || "nothing"}`);
    } finally {
      await sql.unsafe("rollback");
    }
  });
}
