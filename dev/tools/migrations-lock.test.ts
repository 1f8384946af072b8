import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { makeTestFolder } from "../stack/test-folder.ts";
import { checkLock, readLock, writeLock } from "./migrations-lock.ts";

let folder: ReturnType<typeof makeTestFolder>;
let migration: (name: string) => string;
beforeEach(() => {
  folder = makeTestFolder("migrations-lock-");
  mkdirSync(join(folder.path, "migrations"));
  migration = (name) => join(folder.path, "migrations", name);
  writeFileSync(migration("1_a.sql"), "select 1;");
});
afterEach(() => folder.remove());

test("before the first release nothing is locked, and nothing has to be", () => {
  assert.equal(readLock(folder.path).size, 0);
  assert.deepEqual(checkLock(folder.path), []);
  writeFileSync(join(folder.path, "migrations.lock"), "");
  assert.deepEqual(checkLock(folder.path), []);
});

test("a lock holds the migrations, and nothing else, as sha256sum checks them", () => {
  writeFileSync(migration("notes.md"), "");
  assert.deepEqual([...writeLock(folder.path).keys()], ["1_a.sql"]);
  assert.match(
    readFileSync(join(folder.path, "migrations.lock"), "utf8"),
    /^[0-9a-f]{64} {2}1_a\.sql\n$/,
  );
  assert.deepEqual(checkLock(folder.path), []);
});

test("a locked migration that changes by a byte, or vanishes, is named and stays locked", () => {
  writeLock(folder.path);
  writeFileSync(migration("1_a.sql"), "select 1; ");
  assert.match(checkLock(folder.path).join(), /^1_a\.sql was changed/);
  assert.throws(() => writeLock(folder.path), /1_a\.sql was changed/);
  rmSync(migration("1_a.sql"));
  assert.match(checkLock(folder.path).join(), /^1_a\.sql is gone/);
});

test("a changed one is locked when it is accepted", () => {
  writeLock(folder.path);
  writeFileSync(migration("1_a.sql"), "select 2;");
  writeLock(folder.path, { accept: true });
  assert.deepEqual(checkLock(folder.path), []);
});

test("from then on a new migration wants its entry", () => {
  writeLock(folder.path);
  writeFileSync(migration("2_b.sql"), "select 2;");
  assert.match(checkLock(folder.path).join(), /^2_b\.sql is not in/);
  writeLock(folder.path);
  assert.deepEqual(checkLock(folder.path), []);
});
