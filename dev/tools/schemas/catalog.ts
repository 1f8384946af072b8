import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type postgres from "postgres";
import { inFile } from "../../stack/migrate/script-error.ts";
import { withConnection } from "../../stack/postgres/connect.ts";

/** One thing in a database: what kind it is, which one, and all that is to be said of it. */
export interface Line {
  kind: string;
  identity: string;
  definition: string;
}

type Queries = postgres.ISql;

const folder = join(import.meta.dirname, "catalog");

/** Tables of extensions, which a database has only once a migration has created these. */
const NEEDS: Record<string, string> = { "jobs.sql": "cron.job", "secrets.sql": "vault.secrets" };

/** Their rows are read by name in `catalog/`, or come and go by themselves. */
const ROWS_NOT_READ = ["cron", "net", "vault", "realtime"];

/** Values of these types are other ones in every database: ids, times, keys. */
const CHANGING_TYPES = ["uuid", "bytea", "timestamptz", "timestamp", "date", "time"];

/**
 * Everything that a migration can make or change in a database: each object of each schema, whoever
 * owns it, with owner, grants and comments; roles and settings; scheduled jobs, names of secrets,
 * and rows. Two databases that read the same are the same, but for the state of their sequences.
 *
 * @param superuserUrl as `supabase_admin`, who sees it all
 */
export function readCatalog(superuserUrl: string): Promise<Line[]> {
  return withConnection(superuserUrl, (sql) => sql.begin(readCatalogWithin));
}

/** The same within a transaction that may go on; it has an empty search_path from then on. */
export async function readCatalogWithin(sql: Queries): Promise<Line[]> {
  // Names that hold everywhere, whatever the database's search_path.
  await sql.unsafe("set local search_path = ''");
  await sql.unsafe(`
    create or replace temp view read_schema as select oid, nspname from pg_namespace
    where nspname !~ '^pg_' and nspname not in ('information_schema', 'supabase_migrations', 'stack')`);
  const lines: Line[] = [];
  for (const file of readdirSync(folder).sort()) {
    const needed = NEEDS[file];
    if (needed === undefined || await exists(sql, needed)) lines.push(...await read(sql, file));
  }
  return [...lines, ...await readRows(sql)];
}

/** The part of {@link readCatalog} that all databases of a server share: roles and their settings. */
export function readRoles(superuserUrl: string): Promise<Line[]> {
  return withConnection(superuserUrl, (sql) => read(sql, "roles.sql"));
}

function read(sql: Queries, file: string): Promise<Line[]> {
  const script = readFileSync(join(folder, file), "utf8");
  return inFile(`dev/tools/schemas/catalog/${file}`, script, () => sql.unsafe<Line[]>(script));
}

async function exists(sql: Queries, table: string): Promise<boolean> {
  const [row] = await sql<{ there: boolean }[]>`select to_regclass(${table}) is not null as there`;
  return row?.there ?? false;
}

/** What migrations put into tables, without the values that are other ones in every database. */
async function readRows(sql: Queries): Promise<Line[]> {
  const tables = await sql<{ name: string; changing: string[] }[]>`
    select c.oid::regclass::text as name,
      array(
        select a.attname::text from pg_attribute as a
        where a.attrelid = c.oid and a.attnum > 0 and a.atttypid::regtype::text = any (
          array(select t::regtype::text from unnest(${CHANGING_TYPES}::text[]) as t))
      ) as changing
    from pg_class as c join read_schema as n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname <> all (${ROWS_NOT_READ})`;
  const found = await Promise.all(tables.map(async ({ name, changing }) => {
    const rows = await sql.unsafe<{ content: string }[]>(
      `select (to_jsonb(t) - $1::text[])::text as content from ${name} as t order by 1`,
      [changing],
    );
    return rows.map(({ content }) => ({
      kind: "row",
      identity: `${name} ${content}`,
      definition: content,
    }));
  }));
  return found.flat();
}
