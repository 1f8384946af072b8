import type { Sql } from "../../../dev/stack/postgres/connect.ts";

export interface ManyCalls {
  /** Made beside the seed's two. */
  workspaces: number;
  /** Half of them are workspace 1's, the others' are spread evenly. They are spread over a year. */
  calls: number;
  /** So many of the newest calls have the events and legs of a call. */
  withEvents: number;
}

/** Who asks, by their seats in workspace 1: one that may see all, and of those who may not the busiest and the idlest. */
export const askers = { owner: "jonas", supervisor: "aoife", agent: "priya", newcomer: "weiling" };
export type Asker = keyof typeof askers;

/**
 * Fills a database that has the seed with calls as they would be after a year: three in five come in, of which a third
 * is missed, and of those a third was never returned; each of a workspace's seats has a part in many, a newcomer's in
 * seven.
 * @param sql as superuser, since triggers and foreign keys are off meanwhile: 20,000 calls take a second or two
 */
export async function fillWithCalls(sql: Sql, { workspaces, calls, withEvents }: ManyCalls) {
  await sql`update public.agent set role = 'supervisor' where identity = ${askers.supervisor}`;
  await sql`
    insert into public.workspace (name) select 'Workspace ' || n from generate_series(1, ${workspaces}::int) as n`;
  await sql.begin(async (inside) => {
    await inside`set local session_replication_role = replica`;
    await inside`
      insert into public.agent (workspace_id, user_id, role, identity, display_name)
      select w.id, gen_random_uuid(), case n when 1 then 'admin' else 'agent' end, 'seat' || n, 'Seat ' || n
      from public.workspace as w, generate_series(1, 5) as n where w.id > 2`;
    await inside`
      insert into public.workspace_twilio_number (workspace_id, twilio_number, friendly_name)
      select w.id, '+1' || 200 + w.id / 100 || '55501' || lpad((w.id % 100)::text, 2, '0'), 'Line' from public.workspace as w where w.id > 2`;
    await inside`truncate public.call cascade`;
    await inside`
      insert into public.call (
        workspace_id, ticket, direction, from_number, to_number, number_id, agent_id, status, end_reason, created_at,
        ringing_at, picked_up_at, answered_at, ended_at, duration_s, to_return, version
      )
      select
        m.workspace_id, case when not m.is_in then gen_random_uuid() end,
        case when m.is_in then 'inbound' else 'outbound' end,
        case when m.is_in then m.other else m.line end, case when m.is_in then m.line else m.other end,
        m.number_id, case when m.status in ('completed', 'in-progress') or not m.is_in then m.agent_id end,
        m.status, case when m.is_in and m.status = 'no-answer' then 'all-busy' end, m.at, m.at,
        case when m.status in ('completed', 'in-progress') then m.at end,
        case when m.status in ('completed', 'in-progress') then m.at end,
        case when m.status <> 'in-progress' then m.at + interval '3 minutes' end,
        case when m.status = 'completed' then m.n % 900 end,
        m.is_in and m.status in ('no-answer', 'canceled') and m.chance % 3 = 0, 4
      from (
        select
          c.n, c.workspace_id, c.chance, c.is_in, l.line, l.number_id,
          s.seats[1 + c.chance % cardinality(s.seats)] as agent_id,
          '+1' || 200 + c.chance % 80000 / 100 || '55501' || lpad((c.chance % 100)::text, 2, '0') as other,
          case
            when c.n > ${calls}::int - 20 and c.n % 4 = 0 then 'in-progress'
            when c.chance / 30 % 10 < 7 then 'completed'
            when c.chance / 30 % 10 < 9 then 'no-answer'
            else 'canceled'
          end as status,
          now() - (${calls}::int - c.n) * (interval '365 days' / ${calls}::int) as at
        from (
          select
            n, case when n % 2 = 0 then 1 else 3 + chance % ${workspaces}::int end as workspace_id, chance,
            chance / 3000 % 5 < 3 as is_in
          from generate_series(1, ${calls}::int) as n,
            -- The same in each run.
            lateral (select (hashint8extended(n, 0) & 1073741823)::int as chance) as c
        ) as c
        join (
          select a.workspace_id, array_agg(a.id order by a.id) as seats
          from public.agent as a where a.identity <> ${askers.newcomer} group by a.workspace_id
        ) as s using (workspace_id)
        join (
          select t.workspace_id, min(t.twilio_number) as line, min(t.id) as number_id
          from public.workspace_twilio_number as t group by t.workspace_id
        ) as l using (workspace_id)
        order by c.n
      ) as m`;
    await inside`
      insert into public.call_participant (
        call_id, agent_id, workspace_id, created_at, joined_by, rang_at, joined_at, left_at, talked_s, outcome
      )
      select
        c.id, p.agent_id, c.workspace_id, c.created_at,
        case c.direction when 'inbound' then 'ring' else 'order' end, c.ringing_at,
        case when p.agent_id = c.agent_id then c.answered_at end,
        case when p.agent_id = c.agent_id then c.ended_at end,
        case when p.agent_id = c.agent_id then c.duration_s end,
        case
          when p.agent_id = c.agent_id then case c.status when 'completed' then 'took' when 'in-progress' then null else 'left' end
          when c.agent_id is null then 'missed'
          else 'elsewhere'
        end
      from public.call as c
      cross join lateral (
        select a.id as agent_id from public.agent as a
        where a.workspace_id = c.workspace_id and a.identity <> ${askers.newcomer}
          and (c.direction = 'inbound' or a.id = c.agent_id)
        order by a.id = c.agent_id desc nulls last, a.id
        limit 2
      ) as p
      order by c.id`;
    await inside`
      insert into public.call_step (workspace_id, call_id, position, kind)
      select c.workspace_id, c.id, 1, case c.direction when 'inbound' then 'ring' else 'outside' end
      from public.call as c order by c.id`;
    // The newcomer was rung seven times, some of them a year ago.
    await inside`
      insert into public.call_participant (call_id, agent_id, workspace_id, created_at, joined_by, rang_at, outcome)
      select c.id, a.id, 1, c.created_at, 'ring', c.ringing_at, 'elsewhere'
      from public.agent as a, (
        (select * from public.call as o where o.workspace_id = 1 order by o.id limit 4)
        union all
        (select * from public.call as o where o.workspace_id = 1 and o.ended_at is not null order by o.id desc limit 3)
      ) as c
      where a.identity = ${askers.newcomer}
      on conflict do nothing`;
    await inside`
      insert into public.call_leg (workspace_id, call_id, call_sid, role, made_by, to_address, status)
      select c.workspace_id, c.id, 'CA' || md5(c.id || ' ' || n), (array['caller', 'seat'])[n], 'twilio', '', 'completed'
      from (select * from public.call as o order by o.id desc limit ${withEvents}::int) as c, generate_series(1, 2) as n`;
    await inside`
      insert into public.call_event (workspace_id, call_id, call_sid, source, payload, fingerprint, applied, received_at)
      select
        c.workspace_id, c.id, 'CA' || md5(c.id || ' 1'), 'status',
        jsonb_build_object('CallSid', md5(c.id || ' 1'), 'filler', repeat(md5(n::text), 12)), sha256((c.id || ' ' || n)::bytea),
        true, c.created_at
      from (select * from public.call as o order by o.id desc limit ${withEvents}::int) as c, generate_series(1, 10) as n`;
  });
  await sql`vacuum analyze`;
}
