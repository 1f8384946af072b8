-- How long calls are kept; and that what is append-only goes in no other way.

begin;
select no_plan();

-- A call with everything that it can be made of, so many days ago.
create function pg_temp.old_call(in_workspace bigint, days integer, ended boolean default true) returns bigint
language plpgsql as $$
declare
  v_at constant timestamptz := now() - make_interval(days => days);
  v_seat bigint;
  v_id bigint;
  v_event_id bigint;
begin
  select min(a.id) into v_seat from public.agent as a where a.workspace_id = in_workspace;
  insert into public.call (workspace_id, direction, from_number, to_number, status, created_at, ended_at)
  values (
    in_workspace, 'inbound', '+442079460001', '+493023125610', case when ended then 'no-answer' else 'ringing' end,
    v_at, case when ended then v_at end
  )
  returning id into v_id;
  insert into public.call_leg (workspace_id, call_id, call_sid, role, made_by, to_address)
  values (in_workspace, v_id, 'CA' || md5(v_id::text), 'caller', 'twilio', '');
  insert into public.call_step (workspace_id, call_id, position, kind) values (in_workspace, v_id, 1, 'ring');
  insert into public.call_participant (call_id, agent_id, workspace_id, created_at, joined_by)
  values (v_id, v_seat, in_workspace, v_at, 'ring');
  insert into public.call_command (id, workspace_id, call_id, agent_id, kind)
  values (gen_random_uuid(), in_workspace, v_id, v_seat, 'end');
  insert into public.call_note (workspace_id, call_id, agent_id, body) values (in_workspace, v_id, v_seat, 'x');
  insert into public.call_event (workspace_id, call_id, source, payload, applied, received_at)
  values (in_workspace, v_id, 'voice', '{}', true, v_at)
  returning id into v_event_id;
  insert into public.call_event (workspace_id, call_id, source, payload, applied, repeat_of, received_at)
  values (in_workspace, v_id, 'voice', '{}', false, v_event_id, v_at),
         (in_workspace, null, 'voice', '{}', false, v_event_id, v_at);
  insert into public.call_event (workspace_id, call_id, source, payload, applied, received_at)
  values (in_workspace, null, 'voice', '{"unknown": "number"}', false, v_at);
  return v_id;
end;
$$;

create function pg_temp.rows_of(the_call bigint) returns bigint
language sql as $$
  select (select count(*) from public.call as c where c.id = the_call)
    + (select count(*) from public.call_leg as l where l.call_id = the_call)
    + (select count(*) from public.call_step as s where s.call_id = the_call)
    + (select count(*) from public.call_participant as p where p.call_id = the_call)
    + (select count(*) from public.call_command as m where m.call_id = the_call)
    + (select count(*) from public.call_note as n where n.call_id = the_call)
    + (select count(*) from public.call_event as e where e.call_id = the_call);
$$;

create temporary table made as
select
  pg_temp.old_call(1, 31) as old, pg_temp.old_call(1, 90) as older, pg_temp.old_call(1, 29) as young,
  pg_temp.old_call(1, 31, false) as going, pg_temp.old_call(2, 400) as elsewhere;

select is(private.forget_calls(100), 0::bigint, 'for ever, unless a workspace says otherwise');
select is(pg_temp.rows_of((select older from made)), 8::bigint, 'nothing is gone');

update public.workspace set calls_kept_days = 30 where id = 1;
select is(private.forget_calls(1), 1::bigint, 'a run takes no more than it was told to');
select is(pg_temp.rows_of((select older from made)), 0::bigint, 'the oldest first, with all that it is made of');
select is(pg_temp.rows_of((select old from made)), 8::bigint, 'the other one waits for the next run');
select cmp_ok(private.forget_calls(100), '>', 0::bigint, 'which comes');
select is(pg_temp.rows_of((select old from made)), 0::bigint, 'and takes it');
select is(
  (select count(*) from public.call_event as e
   where e.workspace_id = 1 and e.call_id is null and e.received_at < now() - interval '30 days'),
  0::bigint, 'events of no call go, too'
);
select is(pg_temp.rows_of((select young from made)), 8::bigint, 'what is younger stays');
select is(pg_temp.rows_of((select going from made)), 8::bigint, 'what goes on stays');
select is(pg_temp.rows_of((select elsewhere from made)), 8::bigint, 'another workspace''s stays');
select is(private.forget_calls(100), 0::bigint, 'then there is nothing left to do');
select cmp_ok(private.forget_calls(100, now() + interval '2 days'), '>', 0::bigint, 'until days have passed');

-- Nobody else
create temporary table one as
select id from public.call_event where call_id = (select elsewhere from made) order by id limit 1;
grant select on one to public;
select throws_ok(
  'delete from public.call_event where id = (select id from one)', '23514', null, 'the owner of the table cannot delete an event'
);
select set_config('softphone.erasing', 'on', true);
select throws_ok(
  'delete from public.call_event where id = (select id from one)', '23514', null, 'nor after an erasure of the same transaction'
);
select is(tests.attempt('service_role', 'insert into private.erasure select pg_current_xact_id(), ''public.call_event''::regclass'),
  '42501', 'the functions cannot give themselves leave');
select is(tests.attempt('jonas', 'insert into private.erasure select pg_current_xact_id(), ''public.call_event''::regclass'),
  '42501', 'nor can an admin');
select is(tests.attempt('service_role', 'select private.erase_calls(2, array[1])'), '42501', 'nor ask for an erasure');
select is(tests.attempt('jonas', 'select private.forget_calls(1)'), '42501', 'nor can an admin');
select is(tests.attempt('jonas', 'update public.workspace set calls_kept_days = 8 where id = 1'), '42501', 'no page sets the days yet');
select throws_ok(
  'update public.workspace set calls_kept_days = 7 where id = 1', '23514', null, 'a week must be kept: lists look back'
);
select is(private.erase_calls(1, array[(select elsewhere from made)]), 0::bigint, 'an erasure keeps to its workspace');
select throws_ok(
  'update public.call_event set reason = ''x'' where id = (select id from one)', '23514', null, 'an event is never changed'
);
select is(
  (select array_agg(schedule || ' ' || command) from cron.job where jobname = 'forget-calls'),
  array['* 2-4 * * * select private.forget_calls(2000)'], 'the job comes each minute of the night'
);

select * from finish();
rollback;
