import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connect, type Sql } from "../../../dev/stack/postgres/connect.ts";
import type { TestDatabases } from "../../../dev/stack/test-database.ts";
import { sid } from "./forms.ts";
import { permutations, randomFrom, shuffled } from "./orders.ts";
import { type Scenario, scenarios } from "./scenarios.ts";
import { startStand, undone } from "./stand.ts";
import { addressed, deliver, type Queries, type Webhook } from "./webhooks.ts";

let databases: TestDatabases;
/** To one database for all tests: each leaves it as it was. */
let sql: Sql;
before(async () => {
  databases = await startStand();
  sql = connect((await databases.fresh()).url);
});
after(async () => {
  await sql?.end();
  await databases.stop();
});

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

type Ended = Awaited<ReturnType<typeof state>>;

/** Plays the call with each of these rows of events, from one beginning. */
async function playEach(
  scenario: Scenario,
  rows: readonly Webhook[][],
  check: (found: Ended, events: Webhook[]) => void,
): Promise<void> {
  await undone(sql, async (begun) => {
    const ticket = await begin(begun, scenario);
    const first = scenario.first(ticket);
    const said = await deliver(begun, first);
    assert.match(String(said.answer?.["do"]), /^dial-/, String(said.reason));
    for (const events of rows) {
      await undone(begun, async (inside) => {
        for (const event of events) {
          assert.equal((await deliver(inside, addressed(event, said.answer))).verdict, "ok");
        }
        // Twilio asks again when the connection broke, also at the very end.
        const again = await deliver(inside, first);
        assert.deepEqual(again.answer, said.answer);
        assert.equal(again.reason, "repeat");
        check(await state(inside), events);
      });
    }
  });
}

/** Plays the call as it was recorded and with each of the other rows: it ends the same. */
async function endsTheSame(scenario: Scenario, rows: readonly Webhook[][]): Promise<void> {
  let expected: Ended | undefined;
  await playEach(scenario, [scenario.events, ...rows], (found, events) => {
    expected ??= found;
    assert.deepEqual(found, expected, describe(events));
  });
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
    playEach(scenario, [scenario.events], (found) => {
      assert.partialDeepStrictEqual(found, scenario.ends);
    }));

  test(`${scenario.name}: every order ends in the same rows`, () =>
    endsTheSame(scenario, orders(scenario.events, 5)));

  test(`${scenario.name}: repeats in every place change nothing`, () => {
    const random = randomFrom(7);
    const twice = [...scenario.events, ...scenario.events];
    return endsTheSame(scenario, Array.from({ length: 10 }, () => shuffled(twice, random)));
  });

  test(`${scenario.name}: any one callback that is lost changes neither outcome nor leaves a leg open`, async () => {
    const { legs: _all, people: _ended, ...outcome } = scenario.ends;
    const lost = scenario.events.filter((event) => !isAction(event));
    const rows = lost.map((one) => scenario.events.filter((event) => event !== one));
    await playEach(scenario, rows, (found, events) => {
      assert.partialDeepStrictEqual(found, outcome, describe(events));
      // The parent has no other callback than its last.
      const open = found.legs.slice(1).filter((leg) =>
        /: (initiated|ringing|in-progress)$/.test(leg)
      );
      assert.deepEqual(open, [], describe(events));
    });
  });

  test(`${scenario.name}: without the action the outcome is assumed, in every order`, () => {
    const rest = scenario.events.filter((event) => !isAction(event));
    return playEach(scenario, orders(rest, 4), (found, events) => {
      assert.partialDeepStrictEqual(found, scenario.endsWithoutAction, describe(events));
    });
  });

  test(`${scenario.name}: the action alone is enough for the outcome`, () =>
    playEach(scenario, [scenario.events.filter(isAction)], (found) => {
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
