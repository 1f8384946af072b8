// Calls between colleagues: who is rung, and what it means for both while it goes on.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { TestDatabases } from "../../../dev/stack/test-database.ts";
import { browserCall, child, dialOver, incomingCall, parentOver, sid } from "./forms.ts";
import { place, type Placed, redeem } from "./placing.ts";
import { overlapping, startStand, withDatabase } from "./stand.ts";
import { addressed, deliver, type Queries } from "./webhooks.ts";

let databases: TestDatabases;
before(async () => {
  databases = await startStand();
});
after(() => databases.stop());

/** The others are there, too, and would ring. */
async function allThere(sql: Queries): Promise<void> {
  await sql`
    insert into public.agent_presence (agent_id, workspace_id, status)
    select id, workspace_id, 'available' from public.agent`;
}

async function call(sql: Queries, who: string, colleague: string): Promise<Placed> {
  const [row] = await sql<{ answer: Placed }[]>`
    select public.call_colleague(user_id, workspace_id, identity, ${colleague}) as answer
    from public.agent where identity = ${who}`;
  assert.ok(row);
  return row.answer;
}

const aoifesLeg = { sid: sid(2), parent: sid(1), to: "client:aoife" };

/** Priya calls Aoife, whose browser rings. */
async function rings(sql: Queries) {
  const { call_id: ticket } = await call(sql, "priya", "aoife");
  const said = await deliver(sql, browserCall(sid(1), "priya", ticket ?? ""));
  return {
    said,
    status: (state: string) => deliver(sql, addressed(child(aoifesLeg, state, 1, 1), said.answer)),
  };
}

/** Each seat's part, as "aoife ring missed". */
async function parts(sql: Queries, callId: unknown): Promise<string[]> {
  const rows = await sql<{ part: string }[]>`
    select concat_ws(' ', a.identity, p.joined_by, p.outcome) as part
    from public.call_participant as p join public.agent as a on a.id = p.agent_id
    where p.call_id = ${Number(callId)} order by 1`;
  return rows.map(({ part }) => part);
}

test("a colleague's browser is rung with the caller's identity, and nobody else's", () =>
  withDatabase(databases, async (sql) => {
    await allThere(sql);
    const { said } = await rings(sql);
    assert.partialDeepStrictEqual(said.answer, {
      do: "dial-clients",
      identities: ["aoife"],
      caller_id: "client:priya",
      timeout_s: 30,
    });
    assert.deepEqual(await parts(sql, said.call_id), ["aoife ring", "priya order"]);
  }));

const unreachable: Record<string, (sql: Queries) => Promise<unknown>> = {
  "is not there": (sql) =>
    sql`update public.agent_presence set heard_at = now() - interval '26 seconds'`,
  "is away": (sql) => sql`update public.agent_presence set status = 'away'`,
  "wraps up": (sql) =>
    sql`update public.agent_presence set free_from = now() + interval '1 minute'`,
  "has no access any more": (sql) =>
    sql`update public.agent set active = false where identity = 'aoife'`,
  "is rung by a caller": (sql) =>
    deliver(sql, incomingCall(sid(9), "+33199001734", "+493023125610")),
};

for (const [why, happens] of Object.entries(unreachable)) {
  test(`a colleague who ${why} is not called, and nothing is kept`, () =>
    withDatabase(databases, async (sql) => {
      await allThere(sql);
      await happens(sql);
      const { count: before } = await sql`select from public.call`;
      assert.deepEqual(await call(sql, "priya", "aoife"), { ok: false, code: "E-TARGET" });
      assert.equal((await sql`select from public.call`).count, before);
    }));

  test(`a colleague who ${why} by the time the browser connects is not rung`, () =>
    withDatabase(databases, async (sql) => {
      await allThere(sql);
      const { call_id: ticket } = await call(sql, "priya", "aoife");
      await happens(sql);
      assert.equal(await redeem(sql, ticket), "E-TARGET");
      const [row] = await sql`select id, status, end_reason from public.call where ticket = ${
        ticket ?? ""
      }`;
      assert.partialDeepStrictEqual(row, { status: "no-answer", end_reason: "E-TARGET" });
      assert.deepEqual(await parts(sql, row?.["id"]), ["priya order left"]);
    }));
}

test("nobody calls themselves, a stranger, or somebody of another workspace", () =>
  withDatabase(databases, async (sql) => {
    await allThere(sql);
    for (const colleague of ["priya", "nobody", "caoimhe"]) {
      assert.deepEqual(await call(sql, "priya", colleague), { ok: false, code: "E-TARGET" });
    }
  }));

test("pressed twice it is one call, and another colleague's takes the place of one that nobody connected with", () =>
  withDatabase(databases, async (sql) => {
    await allThere(sql);
    const first = await call(sql, "priya", "aoife");
    assert.deepEqual(await call(sql, "priya", "aoife"), { ...first, reused: true });
    const second = await call(sql, "priya", "jonas");
    assert.equal(second.reused, false);
    assert.equal(await redeem(sql, first.call_id), "ticket-closed");
  }));

test("two who call each other at the same moment: one of them is rung", () =>
  withDatabase(databases, async (sql) => {
    await allThere(sql);
    const priyas = await call(sql, "priya", "aoife");
    const aoifes = await call(sql, "aoife", "priya");
    const reason = await overlapping(
      sql,
      (inside) => redeem(inside, priyas.call_id, 1, "priya").catch(() => null),
      () => redeem(sql, aoifes.call_id, 2, "aoife"),
    );
    assert.equal(reason, "E-TARGET");
  }));

test("while they talk both are in a call: a caller is a second one, and neither calls anybody else", () =>
  withDatabase(databases, async (sql) => {
    await allThere(sql);
    await sql`update public.agent_presence set status = 'offline'
      where agent_id not in (select id from public.agent where identity in ('priya', 'aoife'))`;
    const { status } = await rings(sql);
    await status("in-progress");
    const from = await deliver(sql, incomingCall(sid(9), "+33199001734", "+493023125610"));
    assert.equal(from.answer?.["do"], "dial-clients");
    const [step] = await sql`select knocks from public.call_step where call_id = ${
      from.call_id ?? 0
    }`;
    assert.equal(step?.["knocks"], true);
    for (const who of ["priya", "aoife"] as const) {
      assert.equal((await place(sql, "+14155550143", { who })).code, "E-CALL-LIVE");
      assert.equal((await call(sql, who, "jonas")).code, "E-CALL-LIVE");
    }
  }));

test("who was called and did not answer has missed it, and nobody is asked to call back", () =>
  withDatabase(databases, async (sql) => {
    await allThere(sql);
    const { said, status } = await rings(sql);
    await status("no-answer");
    const over = dialOver(sid(1), "in-progress", { DialCallStatus: "no-answer" });
    const answer = await deliver(sql, addressed(over, said.answer));
    assert.deepEqual(answer.answer, { do: "hangup" }, "a colleague hears no apology");
    await deliver(sql, parentOver(sid(1), 31, 31));
    assert.deepEqual(await parts(sql, said.call_id), ["aoife ring missed", "priya order left"]);
    const [row] = await sql`select status, to_return from public.call where id = ${
      said.call_id ?? 0
    }`;
    assert.deepEqual({ ...row }, { status: "no-answer", to_return: false });
  }));

test("a page that is lost ends the call: no colleague waits with music", () =>
  withDatabase(databases, async (sql) => {
    await allThere(sql);
    const { said, status } = await rings(sql);
    await status("in-progress");
    await sql.begin(async (inside) => {
      await inside`select set_config('request.jwt.claims', json_build_object('sub', user_id)::text, true)
        from public.agent where identity = 'aoife'`;
      await inside`select private.beat_call(${said.call_id ?? 0}, true)`;
    });
    const bridged = {
      DialCallStatus: "completed",
      DialCallSid: aoifesLeg.sid,
      DialBridged: "true",
    };
    const over = await deliver(
      sql,
      addressed(dialOver(sid(1), "in-progress", bridged), said.answer),
    );
    assert.deepEqual(over.answer, { do: "hangup" });
  }));

test("each hangs up their own line, so that it is known who it was", () =>
  withDatabase(databases, async (sql) => {
    await allThere(sql);
    const { said, status } = await rings(sql);
    await status("in-progress");
    const ends = { aoife: aoifesLeg.sid, priya: sid(1) };
    for (const [who, line] of Object.entries(ends)) {
      const [row] = await sql`
        select public.begin_command(user_id, 1, ${
        said.call_id ?? 0
      }, gen_random_uuid(), 'end') #>> '{work,requests,0,call_sid}' as line
        from public.agent where identity = ${who}`;
      assert.equal(row?.["line"], line, who);
    }
  }));
