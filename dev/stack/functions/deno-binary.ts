import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * The Deno of package `deno`, found by path: its own launcher script would cost a Node process a start, and
 * npm links it only when install scripts may run.
 * @throws {Error} when no binary of this platform is installed
 */
export function findDeno(): string {
  const packages = join(
    dirname(createRequire(import.meta.url).resolve("deno/package.json")),
    "../@deno",
  );
  const wanted = `${process.platform}-${process.arch}`;
  const found = (existsSync(packages) ? readdirSync(packages) : [])
    .filter((name) => name === wanted || name.startsWith(`${wanted}-`))
    .map((name) => join(packages, name, process.platform === "win32" ? "deno.exe" : "deno"))
    .find((path) => existsSync(path));
  if (found === undefined) {
    throw new Error(`Cannot run functions: Deno for ${wanted} is not installed. Run npm ci`);
  }
  return found;
}
