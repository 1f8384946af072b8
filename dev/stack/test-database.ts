import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { authTables } from "./lite/auth-tables.ts";
import { migrate } from "./migrate/migrate.ts";
import { seed } from "./migrate/seed.ts";
import { withConnection } from "./postgres/connect.ts";
import { createDatabase, dropDatabase } from "./postgres/databases.ts";
import { type PostgresServer, startPostgres } from "./postgres/postgres.ts";
import { copyPrepared, preparedTemplate } from "./prepared.ts";
import { makeTestFolder } from "./test-folder.ts";
import { grantAsBefore, prepareDatabase } from "./system/system.ts";

export interface TestDatabases {
  server: PostgresServer;
  /**
   * A database of its own for one test: prepared like hosted Supabase's, and with what
   * {@link startTestDatabases} was told to apply. Takes tens of milliseconds.
   */
  fresh(): Promise<TestDatabase>;
  stop(): Promise<void>;
}

export interface TestDatabase {
  name: string;
  /** As the non-superuser `postgres`. */
  url: string;
  superuserUrl: string;
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** Folder of migrations to apply to every database; none when left out. */
  migrations?: string;
  /** Seed to run after them; none when left out. */
  seed?: string;
  /** With the default grants of projects made before 2026-05-30. */
  oldDefaultGrants?: boolean;
}

/** Starts a Postgres for tests, in a folder of its own that `stop()` removes. */
export async function startTestDatabases(
  options: TestDatabaseOptions = {},
): Promise<TestDatabases> {
  const folder = makeTestFolder("softphone-test-");
  const dataDir = join(folder.path, "stack");
  const isOld = options.oldDefaultGrants === true;
  const prepared = options.migrations === undefined || isOld
    ? null
    : preparedTemplate(options.migrations);
  if (prepared !== null) await copyPrepared(dataDir);
  const server = await startPostgres({ dataDir });
  const template = "template_prepared";
  const stop = async () => {
    await server.stop();
    folder.remove();
  };
  try {
    await createDatabase(server.superuserUrl, template, { template: prepared ?? "template1" });
    await fill(server, template, options);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    server,
    stop,
    async fresh() {
      const name = `test_${randomUUID().replaceAll("-", "")}`;
      await createDatabase(server.superuserUrl, name, { template, owner: "postgres" });
      return {
        name,
        ...server.urlsOf(name),
        drop: () => dropDatabase(server.superuserUrl, name),
      };
    },
  };
}

async function fill(
  server: PostgresServer,
  database: string,
  options: TestDatabaseOptions,
): Promise<void> {
  const urls = server.urlsOf(database);
  await withConnection(urls.superuserUrl, async (superuser) => {
    await prepareDatabase(superuser, { password: server.password, authTables: authTables() });
    if (options.oldDefaultGrants === true) await grantAsBefore(superuser);
  });
  await withConnection(urls.url, async (owner) => {
    if (options.migrations !== undefined) await migrate(owner, options.migrations);
    if (options.seed !== undefined) await seed(owner, options.seed);
  });
}
