-- What seats do with numbers: who is rung, who may call, who may change it, and who hears of it.

begin;
select no_plan();

create function pg_temp.rung(e164 text) returns text[]
language sql stable set search_path = '' as $$
  select coalesce(array_agg(a.identity order by a.identity), '{}') from private.free_seats(1, rung.e164, null, now()) as a;
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
  public.place_call(tests.user_of('priya'), 1, 'priya', '+14155550142', '+493023125610', 'browser', 'US', false) ->> 'code',
  'E-FROM', 'an order from a number that only rings is refused'
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

-- The audit log names who, what and whom, for a page's change as for SQL.
create temporary table start as select coalesce(max(id), 0) as last from public.audit_log;
create function pg_temp.lines() returns table (line text)
language sql as $$
  select concat_ws(' ', l.agent_name, l.action, l.detail ->> 'number', l.detail ->> 'agent', l.detail ->> 'rings',
                   l.detail ->> 'after', l.detail ->> 'used_by')
  from public.audit_log as l
  where l.workspace_id = 1 and l.id > (select last from start)
  order by l.id;
$$;
select tests.act_as('jonas');
update public.workspace_twilio_number set friendly_name = 'Berlin' where twilio_number = '+493023125610';
update public.agent_phone set rings = false, may_call = true
where agent_id = tests.seat_of('priya') and phone_number = '+493023125610';
delete from public.agent_phone where agent_id = tests.seat_of('weiling');
reset role;
select set_config('request.jwt.claims', '', true);
insert into public.agent_phone (agent_id, phone_number) values (tests.seat_of('weiling'), '+493023125610');
select results_eq(
  'select line from pg_temp.lines()',
  array[
    'Jonas Albrecht number.renamed +493023125610 Berlin',
    'Jonas Albrecht number.use_changed +493023125610 Priya Raman false',
    'Jonas Albrecht number.withdrawn +442079460100 Tan Wei-Ling',
    'SQL number.given +493023125610 Tan Wei-Ling true'
  ],
  'who did what is written once'
);

-- A new seat gets the numbers for new agents, and no others.
update public.workspace_twilio_number set for_new_agents = true where twilio_number = '+442079460100';
select (private.create_seat(1, tests.user_of('outsider'), 'agent', 'Olga New')).id as id into temporary table made;
select is(
  (select array_agg(row(p.phone_number, p.may_call, p.rings)::text) from public.agent_phone as p, made
   where p.agent_id = made.id),
  array['(+442079460100,t,t)'], 'a new seat has the default number, to call and to be rung'
);

-- What the function asks: for admins only.
create temporary table who as
select tests.user_of('jonas') as admin, tests.user_of('priya') as agent, tests.user_of('ingrid') as stranger;
select is(x.answer ->> 'code', w.code, w.name || ': ' || x.rpc)
from who, lateral (values (who.agent, 'E-ADMIN', 'an agent'), (who.stranger, 'E-SEAT', 'another tenant''s admin')) as w (id, code, name),
  lateral (values
    ('look_at_number', public.look_at_number(w.id, 1, '+493023125610')),
    ('take_number', public.take_number(w.id, 1, 'AC5eed0000000000000000000000000001', 'PN' || repeat('1', 32), '+442079460142', '', '[]')),
    ('remove_number', public.remove_number(w.id, 1, '+493023125610', 'released'))
  ) as x (rpc, answer);
select is(
  public.look_at_number(admin, 1, '+493023125610') - 'ok', '{"is_ours": true, "is_taken": false, "in_call": false}', 'ours'
) from who;
select is(
  public.look_at_number(admin, 1, '+442079460150') - 'ok', '{"is_ours": false, "is_taken": true, "in_call": false}', 'another''s'
) from who;
insert into public.call (workspace_id, direction, from_number, to_number, number_id, status, picked_up_at)
select 1, 'inbound', '+442079460117', n.twilio_number, n.id, 'in-progress', now()
from public.workspace_twilio_number as n where n.twilio_number = '+493023125610';
select is(public.look_at_number(admin, 1, '+493023125610') -> 'in_call', 'true', 'a call goes on over it') from who;

select is(
  public.take_number(
    admin, 1, 'AC5eed0000000000000000000000000002', 'PN' || repeat('1', 32), '+442079460142', 'Desk', '[]') ->> 'code',
  'E-ACCOUNT-OTHER', 'bought in another account'
) from who;
select is(
  public.take_number(
    admin, 1, 'AC5eed0000000000000000000000000001', 'PN' || repeat('1', 32), '+442079460142', 'Desk',
    jsonb_build_array(
      jsonb_build_object('agent_id', tests.seat_of('priya'), 'may_call', false, 'rings', true),
      jsonb_build_object('agent_id', tests.seat_of('ingrid'), 'may_call', true, 'rings', true)
    )),
  '{"ok": true}', 'bought'
) from who;
select is(
  (select array_agg(row(a.identity, p.may_call, p.rings)::text) from public.agent_phone as p
   join public.agent as a on a.id = p.agent_id where p.phone_number = '+442079460142'),
  array['(priya,f,t)'], 'it rings whom the buyer chose, never another workspace''s seat'
);
select is(
  (select array_agg(l.action order by l.id) from public.audit_log as l where l.detail ->> 'number' = '+442079460142'),
  '{number.given,number.bought}', 'the log tells of the purchase and who was given it, and nothing that nobody did'
);
select is(
  public.take_number(
    admin, 1, 'AC5eed0000000000000000000000000001', 'PN' || repeat('1', 32), '+442079460142', 'Other', '[]'),
  '{"ok": true}', 'pressed again'
) from who;
select is(
  (select friendly_name from public.workspace_twilio_number where twilio_number = '+442079460142'), 'Desk',
  'changes nothing of it'
);

select is(public.remove_number(admin, 1, '+442079460142', 'released'), '{"ok": true}', 'released') from who;
select is(
  (select count(*) from public.agent_phone where phone_number = '+442079460142')
  + (select count(*) from private.number_before where twilio_number = '+442079460142'),
  0::bigint, 'nothing of it is left'
);
select is(
  (select line from pg_temp.lines() as l (line) order by line like '%released%' desc limit 1),
  'Jonas Albrecht number.released +442079460142 ["Priya Raman"]', 'but a line that says who used it'
);

select * from finish();
rollback;
