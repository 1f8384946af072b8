import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { makeTestFolder } from "../stack/test-folder.ts";
import { report } from "./doctor/finding.ts";
import { browser, packages } from "./doctor/machine.ts";

const run = fileURLToPath(new URL("../run.mjs", import.meta.url));
const folder = makeTestFolder("doctor-");
after(folder.remove);

/** What `npm run doctor` prints, and how it ends. */
async function doctor(environment: Record<string, string>) {
  const child = spawn(process.execPath, [run, "doctor"], {
    env: {
      ...process.env,
      SOFTPHONE_DATA_DIR: join(folder.path, "data"),
      SOFTPHONE_API_PORT: "0",
      SOFTPHONE_DB_PORT: "0",
      SOFTPHONE_WEB_PORT: "0",
      SOFTPHONE_TWILIO_PORT: "0",
      ...environment,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  const printed = await text(child.stdout);
  return { printed, code: (await ended)[0] };
}

test("on a machine where all is well it says so", async () => {
  const { printed, code } = await doctor({});
  assert.match(
    printed,
    /^ok {3}data folder .*\n(.*\n)*\nnpm start should work.\n$/m,
  );
  assert.match(printed, /^ok {3}database {5}none yet: the next start creates it$/m);
  assert.equal(code, 0);
});

test("a half-made database and what a killed start left are notes", async () => {
  const dataDir = join(folder.path, "half");
  mkdirSync(join(dataDir, "stack/data"), { recursive: true });
  const { printed, code } = await doctor({ SOFTPHONE_DATA_DIR: dataDir });
  assert.match(printed, /^note database .*incomplete: the next start creates it again$/m);
  assert.equal(code, 0);
});

test("a taken port is bad, with what to do", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const { printed, code } = await doctor({ SOFTPHONE_WEB_PORT: String(port) });
  assert.match(printed, new RegExp(`^BAD {2}ports .*Port ${port} for the web app is in use$`, "m"));
  assert.match(printed, /^ +stop what uses it, or choose another one.*SOFTPHONE_WEB_PORT=/m);
  assert.match(printed, /\nOne thing keeps Softphone from working: see BAD above.\n$/);
  assert.equal(code, 1);
  other.close();
});

test("a folder that cannot be written to is bad", async () => {
  writeFileSync(join(folder.path, "file"), "");
  const { printed, code } = await doctor({ SOFTPHONE_DATA_DIR: join(folder.path, "file/data") });
  assert.match(printed, /^BAD {2}data folder .*can't write to/m);
  assert.equal(code, 1);
});

/** A project whose node_modules hold one version of `a`, and whose lock file wants another. */
function project(locked: object, installed: object): string {
  const root = join(folder.path, `project-${crypto.randomUUID()}`);
  mkdirSync(join(root, "node_modules"), { recursive: true });
  const write = (path: string, packages: object) =>
    writeFileSync(join(root, path), JSON.stringify({ packages }));
  write("package-lock.json", locked);
  write("node_modules/.package-lock.json", installed);
  return root;
}

const verdicts = (root: string) => packages(root).map(({ verdict, found }) => [verdict, found]);

test("packages that are not the lock file's are bad; another platform's are not missed", () => {
  const a = { version: "1.0.0" };
  const other = { version: "1.0.0", optional: true };
  const locked = { "": {}, "node_modules/a": a, "node_modules/other": other };
  assert.deepEqual(verdicts(project(locked, { "node_modules/a": a })), [
    ["good", "complete for every platform"],
    ["good", "as the lock file says"],
  ]);
  for (const installed of [{}, { "node_modules/a": { version: "0.9.0" } }]) {
    const [, found] = packages(project(locked, installed));
    assert.equal(found?.verdict, "bad");
    assert.equal(found?.advice, "run npm ci");
  }
});

test("an incomplete or missing lock file is bad", () => {
  const root = project({ "node_modules/a": { optionalDependencies: { "a-linux-x64": "1" } } }, {});
  assert.deepEqual(verdicts(root)[0], [
    "bad",
    "no entry for a-linux-x64: npm ci will refuse it",
  ]);
  assert.equal(packages(join(folder.path, "nowhere"))[0]?.verdict, "bad");
});

test("a named browser must exist", () => {
  assert.equal(browser({ SOFTPHONE_BROWSER: process.execPath }).verdict, "good");
  assert.equal(browser({ SOFTPHONE_BROWSER: "/nowhere/chrome" }).verdict, "bad");
});

test("the report counts what is bad", () => {
  const bad = { verdict: "bad", name: "x", found: "broken" } as const;
  assert.match(report([bad, bad]), /\n2 things keep Softphone from working/);
});
