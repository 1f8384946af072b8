import postgres from "postgres";
import type { Caller } from "./caller.ts";

/**
 * PostgREST's HTTP status for a SQLSTATE: the longest prefix that matches, else 400.
 * https://docs.postgrest.org/en/stable/references/errors.html#http-status-codes
 */
const STATUS: readonly (readonly [prefix: string, status: number])[] = [
  ["23503", 409],
  ["23505", 409],
  ["25006", 405],
  ["42883", 404],
  ["42P01", 404],
  ["42P17", 500],
  ["53400", 500],
  ["P0001", 400],
  ["08", 503],
  ["09", 500],
  ["0L", 403],
  ["0P", 403],
  ["25", 500],
  ["28", 403],
  ["2D", 500],
  ["38", 500],
  ["39", 500],
  ["3B", 500],
  ["40", 500],
  ["53", 503],
  ["54", 500],
  ["55", 500],
  ["57", 500],
  ["58", 500],
  ["F0", 500],
  ["HV", 500],
  ["P0", 500],
  ["XX", 500],
];

/** Codes with which a function itself dictates the answer; Lite knows how to read those. */
const DICTATED = /^(PGRST|PT\d{3})$/;

export function isDatabaseError(error: unknown): error is postgres.PostgresError {
  return error instanceof postgres.PostgresError && !DICTATED.test(error.code);
}

/** What PostgREST answers when Postgres refuses a statement: its code, message, detail and hint. */
export function databaseErrorResponse(error: postgres.PostgresError, caller: Caller): Response {
  const body = {
    code: error.code,
    details: error.detail ?? null,
    hint: error.hint ?? null,
    message: error.message,
  };
  return Response.json(body, { status: statusOf(error.code, caller) });
}

function statusOf(code: string, caller: Caller): number {
  if (code === "42501") return caller.role === "anon" ? 401 : 403;
  return STATUS.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 400;
}
