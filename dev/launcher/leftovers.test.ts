import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { makeTestFolder } from "../stack/test-folder.ts";
import { endLeftovers, leftovers, recordParts } from "./leftovers.ts";
import { holderOf, holdFolder } from "./lock.ts";
import { identityOf } from "./process-identity.ts";

const folder = makeTestFolder("leftovers-");
after(folder.remove);

/** A process that would never end, leading a group of its own, as the parts do. */
async function hanging() {
  const script = `process.on("SIGTERM", () => {}); console.log("on"); setInterval(() => {}, 1e6)`;
  const child = spawn(process.execPath, ["-e", script], {
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  await once(child.stdout, "data");
  return { pid: child.pid ?? assert.fail("no process"), ended: once(child, "close") };
}

test("a recorded process that lives is found and ended, even when it does not listen", async () => {
  const { pid, ended } = await hanging();
  recordParts(folder.path).add("stack", pid);
  const found = await endLeftovers(folder.path);
  assert.deepEqual(found.map(({ name, pid }) => [name, pid]), [["stack", pid]]);
  assert.deepEqual((await ended)[1], "SIGKILL");
  assert.deepEqual(leftovers(folder.path), []);
});

test("a process that only has the number of a recorded one is left alone", async () => {
  const { pid, ended } = await hanging();
  const parts = [{ name: "stack", pid, identity: "another" }];
  writeFileSync(join(folder.path, "parts.json"), JSON.stringify(parts));
  assert.deepEqual(await endLeftovers(folder.path), []);
  assert.notEqual(identityOf(pid), null);
  process.kill(pid, "SIGKILL");
  await ended;
});

test("a broken record counts for nothing", async () => {
  writeFileSync(join(folder.path, "parts.json"), "[{");
  assert.deepEqual(await endLeftovers(folder.path), []);
});

test("a folder is held by a living launcher only", () => {
  const release = holdFolder(folder.path);
  assert.equal(holderOf(folder.path), process.pid);
  assert.throws(() => holdFolder(folder.path), { code: "E-RUNNING" });
  release();
  assert.equal(holderOf(folder.path), null);
  // A killed launcher's number that another process has by now.
  writeFileSync(join(folder.path, "launcher.pid"), `${process.pid}\nanother\n`);
  assert.equal(holderOf(folder.path), null);
  holdFolder(folder.path)();
});
