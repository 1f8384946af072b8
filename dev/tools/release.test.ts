import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeTestFolder } from "../stack/test-folder.ts";
import { readLock } from "./migrations-lock.ts";
import { dated, release } from "./release.ts";

const CHANGELOG =
  "# Changelog\n\n## Unreleased\n\n- It rings.\n\n## 0.1.0 (2026-01-01)\n\n- First.\n";

/** The tests run on machines without git, too; a release is not made there. */
const skip = spawnSync("git", ["--version"]).error === undefined ? false : "there is no git here";

/** A repository whose npm only writes down what it was asked. */
function repository() {
  const folder = makeTestFolder("release-");
  const asked: string[] = [];
  const run = (program: string, ...args: string[]): string => {
    if (program !== "git") {
      asked.push([program, ...args].join(" "));
      return "";
    }
    const person = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
    return execFileSync("git", [...person, ...args], { cwd: folder.path, encoding: "utf8" });
  };
  const write = (name: string, text: string) => writeFileSync(join(folder.path, name), text);
  mkdirSync(join(folder.path, "supabase/migrations"), { recursive: true });
  write("supabase/migrations/1_first.sql", "select 1;");
  write("CHANGELOG.md", CHANGELOG);
  write("package.json", "{}");
  write("package-lock.json", "{}");
  run("git", "init", "--quiet");
  run("git", "add", ".");
  run("git", "commit", "--quiet", "--message", "First");
  return { ...folder, asked, run, write };
}

test(
  "a release audits, tests, dates the changelog, locks the migrations, commits and tags, in this order",
  { skip },
  () => {
    const { path: root, remove, asked, run } = repository();
    assert.equal(release({ root, version: "0.2.0", date: "2026-02-03", run }), "v0.2.0");
    assert.deepEqual(asked, [
      "npm audit --omit=dev",
      "npm test",
      "npm version 0.2.0 --no-git-tag-version --allow-same-version",
    ]);
    assert.match(readFileSync(join(root, "CHANGELOG.md"), "utf8"), /## 0.2.0 \(2026-02-03\)/);
    assert.deepEqual([...readLock(join(root, "supabase")).keys()], ["1_first.sql"]);
    assert.equal(run("git", "describe").trim(), "v0.2.0");
    assert.equal(run("git", "log", "-1", "--format=%s").trim(), "Release 0.2.0");
    assert.equal(run("git", "status", "--porcelain"), "");
    remove();
  },
);

test("nothing is changed when a step fails", { skip }, () => {
  const { path: root, remove, run } = repository();
  const failing = (program: string, ...args: string[]) => {
    if (args[0] === "test") throw new Error("3 failed");
    return run(program, ...args);
  };
  const options = { root, version: "0.2.0", date: "2026-02-03" };
  assert.throws(() => release({ ...options, run: failing }), /3 failed/);
  assert.equal(run("git", "status", "--porcelain"), "");
  remove();
});

test("a folder with changes, or a version that is none, is refused", { skip }, () => {
  const { path: root, remove, run, write } = repository();
  assert.throws(() => release({ root, version: "v1", date: "", run }), /Say which version/);
  write("package.json", "{ }");
  assert.throws(() => release({ root, version: "0.2.0", date: "", run }), /not committed/);
  remove();
});

test("the changelog keeps the older parts and begins a new one", () => {
  assert.equal(
    dated(CHANGELOG, "0.2.0", "2026-02-03"),
    "# Changelog\n\n## Unreleased\n\n## 0.2.0 (2026-02-03)\n\n- It rings.\n\n" +
      "## 0.1.0 (2026-01-01)\n\n- First.\n",
  );
  assert.equal(
    dated("## Unreleased\n\n- It rings.\n", "0.1.0", "2026-01-01"),
    "## Unreleased\n\n## 0.1.0 (2026-01-01)\n\n- It rings.\n",
  );
});

test("an empty part, or a version twice, is refused", () => {
  assert.throws(() => dated("## Unreleased\n\n## 0.1.0 (x)\n", "0.2.0", ""), /says nothing/);
  assert.throws(() => dated("", "0.2.0", ""), /says nothing/);
  assert.throws(() => dated(CHANGELOG, "0.1.0", ""), /already/);
});
