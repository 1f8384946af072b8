import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { runPgtap } from "./pgtap.ts";

const root = join(import.meta.dirname, "../..");

test("each file runs in a database of its own, with and without the old grants, and breaks are told", async () => {
  mkdirSync(join(root, ".local"), { recursive: true });
  const folder = mkdtempSync(join(root, ".local/pgtap-"));
  const file = (name: string, body: string) =>
    writeFileSync(join(folder, name), `select plan(1); ${body}; select * from finish();`);
  try {
    file("a.test.sql", "create table public.mine (id int); select pass('first')");
    file("b.test.sql", "select hasnt_table('public', 'mine', 'second')");
    file("c.test.sql", "select fail('third')");
    file("d.test.sql", "select nonsense");
    const results = await runPgtap({ folder: relative(root, folder) });
    const found = results.map(({ name, failure }) => [name, failure === null]);
    const expected: [string, boolean][] = [
      ["first", true],
      ["second", true],
      ["third", false],
      ["runs to its end", false],
    ];
    const old = expected.map(([name, ok]) => [`${name} (with the old default grants)`, ok]);
    assert.deepEqual(found, [...expected, ...old]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
