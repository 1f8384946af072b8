// `npm run release -- 0.2.0`: one command from a clean main to a tagged commit. It looks for known holes in what is
// shipped, runs every test, dates the changelog, locks the migrations, sets the version, commits and tags. Nothing is
// pushed.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeLock } from "./migrations-lock.ts";

export interface Release {
  /** The folder of the repository. */
  root: string;
  version: string;
  /** ISO, such as 2026-11-25. */
  date: string;
  /** Runs a program in the folder and answers what it printed. @throws when it ends with another code than 0 */
  run: (program: string, ...args: string[]) => string;
}

/**
 * @returns the tag
 * @throws {Error} with what to do, before anything is changed, when the release cannot be made
 */
export function release({ root, version, date, run }: Release): string {
  if (!/^\d+\.\d+\.\d+$/.test(version)) {
    throw new Error("Say which version: npm run release -- 0.2.0");
  }
  if (run("git", "status", "--porcelain").trim() !== "") {
    throw new Error("There are changes that are not committed: commit or drop them first");
  }
  const path = join(root, "CHANGELOG.md");
  const changelog = dated(existsSync(path) ? readFileSync(path, "utf8") : "", version, date);
  run("npm", "audit", "--omit=dev");
  run("npm", "test");
  writeLock(join(root, "supabase"));
  writeFileSync(path, changelog);
  run("npm", "version", version, "--no-git-tag-version", "--allow-same-version");
  run(
    "git",
    "add",
    "CHANGELOG.md",
    "package.json",
    "package-lock.json",
    "supabase/migrations.lock",
  );
  run("git", "commit", "--quiet", "--message", `Release ${version}`);
  run("git", "tag", "--annotate", `v${version}`, "--message", `Release ${version}`);
  return `v${version}`;
}

/**
 * The changelog with its "Unreleased" part under the version, and an empty one above it.
 * @throws {Error} when nothing is written there, or the version is there already
 */
export function dated(changelog: string, version: string, date: string): string {
  const match = /^## Unreleased\n+([^]*?)(?=^## |(?![^]))/m.exec(changelog);
  const news = match?.[1]?.trim() ?? "";
  if (match === null || news === "") {
    throw new Error("CHANGELOG.md says nothing under ## Unreleased: write there what changed");
  }
  if (changelog.includes(`## ${version} `)) {
    throw new Error(`CHANGELOG.md has a part for ${version} already: choose another version`);
  }
  const rest = changelog.slice(match.index + match[0].length);
  return `${changelog.slice(0, match.index)}## Unreleased\n\n## ${version} (${date})\n\n${news}\n${
    rest === "" ? "" : `\n${rest}`
  }`;
}

if (process.argv[1] === import.meta.filename) {
  const root = join(import.meta.dirname, "../..");
  try {
    const tag = release({
      root,
      version: process.argv[2] ?? "",
      date: new Date().toISOString().slice(0, 10),
      run: (program, ...args) =>
        execFileSync(program, args, {
          cwd: root,
          encoding: "utf8",
          stdio: ["ignore", program === "git" ? "pipe" : "inherit", "inherit"],
        }) ?? "",
    });
    console.log(`${tag} is committed and tagged here. Push it with: git push --follow-tags`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
