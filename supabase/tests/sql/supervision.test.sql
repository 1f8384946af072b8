-- Who may supervise, who learns of it, and what is written down.

begin;
select no_plan();

-- Priya talks to a customer; Aoife supervises, Jonas is an admin, Ingrid another tenant's.
create temporary table talk as
with c as (
  insert into public.call (workspace_id, ticket, direction, from_number, to_number, agent_id, status, picked_up_at, answered_at)
  values (1, gen_random_uuid(), 'outbound', '+493023125610', '+442079460100', tests.seat_of('priya'), 'in-progress', now(), now())
  returning *
)
select c.id as call_id from c;
grant select on talk to public;
insert into public.call_participant (call_id, agent_id, workspace_id, joined_by, joined_at)
select call_id, tests.seat_of('priya'), 1, 'order', now() from talk;
insert into public.call_leg (workspace_id, call_id, call_sid, role, made_by, agent_id, to_address, status, picked_up_at)
select 1, t.call_id, l.sid, l.role, l.made_by, l.agent_id, l.address, 'in-progress', now()
from talk as t, (values
  ('CA' || repeat('a', 32), 'seat', 'twilio', tests.seat_of('priya'), ''),
  ('CA' || repeat('b', 32), 'callee', 'dial', null, '+442079460100')
) as l (sid, role, made_by, agent_id, address);
insert into public.agent_presence (agent_id, workspace_id, status, heard_at)
select a.id, a.workspace_id, 'available', now() from public.agent as a where a.identity in ('aoife', 'jonas', 'ingrid')
on conflict (agent_id) do update set status = 'available', heard_at = now();

create function pg_temp.press(who text, command text, workspace bigint default 1) returns text
language sql as $$
  select coalesce(a.answer ->> 'code', 'ok')
  from (
    select public.begin_command(tests.user_of(who), workspace, t.call_id, gen_random_uuid(), command) as answer from talk as t
  ) as a;
$$;
create function pg_temp.legs_seen(who text) returns bigint
language plpgsql as $$
declare
  found bigint;
begin
  perform tests.act_as(who);
  select count(*) into found from public.call_leg as l join talk as t on t.call_id = l.call_id where l.role = 'supervisor';
  perform tests.act_as('postgres');
  return found;
end;
$$;
create function pg_temp.shown() returns text
language sql as $$
  select string_agg(l ->> 'manner', ' ') from public.call as c join talk as t on t.call_id = c.id,
    jsonb_array_elements(c.open_legs) as l
  where l ->> 'role' = 'supervisor';
$$;
create function pg_temp.told(who text) returns setof text
language plpgsql as $$
begin
  return query
  select m.event || ' ' || (m.payload::text ~ '"role": "supervisor"|"manner": "(listen|whisper|join)"')::text
  from realtime.messages as m
  where m.topic = case who when 'priya' then 'agent:' || tests.seat_of('priya') else 'workspace:1:calls' end;
  delete from realtime.messages where true;
end;
$$;

select is(pg_temp.press(w.who, c.command, w.workspace), w.code, format('%s may not %s', w.who, c.command))
from (values
  ('caoimhe', 2, 'E-CALL-OTHER'), ('ingrid', 2, 'E-CALL-OTHER'), ('ingrid', 1, 'E-SEAT'), ('priya', 1, 'E-CALL-OTHER')
) as w (who, workspace, code), unnest(array['listen', 'whisper', 'join']) as c (command);
select is(pg_temp.press('aoife', 'hold'), 'E-CALL-OTHER', 'a supervisor has no other commands');
select is(pg_temp.press('aoife', 'leave'), 'E-CALL-STATE', 'and nothing to leave yet');
select is((select count(*) from public.audit_log where action like 'call.%'), 0::bigint, 'what is refused leaves no line');

update public.agent_presence set status = 'offline' where agent_id = tests.seat_of('aoife');
select is(pg_temp.press('aoife', 'listen'), 'E-OWN-PHONE', 'a phone that is offline hears nothing');
update public.agent_presence set status = 'away' where agent_id = tests.seat_of('aoife');

-- Seen, as a workspace is at first.
delete from realtime.messages where true;
select is(pg_temp.press('aoife', 'listen'), 'ok', 'a supervisor listens');
select is(pg_temp.shown(), 'listen', 'screens show it');
select is(pg_temp.legs_seen('priya'), 1::bigint, 'the agent reads it');
select is(
  (select string_agg(distinct t, ', ' order by t) from pg_temp.told('priya') as t), 'call false, call true',
  'and is told of it'
);
select is(private.is_engaged(tests.seat_of('aoife')), true, 'whoever listens does not ring');
select is(
  (select array_agg(l.detail - 'call_id' order by l.id) from public.audit_log as l where l.action = 'call.listened_to'),
  array[jsonb_build_object(
    'number', '+442079460100', 'with_agent_id', tests.seat_of('priya'),
    'with_agent', (select display_name from public.agent where identity = 'priya')
  )],
  'the audit log says whose call, and with whom'
);

-- Hidden at once by the setting, in a call that goes on.
delete from realtime.messages where true;
update public.workspace_policy set show_listeners = false where workspace_id = 1;
select is(pg_temp.shown(), null, 'screens show it no longer');
select is(pg_temp.legs_seen('priya'), 0::bigint, 'the agent does not read it');
select is(pg_temp.legs_seen('aoife'), 1::bigint, 'a supervisor does');
select is(pg_temp.legs_seen('jonas'), 1::bigint, 'an admin does');
select is(pg_temp.press('jonas', 'listen'), 'ok', 'another one listens, unseen');
select results_eq($$select distinct pg_temp.told('priya')$$, array['call false'], 'the agent is told of neither');
select is(pg_temp.press('jonas', 'leave'), 'ok', 'and leaves');
select results_eq(
  $$select distinct pg_temp.told('aoife') order by 1$$, array['supervisor true'],
  'supervisors are told, by an event of their own'
);
select is(
  (select array_agg(l.action order by l.id) from public.audit_log as l where l.agent_id = tests.seat_of('jonas')
     and l.action like 'call.%'),
  array['call.listened_to', 'call.not_reached'], 'also that it never came about'
);

-- Each of these presses is a line of the audit log, which is kept for ever.
insert into public.audit_log (workspace_id, agent_id, agent_name, action, created_at)
select 1, tests.seat_of('jonas'), 'Jonas Albrecht', 'policy.changed', now() - interval '1 hour' from generate_series(1, 5000);
select is(pg_temp.press('jonas', 'listen'), 'E-CHANGES-LIMIT', 'nobody writes lines without end');

-- Whoever is heard is seen, whatever the setting.
select is(pg_temp.press('aoife', 'whisper'), 'ok', 'a supervisor whispers');
select is(pg_temp.shown(), 'listen', 'which is shown before it is so');
select is(pg_temp.legs_seen('priya'), 1::bigint, 'and read');
update public.call_leg set muted = false, coaches = 1 where role = 'supervisor' and agent_id = tests.seat_of('aoife');
select is(private.manner_now(l), 'whisper', 'Twilio was told') from public.call_leg as l
where l.role = 'supervisor' and l.agent_id = tests.seat_of('aoife');

-- A supervisor who is none any more.
select public.keep_functions_url('https://there.example/functions/v1');
update public.agent set role = 'admin' where identity = 'aoife';
select is((select count(*) from net.http_request_queue), 0::bigint, 'an admin may listen on');
update public.agent set role = 'agent' where identity = 'aoife';
select is(
  (select string_agg(q.url || ' ' || convert_from(q.body, 'utf8'), ', ') from net.http_request_queue as q),
  'https://there.example/functions/v1/reconcile/rescue {"workspaceId": 1}', 'Twilio is asked at once'
);
select is(l.end_wanted, true, 'is out') from public.call_leg as l
where l.role = 'supervisor' and l.agent_id = tests.seat_of('aoife');
select is(pg_temp.press('aoife', 'end'), 'E-CALL-OTHER', 'and commands nobody''s call');
select is(pg_temp.press('jonas', 'end'), 'ok', 'an admin ends it');
select is((select count(*) from public.audit_log where action = 'call.ended'), 1::bigint, 'which is written down');

select * from finish();
rollback;
