// Fails when package.json names a version range, when a package's install script is neither allowed nor refused
// there by name, or when the functions' deno.json names another version than
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

/**
 * Sentences about packages with an install script that `allowScripts` does not name, and the other way round. npm 12
 * runs none without a word, npm 10 runs all: what needs no script here must be written down.
 *
 * @param packages those of package-lock.json
 */
export function unnamedScripts(
  packages: Record<string, { hasInstallScript?: boolean }>,
  allowScripts: Record<string, boolean>,
): string[] {
  const found = new Set(
    Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([path]) => path.replace(/^.*node_modules\//, "")),
  );
  const named = new Set(Object.keys(allowScripts));
  return [
    ...[...found].filter((name) => !named.has(name))
      .map((name) => `package.json: allowScripts lacks ${name}, which has an install script`),
    ...[...named].filter((name) => !found.has(name))
      .map((name) => `package.json: allowScripts names ${name}, which has no install script`),
  ];
}

if (process.argv[1] === import.meta.filename) {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const deno = JSON.parse(readFileSync(join(root, "supabase/functions/deno.json"), "utf8"));
  const packages = {
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  };
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const found = [
    ...disagreements(packages, deno.imports ?? {}),
    ...unnamedScripts(lock.packages, manifest.allowScripts ?? {}),
  ];
  for (const line of found) console.error(line);
  process.exit(found.length === 0 ? 0 : 1);
}
