import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Sql } from "../../../dev/stack/postgres/connect.ts";
import type { TestDatabases } from "../../../dev/stack/test-database.ts";
import { browserCall, incomingCall, sid } from "./forms.ts";
import { place } from "./placing.ts";
import { startStand, withDatabase } from "./stand.ts";
import { deliver, type Queries } from "./webhooks.ts";

let databases: TestDatabases;
before(async () => {
  databases = await startStand();
});
after(() => databases.stop());

/** A call out of Priya's, dialled, whose every later callback is lost. */
async function dialled(sql: Queries, n = 1) {
  const { call_id } = await place(sql);
  const { answer } = await deliver(sql, browserCall(sid(n), "priya", call_id ?? ""));
  return Number(answer?.["call_id"]);
}

/** So many seconds go by in which Twilio is not heard of. */
async function age(sql: Queries, callId: number, seconds: number) {
  await sql`alter table public.call_event disable trigger call_event_refuse_update`;
  await sql`update public.call_event set received_at = received_at - make_interval(secs => ${seconds})
            where call_id = ${callId}`;
  await sql`alter table public.call_event enable trigger call_event_refuse_update`;
  await sql`update public.call set created_at = created_at - make_interval(secs => ${seconds})
            where id = ${callId}`;
  await sql`update private.call_check set checked_at = checked_at - make_interval(secs => ${seconds})
            where call_id = ${callId}`;
}

async function secretOf(sql: Queries) {
  const [row] = await sql<{ secret: string }[]>`
    select decrypted_secret as secret from vault.decrypted_secrets where name = 'softphone_reconcile_secret'`;
  return row?.secret ?? "";
}

/** Fires the job by its name, as the scheduler does. */
async function fire(sql: Sql) {
  const [job] = await sql<{ command: string }[]>`
    select command from cron.job where jobname = 'reconcile' and schedule = '30 seconds'`;
  const [row] = await sql.unsafe(job?.command ?? "");
  return Number(row?.["reconcile"]);
}

async function due(sql: Queries) {
  const [row] = await sql<{ answer: { calls: { id: number }[] } }[]>`
    select public.reconcile_grant(1, ${await secretOf(sql)}) as answer`;
  return row?.answer.calls ?? [];
}

async function keep(sql: Queries, callId: number, legs: Record<string, unknown>[]) {
  const [row] = await sql<
    { answer: { work: { requests: { kind: string; call_sid: string }[] }[] } }[]
  >`
    select public.keep_reconciled(1, ${await secretOf(sql)},
      ${sql.json([{ id: callId, legs } as never])}) as answer`;
  return row?.answer.work ?? [];
}

async function callOf(sql: Queries, id: number) {
  const [row] = await sql`
    select c.status, c.assumed, c.duration_s, c.ended_at is not null as over,
           (select array_agg(l.role || ' ' || l.status order by l.role) from public.call_leg as l
            where l.call_id = c.id) as legs,
           (select p.outcome from public.call_participant as p where p.call_id = c.id and p.agent_id = 2) as priya
    from public.call as c where c.id = ${id}`;
  return { ...row };
}

const telephone = (n: number, status: string, more: Record<string, unknown> = {}) => ({
  call_sid: sid(n),
  parent_call_sid: sid(1),
  to: "+14155550142",
  status,
  at: "Sun, 22 Nov 2026 10:00:40 +0000",
  ...more,
});

test("a call is due when nothing was heard of it for a minute, and again a minute after each check", () =>
  withDatabase(databases, async (sql) => {
    const id = await dialled(sql);
    await age(sql, id, 59);
    assert.deepEqual(await due(sql), []);
    await age(sql, id, 2);
    assert.deepEqual((await due(sql)).map((call) => call.id), [id]);
    await keep(sql, id, []);
    assert.deepEqual(await due(sql), []);
    await age(sql, id, 61);
    assert.equal((await due(sql)).length, 1);
  }));

test("the job asks the function once for each workspace, and not again at once", () =>
  withDatabase(databases, async (sql) => {
    const id = await dialled(sql);
    await age(sql, id, 61);
    assert.equal(await fire(sql), 0, "before a function said where they are");
    await sql`select public.keep_functions_url('https://there.example/functions/v1')`;
    assert.equal(await fire(sql), 1);
    assert.equal(await fire(sql), 0);
    const [request] = await sql`
      select url, convert_from(body, 'utf8') as body from net.http_request_queue order by id desc limit 1`;
    assert.equal(request?.["url"], "https://there.example/functions/v1/reconcile");
    assert.deepEqual(JSON.parse(String(request?.["body"])), { workspaceId: 1 });
  }));

test("what Twilio says of a call that is over ends it here: its legs, who took part, its talk", () =>
  withDatabase(databases, async (sql) => {
    const id = await dialled(sql);
    await keep(sql, id, [
      { ...telephone(1, "completed"), parent_call_sid: null, to: "" },
      telephone(2, "completed", { duration_s: "30" }),
    ]);
    assert.deepEqual(await callOf(sql, id), {
      status: "completed",
      assumed: true,
      duration_s: 30,
      over: true,
      legs: ["callee completed", "seat completed"],
      priya: "took",
    });
    const events = await sql`
      select source, payload -> 'ended' as ended from public.call_event
      where call_id = ${id} order by id`;
    assert.deepEqual(events.map((event) => event["source"]), ["outbound", "voice", "check"]);
    assert.equal(events.at(-1)?.["ended"], true);
    const [facts] = await sql`select private.health_facts(1) -> 'closed' as closed`;
    assert.equal(facts?.["closed"], 1, "Health counts it");
    await keep(sql, id, [telephone(2, "completed", { duration_s: "30" })]);
    const again =
      await sql`select from public.call_event where call_id = ${id} and source = 'check'`;
    assert.equal(again.length, 1, "what is no news is no event");
    assert.equal((await place(sql, "+14155550199")).ok, true, "and the seat may call again");
  }));

test("a talk whose callbacks are lost is a talk, with who took it", () =>
  withDatabase(databases, async (sql) => {
    await sql`insert into public.agent_presence (agent_id, workspace_id, status)
              select id, 1, 'available' from public.agent where identity in ('priya', 'aoife')`;
    const { call_id: id } = await deliver(
      sql,
      incomingCall(sid(1), "+33199001734", "+493023125610"),
    );
    await keep(sql, Number(id), [
      { ...telephone(1, "in-progress"), parent_call_sid: null },
      telephone(2, "in-progress", { to: "client:priya" }),
      telephone(3, "canceled", { to: "client:aoife" }),
    ]);
    const [row] = await sql`
      select c.status, a.identity from public.call as c join public.agent as a on a.id = c.agent_id
      where c.id = ${id ?? 0}`;
    assert.deepEqual({ ...row }, { status: "in-progress", identity: "priya" });
  }));

test("one that Twilio does not know ends as failed, and frees its seat", () =>
  withDatabase(databases, async (sql) => {
    const id = await dialled(sql);
    await keep(sql, id, [{ ...telephone(1, "failed"), parent_call_sid: null, to: "", at: null }]);
    const { status, over, priya } = await callOf(sql, id);
    assert.deepEqual([status, over, priya], ["canceled", true, "left"]);
  }));

test("calls of an account that is gone are ended by the job itself", () =>
  withDatabase(databases, async (sql) => {
    const id = await dialled(sql);
    await sql`update public.workspace set twilio_account_sid = null where id = 1`;
    await fire(sql);
    const [row] = await sql`select status, end_reason from public.call where id = ${id}`;
    assert.deepEqual({ ...row }, { status: "failed", end_reason: "account-gone" });
    assert.equal((await callOf(sql, id))["priya"], "left");
  }));

test("a command that was left half done is due after 15 s, and done once the call is over", () =>
  withDatabase(databases, async (sql) => {
    const id = await dialled(sql);
    await sql`select public.begin_command('5eed0000-0000-4000-8000-000000000002', 1, ${id}, gen_random_uuid(), 'end')`;
    await sql`update public.call_command set asked_at = now() - interval '14 seconds'`;
    assert.deepEqual(await due(sql), []);
    await sql`update public.call_command set asked_at = asked_at - interval '2 seconds'`;
    assert.partialDeepStrictEqual(await due(sql), [{ id }]);
    // Whoever was to ask died before Twilio heard of it: asked again.
    await sql`update private.twilio_request set asked_at = asked_at - interval '16 seconds'`;
    const [again] = await keep(sql, id, []);
    assert.deepEqual(again?.requests.map(({ kind, call_sid }) => [kind, call_sid]), [[
      "end",
      sid(1),
    ]]);
    await keep(sql, id, [{ ...telephone(1, "completed"), parent_call_sid: null, to: "" }]);
    await fire(sql);
    const [command] = await sql`select outcome from public.call_command where call_id = ${id}`;
    assert.equal(command?.["outcome"], "done");
  }));

test("nobody without the job's secret is told of calls, or believed", () =>
  withDatabase(databases, async (sql) => {
    const refused = { ok: false, code: "E-SECRET" };
    for (const secret of ["", "guess", null]) {
      const [row] = await sql`
        select public.reconcile_grant(1, ${secret}) as grant, public.keep_reconciled(1, ${secret}, '[]') as kept`;
      assert.deepEqual([row?.["grant"], row?.["kept"]], [refused, refused]);
    }
  }));

test("a job clears the scheduler's own log, which it may", () =>
  withDatabase(databases, async (sql) => {
    const [job] = await sql<{ command: string }[]>`
      select command from cron.job where jobname = 'clear-job-log'`;
    await sql.unsafe(job?.command ?? "nothing");
  }));
