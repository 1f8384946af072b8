// How lists are read at 20,000 calls: by which index, and how many pages are touched. Both are the same on every
// machine and, but for a level of an index, at a million calls; bench/items/million.ts takes the times there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connect, type Sql } from "../../../dev/stack/postgres/connect.ts";
import type { TestDatabase, TestDatabases } from "../../../dev/stack/test-database.ts";
import { explainAs } from "./explain.ts";
import { type Asker, askers, fillWithCalls } from "./many-calls.ts";
import { startStand } from "./stand.ts";

const calls = 20_000;

let databases: TestDatabases;
let database: TestDatabase;
let sql: Sql;
before(async () => {
  databases = await startStand();
  database = await databases.fresh();
  sql = connect(database.superuserUrl);
  await fillWithCalls(sql, { workspaces: 100, calls, withEvents: 1_000 });
});
after(async () => {
  await sql.end();
  await database.drop();
  await databases.stop();
});

const everybody = Object.keys(askers) as Asker[];
const seesAll = (who: Asker) => who === "owner" || who === "supervisor";

/** What grows with every call. Of these no list may read all. */
const growing = ["call", "call_participant", "call_leg", "call_step", "call_event"];

async function assertRead(
  who: Asker,
  question: string,
  { index, pages }: { index: string; pages: number },
) {
  const { scanned, indexes, buffers } = await explainAs(database.superuserUrl, who, question);
  assert.deepEqual(growing.filter((table) => scanned.has(table)), [], "no table is read whole");
  assert.ok(indexes.has(index), `${index} is used: ${[...indexes].join(", ")}`);
  assert.ok(buffers <= pages, `${buffers} pages are touched, ${pages} may be`);
}

/** The moment and id of a call in the middle of the year. */
async function middle() {
  const [row] = await sql<{ at: string; id: string }[]>`
    select created_at::text as at, id from public.call where workspace_id = 1
    order by created_at offset ${calls / 4} limit 1`;
  assert.ok(row);
  return row;
}

for (const who of everybody) {
  const index = seesAll(who)
    ? "call_workspace_id_created_at_idx"
    : "call_participant_agent_id_created_at_idx";

  test(`the newest calls, as ${who}`, () =>
    assertRead(who, "select public.list_calls(1)", { index, pages: 40 }));

  test(`a page deep in the list, as ${who}`, async () => {
    const { at, id } = await middle();
    const question = `select public.list_calls(1, 'all', '${at}', ${id})`;
    await assertRead(who, question, { index, pages: 40 });
  });

  test(`the calls that go on, as ${who}`, () =>
    assertRead(who, "select public.list_calls(1, 'open')", { index: "call_open_idx", pages: 50 }));

  test(`the missed calls to return, as ${who}`, () =>
    assertRead(who, "select public.list_calls(1, 'to-return')", {
      index: "call_to_return_idx",
      pages: 70,
    }));

  test(`the figures of a day, as ${who}`, () =>
    assertRead(who, "select public.day_figures(1, now() - interval '1 day')", {
      index,
      pages: 60,
    }));

  test(`what the dialer has to know when it opens, as ${who}`, () =>
    assertRead(who, "select public.open_dialer(1)", { index: "call_open_idx", pages: 120 }));
}

test("what is kept no longer is found and deleted by index", async () => {
  await sql`update public.workspace set calls_kept_days = 364 where id = 1`;
  const { scanned } = await explainAs(
    database.superuserUrl,
    null,
    "select private.forget_calls(5)",
  );
  assert.deepEqual(growing.filter((table) => scanned.has(table)), []);
});
