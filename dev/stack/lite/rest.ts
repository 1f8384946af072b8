import { App } from "@supabase/lite";
import { createPostgresConnection } from "@supabase/lite/postgres";
import type { Caller } from "./caller.ts";
import { columnValues } from "./column-values.ts";
import { quoteJsonScalars } from "./json-scalars.ts";
import { currentRequest, RestConnection } from "./request-transaction.ts";
import { refuseUnfiltered } from "./safeupdate.ts";

const POOL = 10;

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
    api: { schemas: ["public"], max_rows: 1000 },
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
  return {
    async handle(request, caller) {
      const refusal = refuseUnfiltered(request);
      if (refusal !== undefined) return refusal;
      const catalog = await connection.introspect({ useCache: true });
      const quoted = await quoteJsonScalars(request, catalog);
      return currentRequest.run({ request: quoted, caller }, () => app.fetch(quoted));
    },
    reload: () => connection.clearSchemaCache(),
    close: async () => {
      await Promise.all([connection.close(), catalog.close()]);
    },
  };
}
