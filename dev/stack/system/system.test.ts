import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { buffer } from "node:stream/consumers";
import { connect, type Sql } from "../postgres/connect.ts";
import { startTestDatabases, type TestDatabase, type TestDatabases } from "../test-database.ts";
import { runJobNow } from "./cron.ts";
import { startNet } from "./net.ts";

let databases: TestDatabases;
let database: TestDatabase;
let sql: Sql;
before(async () => {
  databases = await startTestDatabases();
  database = await databases.fresh();
  sql = connect(database.url);
});
after(async () => {
  await sql.end();
  await databases.stop();
});

const refused: [statement: string, code: string][] = [
  ["alter table realtime.messages enable row level security", "42501"],
  ["alter table realtime.messages add column mine text", "42501"],
  ["create table realtime.mine (id int)", "42501"],
  ["create index on realtime.messages (event)", "42501"],
  ["create function realtime.mine() returns int language sql as 'select 1'", "42501"],
  ["revoke all on realtime.messages from anon", "42501"],
  ["grant delete on realtime.messages to anon", "42501"],
  ["drop function realtime.topic()", "42501"],
  ["create table auth.mine (id int)", "42501"],
  ["alter table auth.users add column mine text", "42501"],
  ["drop table auth.users cascade", "42501"],
  ["drop schema auth cascade", "42501"],
  ["create table storage.mine (id int)", "42501"],
  ["create table vault.mine (id int)", "42501"],
  ["alter system set fsync = on", "42501"],
  ["create role mine superuser", "42501"],
  ["alter role supabase_admin password 'mine'", "42501"],
  ["select pg_read_file('/etc/hostname')", "42501"],
  ["select vault._key()", "42501"],
];

describe("refused to postgres, as on hosted", () => {
  for (const [statement, code] of refused) {
    test(statement, () => assert.rejects(sql.unsafe(statement), { code }));
  }
});

test("a policy on realtime.messages and a trigger on auth.users are allowed", async () => {
  await sql.unsafe(`
    create policy mine on realtime.messages for select to authenticated using (true);
    drop policy mine on realtime.messages;
    create function public.greet() returns trigger language plpgsql as 'begin return new; end';
    create trigger mine after insert on auth.users for each row execute function public.greet();
  `);
});

test("a new table, sequence or function is granted to no role of the API", async () => {
  await sql.unsafe(`
    create table public.plain (id bigint generated always as identity primary key, name text);
  `);
  for (const role of ["anon", "authenticated", "service_role"]) {
    const [row] = await sql`
      select has_table_privilege(${role}, 'public.plain', 'select') as reads,
        has_any_column_privilege(${role}, 'public.plain', 'select, insert, update') as columns,
        has_sequence_privilege(${role}, 'public.plain_id_seq', 'usage') as counts`;
    assert.deepEqual({ ...row }, { reads: false, columns: false, counts: false }, role);
  }
});

describe("safeupdate", () => {
  const body = (statement: string) =>
    `create or replace function public.sweep() returns void language plpgsql as $$
     begin ${statement}; end $$`;

  test("a function with an update or delete of every row is refused", async () => {
    const unguarded = [
      "update public.plain set name = 'x'",
      "update only public.plain as p set name = 'x'",
      "update public.plain set name = (select name from public.plain where id = 1)",
      "delete from public.plain",
      "with gone as (delete from public.plain returning id) select count(*) from gone where id > 1",
      "perform 1 /* where */; delete from public.plain -- where\n",
    ];
    for (const statement of unguarded) {
      await assert.rejects(sql.unsafe(body(statement)), { code: "21000" }, statement);
    }
  });

  test("one with a condition is not", async () => {
    const guarded = [
      "update public.plain set name = 'x' where id = 1",
      "delete from public.plain where true",
      "insert into public.plain (name) values ('a') on conflict (id) do update set name = 'b'",
      "perform 1 from public.plain for update",
      "raise notice 'delete from public.plain'",
    ];
    for (const statement of guarded) await sql.unsafe(body(statement));
  });
});

describe("Vault", () => {
  test("a secret comes back, and the table holds only its ciphertext", async () => {
    const [made] = await sql<{ id: string }[]>`
      select vault.create_secret('old words', 'test-secret', 'for this test') as id`;
    await sql`select vault.update_secret(${made?.id ?? ""}, 'plain words')`;
    const [row] = await sql`
      select secret, decrypted_secret, description from vault.decrypted_secrets
      where name = 'test-secret'`;
    assert.equal(row?.["decrypted_secret"], "plain words");
    assert.equal(row?.["description"], "for this test");
    assert.doesNotMatch(Buffer.from(String(row?.["secret"]), "base64").toString("latin1"), /words/);
  });

  test("its key lies outside the data directory", () => {
    assert.ok(readFileSync(join(databases.server.place, "vault.key"), "utf8").length >= 32);
  });

  test("a ciphertext moved to another row does not decrypt", async () => {
    const superuser = connect(database.superuserUrl);
    await superuser`select vault.create_secret('other', 'other-secret')`;
    await superuser`
      update vault.secrets set secret = (select secret from vault.secrets where name = 'test-secret')
      where name = 'other-secret'`;
    await assert.rejects(
      superuser`select decrypted_secret from vault.decrypted_secrets where name = 'other-secret'`,
      /sealed for another row/,
    );
    await superuser`delete from vault.secrets where name = 'other-secret'`;
    await superuser.end();
  });

  test("no role of a browser may look", async () => {
    for (const role of ["anon", "authenticated"]) {
      const [row] = await sql`
        select has_schema_privilege(${role}, 'vault', 'usage') as enters`;
      assert.equal(row?.["enters"], false);
    }
  });
});

describe("cron", () => {
  before(async () => {
    await sql.unsafe("create extension if not exists pg_cron with schema pg_catalog");
  });

  test("a job runs as who scheduled it, and its run is recorded", async () => {
    await sql.unsafe("create table public.ran (who text)");
    await sql`select cron.schedule('note', '5 4 * * *', 'insert into public.ran values (session_user)')`;
    await runJobNow(database.superuserUrl, "note");
    assert.deepEqual([...await sql`select who from public.ran`], [{ who: "postgres" }]);
    const [run] = await sql`select status from cron.job_run_details`;
    assert.equal(run?.["status"], "succeeded");
  });

  test("what a job throws is thrown and recorded", async () => {
    await sql`select cron.schedule('fail', '1 second', 'select 1/0')`;
    await assert.rejects(runJobNow(database.superuserUrl, "fail"), { code: "22012" });
    const [run] = await sql`
      select status, return_message from cron.job_run_details where status = 'failed'`;
    assert.match(String(run?.["return_message"]), /division by zero/);
  });

  test("cron.job is read-only and scheduling the same name again replaces", async () => {
    await assert.rejects(sql`update cron.job set active = false where true`, { code: "42501" });
    await sql`select cron.schedule('note', '@daily', 'select 1')`;
    const jobs = await sql`select schedule from cron.job where jobname = 'note'`;
    assert.deepEqual([...jobs], [{ schedule: "@daily" }]);
    await sql`select cron.unschedule('note')`;
    await assert.rejects(sql`select cron.unschedule('note')`, /could not find valid entry/);
    await assert.rejects(
      sql`select cron.schedule('odd', 'every day', 'select 1')`,
      /invalid schedule/,
    );
  });
});

test("net.http_post posts after commit, and the answer is kept", async () => {
  await sql.unsafe("create extension if not exists pg_net with schema extensions");
  const server = createServer((req, res) => {
    void buffer(req).then((body) =>
      res.writeHead(201).end(`${req.method} ${req.url} ${body.toString()}`)
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const net = await startNet({ superuserUrl: database.superuserUrl, log: assert.fail });
  const answered = once(server, "request");
  const [row] = await sql<{ id: string }[]>`
    select net.http_post(${`http://127.0.0.1:${port}/hook`}, '{"a": 1}'::jsonb, '{"b": "2"}'::jsonb) as id`;
  await answered;
  await net.stop();
  const [response] = await sql`
    select status_code, content from net._http_response where id = ${row?.id ?? null}`;
  server.close();
  assert.deepEqual({ ...response }, { status_code: 201, content: 'POST /hook?b=2 {"a": 1}' });
});
