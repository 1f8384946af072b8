import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { checkSchemas } from "../schemas.ts";
import { writeLock } from "../migrations-lock.ts";
import { makeTestProject } from "./test-project.ts";
import { writeFirst } from "./write-first.ts";

const files = {
  "schemas/10_b.sql": "-- Second.\nselect 2;\n",
  "schemas/05_a.sql": "-- First.\nselect 1;\n",
  "migrations/1_old.sql": "select 0;\n",
};

test("the first migration is the schemas in their order, in place of what was there", () => {
  const project = makeTestProject(files);
  writeFirst(project.path);
  const [name = "", ...others] = readdirSync(project.migrations);
  assert.deepEqual(others, []);
  const text = readFileSync(join(project.migrations, name), "utf8");
  assert.match(text, /^-- .*\n\n-- First\.\nselect 1;\n\n-- Second\.\nselect 2;\n$/);
  project.remove();
});

test("it is refused once anything is released", () => {
  const project = makeTestProject(files);
  writeLock(project.path);
  assert.throws(() => writeFirst(project.path), /it is released/);
  assert.deepEqual(readdirSync(project.migrations), ["1_old.sql"]);
  project.remove();
});

test("until then the check wants it written again after each change, to the last comment", async () => {
  const project = makeTestProject(files);
  const wanted = [/npm run migration -- --first/];
  const check = async () => {
    const found = await checkSchemas(project.path);
    assert.equal(found.length, wanted.length);
    assert.match(found.join(), wanted[0] ?? /$/);
  };
  await check();
  writeFirst(project.path);
  assert.deepEqual(await checkSchemas(project.path), []);
  project.write("schemas/10_b.sql", "-- Third.\nselect 2;\n");
  await check();
  project.remove();
});
