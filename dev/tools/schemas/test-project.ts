import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeTestFolder } from "../../stack/test-folder.ts";
import { startTestDatabases } from "../../stack/test-database.ts";
import type { Folders, Start } from "./databases.ts";

export interface TestProject extends Folders {
  /** The folder of both, as `supabase` is. */
  path: string;
  /** Writes a file, such as `schemas/10_desks.sql`. */
  write(file: string, text: string): void;
  remove: () => void;
}

/** A folder of schemas and migrations for one test. */
export function makeTestProject(files: Record<string, string> = {}): TestProject {
  const { path, remove } = makeTestFolder("schemas-");
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  };
  for (const folder of ["schemas", "migrations"]) mkdirSync(join(path, folder));
  for (const [file, text] of Object.entries(files)) write(file, text);
  return {
    path,
    schemas: join(path, "schemas"),
    migrations: join(path, "migrations"),
    write,
    remove,
  };
}

/** One server for all tests of a file that leave its roles as they are. */
export async function shareServer(): Promise<{ start: Start; stop(): Promise<void> }> {
  const server = await startTestDatabases();
  return {
    start: () => Promise.resolve({ ...server, stop: () => Promise.resolve() }),
    stop: () => server.stop(),
  };
}
