-- The people of a workspace: who sees their addresses, and what happens when a seat changes.

begin;
select no_plan();

create function pg_temp.team(who text, workspace bigint) returns jsonb
language plpgsql as $$
declare
  found jsonb;
begin
  perform tests.act_as(who);
  found := public.team(workspace);
  perform tests.act_as('postgres');
  return found;
end;
$$;
create function pg_temp.change(who text, set_clause text, identity text) returns void
language plpgsql as $$
begin
  perform tests.act_as(who);
  execute format('update public.agent set %s where identity = %L', set_clause, identity);
  perform tests.act_as('postgres');
end;
$$;

-- The list.
select is(pg_temp.team(w.who, w.workspace), w.answer::jsonb, format('%s: workspace %s', w.who, w.workspace))
from (
  values ('priya', 1, '{"ok": false, "code": "E-ADMIN"}'), ('aoife', 1, '{"ok": false, "code": "E-ADMIN"}'),
         ('ingrid', 1, '{"ok": false, "code": "E-SEAT"}'), ('outsider', 1, '{"ok": false, "code": "E-SEAT"}'),
         ('jonas', 999, '{"ok": false, "code": "E-SEAT"}')
) as w (who, workspace, answer);
select is(
  (select jsonb_agg(p - 'agent_id' - 'numbers' - 'heard_at') from jsonb_array_elements(pg_temp.team('ingrid', 2) -> 'people') as p),
  '[{"display_name": "Caoimhe O''Sullivan-Byrne", "email": "caoimhe@fjordline.example", "role": "agent", "active": true},
    {"display_name": "Ingrid Sørensen-Achterberg", "email": "ingrid@fjordline.example", "role": "admin", "active": true}]',
  'an admin sees everybody with their addresses'
);
select is(
  (select p -> 'numbers' from jsonb_array_elements(pg_temp.team('jonas', 1) -> 'people') as p
   where p ->> 'display_name' = 'Priya Raman'),
  (select jsonb_agg(jsonb_build_object('number', phone_number, 'rings', rings) order by id)
   from public.agent_phone where agent_id = tests.seat_of('priya')),
  'and their numbers'
);

-- Who hears of a change.
insert into public.agent_presence (agent_id, workspace_id, status, heard_at)
values (tests.seat_of('priya'), 1, 'available', now()), (tests.seat_of('aoife'), 1, 'offline', now());
delete from realtime.messages where true;
select pg_temp.change('jonas', 'active = false', 'priya');
select is(
  (select array_agg(topic || ' ' || event order by topic, event) from realtime.messages),
  array[
    'user:' || tests.user_of('priya') || ' seat', 'workspace:1:audit change', 'workspace:1:presence seat'
  ],
  'a seat that is switched off: the person, the colleagues and the admins hear of it'
);
select is(
  (select payload - 'id' from realtime.messages where topic like 'user:%'),
  jsonb_build_object('agent_id', tests.seat_of('priya'), 'workspace_id', 1, 'active', false, 'role', 'agent',
    'display_name', 'Priya Raman'), 'with what it is now'
);
select is(
  (select payload - 'id' from realtime.messages where topic = 'workspace:1:presence' and event = 'seat'),
  jsonb_build_object('agent_id', tests.seat_of('priya')), 'colleagues with no more than who it is'
);
select is((select status from public.agent_presence where agent_id = tests.seat_of('priya')), 'available',
  'what the person chose is not changed by that');
select is((select count(*) from private.free_seats(1, '+493023125610', null, now()) as a where a.identity = 'priya'), 0::bigint,
  'nor rung');
select is(public.voice_grant(tests.user_of('priya'), 1, 'priya') ->> 'code', 'E-SEAT', 'no token');
select is(
  public.place_call(tests.user_of('priya'), 1, 'priya', '+14155550142', '+493023125610', 'browser', 'US', false) ->> 'code',
  'E-SEAT', 'no call'
);

delete from realtime.messages where true;
select pg_temp.change('jonas', 'active = true', 'priya');
select is(
  (select payload ->> 'active' from realtime.messages where topic = 'user:' || tests.user_of('priya')), 'true',
  'the person hears that the seat is on again'
);
select pg_temp.change('jonas', 'role = ''supervisor''', 'priya');
select is(
  (select payload ->> 'role' from realtime.messages
   where topic = 'user:' || tests.user_of('priya') and payload ->> 'role' <> 'agent'), 'supervisor', 'and of a new role'
);
delete from realtime.messages where true;
select pg_temp.change('jonas', 'role = ''supervisor'', display_name = display_name', 'priya');
select is((select count(*) from realtime.messages), 0::bigint, 'the same again is no news');
insert into public.agent (workspace_id, user_id, identity, display_name)
values (1, tests.user_of('outsider'), 'olga', 'Olga');
select is(
  (select array_agg(topic order by topic) from realtime.messages),
  array['user:' || tests.user_of('outsider'), 'workspace:1:presence'], 'a new seat is heard of, too'
);

-- The log.
select pg_temp.change('jonas', 'display_name = ''Priya R.''', 'priya');
select pg_temp.change('jonas', 'role = ''admin''', 'priya');
select pg_temp.change('jonas', 'active = false', 'jonas');
select is(
  (select array_agg(a.identity || ' ' || l.action || ' ' || (l.detail - 'agent_id')::text order by l.id)
   from public.audit_log as l join public.agent as a on a.id = l.agent_id where l.action like 'agent.%'),
  array[
    'jonas agent.switched_off {"name": "Priya Raman"}',
    'jonas agent.switched_on {"name": "Priya Raman"}',
    'jonas agent.role_changed {"name": "Priya Raman", "after": "supervisor", "before": "agent"}',
    'jonas agent.renamed {"name": "Priya R.", "before": "Priya Raman"}',
    'jonas agent.role_changed {"name": "Priya R.", "after": "admin", "before": "supervisor"}',
    'jonas agent.switched_off {"name": "Jonas Albrecht"}'
  ],
  'every change of a seat is a line with who did it, also when they switched themselves off'
);

select * from finish();
rollback;
