// Fails when package.json names a version range, or when the functions' deno.json names another version than
// package.json: the functions' tests here would then prove something else than what is deployed.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

interface Versions {
  [name: string]: string;
}

/** Sentences about versions that are inexact or disagree; empty when all is well. */
export function disagreements(packages: Versions, imports: Versions): string[] {
  const inexact = Object.entries(packages)
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `package.json: ${name} is ${version}, not an exact version`);
  const others = Object.values(imports).flatMap((target) => {
    const match = /^npm:(@[^/]+\/[^@/]+|[^@/]+)@([^/]+)/.exec(target);
    if (match === null) return [];
    const [, name = "", version] = match;
    return packages[name] === version ? [] : [
      `supabase/functions/deno.json: ${target}, but package.json has ${packages[name] ?? "none"}`,
    ];
  });
  return [...inexact, ...others];
}

if (process.argv[1] === import.meta.filename) {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const deno = JSON.parse(readFileSync(join(root, "supabase/functions/deno.json"), "utf8"));
  const packages = {
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  };
  const found = disagreements(packages, deno.imports ?? {});
  for (const line of found) console.error(line);
  process.exit(found.length === 0 ? 0 : 1);
}
