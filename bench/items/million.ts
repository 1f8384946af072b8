// Lists at 1,000,000 calls in 1,000 workspaces, half of them in one, as four people of that one ask for them.
import postgres from "postgres";
import { startStand } from "../../supabase/tests/behaviour/stand.ts";
import { type Asker, askers, fillWithCalls } from "../../supabase/tests/behaviour/many-calls.ts";
import { ms, type Row, times } from "../row.ts";
import { median, p95 } from "../statistics.ts";
import type { World } from "../world.ts";

const FULL = { workspaces: 1_000, calls: 1_000_000, withEvents: 20_000 };
const QUICK = { workspaces: 100, calls: 20_000, withEvents: 1_000 };
const LIMIT = 4;
const LIMIT_MS = 10;

const REASON =
  "The floor reads the same page by its primary keys, for nobody in particular: what is left is to find out whose " +
  "calls they are. Up to four times that is an index and a few questions; ten times is a table that is read. And no " +
  "more than 10 ms, or a supervisor with a page open would feel the others'. The worst of four people: an owner, a " +
  "supervisor, the busiest agent and one with seven calls. CI holds plans and pages at 20,000 calls (plans.test.ts).";

interface Asked {
  measure: string;
  ask: string;
}

/** Asks on a Postgres of its own: calls by the million are made with triggers off, which only its superuser can. */
export async function million({ size }: World): Promise<Row[]> {
  const databases = await startStand();
  try {
    const { superuserUrl } = await databases.fresh();
    const filling = postgres(superuserUrl, { max: 1, onnotice: () => undefined });
    const many = size.quick ? QUICK : FULL;
    await fillWithCalls(filling, many);
    const [deep] = await filling<{ at: string; id: string }[]>`
      select created_at::text as at, id from public.call where workspace_id = 1
      order by created_at, id offset ${many.calls / 4} limit 1`;
    await filling.end();
    const rounds = size.rounds * 20;
    const people: { who: Asker; sql: postgres.Sql }[] = [];
    for (const who of Object.keys(askers) as Asker[]) {
      people.push({ who, sql: await connectAs(superuserUrl, who) });
    }
    const floor = postgres(superuserUrl, { max: 1, onnotice: () => undefined });
    const rows: Row[] = [];
    for (const asked of questions(deep)) {
      rows.push(await measure(asked, { people, floor, rounds, calls: many.calls }));
    }
    for (const { sql } of people) await sql.end();
    await floor.end();
    return rows;
  } finally {
    await databases.stop();
  }
}

function questions(deep: { at: string; id: string } | undefined): Asked[] {
  const after = `'${deep?.at}', ${deep?.id}`;
  return [
    { measure: "the newest page of calls", ask: "select public.list_calls(1)" },
    { measure: "a page deep in the list", ask: `select public.list_calls(1, 'all', ${after})` },
    { measure: "missed calls to return", ask: "select public.list_calls(1, 'to-return')" },
    { measure: "calls that go on", ask: "select public.list_calls(1, 'open')" },
    { measure: "the day's figures", ask: "select public.day_figures(1, now() - interval '1 day')" },
    { measure: "`open_dialer`", ask: "select public.open_dialer(1)" },
  ];
}

async function measure(
  { measure, ask }: Asked,
  { people, floor, rounds, calls }: {
    people: { who: Asker; sql: postgres.Sql }[];
    floor: postgres.Sql;
    rounds: number;
    calls: number;
  },
): Promise<Row> {
  const took = new Map(people.map(({ who }) => [who, [] as number[]]));
  const least: number[] = [];
  for (let round = 0; round < rounds; round++) {
    least.push(await timed(floor, floorOf(calls)));
    for (const { who, sql } of people) took.get(who)?.push(await timed(sql, ask));
  }
  const [worst = ["", []]] = [...took].toSorted(([, a], [, b]) => median(b) - median(a));
  const [who, ours] = worst;
  const ratio = median(ours) / median(least);
  return {
    measure: `${measure}, at ${calls.toLocaleString("en")} calls`,
    ours: `${ms(median(ours))} (p95 ${ms(p95(ours))}), as the ${who}`,
    floor: `${ms(median(least))} (p95 ${ms(p95(least))})`,
    result: times(ratio),
    limit: `≤ ${times(LIMIT)} and ${LIMIT_MS} ms`,
    ok: ratio <= LIMIT && median(ours) <= LIMIT_MS,
    reason: REASON,
  };
}

/** Fifty calls by their primary keys, as they are sent. */
function floorOf(calls: number): string {
  return `select jsonb_agg(private.call_payload(c)) from public.call as c
    where c.id = any (array(select n from generate_series(${calls} - 98, ${calls}, 2) as n))`;
}

async function connectAs(superuserUrl: string, who: Asker): Promise<postgres.Sql> {
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => undefined });
  await sql`
    select set_config('request.jwt.claims',
      jsonb_build_object('role', 'authenticated', 'sub', a.user_id)::text, false)
    from public.agent as a where a.identity = ${askers[who]}`;
  await sql`set role authenticated`;
  return sql;
}

/** In ms, on a connection that is open. */
async function timed(sql: postgres.Sql, question: string): Promise<number> {
  const began = performance.now();
  await sql.unsafe(question);
  return performance.now() - began;
}
