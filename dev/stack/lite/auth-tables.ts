import { getAuthSchemaSql } from "@supabase/lite";

/** The tables of schema `auth` as Lite's Auth expects them; every statement may run again. */
export function authTables(): string {
  return getAuthSchemaSql();
}
