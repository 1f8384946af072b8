import { AsyncLocalStorage } from "node:async_hooks";
import { inspect } from "node:util";
import { PostgresConnection } from "@supabase/lite/postgres";
import type { Caller } from "./caller.ts";
import { databaseErrorResponse, isDatabaseError } from "./database-errors.ts";
import { exposedCatalog } from "./exposed-catalog.ts";
import { refuseTooMany } from "./max-affected.ts";
import { Refusal } from "./refusal.ts";
import { settingsOf } from "./request-settings.ts";
import { refuseWrongEmbedding } from "./embedding.ts";

type WithContext = PostgresConnection["withContext"];
type Transaction = PostgresConnection["kysely"];

/** The request that is being answered, as it came; Lite itself does not tell its connection. */
export const currentRequest = new AsyncLocalStorage<{ request: Request; caller: Caller }>();

/**
 * The connection of the REST API: logs in as `authenticator`, who may do nothing but become another
 * role, and runs each request in one transaction as the caller's role with PostgREST's settings.
 *
 * Lite's own way grants everything to anon, authenticated and service_role on the first request,
 * in every schema with a table under row-level security, which undoes all column grants.
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

  override async introspect(
    options?: Parameters<PostgresConnection["introspect"]>[0],
  ): ReturnType<PostgresConnection["introspect"]> {
    return exposedCatalog(await this.#catalog.introspect(options));
  }

  override async clearSchemaCache(): Promise<void> {
    await this.#catalog.clearSchemaCache();
  }

  override async onPostgrestAST(
    ast: Parameters<PostgresConnection["onPostgrestAST"]>[0],
  ): ReturnType<PostgresConnection["onPostgrestAST"]> {
    const parsed = await super.onPostgrestAST(ast);
    refuseWrongEmbedding(parsed, await this.introspect({ useCache: true }));
    return parsed;
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
        const answer = await run(transaction);
        refuseTooMany(current.request, answer);
        return answer;
      });
    } catch (error) {
      if (error instanceof Refusal) return error.answer as T;
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
