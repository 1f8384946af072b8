// `npm run types`: writes the types of the database that the migrations make, by the official CLI.
// With --check it only compares, and ends with 1 when the committed file is out of step.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findDeno } from "../stack/functions/deno-binary.ts";
import { startTestDatabases } from "../stack/test-database.ts";
import { officialCli } from "./official-cli.ts";

const root = join(import.meta.dirname, "../..");
const target = join(root, "supabase/functions/_shared/contracts/database.types.ts");

const HEADER = "// Made by `npm run types` from supabase/migrations; a check compares the two.\n\n";

export async function databaseTypes(): Promise<string> {
  const databases = await startTestDatabases({ migrations: join(root, "supabase/migrations") });
  try {
    const { url } = await databases.fresh();
    const types = officialCli(
      "gen",
      "types",
      `--remote=${url}`,
      "--lang=typescript",
      "--schema=public",
    );
    // Before them the CLI notes on the same stream that the connection has no TLS.
    return formatted(HEADER + types.slice(types.indexOf("export type Json")));
  } finally {
    await databases.stop();
  }
}

function formatted(source: string): string {
  const config = join(root, "dev/fmt.json");
  return execFileSync(findDeno(), ["fmt", "--quiet", "--config", config, "--ext=ts", "-"], {
    input: source,
    encoding: "utf8",
  });
}

if (import.meta.main) {
  const types = await databaseTypes();
  const committed = existsSync(target) ? readFileSync(target, "utf8") : "";
  if (!process.argv.includes("--check")) {
    writeFileSync(target, types);
  } else if (types !== committed) {
    console.error("database.types.ts is not what the migrations make: run npm run types");
    process.exitCode = 1;
  }
}
