import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeTestFolder } from "../stack/test-folder.ts";
import { added, changed, formatLock, hashMigrations, parseLock } from "./migrations-lock.ts";

const one = new Map([["1_a.sql", "a".repeat(64)]]);

test("a lock reads what it writes", () => {
  assert.deepEqual(parseLock(formatLock(one)), one);
});

test("a merged migration that changes or vanishes is named; a new one only wants its entry", () => {
  const two = new Map([...one, ["2_b.sql", "b".repeat(64)]]);
  assert.deepEqual(changed(one, two), []);
  assert.match(added(one, two).join(), /^2_b.sql is not in/);
  assert.match(changed(one, new Map([["1_a.sql", "c".repeat(64)]])).join(), /^1_a.sql was changed/);
  assert.match(changed(two, one).join(), /^2_b.sql is gone/);
});

test("every byte of a migration counts, and nothing but migrations", () => {
  const folder = makeTestFolder("migrations-lock-");
  const migrations = join(folder.path, "migrations");
  mkdirSync(migrations);
  writeFileSync(join(migrations, "1_a.sql"), "select 1;");
  writeFileSync(join(migrations, "notes.md"), "");
  const before = hashMigrations(migrations);
  assert.deepEqual([...before.keys()], ["1_a.sql"]);
  writeFileSync(join(migrations, "1_a.sql"), "select 1; ");
  assert.equal(changed(before, hashMigrations(migrations)).length, 1);
  folder.remove();
});
