import {
  startTestDatabases,
  type TestDatabase,
  type TestDatabases,
} from "../../stack/test-database.ts";
import { applyFolder, applyUnderOldGrants } from "./apply.ts";
import { type Line, readCatalog, readRoles } from "./catalog.ts";
import { compareCatalogs } from "./compare.ts";

export interface Folders {
  /** `supabase/schemas`, or another one like it. */
  schemas: string;
  /** `supabase/migrations`, or another one like it. */
  migrations: string;
}

/** A database, and how it read when it was made. */
export type MadeDatabase = TestDatabase & { catalog: Line[] };

/** The databases that the two folders make, to be compared. */
export interface Databases {
  bySchemas: MadeDatabase;
  byMigrations: MadeDatabase;
  /** By the migrations, in a project with the old default grants: see {@link applyUnderOldGrants}. */
  underOldGrants: MadeDatabase;
  stop: () => Promise<void>;
}

/** Starts a server; tests give the one that they have. */
export type Start = () => Promise<TestDatabases>;

/** @throws {ScriptError} when a file cannot be applied */
export async function makeDatabases(
  { schemas, migrations }: Folders,
  start: Start = startTestDatabases,
): Promise<Databases> {
  let server = await start();
  const servers = [server];
  const stop = async () => {
    await Promise.all(servers.map((one) => one.stop()));
  };
  const make = async (apply: (database: TestDatabase) => Promise<void>): Promise<MadeDatabase> => {
    const database = await server.fresh();
    await apply(database);
    return { ...database, catalog: await readCatalog(database.superuserUrl) };
  };
  try {
    const roles = await readRoles(server.server.superuserUrl);
    const bySchemas = await make((database) => applyFolder(database, schemas));
    // What they did to roles must not be there already for the migrations. That is rare, and a server is dear.
    if (compareCatalogs(roles, await readRoles(server.server.superuserUrl)).length > 0) {
      server = await start();
      servers.push(server);
    }
    const byMigrations = await make((database) => applyFolder(database, migrations));
    const underOldGrants = await make((database) => applyUnderOldGrants(database, migrations));
    return { bySchemas, byMigrations, underOldGrants, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
