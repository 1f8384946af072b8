// What a person's browser loads of the built web app, read from the build alone.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Bytes of script, gzip, before the sign-in page paints. */
export const SIGN_IN_BUDGET = 120_000;
/** Bytes of script, gzip, for everything that the dialer loads to be ready to call. */
export const DIALER_BUDGET = 220_000;

export interface Build {
  /** The scripts that index.html loads, with all that they import statically. */
  first: string[];
  /** Beside those: what the dialer imports later, workers included, without the other routes. */
  dialer: string[];
}

/** The chunks that a dialer never loads, by the names that Vite gives them: each is a route with a budget of its own. */
const OTHER_ROUTES =
  /^(?!index|signed-in|supabase|twilio|realtime-beat|heartbeat|tslib)[\w.-]+-page-[\w-]+\.js$/;

/** @param folder the built web app, `dist/web` */
export function readBuild(folder: string): Build {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const entries = [...html.matchAll(/(?:src|href)="\/assets\/([\w.-]+\.js)"/g)].map(([, name]) =>
    name ?? ""
  );
  const first = closure(folder, entries, STATIC);
  const all = closure(folder, entries, ANY).filter((name) => !OTHER_ROUTES.test(name));
  return { first, dialer: all.filter((name) => !first.includes(name)) };
}

/** Gzip bytes of the named chunks. */
export function gzipSize(folder: string, names: readonly string[]): number {
  return names.reduce(
    (sum, name) => sum + gzipSync(readFileSync(join(folder, "assets", name)), { level: 9 }).length,
    0,
  );
}

/** `import … from "./x.js"`, `import "./x.js"`, `export … from "./x.js"`. */
const STATIC = /(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g;
/** Every mention of a chunk: dynamic imports and workers' addresses too. */
const ANY = /["'`](?:\.\/|\/?assets\/)([\w.-]+\.js)["'`]/g;

function closure(folder: string, entries: string[], mention: RegExp): string[] {
  const found = new Set<string>();
  const visit = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    const source = readFileSync(join(folder, "assets", name), "utf8");
    for (const [, next] of source.matchAll(mention)) if (next !== undefined) visit(next);
  };
  entries.forEach(visit);
  return [...found];
}
