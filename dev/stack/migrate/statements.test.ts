import assert from "node:assert/strict";
import { test } from "node:test";
import { splitStatements } from "./statements.ts";

test("semicolons within literals, names, dollar quotes and comments do not end a statement", () => {
  const opaque = [
    "select 'a;''b'",
    "select e'a\\';b'",
    'create table "a;""b" (x int)',
    "do $$ begin perform 1; end $$",
    "do $body$ select '$$;' $body$",
    "-- one; two\nselect 1",
    "/* one; two */ select $1",
  ];
  assert.deepEqual(splitStatements(opaque.join(";\n")), opaque);
});

test("empty statements and the space around the others are dropped", () => {
  assert.deepEqual(splitStatements("  select 1 ;\n;\n select 2\n"), ["select 1", "select 2"]);
});
