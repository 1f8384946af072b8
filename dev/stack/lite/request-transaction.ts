import { AsyncLocalStorage } from "node:async_hooks";
import { inspect } from "node:util";
import { PostgresConnection } from "@supabase/lite/postgres";
import type { Caller } from "./caller.ts";
import { databaseErrorResponse, isDatabaseError } from "./database-errors.ts";

type WithContext = PostgresConnection["withContext"];
type Transaction = PostgresConnection["kysely"];

/** The request that Lite is answering; Lite itself does not tell its connection. */
export const currentRequest = new AsyncLocalStorage<{ request: Request; caller: Caller }>();

/**
 * The connection of the REST API: logs in as `authenticator`, who may do nothing but become another
 * role, and runs each request in one transaction as the caller's role with PostgREST's settings.
 *
 * Lite's own way grants everything to anon, authenticated and service_role on the first request,
 * in every schema with a table under row-level security, which undoes all column grants.
 * Settings: https://docs.postgrest.org/en/stable/references/transactions.html
 */
export class RestConnection extends PostgresConnection {
  readonly #catalog: PostgresConnection;

  /** @param catalog sees every table; `authenticator`'s own information_schema is empty */
  constructor(
    config: ConstructorParameters<typeof PostgresConnection>[0],
    catalog: PostgresConnection,
  ) {
    super(config);
    this.#catalog = catalog;
  }

  override introspect(
    options?: Parameters<PostgresConnection["introspect"]>[0],
  ): ReturnType<PostgresConnection["introspect"]> {
    return this.#catalog.introspect(options);
  }

  override async clearSchemaCache(): Promise<void> {
    await this.#catalog.clearSchemaCache();
  }

  /**
   * Lite prints every error that it answers, with its stack. Of a table that does not exist, or an answer that a
   * function dictates, one line says all that there is to know; the caller gets the same words.
   */
  override normalizeDbError(error: unknown): ReturnType<PostgresConnection["normalizeDbError"]> {
    const normal = super.normalizeDbError(error);
    if (normal instanceof Error && ("relation" in normal || "severity" in normal)) {
      Object.defineProperty(normal, inspect.custom, { value: () => normal.message });
    }
    return normal;
  }

  override async withContext<T>(
    _vars: Parameters<WithContext>[0],
    run: (transaction: Transaction) => Promise<T>,
  ): Promise<T> {
    const current = currentRequest.getStore();
    if (current === undefined) throw new Error("Cannot query: no request is being answered");
    try {
      return await this.kysely.transaction().execute(async (transaction) => {
        await applySettings(transaction, settingsOf(current.request, current.caller));
        return await run(transaction);
      });
    } catch (error) {
      if (!isDatabaseError(error)) throw error;
      // In Lite's REST handler T is always the response; answering here keeps the SQLSTATE.
      return databaseErrorResponse(error, current.caller) as T;
    }
  }
}

async function applySettings(
  transaction: Transaction,
  settings: readonly (readonly [string, string])[],
): Promise<void> {
  await transaction.selectNoFrom((build) =>
    settings.map(([name, value]) =>
      build.fn("set_config", [build.val(name), build.val(value), build.lit(true)]).as(name)
    )
  ).execute();
}

function settingsOf(request: Request, caller: Caller): [string, string][] {
  const { pathname } = new URL(request.url);
  const reads = request.method === "GET" || request.method === "HEAD";
  return [
    ...(reads ? [["transaction_read_only", "on"] satisfies [string, string]] : []),
    ["request.jwt.claims", JSON.stringify(caller.claims)],
    ["request.method", request.method],
    ["request.path", pathname.replace(/^\/rest\/v1/, "")],
    ["request.headers", JSON.stringify(Object.fromEntries(request.headers))],
    // Last, so that no setting needs a right of the role.
    ["role", caller.role],
  ];
}
