import { readFile } from "node:fs/promises";
import type { Sql } from "../postgres/connect.ts";

/** Roles that may log in; all share the server's password. */
const LOGIN_ROLES = [
  "postgres",
  "authenticator",
  "supabase_auth_admin",
  "supabase_storage_admin",
  "supabase_read_only_user",
] as const;

/**
 * Gives a database what every one of hosted Supabase has before a migration runs: roles, schemas,
 * Vault, Realtime, Auth's tables, and the refusals that guard them. Running it again is harmless.
 *
 * @param sql connected as the superuser `supabase_admin`
 * @param authTables Lite's SQL for the tables of schema `auth`
 */
export async function prepareDatabase(
  sql: Sql,
  options: { password: string; authTables: string },
): Promise<void> {
  await sql.unsafe(await text("./roles.sql"));
  for (const role of LOGIN_ROLES) {
    await sql.unsafe(`alter role ${role} password '${options.password.replaceAll("'", "''")}'`);
  }
  await sql.unsafe(await text("./database.sql"));
  await sql.unsafe("create schema if not exists auth authorization supabase_auth_admin");
  await sql.unsafe(options.authTables);
  await sql.unsafe(await text("./auth.sql"));
  await sql.unsafe(await text("../realtime/schema.sql"));
  await sql.unsafe(await text("./guard.sql"));
  await sql.unsafe(await text("./reload.sql"));
}

/**
 * What projects made before 2026-05-30 still have: new objects in `public` are granted to the API's
 * roles. Only for tests that migrations revoke what they mean to revoke.
 */
export function grantAsBefore(sql: Sql): Promise<void> {
  return changeDefaults(sql, (kind) => `grant all on ${kind} to`);
}

/** Takes back what {@link grantAsBefore} gave; the grants on what was made meanwhile stay. */
export function revokeAsToday(sql: Sql): Promise<void> {
  return changeDefaults(sql, (kind) => `revoke all on ${kind} from`);
}

async function changeDefaults(sql: Sql, change: (kind: string) => string): Promise<void> {
  for (const kind of ["tables", "sequences", "functions"]) {
    await sql.unsafe(
      `alter default privileges for role postgres in schema public
       ${change(kind)} anon, authenticated, service_role`,
    );
  }
}

function text(path: string): Promise<string> {
  return readFile(new URL(path, import.meta.url), "utf8");
}
