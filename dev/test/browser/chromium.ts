// Where the tests' Chromium comes from: an installed one that `SOFTPHONE_BROWSER` names, or the one inside the npm
// package `@sparticuz/chromium` (Linux x64). The package itself would extract to a fixed place in the system's temp
// folder and run whatever lies there, and its own switches turn web security off: only its archives are used here.

import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, lstat, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import { withoutSqlite } from "./softoken.ts";
import { readTar } from "./tar.ts";

export interface Chromium {
  /** Path of the program. */
  path: string;
  /** Variables that it needs beside the process's own. */
  env: Record<string, string>;
}

const run = promisify(execFile);
const inflate = promisify(brotliDecompress);
const repo = resolve(import.meta.dirname, "../../..");
const ARCHIVES = ["chromium.br", "al2023.tar.br", "fonts.tar.br"] as const;
const MANIFEST = "manifest.json";
/** Names a browser that is checked to the processes of a run: to read its 300 MB takes each of them two seconds. */
const CHECKED = "SOFTPHONE_CHECKED_BROWSER";

let found: Promise<Chromium> | null = null;

/**
 * The Chromium to test with; extracted at the first call on a machine (about 3 s), checked by hash at each later one.
 *
 * @throws when the machine is not Linux x64 and `SOFTPHONE_BROWSER` names no browser.
 */
export function chromium(): Promise<Chromium> {
  return found ??= find();
}

/** Checks the browser once, for this process and those that it starts from now on. */
export async function checkChromium(): Promise<void> {
  process.env[CHECKED] = JSON.stringify(await chromium());
}

async function find(): Promise<Chromium> {
  const checked = process.env[CHECKED];
  if (checked !== undefined) return JSON.parse(checked);
  const named = process.env["SOFTPHONE_BROWSER"];
  if (named !== undefined && named !== "") return { path: named, env: {} };
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(
      "Cannot find a browser: set SOFTPHONE_BROWSER to the path of an installed Chrome or Chromium",
    );
  }
  const archives = await readArchives();
  const hash = createHash("sha256");
  for (const bytes of archives.values()) hash.update(createHash("sha256").update(bytes).digest());
  // What is done to the archives' files; another number extracts them anew.
  hash.update("2");
  const key = hash.digest("hex").slice(0, 16);

  const failures: string[] = [];
  for (const folder of [join(repo, ".local/browser", key), privateTemp(key)]) {
    try {
      await extract(archives, folder);
      return await runnable(folder);
    } catch (error) {
      failures.push(`${folder}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(`Cannot run Chromium:\n${failures.join("\n")}`);
}

async function readArchives(): Promise<Map<string, Buffer>> {
  const entry = fileURLToPath(import.meta.resolve("@sparticuz/chromium"));
  const bin = join(dirname(entry), "../bin");
  const archives = new Map<string, Buffer>();
  for (const name of ARCHIVES) archives.set(name, await readFile(join(bin, name)));
  return archives;
}

/** A folder of this user alone, for machines where the repository can be neither written to nor executed from. */
function privateTemp(key: string): string {
  return join(tmpdir(), `softphone-browser-${process.getuid?.() ?? 0}-${key}`);
}

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

async function extract(archives: Map<string, Buffer>, folder: string): Promise<void> {
  if (await isWhole(folder)) return;
  const partial = `${folder}.${randomBytes(6).toString("hex")}`;
  await mkdir(dirname(partial), { recursive: true });
  await mkdir(partial, { mode: 0o700 });
  try {
    const manifest: Record<string, string> = {};
    const put = async (path: string, bytes: Buffer, mode: number) => {
      manifest[path] = sha256(bytes);
      await mkdir(dirname(join(partial, path)), { recursive: true });
      await writeFile(join(partial, path), bytes, { mode });
    };
    for (const [name, packed] of archives) {
      const bytes = await inflate(packed);
      if (name === "chromium.br") await put("chromium", bytes, 0o700);
      else {for (const { path, bytes: found, mode } of readTar(bytes)) {
          await put(path, path.endsWith("/libsoftokn3.so") ? withoutSqlite(found) : found, mode);
        }}
    }
    await writeFile(join(partial, MANIFEST), JSON.stringify(manifest));
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    // Another process may have put the same files there meanwhile.
    if (!(await isWhole(folder))) throw error;
  }
}

async function isWhole(folder: string): Promise<boolean> {
  try {
    const stat = await lstat(folder);
    const mine = process.getuid === undefined || stat.uid === process.getuid();
    if (!stat.isDirectory() || !mine || (stat.mode & 0o022) !== 0) return false;
    const manifest: unknown = JSON.parse(await readFile(join(folder, MANIFEST), "utf8"));
    if (typeof manifest !== "object" || manifest === null) return false;
    for (const [path, hash] of Object.entries(manifest)) {
      if (sha256(await readFile(join(folder, path))) !== hash) return false;
    }
    return true;
  } catch {
    return false;
  }
}

/** A minimal Debian has no NSS and no fonts; where the system has its own libraries, they are used. */
async function runnable(folder: string): Promise<Chromium> {
  const path = join(folder, "chromium");
  await access(path, constants.X_OK);
  const fonts = join(folder, "softphone-fonts.conf");
  await writeFile(fonts, fontsConf(folder));
  const env: Record<string, string> = { FONTCONFIG_FILE: fonts };
  try {
    await run(path, ["--version"]);
  } catch {
    env["LD_LIBRARY_PATH"] = [join(folder, "lib"), process.env["LD_LIBRARY_PATH"]]
      .filter((part) => part !== undefined && part !== "").join(":");
    await run(path, ["--version"], { env: { ...process.env, ...env } });
  }
  return { path, env };
}

const fontsConf = (folder: string) =>
  `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>` +
  `<dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/font-cache</cachedir></fontconfig>\n`;
