// What a person's browser loads of the built web app, read from the build alone.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Bytes of script, gzip, before the sign-in page paints. */
export const SIGN_IN_BUDGET = 120_000;
/** Bytes of script, gzip, for everything that the dialer loads to be ready to call. */
export const DIALER_BUDGET = 195_000;

/**
 * Bytes of script, gzip, for any other route, beyond what the dialer has loaded: a sixth of a second on a slow 3G line
 * (1 Mbit/s), so that a page of Setup answers the press that opens it.
 */
export const ROUTE_BUDGET = 20_000;

export interface Build {
  /** The scripts that index.html loads, with all that they import statically. */
  first: string[];
  /** Beside those: what the sign-in page loads. */
  signIn: string[];
  /** Beside the first ones: what the dialer imports later, workers included, without the other routes. */
  dialer: string[];
  /** By the name of the route's chunk: what opening it loads beside all those. */
  routes: Record<string, string[]>;
}

/**
 * The chunks that a dialer loads when it is ready or never, by the names that Vite gives them: other routes, what only
 * admins load, what opens at a press or a letter, what a call needs (`after-start`, `this-call`: loaded when the phone is up,
 * or after a second; then `in-call`, what can be done in a talk, and `target-panel`) and what works beside the phone from
 * then on. docs/architecture.md says which comes when.
 */
const ROUTE = new RegExp(
  `^(${
    [
      "setup",
      "health-store",
      "health-banner",
      "paused-banner",
      "sound-settings",
      "shortcut-help",
      "colleagues",
      "people",
      "as-typed",
      "after-start",
      "in-call",
      "target-panel",
      // What only supervisors load, at their first press, and what an agent sees of them.
      "supervision",
      "manner-icon",
      // At the first refusal, while calls are paused, and with `in-call`.
      "refusal-words",
      "policy-words",
      "paused-band",
      // In a workspace without Twilio.
      "not-connected-band",
      // When our server rings.
      "server-call",
      "day-store",
      "this-call",
      "after-ready",
      "attach-seat-call",
      "offer-panel",
      "menus",
      "[\\w.-]+-page",
    ].join("|")
  })-[\\w-]+\\.js$`,
);

/** @param folder the built web app, `dist/web` */
export function readBuild(folder: string): Build {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const entries = [...html.matchAll(/(?:src|href)="\/assets\/([\w.-]+\.js)"/g)].map(([, name]) =>
    name ?? ""
  );
  const first = closure(folder, entries, STATIC);
  const all = closure(folder, entries, ANY);
  const isAfterStart = (name: string) => name.startsWith("after-start-");
  const isRoute = (name: string) => ROUTE.test(name) && !first.includes(name);
  const loaded = closure(folder, entries, ANY, isRoute);
  const routes = all.filter(isRoute).map((route): [string, string[]] => {
    const name = ROUTE.exec(route)?.[1] ?? route;
    // They follow that one, and never come without it.
    const before = ["in-call", "target-panel", "offer-panel", "menus"].includes(name)
      ? closure(folder, all.filter(isAfterStart), STATIC)
      : [];
    const there = new Set([...loaded, ...before]);
    return [name, closure(folder, [route], STATIC).filter((chunk) => !there.has(chunk))];
  });
  const signInPage = all.filter((name) => name.startsWith("sign-in-page-"));
  return {
    first,
    signIn: closure(folder, signInPage, STATIC).filter((name) => !first.includes(name)),
    dialer: loaded.filter((name) => !first.includes(name)),
    routes: Object.fromEntries(routes),
  };
}

/** The route that loads most, and how much. */
export function heaviestRoute(folder: string, { routes }: Build): { name: string; bytes: number } {
  return Object.entries(routes)
    .map(([name, chunks]) => ({ name, bytes: gzipSize(folder, chunks) }))
    .reduce((most, each) => each.bytes > most.bytes ? each : most, { name: "none", bytes: 0 });
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
/** Those, and what is imported later or runs as a worker; not the lists of what a later import will need. */
const ANY =
  /(?:from|import)\s*\(?\s*["'`]\.\/([\w.-]+\.js)["'`]|["'`]\/?assets\/([\w.-]+\.worker-[\w-]+\.js)["'`]/g;

function closure(
  folder: string,
  entries: string[],
  mention: RegExp,
  isLeftOut: (name: string) => boolean = () => false,
): string[] {
  const found = new Set<string>();
  const visit = (name: string) => {
    if (found.has(name) || isLeftOut(name)) return;
    found.add(name);
    const source = readFileSync(join(folder, "assets", name), "utf8");
    for (const [, next, worker] of source.matchAll(mention)) visit(next ?? worker ?? "");
  };
  entries.forEach(visit);
  return [...found];
}
