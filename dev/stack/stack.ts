import { join } from "node:path";
import { createFunctionsHost } from "./functions/host.ts";
import { claimsOfToken } from "./gateway/authenticate.ts";
import { startGateway } from "./gateway/gateway.ts";
import { loadProjectKeys, type ProjectKeys } from "./gateway/project-keys.ts";
import { createAuth } from "./lite/auth.ts";
import { type AuthConfig, readAuthConfig } from "./lite/auth-config.ts";
import { authTables } from "./lite/auth-tables.ts";
import { createMailbox } from "./lite/mailbox.ts";
import { createRest } from "./lite/rest.ts";
import { migrate } from "./migrate/migrate.ts";
import { seed } from "./migrate/seed.ts";
import { connect, withConnection } from "./postgres/connect.ts";
import { type PostgresServer, startPostgres } from "./postgres/postgres.ts";
import { createRealtime } from "./realtime/realtime.ts";
import { startCron } from "./system/cron.ts";
import { startNet } from "./system/net.ts";
import { prepareDatabase } from "./system/system.ts";

/** Idle functions stop after this long, as on hosted. */
const FUNCTION_IDLE_MS = 60_000;

export interface StackOptions {
  /** The folder that holds `supabase/`. */
  projectDir: string;
  /** Where data and keys are kept across restarts. */
  dataDir: string;
  /** TCP ports on loopback; 0 lets the system choose. */
  apiPort: number;
  dbPort: number;
  /** Whether `supabase/seed.sql` runs, once in the data's life. */
  seed: boolean;
  /** Environment of the functions beyond what Supabase injects. */
  functionsEnv: Record<string, string>;
  /** Where links in mails may lead, in place of what `supabase/config.toml` says in `[auth]`. */
  auth?: { siteUrl?: string; redirectUrls?: string[] };
  log: (part: StackPart, line: string) => void;
}

export type StackPart = "postgres" | "api" | "realtime" | "functions" | "cron" | "migrations";

export interface Stack {
  apiUrl: string;
  /** As `postgres`, no superuser. */
  dbUrl: string;
  superuserUrl: string;
  publishableKey: string;
  secretKey: string;
  /** The same two as the JWTs of old projects. */
  anonKey: string;
  serviceRoleKey: string;
  /** A page of the mails that Auth sent; JSON to who accepts only that. */
  mailUrl: string;
  /** Settles when a part ends without `stop()`. */
  died: Promise<{ part: StackPart; lastWords: string }>;
  stop(): Promise<void>;
}

/**
 * Brings up the whole of Supabase that this project uses, and waits until it answers.
 * @throws {PortTakenError} with `code`, `part` and `port`
 * @throws {ScriptError} when a migration or the seed fails
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (let close = undo.pop(); close !== undefined; close = undo.pop()) await close();
  };
  try {
    const server = await startPostgres({
      dataDir: options.dataDir,
      port: options.dbPort,
      log: (line) => options.log("postgres", line),
    });
    undo.push(() => server.stop());
    const [keys] = await Promise.all([
      loadProjectKeys(server.place),
      fillDatabase(server, options),
    ]);
    const apiUrl = await serveApi(server, keys, options, undo);
    return {
      apiUrl,
      dbUrl: server.url,
      superuserUrl: server.superuserUrl,
      publishableKey: keys.publishable,
      secretKey: keys.secret,
      anonKey: keys.anon,
      serviceRoleKey: keys.serviceRole,
      mailUrl: `${apiUrl}/mail`,
      died: server.died.then(({ lastWords }) => ({ part: "postgres" as const, lastWords })),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function fillDatabase(server: PostgresServer, options: StackOptions): Promise<void> {
  await withConnection(
    server.superuserUrl,
    (superuser) =>
      prepareDatabase(superuser, { password: server.password, authTables: authTables() }),
  );
  const supabase = join(options.projectDir, "supabase");
  await withConnection(server.url, async (owner) => {
    for (const version of await migrate(owner, join(supabase, "migrations"))) {
      options.log("migrations", `applied ${version}`);
    }
    if (options.seed && await seed(owner, join(supabase, "seed.sql"))) {
      options.log("migrations", "seeded");
    }
  });
}

async function serveApi(
  server: PostgresServer,
  keys: ProjectKeys,
  options: StackOptions,
  undo: (() => Promise<unknown>)[],
): Promise<string> {
  const log = (part: StackPart) => (line: string) => options.log(part, line);
  const { superuserUrl } = server;
  const configPath = join(options.projectDir, "supabase/config.toml");
  const gateway = await startGateway(options.apiPort, async (port) => {
    const apiUrl = `http://127.0.0.1:${port}`;
    const mailbox = createMailbox();
    const [rest, auth, realtime, net] = await Promise.all([
      createRest({ url: server.urlAs("authenticator", "postgres"), catalogUrl: superuserUrl }),
      createAuth({
        url: server.urlAs("supabase_auth_admin", "postgres"),
        apiUrl,
        config: authConfig(configPath, options.auth),
        projectDir: options.projectDir,
        secret: keys.liteSecret,
        keys: keys.signing,
        mailbox,
      }),
      createRealtime({
        databaseUrl: superuserUrl,
        verifyToken: (token) => claimsOfToken(keys, token),
        log: log("realtime"),
      }),
      startNet({ superuserUrl, log: log("cron") }),
    ]);
    const cron = startCron({ superuserUrl, log: log("cron") });
    const functions = createFunctionsHost({
      functionsDir: join(options.projectDir, "supabase/functions"),
      configPath,
      verifyToken: (token) => claimsOfToken(keys, token),
      env: { ...injected(apiUrl, server.url, keys), ...options.functionsEnv },
      idleMs: FUNCTION_IDLE_MS,
      log: log("functions"),
    });
    const reload = connect(superuserUrl);
    await reload.listen("pgrst", () => void rest.reload());
    undo.push(
      () => reload.end(),
      () => rest.close(),
      () => auth.close(),
      () => realtime.close(),
      () => net.stop(),
      () => cron.stop(),
      () => functions.close(),
    );
    return { keys, rest, auth, mailbox, realtime, functions, log: log("api") };
  });
  undo.push(() => gateway.close());
  return `http://127.0.0.1:${gateway.port}`;
}

function authConfig(configPath: string, links: StackOptions["auth"] = {}): AuthConfig {
  const { siteUrl, redirectUrls } = links;
  return {
    ...readAuthConfig(configPath),
    ...(siteUrl !== undefined && { site_url: siteUrl }),
    ...(redirectUrls !== undefined && { additional_redirect_urls: redirectUrls }),
  };
}

/** What hosted Supabase gives every function. */
function injected(apiUrl: string, dbUrl: string, keys: ProjectKeys): Record<string, string> {
  return {
    SUPABASE_URL: apiUrl,
    SUPABASE_DB_URL: dbUrl,
    SUPABASE_ANON_KEY: keys.anon,
    SUPABASE_SERVICE_ROLE_KEY: keys.serviceRole,
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: keys.publishable }),
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: keys.secret }),
    SUPABASE_JWKS: JSON.stringify(keys.signing.jwks),
  };
}
