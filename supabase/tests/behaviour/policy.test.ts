import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Sql } from "../../../dev/stack/postgres/connect.ts";
import type { TestDatabases } from "../../../dev/stack/test-database.ts";
import { incomingCall, parentOver, sid } from "./forms.ts";
import { browserCall } from "./forms.ts";
import { place, redeem } from "./placing.ts";
import { overlapping, startStand, withDatabase } from "./stand.ts";
import { deliver } from "./webhooks.ts";

let databases: TestDatabases;
before(async () => {
  databases = await startStand();
});
after(() => databases.stop());

const set = (sql: Sql, change: Record<string, unknown>) =>
  sql`update public.workspace_policy set ${sql(change)} where workspace_id = 1`;

/** Puts the seats online, so that they share what a limit leaves. */
const online = (sql: Sql, ...identities: string[]) =>
  sql`insert into public.agent_presence (agent_id, workspace_id, status)
      select id, workspace_id, 'available' from public.agent where identity in ${sql(identities)}`;

/** The seed's calls of today use nothing up. */
const forgetTalk = (sql: Sql) => sql`delete from public.call_leg where workspace_id = 1`;

const aoife = { who: "aoife" } as const;
const weiling = { who: "weiling", from: "+442079460100" } as const;

test("two orders at once do not pass a limit of calls together", () =>
  withDatabase(databases, async (sql) => {
    await set(sql, { workspace_calls_per_minute: 1 });
    const second = await overlapping(sql, (inside) => place(inside), () => {
      return place(sql, "+14155550199", aoife);
    });
    assert.deepEqual([second.code, second.scope], ["E-CAP-RATE", "workspace"]);
  }));

test("orders from everybody at once get no more calls than the limit", () =>
  withDatabase(databases, async (sql) => {
    await set(sql, { workspace_calls_per_minute: 2 });
    const answers = await Promise.all([
      place(sql),
      place(sql, "+14155550199", aoife),
      place(sql, "+14155550198", weiling),
    ]);
    assert.deepEqual(answers.map(({ code }) => code ?? "ok").toSorted(), [
      "E-CAP-RATE",
      "ok",
      "ok",
    ]);
  }));

test("two calls at once do not pass a limit of minutes together: each gets its share", () =>
  withDatabase(databases, async (sql) => {
    await forgetTalk(sql);
    await set(sql, { workspace_minutes_per_day: 10 });
    await online(sql, "priya", "aoife");
    const [one, two] = await Promise.all([place(sql), place(sql, "+14155550199", aoife)]);
    await Promise.all([
      redeem(sql, one.call_id, 1),
      redeem(sql, two.call_id, 2, "aoife"),
    ]);
    const limits = await sql`
      select time_limit_s from public.call_leg where role = 'callee' and ended_at is null`;
    assert.deepEqual(limits.map((row) => row["time_limit_s"]), [300, 300]);
    assert.equal((await place(sql, "+14155550198", weiling)).code, "E-CAP-HELD");
  }));

test("orders and redemptions of everybody, interleaved, never wait for each other for ever", () =>
  withDatabase(databases, async (sql) => {
    await set(sql, { workspace_calls_per_minute: 100, workspace_minutes_per_day: 1000 });
    const seats = [["priya", {}], ["aoife", aoife], ["weiling", weiling]] as const;
    for (let round = 0; round < 5; round++) {
      await Promise.all(seats.flatMap(([identity, options], i) => {
        const ordered = place(sql, `+1415555010${round}`, options);
        const parent = 1 + round * 3 + i;
        return [
          ordered.then((order) => redeem(sql, order.call_id, parent, identity)),
          ordered.then(() => place(sql, `+1415555011${round}`, options)),
        ];
      }));
      await sql`update public.call set status = 'completed', ended_at = now()
                where ended_at is null and ticket is not null`;
    }
  }));

test("the same order again is the same call, and counts once", () =>
  withDatabase(databases, async (sql) => {
    await set(sql, { agent_calls_per_minute: 1 });
    const first = await place(sql);
    assert.equal((await place(sql)).call_id, first.call_id);
    assert.equal((await place(sql, "+14155550199")).ok, true, "in the place of the unused one");
  }));

for (
  const [code, change] of [
    ["E-DEST-COUNTRY", { allowed_countries: ["DE"] }],
    ["E-HOURS", { calling_hours: Array.from({ length: 7 }, () => null) }],
    ["E-PAUSED", {
      paused_at: new Date(),
      paused_until: new Date(Date.now() + 3_600_000),
      pause_cause: "admin",
    }],
  ] as const
) {
  test(`a ticket from before is held to the policy of now: ${code}`, () =>
    withDatabase(databases, async (sql) => {
      const { call_id } = await place(sql, undefined, { country: "US" });
      await set(
        sql,
        "calling_hours" in change ? { calling_hours: sql.json([...change.calling_hours]) } : change,
      );
      assert.equal(await redeem(sql, call_id), code);
      const [call] = await sql`
        select status, end_reason from public.call where ticket = ${call_id ?? ""}`;
      assert.deepEqual({ ...call }, { status: "failed", end_reason: code });
    }));
}

test("a lower limit of minutes shortens a call that was ordered before it", () =>
  withDatabase(databases, async (sql) => {
    await forgetTalk(sql);
    const { call_id } = await place(sql);
    await set(sql, { agent_minutes_per_day: 5 });
    const said = await deliver(sql, browserCall(sid(1), "priya", call_id ?? ""));
    assert.equal(said.answer?.["time_limit_s"], 300);
  }));

test("an emergency is dialled as it is written, from a number with an address, whatever is paused", () =>
  withDatabase(databases, async (sql) => {
    const emergency = { country: "DE", emergency: true };
    assert.equal((await place(sql, "112", emergency)).code, "E-DEST-EMERGENCY");
    await sql`update public.workspace_twilio_number set emergency_address = true
              where twilio_number = '+493023125610'`;
    await set(sql, { allowed_countries: [], agent_minutes_per_day: 1 });
    const { call_id } = await place(sql, "112", emergency);
    const said = await deliver(sql, browserCall(sid(1), "priya", call_id ?? ""));
    assert.deepEqual([said.answer?.["do"], said.answer?.["to"]], ["dial-number", "112"]);
  }));

test("blocked and hidden callers are turned away before anything rings, and stay in the log", () =>
  withDatabase(databases, async (sql) => {
    await online(sql, "priya", "aoife", "jonas");
    await sql`insert into public.blocked_caller (workspace_id, number, is_prefix)
              values (1, '+33199001734', false), (1, '+1900', true)`;
    const ring = async (n: number, from: string) => {
      const said = await deliver(sql, incomingCall(sid(n), from, "+493023125610"));
      return said.answer?.["do"];
    };
    assert.equal(await ring(1, "+33199001734"), "reject");
    assert.equal(await ring(2, "+19005550100"), "reject");
    assert.equal(await ring(3, "+331990017341"), "dial-clients");
    assert.equal(await ring(4, "anonymous"), "say", "everybody is rung already, but it may ring");
    await set(sql, { block_withheld: true });
    for (const [i, from] of ["anonymous", "", "+266696687", "Restricted"].entries()) {
      assert.equal(await ring(5 + i, from), "reject");
    }
    await deliver(sql, parentOver(sid(1), 1, 0));
    const [call] = await sql`
      select c.status, c.end_reason, c.agent_id,
             (select count(*)::int from public.call_participant as a where a.call_id = c.id) as rung
      from public.call as c join public.call_leg as l on l.call_id = c.id and l.call_sid = ${
      sid(1)
    }`;
    assert.deepEqual({ ...call }, {
      status: "busy",
      end_reason: "blocked",
      agent_id: null,
      rung: 0,
    });
  }));
