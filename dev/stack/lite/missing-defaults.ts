import type { Sql } from "../postgres/connect.ts";
import type { Caller } from "./caller.ts";
import { isObject } from "./json-body.ts";
import { preferencesOf } from "./preferences.ts";
import { relationOf } from "./relation.ts";
import { settingsOf } from "./request-settings.ts";

/**
 * `Prefer: missing=default` with `columns=…`: a column that a row leaves out gets its default. Lite takes the preference
 * and writes null. As PostgREST does, every default is computed for every row, in the caller's role, and what the row
 * itself says goes over it; here a transaction earlier.
 * @param sql.catalog sees every table
 * @param sql.api logs in as `authenticator`
 * @throws {PostgresError} what computing a default throws
 */
export async function fillMissing(
  request: Request,
  body: unknown,
  caller: Caller,
  sql: { catalog: Sql; api: Sql },
): Promise<unknown> {
  const columns = new URL(request.url).searchParams.get("columns");
  const relation = relationOf(request);
  if (columns === null || relation === null || relation.isFunction) return body;
  if (!preferencesOf(request).includes("missing=default")) return body;
  const rows = Array.isArray(body) ? body : [body];
  if (!rows.every(isObject)) return body;

  const named = columns.split(",").map((name) => name.replace(/^"(.*)"$/, "$1"));
  const defaults = (await defaultsOf(relation.name, sql.catalog))
    .filter(({ name }) => named.includes(name));
  if (defaults.length === 0 || rows.length === 0) return body;
  const pairs = defaults.map(({ literal, expression }) => `${literal}, ${expression}`).join(", ");
  const computed = await sql.api.begin(async (transaction) => {
    for (const [name, value] of settingsOf(request, caller)) {
      await transaction`select set_config(${name}, ${value}, true)`;
    }
    return await transaction.unsafe(
      `select jsonb_build_object(${pairs}) as row from generate_series(1, ${rows.length})`,
    );
  });
  const filled = rows.map((row, index) => ({ ...computed[index]?.["row"], ...row }));
  return Array.isArray(body) ? filled : filled[0];
}

/** The default of each column that has one, as SQL; the next value of its sequence for an identity. */
async function defaultsOf(
  table: string,
  catalog: Sql,
): Promise<{ name: string; literal: string; expression: string }[]> {
  return await catalog`
    select a.attname as name, quote_literal(a.attname) as literal, case
      when a.attidentity = 'd'
        then format('nextval(%L)', pg_get_serial_sequence(c.oid::regclass::text, a.attname))
      else coalesce(pg_get_expr(d.adbin, d.adrelid), pg_get_expr(t.typdefaultbin, 0))
    end as expression
    from pg_class as c
    join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type as t on t.oid = a.atttypid
    left join pg_attrdef as d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relname = ${table}
      and a.attgenerated = '' and a.attidentity <> 'a'
      and (a.attidentity = 'd' or d.adbin is not null or t.typdefaultbin is not null)`;
}
