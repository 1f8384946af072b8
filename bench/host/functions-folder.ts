import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface FunctionsFolder {
  functionsDir: string;
  configPath: string;
}

const FLOORS = ["floor", "nothing"];

/**
 * A project's functions with the floors beside them, in a folder of the benchmark's own, so that floor and product
 * run in one host and `supabase/` knows nothing of it.
 * @param root the repository
 * @param folder an empty one
 */
export function copyFunctions(root: string, folder: string): FunctionsFolder {
  const functionsDir = join(folder, "functions");
  mkdirSync(functionsDir, { recursive: true });
  cpSync(join(root, "supabase/functions"), functionsDir, {
    recursive: true,
    filter: (path) => !/functions\/tests$|\.test\.ts$/.test(path),
  });
  for (const floor of FLOORS) {
    cpSync(join(root, "bench/functions", floor), join(functionsDir, floor), { recursive: true });
  }
  // Deno looks for packages beside the root of its workspace.
  writeFileSync(join(folder, "deno.json"), '{ "workspace": ["./functions"] }\n');
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const configPath = join(folder, "config.toml");
  const open = FLOORS.map((name) => `\n[functions.${name}]\nverify_jwt = false\n`).join("");
  writeFileSync(configPath, readFileSync(join(root, "supabase/config.toml"), "utf8") + open);
  return { functionsDir, configPath };
}
