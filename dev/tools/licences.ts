// `npm run licences`: writes docs/licences.md, the licence of every package that the product ships to browsers or
// functions, from the lock file. `--check` fails when the file is out of step or a licence is not one of ours.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";

/** What may be shipped with an MIT product without further duties than to name it. */
const ALLOWED = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "OFL-1.1",
  "Unlicense",
]);

const Lock = v.object({
  packages: v.record(
    v.string(),
    v.object({
      version: v.optional(v.string()),
      license: v.optional(v.string()),
      dev: v.optional(v.boolean(), false),
      devOptional: v.optional(v.boolean(), false),
      optional: v.optional(v.boolean(), false),
    }),
  ),
});

export interface Licence {
  name: string;
  version: string;
  licence: string;
}

/** The packages of production, by name. @param lock the text of package-lock.json */
export function shippedLicences(lock: string): Licence[] {
  const { packages } = v.parse(v.pipe(v.string(), v.parseJson(), Lock), lock);
  const found = Object.entries(packages)
    .filter(([path, entry]) => path !== "" && !entry.dev && !entry.devOptional && !entry.optional)
    .map(([path, { version = "", license = "unknown" }]) => ({
      name: path.replace(/^.*node_modules\//, ""),
      version,
      licence: license,
    }));
  const unique = new Map(found.map((one) => [`${one.name}@${one.version}`, one]));
  return [...unique].toSorted(([a], [b]) => a < b ? -1 : 1).map(([, one]) => one);
}

/** Those with a licence that we have not agreed to. `(MIT OR X)` is fine when one side is. */
export function unwelcome(licences: readonly Licence[]): Licence[] {
  return licences.filter(({ licence }) =>
    !licence.replace(/[()]/g, "").split(" OR ").some((choice) =>
      choice.split(" AND ").every((one) => ALLOWED.has(one))
    )
  );
}

export function licencesPage(licences: readonly Licence[]): string {
  const rows = licences.map(({ name, version, licence }) =>
    `| ${name} | ${version} | ${licence} |`
  );
  return `# Licences of what is shipped

Softphone itself is MIT. These packages go to browsers or to the functions; tools for development are not among
them. Written by \`npm run licences\` from the lock file.

| package | version | licence |
|---|---|---|
${rows.join("\n")}
`;
}

if (process.argv[1] === import.meta.filename) {
  const root = join(import.meta.dirname, "../..");
  const path = join(root, "docs/licences.md");
  const licences = shippedLicences(readFileSync(join(root, "package-lock.json"), "utf8"));
  const page = licencesPage(licences);
  const problems = unwelcome(licences)
    .map(({ name, licence }) =>
      `${name} is under ${licence}, which dev/tools/licences.ts does not know`
    );
  if (!process.argv.includes("--check")) writeFileSync(path, page);
  else if (readFileSync(path, "utf8") !== page) {
    problems.push("docs/licences.md is out of step: run npm run licences");
  }
  if (problems.length > 0) {
    console.error(problems.join("\n"));
    process.exitCode = 1;
  }
}
