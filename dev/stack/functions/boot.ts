/**
 * Runs in Deno, before a function: gives it what hosted's runtime gives and Deno does not. `Deno.serve` takes
 * a port that the system chooses and tells it to the host; a module that exports `{ fetch }` is served, too.
 * It runs at each cold start, so that it imports nothing but types.
 */

import type { DenoGlobals } from "./deno-globals.ts";

declare const Deno: DenoGlobals;

const [entrypoint = ""] = Deno.args;
const nonce = Deno.env.get("SOFTPHONE_FUNCTION_NONCE") ?? "";
for (const own of ["SOFTPHONE_FUNCTION_NONCE", "DENO_DIR", "NO_COLOR"]) Deno.env.delete(own);

// The host holds the other end: whatever way it ends, this process ends, too.
void (async () => {
  for await (const _ of Deno.stdin.readable);
  Deno.exit(0);
})();

let serving = false;
const serve = Deno.serve;

function serveHere(...args: unknown[]): unknown {
  if (serving) throw new Error("Cannot serve twice: a function has one Deno.serve");
  serving = true;
  const handler = args.find((arg) => typeof arg === "function") ?? handlerOf(args[0]);
  const given = args.find((arg) => typeof arg === "object" && arg !== null);
  return serve({
    ...given,
    port: 0,
    hostname: "127.0.0.1",
    onListen: ({ port }: { port: number }) => console.log(`${nonce}${port}`),
  }, handler);
}

function handlerOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  if ("handler" in value) return value.handler;
  if ("fetch" in value && typeof value.fetch === "function") return value.fetch.bind(value);
  return undefined;
}

Object.defineProperty(Deno, "serve", { value: serveHere });
Object.defineProperty(globalThis, "EdgeRuntime", {
  // The process outlives every answer, so that there is nothing to wait for but to keep the failure visible.
  value: {
    waitUntil: (work: Promise<unknown>) => void work.catch((error) => console.error(error)),
  },
});

const module: { default?: unknown } = await import(entrypoint);
if (!serving && module.default !== undefined) {
  const handler = typeof module.default === "function" ? module.default : handlerOf(module.default);
  if (handler !== undefined) serveHere(handler);
}
if (!serving) {
  console.error(
    "The function does not serve: call Deno.serve(handler) or export default { fetch }.",
  );
  Deno.exit(1);
}
