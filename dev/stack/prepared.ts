import { execFile } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { authTables } from "./lite/auth-tables.ts";
import { migrate } from "./migrate/migrate.ts";
import { withConnection } from "./postgres/connect.ts";
import { createDatabase } from "./postgres/databases.ts";
import { startPostgres } from "./postgres/postgres.ts";
import { prepareDatabase } from "./system/system.ts";
import { makeTestFolder } from "./test-folder.ts";

// A run of all tests starts some forty stacks and servers, each with the same migrations. They are applied once, and
// each begins with a copy: three seconds of work less. A file that is run alone makes its own.

/** Names the prepared folder to the processes of a run. */
const VARIABLE = "SOFTPHONE_PREPARED";
/** A database beside the stack's own with the same in it, to copy from: nobody is ever connected to it. */
const TEMPLATE = "template_migrated";

const projectMigrations = join(import.meta.dirname, "../../supabase/migrations");
const run = promisify(execFile);

/** Makes a server's folder with the project's migrations, for this process and those that it starts from now on. */
export async function prepare(): Promise<{ remove: () => void }> {
  const folder = makeTestFolder("softphone-prepared-");
  try {
    const dataDir = join(folder.path, "stack");
    const server = await startPostgres({ dataDir });
    try {
      await withConnection(
        server.superuserUrl,
        (superuser) =>
          prepareDatabase(superuser, { password: server.password, authTables: authTables() }),
      );
      await withConnection(server.url, (owner) => migrate(owner, projectMigrations));
      const { superuserUrl } = server.urlsOf("template1");
      await createDatabase(superuserUrl, TEMPLATE, { template: "postgres" });
    } finally {
      await server.stop();
    }
    process.env[VARIABLE] = dataDir;
  } catch (error) {
    folder.remove();
    throw error;
  }
  return {
    remove() {
      delete process.env[VARIABLE];
      folder.remove();
    },
  };
}

/** Puts a copy where a stack will keep its data, which does not exist yet; nothing when none was prepared. */
export async function copyPrepared(dataDir: string): Promise<void> {
  const prepared = process.env[VARIABLE];
  if (prepared === undefined) return;
  mkdirSync(dataDir, { mode: 0o711 });
  const [programs = [], data = []] = partition(readdirSync(prepared));
  // A server's programs are never written to, and there are a thousand of them.
  await run("cp", ["-al", ...programs.map((name) => join(prepared, name)), dataDir]);
  await run("cp", ["-a", ...data.map((name) => join(prepared, name)), dataDir]);
}

const partition = (names: string[]) =>
  [true, false].map((isProgram) =>
    names.filter((name) => name.startsWith("server-") === isProgram)
  );

/** The database to copy for a test that wants these migrations; null when there is none. */
export function preparedTemplate(migrations: string): string | null {
  const isPrepared = process.env[VARIABLE] !== undefined &&
    resolve(migrations) === projectMigrations;
  return isPrepared ? TEMPLATE : null;
}
