import {
  chownSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { startGuarded } from "./child.ts";
import type { Identity } from "./place.ts";

/**
 * Whether the directory holds a database that was finished. Without these two files no server starts on it and
 * nothing in it can be read: an initdb that was cut off, or a copy that was.
 * Source: https://www.postgresql.org/docs/17/storage-file-layout.html
 */
export function isDatabase(data: string): boolean {
  return ["PG_VERSION", "global/pg_control"].every((file) => existsSync(join(data, file)));
}

/**
 * Makes the data directory, in place of a half-made one, as on hosted with `supabase_admin` for the superuser. It appears under
 * its name only when complete, so that an interrupted first start leaves nothing half made.
 */
export async function initialise(options: {
  server: string;
  data: string;
  password: string;
  as: Identity | undefined;
}): Promise<void> {
  const { as, data } = options;
  const draft = `${data}-draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  const passwordFile = join(draft, "..", "initdb-password");
  writeFileSync(passwordFile, options.password, { mode: 0o600 });
  if (as !== undefined) {
    for (const path of [draft, passwordFile]) chownSync(path, as.uid, as.gid);
  }
  const { code, lastWords } = await startGuarded([
    join(options.server, "bin/initdb"),
    "--pgdata",
    draft,
    "--username=supabase_admin",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-sync",
    "--set=scram_iterations=1",
  ], { as, env: { LC_ALL: "C", PATH: "/usr/bin:/bin" }, onLine: () => undefined }).ended;
  unlinkSync(passwordFile);
  if (code !== 0) {
    throw new Error(`Cannot make the database: initdb ended with ${code}\n${lastWords}`);
  }
  rmSync(data, { recursive: true, force: true });
  renameSync(draft, data);
}
