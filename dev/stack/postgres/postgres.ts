import { join } from "node:path";
import { startGuarded } from "./child.ts";
import { installServer } from "./distribution.ts";
import { initialise, isDatabase } from "./initialise.ts";
import { makePlace, placeOf, serverIdentity } from "./place.ts";
import { claimPort } from "./ports.ts";
import { keptSecret } from "./secrets.ts";
import { clearStale } from "./stale.ts";

export interface PostgresServer {
  /** The folder of server, data and keys. */
  place: string;
  /** As `supabase_admin`, the superuser, to database `postgres`. */
  superuserUrl: string;
  /** As `postgres`, who runs the migrations and is no superuser; exists once `system/` has run. */
  url: string;
  port: number;
  /** The same two for another database of this server. */
  urlsOf(database: string): { url: string; superuserUrl: string };
  /** As another role that may log in. */
  urlAs(role: string, database: string): string;
  /** The password that `system/` gives to the roles that may log in. */
  password: string;
  /** Settles only when the server ends without `stop()`. */
  died: Promise<{ lastWords: string }>;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Where server, data and keys lie; kept across restarts. See {@link placeOf}. */
  dataDir: string;
  /** TCP port on 127.0.0.1; 0 or left out lets the system choose. */
  port?: number;
  log?: (line: string) => void;
}

/**
 * fsync is off: what was committed survives our own crash, not one of the machine. That is the
 * price of a start in milliseconds, and the data is a developer's.
 */
const SETTINGS = {
  fsync: "off",
  full_page_writes: "off",
  wal_level: "logical",
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  max_wal_senders: "10",
  max_replication_slots: "10",
  shared_buffers: "64MB",
  max_wal_size: "256MB",
  autovacuum_naptime: "30s",
  scram_iterations: "1",
  log_checkpoints: "off",
  timezone: "UTC",
  log_timezone: "UTC",
};

/**
 * Starts Postgres 17 on loopback and waits until it takes connections.
 * @throws {PortTakenError} when `port` is in use
 * @throws {Error} with the server's last words when it ends before it is ready
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const place = placeOf(options.dataDir);
  const as = serverIdentity();
  makePlace(place);
  const server = installServer(place);
  const password = keptSecret(place, "database-password");
  keptSecret(place, "vault.key", { owner: as });
  const data = join(place, "data");
  await clearStale(data);
  if (!isDatabase(data)) await initialise({ server, data, password, as });
  const port = await claimPort("Postgres", options.port ?? 0);

  let ready = () => {};
  const readiness = new Promise<void>((resolve) => (ready = resolve));
  const settings = { ...SETTINGS, port: String(port), "vault.key_file": join(place, "vault.key") };
  const child = startGuarded([
    join(server, "bin/postgres"),
    "-D",
    data,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ], {
    as,
    env: { LC_ALL: "C", PATH: "/usr/bin:/bin" },
    onLine(line) {
      options.log?.(line);
      if (line.includes("database system is ready to accept connections")) ready();
    },
  });
  const early = child.ended.then(({ lastWords }) => {
    throw new Error(`Cannot start Postgres: it ended before it was ready\n${lastWords}`);
  });
  await Promise.race([readiness, early]);
  early.catch(() => undefined);

  let stopping = false;
  const urlAs = (role: string, database: string) =>
    `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
  const urlsOf = (database: string) => ({
    url: urlAs("postgres", database),
    superuserUrl: urlAs("supabase_admin", database),
  });
  return {
    place,
    ...urlsOf("postgres"),
    urlsOf,
    urlAs,
    port,
    password,
    died: new Promise((resolve) => {
      void child.ended.then(({ lastWords }) => stopping || resolve({ lastWords }));
    }),
    async stop() {
      stopping = true;
      await child.stop();
    },
  };
}
