import type { IntrospectResult } from "@supabase/lite";
import type { Sql } from "../postgres/connect.ts";
import { isObject } from "./json-body.ts";
import { isJson } from "./json-scalars.ts";
import { functionsCalled, relationOf } from "./relation.ts";

/**
 * A row-typed argument given as a JSON object, or an array of such, reaches Postgres from Lite as `[object Object]`.
 * PostgREST hands the whole body to `json_to_record`; the same is done here with these arguments, and Lite gets the text of
 * the row.
 * @param sql sees every type
 * @throws {PostgresError} when the object does not fit the type
 */
export async function writeRowArguments(
  request: Request,
  body: unknown,
  catalog: IntrospectResult,
  sql: Sql,
): Promise<unknown> {
  const relation = relationOf(request);
  if (relation === null || !relation.isFunction || !isObject(body)) return body;
  const holdsObject = (value: unknown): boolean =>
    isObject(value) || Array.isArray(value) && value.some(holdsObject);
  const names = Object.keys(body);
  const chosen = functionsCalled(catalog, relation.name)
    .find(({ arg_names }) => names.every((name) => arg_names.includes(name)));
  const rows = names.flatMap((name) => {
    const type = chosen?.arg_types[chosen.arg_names.indexOf(name)];
    return type === undefined || isJson(type) || !holdsObject(body[name]) ? [] : [{ name, type }];
  });
  if (rows.length === 0) return body;
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
  const [written] = await sql.unsafe(
    `select ${rows.map(({ name }) => `given.${quoted(name)}::text`).join(", ")}
     from json_to_record($1::text::json) as given (${
      rows.map(({ name, type }) => `${quoted(name)} ${type}`).join(", ")
    })`,
    [JSON.stringify(body)],
  );
  return { ...body, ...Object.fromEntries(Object.entries(written ?? {})) };
}
