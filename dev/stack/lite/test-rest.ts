import { connect, type Sql } from "../postgres/connect.ts";
import { startTestDatabases } from "../test-database.ts";
import { createRest, type Rest } from "./rest.ts";

/** The tables' API over a database of its own, for a test. */
export interface RestStage {
  rest: Rest;
  /** As the non-superuser `postgres`. */
  sql: Sql;
  close(): Promise<void>;
}

/** @param schema the SQL that makes what the test asks for */
export async function openRestStage(schema: string): Promise<RestStage> {
  const databases = await startTestDatabases();
  const { name, url, superuserUrl } = await databases.fresh();
  const sql = connect(url);
  await sql.unsafe(schema);
  const rest = await createRest({
    url: databases.server.urlAs("authenticator", name),
    catalogUrl: superuserUrl,
  });
  return {
    rest,
    sql,
    async close() {
      await Promise.all([rest.close(), sql.end()]);
      await databases.stop();
    },
  };
}
