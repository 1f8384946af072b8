import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const run = fileURLToPath(new URL("../run.mjs", import.meta.url));

/** run.mjs in a project of its own, with whatever `node_modules` the test makes. */
function runIn(prepare: (folder: string) => void, ...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), "run-"));
  try {
    mkdirSync(join(folder, "dev"));
    cpSync(run, join(folder, "dev/run.mjs"));
    prepare(folder);
    return spawnSync(process.execPath, [join(folder, "dev/run.mjs"), ...args], {
      encoding: "utf8",
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("without packages it says what to do", () => {
  const { status, stderr } = runIn(() => {}, "start");
  assert.equal(status, 1);
  assert.equal(stderr, "Softphone's packages are not installed: run npm ci first.\n");
});

test("with another machine's packages it says what to do", () => {
  const { status, stderr } = runIn((folder) => mkdirSync(join(folder, "node_modules")), "start");
  assert.equal(status, 1);
  assert.match(
    stderr,
    /^Node for \S+ is not among the installed packages: run npm ci on this machine.\n$/,
  );
});

test("an unknown name gets the list of names", () => {
  const { status, stderr } = spawnSync(process.execPath, [run, "constructor"], {
    encoding: "utf8",
  });
  assert.equal(status, 1);
  assert.match(stderr, /start\|dev\|reset\|.*\|test\|/);
});
