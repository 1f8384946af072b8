// Who has just talked is not rung for a while: as calls really end, and by the question that routing asks.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Sql } from "../../../dev/stack/postgres/connect.ts";
import type { TestDatabases } from "../../../dev/stack/test-database.ts";
import { child, dialOver, incomingCall, sid } from "./forms.ts";
import { startStand, withDatabase } from "./stand.ts";
import { addressed, deliver, type Dial } from "./webhooks.ts";

const line = "+493023125610";

let databases: TestDatabases;
before(async () => {
  databases = await startStand();
});
after(() => databases.stop());

/** A workspace that gives 45 s after a call, and Priya alone is there. */
async function open(sql: Sql): Promise<void> {
  await sql`update public.workspace_policy set wrap_up_s = 45 where workspace_id = 1`;
  await sql`
    insert into public.agent_presence (agent_id, workspace_id, status)
    select id, workspace_id, 'available' from public.agent where identity = 'priya'`;
}

/** Somebody calls; answers what the caller gets. */
async function ring(sql: Sql, n: number): Promise<Dial> {
  return (await deliver(sql, incomingCall(sid(n), "+33199001734", line))).answer;
}

/** Priya, or somebody else, picks up that call. */
async function pickUp(sql: Sql, n: number, dial: Dial, who = "priya"): Promise<void> {
  const leg = { sid: sid(n + 100), parent: sid(n), to: `client:${who}` };
  const { Timestamp: _recorded, ...form } = child(leg, "in-progress", 0, 0).form;
  await deliver(sql, addressed({ kind: "status", form }, dial));
}

/** The two have talked, and one of them hangs up. */
async function hangUp(sql: Sql, n: number, dial: Dial): Promise<void> {
  const over = dialOver(sid(n), "completed", {
    DialCallStatus: "completed",
    DialBridged: "true",
    DialCallSid: sid(n + 100),
    DialCallDuration: "0",
  });
  await deliver(sql, addressed(over, dial));
}

/** Whom a call would ring so many seconds after the moment from which Priya is free again. */
async function rungAt(sql: Sql, seconds: number): Promise<string[]> {
  await sql`update public.agent_presence set heard_at = free_from where free_from is not null`;
  const rows = await sql<{ identity: string }[]>`
    select f.identity
    from public.agent_presence as s,
      private.free_seats(1, ${line}, null, s.free_from + make_interval(secs => ${seconds})) as f`;
  return rows.map(({ identity }) => identity);
}

/** Seconds from the end of the last call until Priya is free again. */
async function heldFor(sql: Sql): Promise<number | null> {
  const [row] = await sql<{ seconds: number | null }[]>`
    select round(extract(epoch from s.free_from - max(p.left_at)))::integer as seconds
    from public.agent_presence as s join public.call_participant as p on p.agent_id = s.agent_id
    group by s.free_from`;
  assert.ok(row);
  return row.seconds;
}

/** Priya presses a button of the band. */
async function press(sql: Sql, what: "end_wrap_up" | "extend_wrap_up"): Promise<void> {
  const sub = "5eed0000-0000-4000-8000-000000000002";
  const claims = JSON.stringify({ role: "authenticated", sub });
  await sql.begin(async (transaction) => {
    await transaction`select set_config('request.jwt.claims', ${claims}, true)`;
    await transaction`select public.${transaction(what)}(1)`;
  });
}

/** Priya takes a call, which ends. */
async function talk(sql: Sql, n: number): Promise<void> {
  const dial = await ring(sql, n);
  assert.equal(dial?.["do"], "dial-clients");
  await pickUp(sql, n, dial);
  await hangUp(sql, n, dial);
}

test("whoever talked is not rung until the workspace's time is over, and a call meanwhile finds everybody busy", () =>
  withDatabase(databases, async (sql) => {
    await open(sql);
    await talk(sql, 1);
    assert.equal((await ring(sql, 2))?.["do"], "say");
    const [missed] = await sql`select end_reason from public.call order by id desc limit 1`;
    assert.equal(missed?.["end_reason"], "all-busy");
    assert.equal(await heldFor(sql), 45);
    assert.deepEqual([await rungAt(sql, -1), await rungAt(sql, 0)], [[], ["priya"]]);
  }));

test("a minute more is a minute more, and ended it rings at once", () =>
  withDatabase(databases, async (sql) => {
    await open(sql);
    await talk(sql, 1);
    await press(sql, "extend_wrap_up");
    assert.equal(await heldFor(sql), 105);
    assert.deepEqual([await rungAt(sql, -1), await rungAt(sql, 0)], [[], ["priya"]]);
    await sql`update public.agent_presence set heard_at = now()`;
    await press(sql, "end_wrap_up");
    await talk(sql, 2);
    assert.equal(await heldFor(sql), 45, "the next call has its own time");
  }));

test("of two calls the one that ends last counts, and neither rings while the other goes on", () =>
  withDatabase(databases, async (sql) => {
    await open(sql);
    const first = await ring(sql, 1);
    await pickUp(sql, 1, first);
    // A second call rings a seat that is in one only where it is meant for that person: until then the test frees it.
    const inFirst = (outcome: string | null) =>
      sql`update public.call_participant set outcome = ${outcome} where call_id = ${
        Number(first?.["call_id"])
      }`;
    await inFirst("elsewhere");
    const second = await ring(sql, 2);
    await pickUp(sql, 2, second);
    await inFirst(null);
    await hangUp(sql, 1, first);
    assert.deepEqual(await rungAt(sql, 0), [], "in the second one");
    await hangUp(sql, 2, second);
    assert.equal(await heldFor(sql), 45);
    assert.deepEqual(await rungAt(sql, 0), ["priya"]);
  }));

test("a call that nobody took keeps nobody from ringing", () =>
  withDatabase(databases, async (sql) => {
    await open(sql);
    const dial = await ring(sql, 1);
    await deliver(
      sql,
      addressed(dialOver(sid(1), "completed", { DialCallStatus: "no-answer" }), dial),
    );
    assert.equal(await heldFor(sql), null);
    assert.equal((await ring(sql, 2))?.["do"], "dial-clients");
  }));

test("a colleague's call is not sent to who still wraps up, as no other one rings there", () =>
  withDatabase(databases, async (sql) => {
    await open(sql);
    await talk(sql, 1);
    await sql`
      insert into public.agent_presence (agent_id, workspace_id, status)
      select id, workspace_id, 'available' from public.agent where identity = 'aoife'`;
    const dial = await ring(sql, 2);
    await pickUp(sql, 2, dial, "aoife");
    const send = async (command: string) => {
      const [row] = await sql<{ answer: { ok: boolean; code?: string } }[]>`
        select public.begin_command(
          (select user_id from public.agent where identity = 'aoife'), 1, ${
        Number(dial?.["call_id"])
      }, gen_random_uuid(), ${command},
          (select jsonb_build_object('target', jsonb_build_object('kind', 'seat', 'agentId', id))
            from public.agent where identity = 'priya')
        ) as answer`;
      return row?.answer.code ?? row?.answer.ok;
    };
    for (const command of ["transfer", "consult", "add"]) {
      assert.equal(await send(command), "E-TARGET", command);
    }
    await press(sql, "end_wrap_up");
    assert.equal(await send("transfer"), true);
  }));
