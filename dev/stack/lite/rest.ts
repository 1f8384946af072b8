import { App } from "@supabase/lite";
import { createPostgresConnection } from "@supabase/lite/postgres";
import { connect } from "../postgres/connect.ts";
import type { Caller } from "./caller.ts";
import { columnValues } from "./column-values.ts";
import { readArrayBody } from "./array-body.ts";
import { databaseErrorResponse, isDatabaseError } from "./database-errors.ts";
import { answerEstimated } from "./estimated-count.ts";
import { answerHead } from "./head.ts";
import { mapJsonBody } from "./json-body.ts";
import { quoteJsonScalars } from "./json-scalars.ts";
import { refuseSingle } from "./max-affected.ts";
import { fillMissing } from "./missing-defaults.ts";
import { Refusal } from "./refusal.ts";
import { currentRequest, RestConnection } from "./request-transaction.ts";
import { writeRowArguments } from "./row-arguments.ts";
import { refuseUnfiltered } from "./safeupdate.ts";

const POOL = 10;
/** Of hosted Supabase. */
const MAX_ROWS = 1000;

export interface Rest {
  /** Answers a request to `/rest/v1/…` as PostgREST would, in the caller's role. */
  handle(request: Request, caller: Caller): Promise<Response>;
  /** Reads tables and functions anew, as PostgREST does on `notify pgrst`. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param options.url the database as `authenticator`
 * @param options.catalogUrl the database as superuser, for reading the catalog only
 */
export async function createRest(options: { url: string; catalogUrl: string }): Promise<Rest> {
  const driver = (max: number) => ({ max, types: columnValues, onnotice: () => undefined });
  const catalog = createPostgresConnection({ url: options.catalogUrl, postgresOptions: driver(1) });
  const connection = new RestConnection(
    { url: options.url, postgresOptions: driver(POOL) },
    catalog,
  );
  const app = new App({
    connection,
    api: { schemas: ["public"], max_rows: MAX_ROWS },
    auth: { enabled: false },
    options: {
      server: {
        apiKeys: false,
        disableStudio: true,
        disableFallback: true,
        // The gateway has checked the token; Lite would look for its own kind.
        middlewares: [async (context, next) => {
          const caller = currentRequest.getStore()?.caller;
          const { sub } = caller?.claims ?? {};
          context.set("ignoreAuthorization", true);
          context.set("apiKeyType", caller?.role === "service_role" ? "secret" : "publishable");
          context.set("jwt", { ...caller?.claims });
          if (typeof sub === "string") context.set("userId", sub);
          context.set("sessionId", "checked by the gateway");
          await next();
        }],
      },
    },
  });
  await app.init();
  catalog.config.schemaCache = app.drivers.cache;
  await connection.introspect({ useCache: true });
  const sql = { catalog: connect(options.catalogUrl), api: connect(options.url) };

  /** The request in a form that Lite reads as PostgREST reads the given one. */
  const readable = async (request: Request, caller: Caller): Promise<Request> => {
    const catalog = await connection.introspect({ useCache: true });
    refuseSingle(request, catalog);
    return await mapJsonBody(request, async (body) => {
      const single = readArrayBody(request, body, catalog);
      const filled = await fillMissing(request, single, caller, sql);
      const written = await writeRowArguments(request, filled, catalog, sql.catalog);
      return quoteJsonScalars(request, written, catalog);
    });
  };

  return {
    async handle(request, caller) {
      const refusal = refuseUnfiltered(request);
      if (refusal !== undefined) return refusal;
      try {
        const given = await readable(request, caller);
        return await currentRequest.run({ request, caller }, () =>
          answerEstimated(
            given,
            MAX_ROWS,
            (counted) => answerHead(counted, async (asked) => await app.fetch(asked)),
          ));
      } catch (error) {
        if (error instanceof Refusal) return error.answer;
        if (isDatabaseError(error)) return databaseErrorResponse(error, caller);
        throw error;
      }
    },
    reload: () => connection.clearSchemaCache(),
    close: async () => {
      await Promise.all([connection.close(), catalog.close(), sql.catalog.end(), sql.api.end()]);
    },
  };
}
