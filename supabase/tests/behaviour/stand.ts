import assert from "node:assert/strict";
import { join } from "node:path";
import type { TransactionSql } from "postgres";
import { connect, type Sql } from "../../../dev/stack/postgres/connect.ts";
import { startTestDatabases, type TestDatabases } from "../../../dev/stack/test-database.ts";
import type { Queries } from "./webhooks.ts";

const supabase = join(import.meta.dirname, "../..");

/** A Postgres with databases that have the migrations and the seed. */
export function startStand(): Promise<TestDatabases> {
  return startTestDatabases({
    migrations: join(supabase, "migrations"),
    seed: join(supabase, "seed.sql"),
  });
}

/** Runs a test with connections to a database of its own, as the owner of the tables. */
export async function withDatabase(
  databases: TestDatabases,
  test: (sql: Sql, url: string) => Promise<void>,
): Promise<void> {
  const database = await databases.fresh();
  const sql = connect(database.url, { max: 4 });
  try {
    await test(sql, database.url);
  } finally {
    await sql.end();
    await database.drop();
  }
}

class Undo extends Error {}

/**
 * Runs a test in a transaction that is rolled back, or in a part of one: hundreds of variants in one database, from one
 * beginning.
 */
export async function undone(
  sql: Sql | TransactionSql,
  test: (sql: TransactionSql) => Promise<void>,
): Promise<void> {
  const rolledBack = async (transaction: TransactionSql) => {
    await test(transaction);
    throw new Undo();
  };
  const work = "savepoint" in sql ? sql.savepoint(rolledBack) : sql.begin(rolledBack);
  await work.catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
}

/**
 * Runs `first` in a transaction, starts `second` outside of it, and ends the transaction only when
 * `second` waits for it: the overlap that two requests at the same moment have by luck.
 */
export async function overlapping<T>(
  sql: Sql,
  first: (sql: Queries) => Promise<unknown>,
  second: (sql: Sql) => Promise<T>,
): Promise<T> {
  // In an object, or the transaction would wait for it.
  const started = await sql.begin(async (transaction) => {
    await first(transaction);
    const running = second(sql);
    const state = { over: false };
    const ended = () => {
      state.over = true;
    };
    running.then(ended, ended);
    for (let waiting = false; !waiting && !state.over;) {
      const [row] = await transaction<{ waiting: boolean }[]>`
        select exists (select from pg_locks where not granted) as waiting`;
      waiting = row?.waiting ?? false;
    }
    assert.equal(state.over, false, "the second ends only after the first");
    return { running };
  });
  return await started.running;
}
