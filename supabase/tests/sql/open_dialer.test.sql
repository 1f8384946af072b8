-- What the dialer is told when it opens: what the person may read, and nothing else.

begin;
select no_plan();

create function pg_temp.opens(who text, workspace_id bigint default null) returns jsonb
language plpgsql as $$
declare
  v_answer jsonb;
begin
  perform tests.act_as(who);
  v_answer := public.open_dialer(workspace_id);
  perform set_config('role', 'postgres', true), set_config('request.jwt.claims', '', true);
  return v_answer;
end;
$$;

select is(
  (select array_agg(s ->> 'identity') from jsonb_array_elements(pg_temp.opens('priya') -> 'seats') as s),
  array['priya'], 'only the own seats'
);
select is(
  pg_temp.opens('priya') -> 'workspaces',
  (select jsonb_agg(jsonb_build_object('id', w.id, 'name', w.name, 'country', w.country)) from public.workspace as w
   where w.id = 1),
  'the workspaces of those'
);
select is(
  (pg_temp.opens('priya') -> 'open' ->> 'agent_id')::bigint, tests.seat_of('priya'), 'the only seat is the open one'
);
select is(
  (select count(*) from jsonb_array_elements(pg_temp.opens('priya') -> 'open' -> 'people') as p
   where (p ->> 'workspace_id')::bigint <> 1), 0::bigint, 'nobody of another workspace'
);
select is(
  jsonb_array_length(pg_temp.opens('priya') -> 'open' -> 'people'),
  (select count(*)::integer from public.agent as a where a.workspace_id = 1), 'everybody of this one'
);
select is(
  (select array_agg(n ->> 'phone_number') from jsonb_array_elements(pg_temp.opens('priya') -> 'open' -> 'numbers') as n),
  (select array_agg(p.phone_number order by p.id) from public.agent_phone as p
   where p.agent_id = tests.seat_of('priya') and p.may_call),
  'the numbers that the seat may call from, the oldest first'
);
select is(pg_temp.opens('priya') -> 'open' -> 'policy' ->> 'workspace_id', '1', 'what calls out are held to');

insert into public.call (workspace_id, direction, mode, from_number, to_number, agent_id, status)
values
  (1, 'inbound', 'browser', '+442079460142', '+493023125610', tests.seat_of('priya'), 'in-progress'),
  (1, 'inbound', 'browser', '+442079460143', '+493023125610', tests.seat_of('jonas'), 'in-progress');
insert into public.call_participant (call_id, agent_id, workspace_id, joined_by)
select c.id, c.agent_id, 1, 'ring' from public.call as c where c.status = 'in-progress';
select is(
  (select array_agg((b ->> 'agent_id')::bigint) from jsonb_array_elements(pg_temp.opens('priya') -> 'open' -> 'there' -> 'busy') as b),
  array[tests.seat_of('priya')], 'an agent is not told of the calls of others'
);
select is(
  jsonb_array_length(pg_temp.opens('aoife') -> 'open' -> 'there' -> 'busy'), 2, 'a supervisor is'
);

-- Who is there.
create function pg_temp.there(who text, workspace_id bigint) returns jsonb
language plpgsql as $$
declare
  v_answer jsonb;
begin
  perform tests.act_as(who);
  v_answer := public.who_is_there(workspace_id);
  perform set_config('role', 'postgres', true), set_config('request.jwt.claims', '', true);
  return v_answer;
end;
$$;
insert into public.agent_presence (agent_id, workspace_id, status, heard_at)
values (tests.seat_of('jonas'), 1, 'away', now())
on conflict (agent_id) do update set status = 'away', heard_at = now();
select is(
  (select p - 'changed_at' from jsonb_array_elements(pg_temp.there('priya', 1) -> 'presence') as p
   where (p ->> 'agent_id')::bigint = tests.seat_of('jonas')),
  jsonb_build_object('agent_id', tests.seat_of('jonas'), 'status', 'away', 'heard_at', now(), 'free_from', null),
  'members see what the others chose and when they were heard'
);
select is(pg_temp.there('priya', 1) ->> 'connected', 'true', 'and whether Twilio is connected');
update public.workspace set twilio_twiml_app_sid = null where id = 1;
select is(pg_temp.there('priya', 1) ->> 'connected', 'false', 'which it is not without the app');
select ok(
  (pg_temp.there('priya', 1) ->> 'now')::timestamptz - now() between interval '0' and interval '1 minute', 'by the server''s time'
);
select is(
  pg_temp.there('ingrid', 1) - 'now', '{"busy": [], "presence": [], "connected": false}', 'strangers see nobody'
);

insert into public.agent (workspace_id, user_id, role, identity, display_name)
values (2, tests.user_of('priya'), 'agent', 'priya_2', 'Priya Raman');
select is(
  pg_temp.opens('priya', 2) -> 'open' ->> 'agent_id', tests.seat_of('priya_2')::text, 'the named workspace is opened'
);
select is(
  pg_temp.opens('priya', 3) -> 'open' ->> 'agent_id', tests.seat_of('priya')::text,
  'where there is no seat, the oldest one is'
);
update public.agent set active = false where identity = 'priya';
select is(
  pg_temp.opens('priya', 1) -> 'open' ->> 'agent_id', tests.seat_of('priya_2')::text, 'a seat that is off is none'
);
select is(
  pg_temp.opens('outsider'), '{"seats": [], "workspaces": [], "open": null}', 'whoever has no seat is told nothing'
);

select * from finish();
rollback;
