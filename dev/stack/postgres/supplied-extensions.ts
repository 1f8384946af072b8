import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Supabase's extensions that no npm package carries, written by us in SQL: name, and the version that
 * hosted has. `trusted`: the non-superuser `postgres` may create them, as on hosted.
 */
const SUPPLIED = { pg_cron: "1.6", pg_net: "0.14.0", supabase_vault: "0.3.1" };

const SCRIPTS = fileURLToPath(new URL("../system/extensions", import.meta.url));

/** Puts their control files and scripts where `create extension` looks. */
export function supplyExtensions(folder: string): void {
  for (const [name, version] of Object.entries(SUPPLIED)) {
    const script = readFileSync(join(SCRIPTS, `${name}.sql`), "utf8");
    replace(join(folder, `${name}--${version}.sql`), script);
    replace(
      join(folder, `${name}.control`),
      `default_version = '${version}'\nrelocatable = false\nsuperuser = true\ntrusted = true\n`,
    );
  }
}

/** In one step: a server of another run may be reading it. */
function replace(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}
