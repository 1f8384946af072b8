import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import postgres from "postgres";
import type { Sql } from "../../../dev/stack/postgres/connect.ts";
import type { TestDatabases } from "../../../dev/stack/test-database.ts";
import { browserCall, child, dialOver, incomingCall, parentOver, sid } from "./forms.ts";
import { overlapping, startStand, withDatabase } from "./stand.ts";
import {
  addressed,
  deliver,
  type Dial,
  fjordline,
  type Form,
  nordlicht,
  type Webhook,
} from "./webhooks.ts";

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
           (select jsonb_agg(a) from public.call_participant as a) as agent,
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

test("a call rings who has the number, is available and was heard of, in a call only when nobody is free", () =>
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
    const rung = await sql`select agent_id from public.call_participant where call_id = ${
      Number(answer["call_id"])
    }`;
    assert.deepEqual([...rung], [{ agent_id: "2" }]);

    const leg = { sid: sid(2), parent: sid(1), to: "client:priya" };
    const { Timestamp: _recorded, ...form } = child(leg, "in-progress", 0, 0).form;
    await deliver(sql, addressed({ kind: "status", form }, answer));
    // Nobody is free: whoever talks is shown one more, and no third.
    const second = await deliver(sql, incomingCall(sid(3), "+33199001735", sales));
    assert.partialDeepStrictEqual(second.answer, { do: "dial-clients", identities: ["priya"] });
    const third = await deliver(sql, incomingCall(sid(4), "+33199001736", sales));
    assert.deepEqual(third.answer, { do: "say", sentence: "nobody-available" });
    const [lost] = await sql`
      select end_reason, (select array_agg(a.identity || ' ' || p.outcome order by a.identity)
                          from public.call_participant as p join public.agent as a on a.id = p.agent_id
                          where p.call_id = c.id) as people
      from public.call as c where c.id = ${third.call_id ?? 0}`;
    assert.deepEqual({ ...lost }, {
      end_reason: "all-busy",
      people: ["aoife missed", "jonas missed", "priya missed"],
    });
  }));

test("nobody there: a sentence, and the call ends as missed", () =>
  withDatabase(databases, async (sql) => {
    const said = await deliver(sql, call);
    assert.deepEqual(said.answer, { do: "say", sentence: "nobody-available" });
    await deliver(sql, parentOver(sid(1), 5, 4));
    const [row] = await sql`
      select status, end_reason, assumed, agent_id from public.call where id = ${
      said.call_id ?? 0
    }`;
    const missed = { status: "no-answer", end_reason: "nobody-available" };
    assert.deepEqual({ ...row }, { ...missed, assumed: false, agent_id: null });
  }));

/** So many seats that the line rings, p1 the longest idle. */
const crowd = (sql: Sql, count: number) =>
  sql.unsafe(`
      insert into auth.users (id, email) select gen_random_uuid(), 'p' || n || '@x.example'
      from generate_series(1, ${count}) as n;
      insert into public.agent (workspace_id, user_id, identity, display_name)
      select 1, id, split_part(email, '@', 1), 'x' from auth.users where email like 'p%@x.example';
      insert into public.agent_phone (agent_id, phone_number)
      select id, '${sales}' from public.agent where identity ~ '^p[0-9]+$';
      insert into public.agent_presence (agent_id, workspace_id, status, changed_at)
      select id, 1, 'available', timestamptz '2026-01-01' + make_interval(hours => substr(identity, 2)::integer)
      from public.agent where identity ~ '^p[0-9]+$';
    `);

const named = (...numbers: number[]) => new Set(numbers.map((n) => `p${n}`));
const rung = (dial: Dial) => new Set([dial?.["identities"]].flat());

test("at most ten are rung at once, the longest idle", () =>
  withDatabase(databases, async (sql) => {
    await crowd(sql, 12);
    await sql.unsafe(`
      insert into public.call (workspace_id, direction, from_number, to_number, agent_id, status, ended_at)
      select 1, 'inbound', '+1', '${sales}', id, 'completed', now() from public.agent where identity = 'p1';
      insert into public.call_participant (call_id, agent_id, workspace_id, joined_by, joined_at, left_at, outcome)
      select c.id, c.agent_id, 1, 'ring', now(), now(), 'took' from public.call as c where c.from_number = '+1';
    `);
    const { answer } = await deliver(sql, call);
    assert.deepEqual(rung(answer), named(2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
    assert.equal(answer?.["timeout_s"], 15);
  }));

test("thirty seats of a line all get their turn, ten at a time, and whoever comes online joins the next ten", () =>
  withDatabase(databases, async (sql) => {
    await crowd(sql, 30);
    await sql`delete from public.agent_presence
              where agent_id = (select id from public.agent where identity = 'p30')`;
    const unanswered = { DialCallStatus: "no-answer" };
    const next = async (dial: Dial) =>
      (await deliver(sql, addressed(dialOver(sid(1), "in-progress", unanswered), dial))).answer;
    const first = (await deliver(sql, call)).answer;
    const second = await next(first);
    await online(sql, ["p30"]);
    const third = await next(second);
    assert.deepEqual([first, second, third].map((dial) => dial?.["round"]), [1, 2, 3]);
    assert.deepEqual(rung(second), named(11, 12, 13, 14, 15, 16, 17, 18, 19, 20));
    assert.deepEqual(rung(third), named(21, 22, 23, 24, 25, 26, 27, 28, 29, 30));

    const late = await deliver(sql, addressed(dialOver(sid(1), "in-progress", unanswered), second));
    assert.deepEqual([late.reason, late.answer], ["repeat", third], "asked again, the same answer");
    const free = await deliver(sql, incomingCall(sid(2), "+33199001735", sales));
    assert.deepEqual(
      rung(free.answer),
      named(1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
      "the first ten again",
    );

    assert.deepEqual(await next(third), { do: "say", sentence: "nobody-available" });
    const [lost] = await sql`
      select c.status, c.end_reason, count(*)::integer as people, min(p.outcome) as least, max(p.outcome) as most
      from public.call as c join public.call_participant as p on p.call_id = c.id
      where c.id = ${Number(first?.["call_id"])} group by c.id`;
    assert.deepEqual({ ...lost }, {
      status: "no-answer",
      end_reason: null,
      people: 33,
      least: "missed",
      most: "missed",
    });
  }));

test("who takes a call in the second round has it; whom the first round rang sees who took it", () =>
  withDatabase(databases, async (sql) => {
    await crowd(sql, 11);
    const first = (await deliver(sql, call)).answer;
    const second = (await deliver(
      sql,
      addressed(dialOver(sid(1), "in-progress", { DialCallStatus: "no-answer" }), first),
    )).answer;
    const leg = { sid: sid(2), parent: sid(1), to: "client:p11" };
    await deliver(sql, addressed(child(leg, "in-progress", 0, 20), second));
    await deliver(sql, addressed(child(leg, "completed", 1, 50, { talked: 30 }), second));
    await deliver(
      sql,
      addressed(
        dialOver(sid(1), "completed", {
          DialCallStatus: "completed",
          DialCallSid: sid(2),
          DialCallDuration: "30",
          DialBridged: "true",
        }),
        second,
      ),
    );
    const parts = await sql`
      select p.outcome, count(*)::integer as seats, max(p.talked_s) as talked_s
      from public.call_participant as p where p.call_id = ${Number(first?.["call_id"])}
      group by p.outcome order by p.outcome`;
    assert.deepEqual([...parts], [
      { outcome: "elsewhere", seats: 10, talked_s: null },
      { outcome: "took", seats: 1, talked_s: 30 },
    ]);
  }));

test("a caller who hangs up at once leaves no call that rings: the callback that came first waits for its call", () =>
  withDatabase(databases, async (sql) => {
    await online(sql, ["priya"]);
    const early = await deliver(sql, parentOver(sid(1), 0, 0));
    assert.deepEqual([early.verdict, early.applied, early.reason], ["ok", false, "early"]);
    await deliver(sql, call);
    const [row] = await sql`
      select c.status, c.ended_by, c.ended_at is not null as ended, p.outcome,
             (select count(*)::integer from private.early_event) as early
      from public.call as c join public.call_participant as p on p.call_id = c.id
      where c.id = (select max(id) from public.call) and p.agent_id = 2`;
    assert.deepEqual({ ...row }, {
      status: "canceled",
      ended_by: "other",
      ended: true,
      outcome: "missed",
      early: 0,
    });
    const again = await deliver(sql, parentOver(sid(1), 0, 0));
    assert.equal(again.reason, "repeat", "it is in the call's log like any other");
  }));

test("a callback and the webhook that begins its call, at the same moment, in either order", () =>
  withDatabase(databases, async (sql) => {
    await online(sql, ["priya"]);
    await overlapping(
      sql,
      (inside) => deliver(inside, call),
      () => deliver(sql, parentOver(sid(1), 0, 0)),
    );
    await overlapping(
      sql,
      (inside) => deliver(inside, parentOver(sid(2), 0, 0)),
      () => deliver(sql, incomingCall(sid(2), "+33199001735", sales)),
    );
    const open = await sql`
      select id from public.call where direction = 'inbound' and ended_at is null`;
    assert.deepEqual([...open], []);
  }));

test("an event of a conference is found by our URL, then by its SID, and an unknown kind raises", () =>
  withDatabase(databases, async (sql) => {
    await online(sql, ["priya"]);
    const { call_id: id } = await deliver(sql, call);
    const form = { ConferenceSid: `CF${"1".repeat(32)}`, StatusCallbackEvent: "conference-start" };
    const started: Webhook = { kind: "conference", form, query: { call: String(id) } };
    assert.equal((await deliver(sql, started)).applied, true);
    const joined = { ...form, StatusCallbackEvent: "participant-join", CallSid: sid(2) };
    const said = await deliver(sql, { kind: "conference", form: joined });
    assert.deepEqual([said.call_id, said.reason], [id, "unknown-leg"]);
    const foreign = { kind: "conference", form, query: { call: String(id) } } as const;
    const theirs = await deliver(sql, foreign, fjordline);
    assert.deepEqual([theirs.call_id, theirs.reason], [null, "early"]);
    await assert.rejects(deliver(sql, { ...call, kind: "dance" as "voice" }), /no kind is called/);
  }));

test("a field that is there and empty is absent", () =>
  withDatabase(databases, async (sql) => {
    await online(sql, ["priya"]);
    const empty = { ApplicationSid: "", SequenceNumber: "", Timestamp: "", SipResponseCode: "" };
    const said = await deliver(sql, { ...call, form: { ...call.form, ...empty } });
    assert.equal(said.answer?.["do"], "dial-clients");
    const over = dialOver(sid(1), "completed", {
      DialCallStatus: "canceled",
      DialCallSid: "",
      DialCallDuration: "",
      DialBridged: "",
    });
    assert.equal((await deliver(sql, addressed(over, said.answer))).applied, true);
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
      const reason = event.kind === "action" ? "unknown-call" : "early";
      assert.deepEqual([said.verdict, said.applied, said.reason], ["ok", false, reason]);
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
    const { answer } = await deliver(sql, call);
    const leg = { sid: sid(2), parent: sid(1), to: "client:caoimhe" };
    const picked = child(leg, "in-progress", 0, 0);
    assert.equal((await deliver(sql, addressed(picked, answer))).reason, "unknown-agent");
    assert.equal((await deliver(sql, picked)).reason, "unknown-leg", "nor one that no step made");
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
    const { answer } = await deliver(sql, call);
    const ringing = addressed(
      child({ sid: sid(2), parent: sid(1), to: "client:priya" }, "ringing", 0, 0),
      answer,
    );
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

test("what went wrong with a webhook is warned of without the message, which can quote a number", () =>
  withDatabase(databases, async (sql, url) => {
    await sql.unsafe(`
      create function public.quote() returns trigger language plpgsql as
        $$ begin raise exception 'of %', new.from_number; end; $$;
      create trigger quote before insert on public.call for each row execute function public.quote();`);
    const warnings: string[] = [];
    const listening = postgres(url, { onnotice: ({ message }) => warnings.push(message ?? "") });
    try {
      assert.equal((await deliver(listening, call)).reason, "error: P0001");
    } finally {
      await listening.end();
    }
    assert.deepEqual(warnings, [`Cannot apply the voice webhook of ${sid(1)}: P0001`]);
  }));

test("a caller who is still there after nobody answered is told so; one who is gone is not", () =>
  withDatabase(databases, async (sql) => {
    await online(sql, ["priya"]);
    const { answer } = await deliver(sql, call);
    const unanswered = { DialCallStatus: "no-answer" };
    const over = (state: string) => addressed(dialOver(sid(1), state, unanswered), answer);
    const waiting = await deliver(sql, over("in-progress"));
    assert.deepEqual(waiting.answer, { do: "say", sentence: "nobody-available" });
    const gone = await deliver(sql, over("completed"));
    assert.deepEqual([gone.answer, gone.reason], [{ do: "hangup" }, "late"]);
    const nobody = await deliver(sql, dialOver(sid(7), "in-progress", unanswered));
    assert.deepEqual([nobody.answer, nobody.reason], [{ do: "hangup" }, "unknown-call"]);
  }));

test("a call that rings ten and is answered is told to its line once a change, and in between only to who talks", () =>
  withDatabase(databases, async (sql) => {
    await crowd(sql, 10);
    await sql`delete from realtime.messages where true`;
    const { answer, call_id: id } = await deliver(sql, call);
    for (let n = 1; n <= 10; n++) {
      const leg = { sid: sid(10 + n), parent: sid(1), to: `client:p${n}` };
      await deliver(sql, addressed(child(leg, "ringing", 0, 1), answer));
    }
    const taken = { sid: sid(11), parent: sid(1), to: "client:p1" };
    await deliver(sql, addressed(child(taken, "in-progress", 1, 5), answer));
    await sql`update public.call set notice = '{}' where id = ${id ?? 0}`;
    const over = { DialCallStatus: "completed", DialCallSid: sid(11), DialBridged: "true" };
    await deliver(sql, addressed(dialOver(sid(1), "completed", over), answer));
    const sent = await sql<{ topic: string; told: string[] }[]>`
      select regexp_replace(topic, '[0-9]{3,}|agent:[0-9]+', 'n') as topic,
             array_agg(payload ->> 'status' order by (payload ->> 'version')::integer) as told
      from realtime.messages where event = 'call' group by topic order by topic`;
    assert.deepEqual([...sent], [
      { topic: "line:+n", told: ["ringing", "in-progress", "completed"] },
      { topic: "n", told: ["in-progress", "in-progress", "completed"] },
      { topic: "workspace:1:calls", told: ["ringing", "in-progress", "in-progress", "completed"] },
    ]);
  }));

test("each change of a call is one broadcast to each who may see it, with growing versions", () =>
  withDatabase(databases, async (sql) => {
    const [order] = await sql<{ ticket: string }[]>`
      select public.place_call(user_id, 1, 'priya', '+14155550142', ${sales}, 'browser', 'US', false)
        ->> 'call_id' as ticket
      from public.agent where identity = 'priya'`;
    const dialled = await deliver(sql, browserCall(sid(1), "priya", order?.ticket ?? ""));
    const leg = { sid: sid(2), parent: sid(1), to: "+14155550142" };
    for (const [n, status] of ["initiated", "ringing", "in-progress"].entries()) {
      await deliver(sql, addressed(child(leg, status, n, n), dialled.answer));
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
