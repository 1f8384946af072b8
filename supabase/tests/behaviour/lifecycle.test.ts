import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Sql } from "../../../dev/stack/postgres/connect.ts";
import type { TestDatabases } from "../../../dev/stack/test-database.ts";
import { sid } from "./forms.ts";
import { permutations, randomFrom, shuffled } from "./orders.ts";
import { type Scenario, scenarios } from "./scenarios.ts";
import { startStand, undone, withDatabase } from "./stand.ts";
import { addressed, deliver, type Queries, type Webhook } from "./webhooks.ts";

let databases: TestDatabases;
before(async () => {
  databases = await startStand();
});
after(() => databases.stop());

/** Everybody is there, and Priya has placed her call: to a telephone, or to a colleague. */
async function begin(sql: Queries, { colleague }: Scenario): Promise<string> {
  await sql`
    insert into public.agent_presence (agent_id, workspace_id, status)
    select id, workspace_id, 'available' from public.agent where identity in ('priya', 'aoife', 'jonas')`;
  const [row] = colleague !== undefined
    ? await sql<{ ticket: string }[]>`
    select public.call_colleague(user_id, 1, 'priya', ${colleague}) ->> 'call_id' as ticket
    from public.agent where identity = 'priya'`
    : await sql<{ ticket: string }[]>`
    select public.place_call(user_id, 1, 'priya', '+14155550142', '+493023125610', 'browser', 'US', false)
             ->> 'call_id' as ticket
    from public.agent where identity = 'priya'`;
  return row?.ticket ?? "";
}

/** The rows at the end, without ids, versions and the moments at which the test ran. */
async function state(sql: Queries) {
  const [call] = await sql`
    select c.id, c.status, c.assumed, c.end_reason, c.ended_by, a.identity as agent,
           c.answered_at is not null as answered, c.duration_s,
           c.picked_up_at::text, c.answered_at::text, c.ended_at::text,
           case when c.direction <> 'inbound' then c.ringing_at::text end as ringing_at
    from public.call as c left join public.agent as a on a.id = c.agent_id
    where exists (select from public.call_leg as l where l.call_id = c.id and l.call_sid = ${
    sid(1)
  })`;
  const legs = await sql<{ leg: string; more: string }[]>`
    select l.to_address || ': ' || l.status as leg,
           concat_ws(' ', l.role, l.made_by, a.identity, l.assumed, l.sequence_number, l.picked_up_at, l.ended_at,
             l.duration_s, l.billed_minutes, l.sip_response_code,
             case when l.parent_call_sid is not null then l.started_at end) as more
    from public.call_leg as l left join public.agent as a on a.id = l.agent_id
    where l.call_id = ${call?.["id"]} order by l.call_sid`;
  const people = await sql<{ part: string }[]>`
    select concat_ws(' ', a.identity || ':', p.joined_by, p.outcome, p.talked_s,
             case when p.joined_by = 'ring' then p.joined_at end, p.left_at) as part
    from public.call_participant as p join public.agent as a on a.id = p.agent_id
    where p.call_id = ${call?.["id"]} order by a.identity`;
  return {
    ...call,
    id: null,
    legs: legs.map(({ leg }) => leg),
    details: legs.map(({ more }) => more),
    people: people.map(({ part }) => part),
  };
}

async function play(sql: Sql, scenario: Scenario, events: Webhook[]) {
  let found: Awaited<ReturnType<typeof state>> | undefined;
  await undone(sql, async (inside) => {
    const ticket = await begin(inside, scenario);
    const first = scenario.first(ticket);
    const said = await deliver(inside, first);
    assert.match(String(said.answer?.["do"]), /^dial-/, String(said.reason));
    for (const event of events) {
      assert.equal((await deliver(inside, addressed(event, said.answer))).verdict, "ok");
    }
    // Twilio asks again when the connection broke, also at the very end.
    const again = await deliver(inside, first);
    assert.deepEqual(again.answer, said.answer);
    assert.equal(again.reason, "repeat");
    found = await state(inside);
  });
  assert.ok(found);
  return found;
}

/** All orders of up to `exhaustive` events (5 have 120 orders), else seeded samples of them. */
function orders(events: Webhook[], exhaustive: number): Webhook[][] {
  if (events.length <= exhaustive) return [...permutations(events)];
  const random = randomFrom(events.length);
  return Array.from({ length: 30 }, () => shuffled(events, random));
}

for (const scenario of scenarios) {
  const isAction = (event: Webhook) => event.kind === "action";

  test(`${scenario.name}: ends as recorded`, () =>
    withDatabase(databases, async (sql) => {
      assert.partialDeepStrictEqual(await play(sql, scenario, scenario.events), scenario.ends);
    }));

  test(`${scenario.name}: every order ends in the same rows`, () =>
    withDatabase(databases, async (sql) => {
      const expected = await play(sql, scenario, scenario.events);
      for (const order of orders(scenario.events, 5)) {
        assert.deepEqual(await play(sql, scenario, order), expected, describe(order));
      }
    }));

  test(`${scenario.name}: repeats in every place change nothing`, () =>
    withDatabase(databases, async (sql) => {
      const expected = await play(sql, scenario, scenario.events);
      const random = randomFrom(7);
      for (let n = 0; n < 10; n++) {
        const twice = shuffled([...scenario.events, ...scenario.events], random);
        assert.deepEqual(await play(sql, scenario, twice), expected, describe(twice));
      }
    }));

  test(`${scenario.name}: any one callback that is lost changes neither outcome nor leaves a leg open`, () =>
    withDatabase(databases, async (sql) => {
      const { legs: _all, people: _ended, ...outcome } = scenario.ends;
      for (const [n, lost] of scenario.events.entries()) {
        if (isAction(lost)) continue;
        const found = await play(sql, scenario, scenario.events.toSpliced(n, 1));
        assert.partialDeepStrictEqual(found, outcome, describe([lost]));
        // The parent has no other callback than its last.
        const open = found.legs.slice(1).filter((leg) =>
          /: (initiated|ringing|in-progress)$/.test(leg)
        );
        assert.deepEqual(open, [], describe([lost]));
      }
    }));

  test(`${scenario.name}: without the action the outcome is assumed, in every order`, () =>
    withDatabase(databases, async (sql) => {
      const rest = scenario.events.filter((event) => !isAction(event));
      for (const order of orders(rest, 4)) {
        const found = await play(sql, scenario, order);
        assert.partialDeepStrictEqual(found, scenario.endsWithoutAction, describe(order));
      }
    }));

  test(`${scenario.name}: the action alone is enough for the outcome`, () =>
    withDatabase(databases, async (sql) => {
      const found = await play(sql, scenario, scenario.events.filter(isAction));
      const { status, ended_by, answered, duration_s } = scenario.ends;
      assert.partialDeepStrictEqual(found, {
        status,
        assumed: false,
        ended_by,
        answered,
        duration_s,
      });
    }));
}

function describe(events: Webhook[]): string {
  return events
    .map(({ kind, form }) => [kind, form["To"], form["CallStatus"]].join(" "))
    .join(", ");
}
