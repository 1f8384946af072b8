import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Sql } from "../../../dev/stack/postgres/connect.ts";
import type { TestDatabases } from "../../../dev/stack/test-database.ts";
import { browserCall, child, dialOver, incomingCall, parentOver, sid } from "./forms.ts";
import { overlapping, startStand, withDatabase } from "./stand.ts";
import { deliver, fjordline, type Form, nordlicht, type Webhook } from "./webhooks.ts";

let databases: TestDatabases;
before(async () => {
  databases = await startStand();
});
after(() => databases.stop());

const sales = "+493023125610";
const call = incomingCall(sid(1), "+33199001734", sales);

async function online(sql: Sql, identities: string[], heard = "now()") {
  await sql.unsafe(`
    insert into public.agent_presence (agent_id, workspace_id, status, heard_at, changed_at)
    select id, workspace_id, 'available', ${heard}, '2026-01-01'
    from public.agent where identity in ('${identities.join("', '")}')
    on conflict (agent_id) do update set heard_at = excluded.heard_at`);
}

/** Everything that a webhook could have written, but the count of refusals. */
async function rows(sql: Sql) {
  const [row] = await sql`
    select (select jsonb_agg(c) from public.call as c) as call,
           (select jsonb_agg(l) from public.call_leg as l) as leg,
           (select jsonb_agg(a) from public.call_agent as a) as agent,
           (select count(*) from public.call_event) as events,
           (select count(*) from realtime.messages) as messages`;
  return row;
}

async function lastEvent(sql: Sql) {
  const [row] = await sql<
    { applied: boolean; reason: string | null; payload: Form; repeat_of: string | null }[]
  >`
    select applied, reason, payload, repeat_of from public.call_event order by id desc limit 1`;
  return row;
}

test("unknown account and wrong signature get one answer, write no row and are counted", () =>
  withDatabase(databases, async (sql) => {
    const before = await rows(sql);
    const forged = [
      { ...nordlicht, token: "wrong" },
      { ...nordlicht, token: fjordline.token },
      { sid: "AC99999999999999999999999999999999", token: nordlicht.token },
      { sid: "", token: "" },
    ];
    for (const account of forged) {
      for (const kind of ["voice", "action", "status"] as const) {
        assert.deepEqual(await deliver(sql, { ...call, kind }, account), { verdict: "forbidden" });
      }
    }
    const [nothing] = await sql<{ answer: unknown }[]>`
      select public.apply_webhook('voice', null, null, null, null) as answer`;
    assert.deepEqual(nothing?.answer, { verdict: "forbidden" });
    assert.deepEqual(await rows(sql), before);
    const counts = await sql`
      select workspace_id::integer, refused::integer
      from private.webhook_refusal order by workspace_id`;
    assert.deepEqual([...counts], [
      { workspace_id: 0, refused: 7 },
      { workspace_id: 1, refused: 6 },
    ]);
  }));

test("a signature over something else than what was sent is refused", () =>
  withDatabase(databases, async (sql) => {
    const [row] = await sql<{ answer: unknown }[]>`
      select public.apply_webhook('voice', ${nordlicht.sid},
        encode(extensions.hmac('a', ${nordlicht.token}, 'sha1'), 'base64'), array['b', 'A', 'a '],
        ${sql.json(call.form)}) as answer`;
    assert.deepEqual(row?.answer, { verdict: "forbidden" });
  }));

test("while the auth token is being rotated, both tokens sign", () =>
  withDatabase(databases, async (sql) => {
    await sql`update public.workspace set twilio_auth_token_next = 'next' where id = 1`;
    assert.equal((await deliver(sql, call)).verdict, "ok");
    const next = { ...nordlicht, token: "next" };
    assert.equal((await deliver(sql, parentOver(sid(1), 1, 1), next)).verdict, "ok");
    await sql`update public.workspace set twilio_auth_token_next = null where id = 1`;
    assert.equal((await deliver(sql, call, next)).verdict, "forbidden");
  }));

test("a call rings who has the number, is available, was heard of and is not in a call", () =>
  withDatabase(databases, async (sql) => {
    await online(sql, ["jonas", "priya", "aoife", "weiling", "caoimhe"]);
    await sql`update public.agent_presence set heard_at = now() - interval '26 seconds'
              where agent_id = (select id from public.agent where identity = 'aoife')`;
    await sql`update public.agent_presence set status = 'away'
              where agent_id = (select id from public.agent where identity = 'jonas')`;
    const answer = (await deliver(sql, call)).answer ?? {};
    assert.partialDeepStrictEqual(answer, {
      do: "dial-clients",
      identities: ["priya"],
      caller_id: "+33199001734",
      timeout_s: 30,
    });
    const rung = await sql`select agent_id from public.call_agent where call_id = ${
      Number(answer["call_id"])
    }`;
    assert.deepEqual([...rung], [{ agent_id: "2" }]);

    const leg = { sid: sid(2), parent: sid(1), to: "client:priya" };
    const { Timestamp: _recorded, ...form } = child(leg, "in-progress", 0, 0).form;
    await deliver(sql, { kind: "status", form });
    const second = await deliver(sql, incomingCall(sid(3), "+33199001735", sales));
    assert.deepEqual(second.answer, { do: "say", sentence: "nobody-available" });
  }));

test("nobody there: a sentence, and the call ends as missed", () =>
  withDatabase(databases, async (sql) => {
    const said = await deliver(sql, call);
    assert.deepEqual(said.answer, { do: "say", sentence: "nobody-available" });
    await deliver(sql, parentOver(sid(1), 5, 4));
    const [row] = await sql`
      select status, end_reason, assumed, agent_id from public.call where parent_call_sid = ${
      sid(1)
    }`;
    const missed = { status: "no-answer", end_reason: "nobody-available" };
    assert.deepEqual({ ...row }, { ...missed, assumed: false, agent_id: null });
  }));

test("at most ten are rung, the longest idle", () =>
  withDatabase(databases, async (sql) => {
    await sql.unsafe(`
      insert into auth.users (id, email) select gen_random_uuid(), 'p' || n || '@x.example'
      from generate_series(1, 12) as n;
      insert into public.agent (workspace_id, user_id, identity, display_name)
      select 1, id, split_part(email, '@', 1), 'x' from auth.users where email like 'p%@x.example';
      insert into public.agent_phone (agent_id, phone_number)
      select id, '${sales}' from public.agent where identity ~ '^p[0-9]+$';
      insert into public.agent_presence (agent_id, workspace_id, status, changed_at)
      select id, 1, 'available', timestamptz '2026-01-01' + make_interval(hours => substr(identity, 2)::integer)
      from public.agent where identity ~ '^p[0-9]+$';
      insert into public.call (workspace_id, direction, from_number, to_number, agent_id, status, ended_at)
      select 1, 'inbound', '+1', '${sales}', id, 'completed', now() from public.agent where identity = 'p1';
    `);
    const identities = (await deliver(sql, call)).answer?.["identities"];
    assert.deepEqual(
      new Set(Array.isArray(identities) ? identities : []),
      new Set(["p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9", "p10", "p11"]),
    );
  }));

test("a number, application or call of another workspace is not looked at", () =>
  withDatabase(databases, async (sql) => {
    await online(sql, ["priya", "caoimhe"]);
    const theirs = await deliver(sql, { ...call, form: { ...call.form, To: "+442079460150" } });
    assert.deepEqual([theirs.reason, theirs.answer], [
      "unknown-number",
      { do: "say", sentence: "not-in-service" },
    ]);
    const app = { ...call.form, CallSid: sid(2), ApplicationSid: `AP${"9".repeat(32)}` };
    assert.equal((await deliver(sql, { kind: "voice", form: app })).reason, "unknown-application");

    await deliver(sql, incomingCall(sid(3), "+33199001734", sales));
    const before = await rows(sql);
    const stranger = { sid: sid(4), parent: sid(3), to: "client:priya" };
    for (
      const event of [
        child(stranger, "in-progress", 1, 1),
        dialOver(sid(3), "completed", { DialCallStatus: "completed", DialBridged: "true" }),
        parentOver(sid(3), 1, 1),
      ]
    ) {
      const said = await deliver(sql, event, fjordline);
      assert.deepEqual([said.verdict, said.applied, said.reason], ["ok", false, "unknown-call"]);
    }
    const after = await rows(sql);
    assert.deepEqual({ ...after, events: 0 }, { ...before, events: 0 });
  }));

test("a CallSid that one tenant has used does not hinder another", () =>
  withDatabase(databases, async (sql) => {
    const theirs = incomingCall(sid(1), "+1", "+442079460150");
    const form = { ...theirs.form, ApplicationSid: "AP5eed0000000000000000000000000002" };
    assert.equal((await deliver(sql, { kind: "voice", form }, fjordline)).applied, true);
    assert.equal((await deliver(sql, call)).applied, true);
  }));

test("an agent that the workspace does not have makes no leg", () =>
  withDatabase(databases, async (sql) => {
    await online(sql, ["priya"]);
    await deliver(sql, call);
    const leg = { sid: sid(2), parent: sid(1), to: "client:caoimhe" };
    assert.equal((await deliver(sql, child(leg, "in-progress", 0, 0))).reason, "unknown-agent");
  }));

test("wrong types are kept with the reason; status is invalid, the others are answered", () =>
  withDatabase(databases, async (sql) => {
    const status = parentOver(sid(1), 1, 1).form;
    const wrong: [Webhook, string][] = [
      [{ kind: "status", form: { ...status, CallStatus: "dancing" } }, "CallStatus"],
      [{ kind: "status", form: { ...status, CallStatus: ["completed", "busy"] } }, "CallStatus"],
      [{ kind: "status", form: { CallSid: sid(1) } }, "CallStatus"],
      [{ kind: "status", form: { ...status, CallSid: "CA1" } }, "CallSid"],
      [{ kind: "status", form: { ...status, CallDuration: "-1" } }, "CallDuration"],
      [{ kind: "status", form: { ...status, SequenceNumber: "99999999999" } }, "SequenceNumber"],
      [{ kind: "status", form: { ...status, Timestamp: "31 Feb" } }, "Timestamp"],
      [
        { kind: "status", form: { ...status, Timestamp: "Sat, 31 Feb 2026 10:00:00 +0000" } },
        "Timestamp",
      ],
      [{ kind: "status", form: {} }, "CallSid"],
      [{ kind: "action", form: { CallSid: sid(1) } }, "DialCallStatus"],
      [{ kind: "voice", form: { ...call.form, CallSid: "" } }, "CallSid"],
    ];
    for (const [event, field] of wrong) {
      const said = await deliver(sql, event);
      const reason = `wrong-type: ${field}`;
      if (event.kind === "status") assert.deepEqual(said, { verdict: "invalid", reason });
      else assert.deepEqual(said.answer, { do: "say", sentence: "cannot-place" });
      const kept = await lastEvent(sql);
      assert.deepEqual([kept?.applied, kept?.reason, kept?.payload], [false, reason, event.form]);
    }
  }));

test("a repeat is its own row that points at the first, by content or by Twilio's retry token", () =>
  withDatabase(databases, async (sql) => {
    await online(sql, ["priya"]);
    await deliver(sql, call);
    const ringing = child({ sid: sid(2), parent: sid(1), to: "client:priya" }, "ringing", 0, 0);
    await deliver(sql, { ...ringing, idempotencyToken: "t1" });
    const [first] = await sql<{ id: string }[]>`select max(id) as id from public.call_event`;
    for (const repeat of [ringing, { ...ringing, idempotencyToken: "t1" }]) {
      const said = await deliver(sql, repeat);
      assert.deepEqual([said.applied, said.reason], [false, "repeat"]);
      assert.equal((await lastEvent(sql))?.repeat_of, first?.id);
    }
  }));

test("the same event twice at the same moment is applied once", () =>
  withDatabase(databases, async (sql) => {
    await online(sql, ["priya"]);
    const second = await overlapping(
      sql,
      (inside) => deliver(inside, call),
      () => deliver(sql, call),
    );
    assert.deepEqual([second.applied, second.reason], [false, "repeat"]);
    assert.equal(second.answer?.["do"], "dial-clients");
  }));

test("an event that breaks our own rows is kept, answered and does not raise", () =>
  withDatabase(databases, async (sql) => {
    await sql.unsafe(`
      create function public.fail() returns trigger language plpgsql as
        $$ begin raise exception 'no' using errcode = 'P0001'; end; $$;
      create trigger fail before insert on public.call for each row execute function public.fail();`);
    const said = await deliver(sql, call);
    assert.deepEqual([said.verdict, said.applied, said.reason], ["ok", false, "error: P0001"]);
    assert.deepEqual(said.answer, { do: "say", sentence: "cannot-place" });
    await sql.unsafe("drop trigger fail on public.call");
    assert.equal((await deliver(sql, call)).applied, true, "the same request again is tried again");
    assert.equal((await deliver(sql, call)).reason, "repeat");
  }));

test("a caller who is still there after nobody answered is told so; one who is gone is not", () =>
  withDatabase(databases, async (sql) => {
    await online(sql, ["priya"]);
    await deliver(sql, call);
    const unanswered = { DialCallStatus: "no-answer" };
    const waiting = await deliver(sql, dialOver(sid(1), "in-progress", unanswered));
    assert.deepEqual(waiting.answer, { do: "say", sentence: "nobody-available" });
    const gone = await deliver(sql, dialOver(sid(1), "completed", unanswered));
    assert.deepEqual([gone.answer, gone.reason], [{ do: "hangup" }, "late"]);
    const nobody = await deliver(sql, dialOver(sid(7), "in-progress", unanswered));
    assert.deepEqual([nobody.answer, nobody.reason], [{ do: "hangup" }, "unknown-call"]);
  }));

test("each change of a call is one broadcast to each who may see it, with growing versions", () =>
  withDatabase(databases, async (sql) => {
    const [order] = await sql<{ ticket: string }[]>`
      select public.place_call(user_id, 1, 'priya', '+14155550142', ${sales}, 'browser')
        ->> 'call_id' as ticket
      from public.agent where identity = 'priya'`;
    await deliver(sql, browserCall(sid(1), "priya", order?.ticket ?? ""));
    const leg = { sid: sid(2), parent: sid(1), to: "+14155550142" };
    for (const [n, status] of ["initiated", "ringing", "in-progress"].entries()) {
      await deliver(sql, child(leg, status, n, n));
    }
    const sent = await sql<{ topic: string; status: string; version: number; private: boolean }[]>`
      select topic, payload ->> 'status' as status, (payload ->> 'version')::integer as version, private
      from realtime.messages where payload ->> 'ticket' = ${order?.ticket ?? ""}
      order by topic, version`;
    const heard = [["created", 1], ["initiated", 2], ["ringing", 3], ["in-progress", 4]];
    for (const topic of ["agent:2", "workspace:1:calls"]) {
      const of = sent.filter((message) => message.topic === topic);
      assert.deepEqual(of.map(({ status, version }) => [status, version]), heard, topic);
    }
    assert.equal(sent.length, 2 * heard.length);
    assert.ok(sent.every((message) => message.private));
  }));
