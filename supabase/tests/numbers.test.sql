-- What seats do with numbers: who is rung, who may call, who may change it, and who hears of it.

begin;
select no_plan();

create function pg_temp.rung(e164 text) returns text[]
language sql stable set search_path = '' as $$
  select coalesce(array_agg(a.identity order by a.identity), '{}') from private.agents_to_ring(1, rung.e164) as a;
$$;

-- Everybody of the workspace is there.
insert into public.agent_presence (agent_id, workspace_id, status, changed_at, heard_at)
select a.id, a.workspace_id, 'available', now(), now() from public.agent as a where a.workspace_id = 1
on conflict (agent_id) do update set status = 'available', heard_at = now();
update public.call set ended_at = now(), status = 'completed' where ended_at is null;

-- A row that names no use means both, as the guide's SQL has always meant.
select is(
  (select row(p.may_call, p.rings)::text from public.agent_phone as p
   where p.agent_id = tests.seat_of('priya') and p.phone_number = '+493023125610'),
  '(t,t)', 'a plain insert lets the seat call and rings it'
);
select is(pg_temp.rung('+493023125610'), array['aoife', 'jonas', 'priya'], 'all who have the number are rung');
update public.agent_phone set rings = false
where agent_id = tests.seat_of('aoife') and phone_number = '+493023125610';
update public.agent_phone set may_call = false
where agent_id = tests.seat_of('priya') and phone_number = '+493023125610';
select is(pg_temp.rung('+493023125610'), array['jonas', 'priya'], 'but who only calls from it');
select is(
  (select array_agg(w.who || ' ' || private.may_call_from(tests.seat_of(w.who), w.e164) order by w.who, w.e164)
   from (values ('aoife', '+493023125610'), ('priya', '+493023125610'), ('priya', '+442079460100'),
                ('weiling', '+493023125610')) as w (who, e164)),
  array['aoife true', 'priya true', 'priya false', 'weiling false'],
  'who is only rung may not call from it, nor who does not have it'
);
select is(
  tests.attempt('postgres', 'update public.agent_phone set may_call = false where not rings'), '23514',
  'a number that is used for nothing is no row'
);

-- A new name reaches the seats, except where theirs was written by hand.
update public.agent_phone set friendly_name = 'My line' where agent_id = tests.seat_of('jonas');
update public.workspace_twilio_number set friendly_name = 'Verkauf' where twilio_number = '+493023125610';
select is(
  (select array_agg(distinct p.friendly_name order by p.friendly_name) from public.agent_phone as p
   where p.phone_number = '+493023125610'),
  array['My line', 'Verkauf'], 'renaming a number renames it for its seats'
);

-- Only the seat's own dialers hear that its numbers changed, and not what.
delete from realtime.messages where true;
update public.agent_phone set rings = false
where agent_id = tests.seat_of('weiling') and phone_number = '+442079460100';
delete from public.agent_phone where agent_id = tests.seat_of('jonas') and phone_number = '+442079460100';
select set_eq(
  $$ select topic, payload - 'id' as payload from realtime.messages where event = 'numbers' $$,
  $$ select 'agent:' || tests.seat_of(w) as topic, '{}'::jsonb as payload from unnest(array['weiling', 'jonas']) as w $$,
  'a changed and a withdrawn number are told to their seats'
);

-- Who may change it.
select is(
  tests.attempt(w.who, s.statement), case w.who when 'jonas' then s.rows when 'anon' then '42501' else '0' end,
  w.who || ': ' || s.statement
)
from unnest(array['jonas', 'priya', 'aoife', 'ingrid', 'outsider', 'anon']) as w (who),
  (values
    ('update public.agent_phone set rings = true, may_call = true where agent_id = tests.seat_of(''priya'')', '2'),
    ('update public.workspace_twilio_number set for_new_agents = true where twilio_number = ''+493023125610''', '1')
  ) as s (statement, rows);

select * from finish();
rollback;
