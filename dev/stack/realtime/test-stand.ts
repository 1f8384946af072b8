import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { mock } from "node:test";
import { createClient, type RealtimeChannel, type SupabaseClient } from "@supabase/supabase-js";
import { jwtVerify, SignJWT } from "jose";
import postgres, { type Sql } from "postgres";
import { startPostgres } from "../postgres/postgres.ts";
import { makeTestFolder } from "../test-folder.ts";
import { createRealtime } from "./realtime.ts";

type Vsn = "1.0.0" | "2.0.0";

/** A Postgres with schema realtime, the server and real clients of it; for tests. */
export interface Stand {
  /** A superuser's connection. */
  sql: Sql;
  url: string;
  logged: string[];
  /** A client that is signed in as `person`, or with its API key alone. */
  client(options?: { person?: string; expiresInS?: number; vsn?: Vsn }): Promise<SupabaseClient>;
  tokenOf(person: string, expiresInS?: number): Promise<string>;
  close(): Promise<void>;
}

const secret = new TextEncoder().encode("a secret of this test alone, long enough for HS256");
const KEY = "sb_publishable_test";

/** What the stack's own set-up gives and these tests need: the roles, and who is asking. */
const PLATFORM = `
  create role postgres nologin bypassrls;
  create role anon nologin;
  create role authenticated nologin;
  create role service_role nologin bypassrls;
  create schema auth;
  grant usage on schema auth to anon, authenticated, service_role;
  create function auth.person() returns text language sql stable as
    $$ select current_setting('request.jwt.claims', true)::json ->> 'sub' $$;
  grant usage on schema public to anon, authenticated;
`;

export async function startStand(): Promise<Stand> {
  forgetLongTimers();
  const folder = makeTestFolder("realtime-");
  const database = await startPostgres({ dataDir: join(folder.path, "db") });
  const sql = postgres(database.superuserUrl, { max: 2, onnotice: () => {} });
  await sql.unsafe(PLATFORM);
  const schema = readFileSync(new URL("schema.sql", import.meta.url), "utf8");
  await sql.unsafe(schema);
  await sql.unsafe(schema);

  const logged: string[] = [];
  const realtime = await createRealtime({
    databaseUrl: database.superuserUrl,
    verifyToken: async (token) => {
      if (token === KEY) return { role: "anon" };
      return (await jwtVerify(token, secret)).payload;
    },
    log: (line) => logged.push(line),
  });
  const server = createServer((req, res) => void realtime.handleHttp(req, res));
  server.on("upgrade", (req, socket, head) => realtime.handleUpgrade(req, socket, head));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const clients: SupabaseClient[] = [];

  const tokenOf = (person: string, expiresInS = 3600) =>
    new SignJWT({ role: "authenticated", sub: person })
      .setProtectedHeader({ alg: "HS256" })
      .setExpirationTime(Math.floor(Date.now() / 1000) + expiresInS)
      .sign(secret);

  return {
    sql,
    url,
    logged,
    tokenOf,
    async client({ person, expiresInS, vsn = "2.0.0" } = {}) {
      const token = person === undefined ? null : tokenOf(person, expiresInS);
      const client = createClient(url, KEY, {
        ...(token && { accessToken: () => token }),
        auth: { persistSession: false, autoRefreshToken: false },
        realtime: { vsn },
      });
      clients.push(client);
      // Without this a join can leave before the client has asked for its token.
      if (token) await client.realtime.setAuth();
      return client;
    },
    async close() {
      await Promise.all(clients.map(({ realtime }) => realtime.disconnect()));
      await realtime.close();
      server.closeAllConnections();
      server.close();
      await sql.end({ timeout: 1 });
      await database.stop();
      folder.remove();
    },
  };
}

/** A client leaves timers of 10 s and more behind, for which the test's process would wait. */
function forgetLongTimers(): void {
  const { setTimeout } = globalThis;
  const forgetful = (run: () => void, ms = 0, ...args: []) => {
    const timer = setTimeout(run, ms, ...args);
    return ms < 10_000 ? timer : timer.unref();
  };
  mock.method(globalThis, "setTimeout", Object.assign(forgetful, setTimeout));
}

/** Subscribes, and resolves with what the server answered. */
export function subscribed(channel: RealtimeChannel): Promise<{ status: string; reason: string }> {
  return new Promise((resolve) => {
    channel.subscribe((status, error) => resolve({ status, reason: error?.message ?? "" }));
  });
}

/** Collects events, and waits for the next one without losing any that came before. */
export class Inbox<Item> {
  readonly #items: Item[] = [];
  #wake: (() => void) | null = null;

  readonly put = (item: Item): void => {
    this.#items.push(item);
    this.#wake?.();
  };

  async next(): Promise<Item> {
    for (;;) {
      const item = this.#items.shift();
      if (item !== undefined) return item;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  get size(): number {
    return this.#items.length;
  }
}
