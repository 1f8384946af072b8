import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { writeLock } from "../migrations-lock.ts";
import { disagreements } from "./disagreements.ts";
import { makeTestProject, shareServer, type TestProject } from "./test-project.ts";
import { writeNext } from "./write-next.ts";

const REVOKE = "revoke all on public.desk from anon, authenticated, service_role;";
const TABLE = `create extension pg_cron with schema pg_catalog;
  create table public.desk (id bigint, name text not null default '');
  ${REVOKE}`;
const now = new Date("2027-01-02T03:04:05Z");

let shared: Awaited<ReturnType<typeof shareServer>>;
before(async () => {
  shared = await shareServer();
});
after(() => shared.stop());

let project: TestProject;
beforeEach(() => {
  project = makeTestProject({
    "schemas/1.sql": TABLE,
    "migrations/20261129000000_first.sql": TABLE,
  });
  writeLock(project.path);
});
afterEach(() => project.remove());

const write = (name = "more_desks") =>
  writeNext({ supabase: project.path, name, now, start: shared.start });
const written = () =>
  readFileSync(join(project.migrations, "20270102030405_more_desks.sql"), "utf8");

test("the next migration makes what the schemas declare, and gives nothing away under the old default grants", async () => {
  project.write(
    "schemas/2.sql",
    `alter table public.desk alter name set default 'desk';
     create type public.mood as enum ('glad');
     create table public.chair (id bigint generated always as identity, number bigserial, mood public.mood);
     comment on table public.chair is 'To sit on.';
     alter table public.chair enable row level security;
     create view public.all_chairs with (security_invoker = true) as select id from public.chair;
     create function public.greet() returns text language sql set search_path = '' as $$
       select 'hello; world' -- why
     $$;
     revoke all on public.chair, public.all_chairs from anon, authenticated, service_role;
     revoke all on sequence public.chair_id_seq, public.chair_number_seq from anon, authenticated, service_role;
     revoke all on function public.greet() from public, anon, authenticated, service_role;
     grant select on public.chair to authenticated;
     grant update (mood) on public.chair to authenticated;
     grant execute on function public.greet() to authenticated;
     create policy "all see chairs" on public.chair for select to authenticated using (true);
     create policy "chairs listen" on realtime.messages for select to authenticated using (true);
     create index chair_mood_idx on public.chair (mood);`,
  );
  const said = await write();
  assert.match(said, /20270102030405_more_desks\.sql is written/);
  assert.doesNotMatch(said, /to be written by hand/);
  assert.match(written(), /^-- Written by `npm run migration -- more_desks`/);
  assert.deepEqual(await disagreements(project, shared.start), []);
});

test("what no tool makes stands at the end, and the check waits for it", async () => {
  project.write(
    "schemas/2.sql",
    `select cron.schedule('sweep', '* * * * *', 'select 1');
     select vault.create_secret('secret', 'desk_secret');
     create statistics public.desk_stats on id, name from public.desk;
     insert into public.desk (id) values (1);`,
  );
  assert.match(await write(), /to be written by hand/);
  const left = written().split("-- To be written by hand:\n")[1] ?? "";
  assert.deepEqual(left.trim().split("\n"), [
    '-- row public.desk {"id": 1, "name": ""}: only in schemas',
    "-- scheduled job sweep: only in schemas",
    "-- secret desk_secret: only in schemas",
    "-- statistics public.desk_stats: only in schemas",
  ]);
  assert.equal((await disagreements(project, shared.start)).length, 4);
});

test("nothing is written when nothing differs", async () => {
  assert.match(await write(), /there is nothing to write/);
  assert.equal(readdirSync(project.migrations).length, 1);
});

test("a migration comes after those that are there, whatever the clock says", async () => {
  project.write("migrations/20280101000000_early.sql", "select 1;");
  project.write("schemas/2.sql", "comment on table public.desk is 'Where somebody sits.';");
  await write();
  assert.ok(existsSync(join(project.migrations, "20280101000001_more_desks.sql")));
});

test("a name that is none, and a next one before anything is released, are refused", async () => {
  await assert.rejects(write(""), /Say what the migration does/);
  await assert.rejects(write("More desks"), /Say what the migration does/);
  project.write("migrations.lock", "");
  await assert.rejects(write(), /npm run migration -- --first/);
});
