import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "../..");

/**
 * Runs the official CLI in the repository and answers what it printed.
 * @throws {Error} with what it said, when it ends with another code than 0
 */
export function officialCli(...args: string[]): string {
  const require = createRequire(import.meta.url);
  const cli = join(dirname(require.resolve("supabase/package.json")), "dist/supabase.js");
  return execFileSync(process.execPath, [cli, ...args], {
    cwd: root,
    env: { ...process.env, DO_NOT_TRACK: "1", SUPABASE_TELEMETRY_DISABLED: "1" },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}
