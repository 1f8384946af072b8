import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { inspect } from "node:util";
import type { Sql } from "../postgres/connect.ts";
import type { Caller } from "./caller.ts";
import type { Rest } from "./rest.ts";
import { openRestStage, type RestStage } from "./test-rest.ts";

const PERSON = "11111111-1111-4111-8111-111111111111";

const SCHEMA = `
  create table public.note (
    id bigint generated always as identity primary key,
    owner uuid not null,
    title text not null unique,
    secret text default 'hidden',
    body jsonb,
    price numeric default 1.50,
    made timestamptz default '2026-01-02 03:04:05.678+00',
    local timestamp default '2026-01-02 03:04:05',
    bytes bytea default '\\x01ff'
  );
  alter table public.note enable row level security;
  revoke all on public.note from public, anon, authenticated, service_role;
  grant select (id, owner, title, body, price, made, local, bytes) on public.note to authenticated;
  grant insert (owner, title, body), update (title, body), delete on public.note to authenticated;
  create policy "own notes" on public.note to authenticated
    using (owner = (select auth.uid())) with check (owner = (select auth.uid()));
  create table public.closed (id int);
  alter table public.closed enable row level security;
  create function public.fail(state text) returns void language plpgsql as $$
  begin raise exception 'it failed' using errcode = state, detail = 'some detail', hint = 'some hint'; end $$;
  create function public.whoami() returns jsonb language sql stable as $$
  select jsonb_build_object(
    'user', current_user, 'uid', auth.uid(), 'role', auth.role(), 'email', auth.email(),
    'jwt', auth.jwt(), 'method', current_setting('request.method'),
    'path', current_setting('request.path'),
    'header', current_setting('request.headers')::jsonb ->> 'x-test') $$;
  create function public.sneak() returns void language sql as
    $$ insert into public.note (owner, title) values (auth.uid(), 'sneaked') $$;
  create function public.echo(value jsonb) returns jsonb language sql stable as 'select value';
`;

const person: Caller = {
  role: "authenticated",
  claims: { role: "authenticated", sub: PERSON, email: "a@b.example" },
};
const nobody: Caller = { role: "anon", claims: { role: "anon" } };
const server: Caller = { role: "service_role", claims: { role: "service_role" } };

let stage: RestStage;
let rest: Rest;
let sql: Sql;
before(async () => {
  stage = await openRestStage(SCHEMA);
  ({ rest, sql } = stage);
});
after(() => stage.close());

/** Every grant in schema public, on tables and on columns, and the default ones. */
async function grants(): Promise<unknown> {
  return [
    ...await sql`
      select relname, relacl::text, (
        select jsonb_object_agg(attname, attacl::text) from pg_attribute
        where attrelid = c.oid and attacl is not null
      ) as columns
      from pg_class c where relnamespace = 'public'::regnamespace order by relname`,
    ...await sql`select defaclobjtype, defaclacl::text from pg_default_acl`,
  ];
}

async function call(
  caller: Caller,
  method: string,
  path: string,
  options: { body?: unknown; headers?: Record<string, string> } = {},
) {
  const { body, headers } = options;
  const response = await rest.handle(
    new Request(`http://127.0.0.1/rest/v1/${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    }),
    caller,
  );
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text), response };
}

const representation = { prefer: "return=representation" };

describe("the role's transaction", () => {
  test("requests of every role leave all grants as the migrations made them", async () => {
    const before = await grants();
    await call(nobody, "GET", "note?select=id");
    await call(person, "GET", "note?select=id");
    await call(server, "GET", "note?select=id");
    assert.deepEqual(await grants(), before);
  });

  test("a column without a grant cannot be read, a table without one neither", async () => {
    assert.equal((await call(person, "GET", "note?select=id,title")).status, 200);
    for (const path of ["note?select=id,secret", "note?select=*", "closed"]) {
      const { status, body } = await call(person, "GET", path);
      assert.deepEqual([status, body.code], [403, "42501"], path);
    }
    const { status, body } = await call(nobody, "GET", "note?select=id");
    assert.deepEqual([status, body.code], [401, "42501"]);
    assert.equal((await call(server, "GET", "note?select=id")).body.code, "42501");
  });

  test("the helpers of schema auth tell who asks, and the request's own settings are there", async () => {
    const { body } = await call(person, "POST", "rpc/whoami", {
      body: {},
      headers: { "x-test": "1" },
    });
    assert.deepEqual(body, {
      user: "authenticated",
      uid: PERSON,
      role: "authenticated",
      email: "a@b.example",
      jwt: person.claims,
      method: "POST",
      path: "/rpc/whoami",
      header: "1",
    });
    const anonymous = await call(nobody, "POST", "rpc/whoami", { body: {} });
    assert.deepEqual([anonymous.body.user, anonymous.body.uid], ["anon", null]);
  });

  test("a row of somebody else's can be neither written nor seen", async () => {
    const { status, body } = await call(person, "POST", "note", {
      body: { owner: "22222222-2222-4222-8222-222222222222", title: "theirs" },
    });
    assert.deepEqual([status, body.code], [403, "42501"]);
  });

  test("GET cannot write, whatever the function called says of itself", async () => {
    const { status, body } = await call(person, "GET", "rpc/sneak");
    assert.deepEqual([status, body.code], [405, "25006"]);
  });
});

test("values have the form that Postgres gives them in JSON", async () => {
  const { status, body } = await call(
    person,
    "POST",
    "note?select=price,made,local,bytes",
    { body: { owner: PERSON, title: "values" }, headers: representation },
  );
  assert.equal(status, 201);
  assert.deepEqual(body, [{
    price: 1.5,
    made: "2026-01-02T03:04:05.678+00:00",
    local: "2026-01-02T03:04:05",
    bytes: "\\x01ff",
  }]);
});

test("JSON is stored as what was sent, scalars too", async () => {
  const sent = [{ a: [1, "x"] }, ["a", null], "text", '{"looks": "like an object"}', "5", 5, true];
  for (const [index, body] of sent.entries()) {
    const stored = await call(person, "POST", "note?select=body", {
      body: { owner: PERSON, title: `json ${index}`, body },
      headers: representation,
    });
    assert.deepEqual(stored.body, [{ body }]);
    const echoed = await call(person, "POST", "rpc/echo", { body: { value: body } });
    assert.deepEqual(echoed.body, body);
  }
});

describe("an error of the database keeps its code, detail and hint", () => {
  const statuses = {
    P0001: 400,
    "23514": 400,
    "23P01": 400,
    P0002: 500,
    "40001": 500,
    "57014": 500,
    "28000": 403,
    "54000": 500,
    "42501": 403,
    "23505": 409,
    "22023": 400,
  };
  for (const [code, status] of Object.entries(statuses)) {
    test(`${code} is ${status}`, async () => {
      const answer = await call(person, "POST", "rpc/fail", { body: { state: code } });
      assert.equal(answer.status, status);
      assert.deepEqual(answer.body, {
        code,
        message: "it failed",
        details: "some detail",
        hint: "some hint",
      });
    });
  }
  test("PT409 dictates its own status", async () => {
    const answer = await call(person, "POST", "rpc/fail", { body: { state: "PT409" } });
    assert.equal(answer.status, 409);
  });
});

test("an update or delete without a filter is refused, with one it is not", async () => {
  for (const path of ["note", "note?select=id&order=id&limit=1"]) {
    for (const method of ["PATCH", "DELETE"]) {
      const options = method === "PATCH" ? { body: { title: "x" } } : {};
      const { status, body } = await call(person, method, path, options);
      assert.deepEqual([status, body.code], [400, "21000"]);
    }
  }
  assert.equal((await call(person, "DELETE", "note?title=eq.nothing")).status, 204);
});

test("a table that does not exist costs the log one line", async (context) => {
  const said = context.mock.method(console, "error", () => {});
  assert.equal((await call(server, "GET", "nowhere")).status, 404);
  const lines = said.mock.calls.map(({ arguments: [error] }) => inspect(error));
  assert.deepEqual(lines, ["Could not find the table 'public.nowhere' in the schema cache"]);
});

test("a table made after the start is served once the cache is told", async () => {
  assert.equal((await call(server, "GET", "later")).body.code, "PGRST205");
  await sql.unsafe(
    "create table public.later (id int); grant select on public.later to service_role",
  );
  await rest.reload();
  assert.deepEqual((await call(server, "GET", "later")).body, []);
});
