import { AsyncLocalStorage } from "node:async_hooks";
import { App } from "@supabase/lite";
import { createPostgresConnection } from "@supabase/lite/postgres";
import { connect } from "../postgres/connect.ts";
import { createAccessTokens } from "./access-tokens.ts";
import { asHosted } from "./auth-as-hosted.ts";
import type { AuthConfig } from "./auth-config.ts";
import { columnValues } from "./column-values.ts";
import { readMailTemplates } from "./mail-templates.ts";
import type { Mailbox } from "./mailbox.ts";
import { createMailer } from "./mailer.ts";
import type { SigningKeys } from "./signing-keys.ts";

const POOL = 4;

export interface AuthOptions {
  /** The database as `supabase_auth_admin`, who owns Auth's tables, as on hosted. */
  url: string;
  /** The API's own base, without a slash at its end. */
  apiUrl: string;
  config: AuthConfig;
  /** What the paths of mail templates start from. */
  projectDir: string;
  /** Lite's signing secret; no token signed with it leaves the stack. */
  secret: string;
  keys: SigningKeys;
  mailbox: Mailbox;
}

export interface Auth {
  /** Answers a request to `/auth/v1/…` as hosted Auth would. The gateway has checked the key. */
  handle(request: Request): Promise<Response>;
  close(): Promise<void>;
}

export async function createAuth(options: AuthOptions): Promise<Auth> {
  const { config, apiUrl } = options;
  const siteUrl = config.site_url ?? apiUrl;
  const allowed = config.additional_redirect_urls ?? [];
  const issuer = `${apiUrl}/auth/v1`;
  const sql = connect(options.url);
  const tokens = createAccessTokens({ issuer, secret: options.secret, keys: options.keys, sql });
  const redirectTo = new AsyncLocalStorage<string | null>();
  const connection = createPostgresConnection({
    url: options.url,
    postgresOptions: { max: POOL, types: columnValues, onnotice: () => undefined },
  });
  const app = new App({
    connection,
    auth: {
      enabled: true,
      jwt_secret: options.secret,
      jwt_expiry: config.jwt_expiry ?? 3600,
      site_url: siteUrl,
      additional_redirect_urls: allowed,
      minimum_password_length: config.minimum_password_length ?? 6,
      enable_signup: config.enable_signup ?? true,
      email: { enable_signup: true, enable_confirmations: config.enable_confirmations ?? false },
    },
    options: { server: { apiKeys: false, disableStudio: true, disableFallback: true } },
  });
  const mailer = createMailer({
    siteUrl,
    apiUrl,
    allowed,
    templates: readMailTemplates(options.projectDir, config.templates ?? {}),
    mailbox: options.mailbox,
    redirectTo: () => redirectTo.getStore() ?? null,
  });
  app._mailer = mailer;
  await app.init();
  const answer = asHosted({
    sql,
    confirms: config.enable_confirmations ?? false,
    mailer,
    next: async (request) => await app.fetch(request),
  });
  return {
    async handle(request) {
      const url = new URL(request.url);
      if (url.pathname === "/auth/v1/.well-known/jwks.json") {
        return Response.json(options.keys.jwks);
      }
      const headers = new Headers(request.headers);
      const bearer = /^Bearer (.+)$/i.exec(headers.get("authorization") ?? "")?.[1];
      // Without a session supabase-js sends the key itself as bearer.
      if (bearer === undefined || bearer === headers.get("apikey")) headers.delete("authorization");
      else headers.set("authorization", `Bearer ${await tokens.inward(bearer)}`);
      const inner = new Request(request, { headers });
      const response = await redirectTo.run(
        url.searchParams.get("redirect_to"),
        () => answer(inner),
      );
      return tokens.outward(response);
    },
    close: async () => {
      await Promise.all([connection.close(), sql.end()]);
    },
  };
}
