-- Wrap-up: when it begins, and how the person ends it or takes a minute more.

begin;
select no_plan();

update public.workspace_policy set wrap_up_s = 45 where workspace_id = 1;
insert into public.outcome_tag (workspace_id, name, key) values (1, 'Booked', 1);
insert into public.agent_presence (agent_id, workspace_id, status) values (tests.seat_of('priya'), 1, 'available');

-- A call that Priya is in; then her part ends so, and with it the call, unless she hands it over.
create function pg_temp.talk(direction text default 'inbound') returns bigint
language plpgsql as $$
declare
  v_id bigint;
begin
  insert into public.call (workspace_id, direction, from_number, to_number, agent_id, status, ticket)
  values (
    1, talk.direction, '+442079460001', '+493023125610', tests.seat_of('priya'), 'in-progress',
    case when talk.direction <> 'inbound' then gen_random_uuid() end
  )
  returning id into v_id;
  insert into public.call_participant (call_id, agent_id, workspace_id, joined_by, joined_at)
  values (v_id, tests.seat_of('priya'), 1, 'ring', now());
  return v_id;
end;
$$;
create function pg_temp.leave(the_call bigint, outcome text default 'took', ago interval default '0') returns void
language sql as $$
  update public.call as c set status = 'completed', ended_at = now() - ago
  where c.id = the_call and leave.outcome <> 'handed-over';
  update public.call_participant as p set left_at = now() - ago, outcome = leave.outcome where p.call_id = the_call;
$$;
-- Seconds from now until Priya rings again.
create function pg_temp.left() returns integer
language sql as $$
  select extract(epoch from p.free_from - now())::integer from public.agent_presence as p where p.agent_id = tests.seat_of('priya');
$$;
create function pg_temp.press(who text, what text) returns jsonb
language sql as $$
  select tests.answer(who, format('select public.%I(1)', what)) - 'free_from';
$$;

-- Begin
select pg_temp.leave(pg_temp.talk(), 'left');
select is(pg_temp.left(), null, 'who did not talk has nothing to wrap up');
select pg_temp.leave(pg_temp.talk('internal'));
select is(pg_temp.left(), null, 'nor who talked to a colleague');
select pg_temp.leave(pg_temp.talk(), ago => '1 minute');
select is(pg_temp.left(), null, 'an end that was found out too late begins none');
select pg_temp.leave(pg_temp.talk('outbound'), ago => '15 seconds');
select is(pg_temp.left(), 30, 'it counts from the end on');
create temporary table one as select pg_temp.talk() as call;
select pg_temp.leave((select call from one), 'handed-over');
select is(pg_temp.left(), 45, 'a call that was handed over is over for this seat');

-- More, and then no more
select is(
  (select array_agg(pg_temp.press('priya', 'extend_wrap_up') ->> 'may_extend' || pg_temp.left()) from generate_series(1, 6)),
  array['true105', 'true165', 'true225', 'true285', 'false345', 'false345'], 'five minutes more at most'
);
select is(pg_temp.press('priya', 'end_wrap_up'), '{"ok": true}', 'ended');
select is(pg_temp.left(), null, 'the seat rings again');
select is(pg_temp.press('priya', 'extend_wrap_up'), '{"ok": true, "may_extend": false}', 'what is over is not extended');
update public.call_participant as p set left_at = now() + interval '1 second' from one where p.call_id = one.call;
select is(pg_temp.left(), null, 'a correction of the same end does not begin it again');

-- An outcome is required
update public.workspace_policy set outcome_required = true where workspace_id = 1;
create temporary table two as select pg_temp.talk() as call;
select pg_temp.leave((select call from two), ago => '-2 seconds');
select is(pg_temp.press('priya', 'end_wrap_up'), '{"ok": false, "code": "E-OUTCOME-FIRST"}', 'not without an outcome');
select is(pg_temp.left(), 47, 'it goes on, and its time ends it');
update public.agent_presence set free_from = now() - interval '1 second' where agent_id = tests.seat_of('priya');
select is(pg_temp.press('priya', 'end_wrap_up'), '{"ok": true}', 'nobody is kept after that time');
update public.agent_presence set free_from = now() + interval '9 seconds' where agent_id = tests.seat_of('priya');
select tests.answer('priya', format(
  'select public.choose_outcome(1, %s, %s)', (select call from two), (select id from public.outcome_tag where workspace_id = 1)
));
select is(pg_temp.press('priya', 'end_wrap_up'), '{"ok": true}', 'with an outcome it is ended');
create temporary table three as select pg_temp.talk() as call;
select pg_temp.leave((select call from three), ago => '-3 seconds');
update public.outcome_tag set key = null where workspace_id = 1;
select is(pg_temp.press('priya', 'end_wrap_up'), '{"ok": true}', 'where there is none to choose, none is asked for');

update public.outcome_tag set key = 1 where workspace_id = 1;
create temporary table four as select pg_temp.talk() as call;
select pg_temp.leave((select call from four), 'handed-over', ago => '-4 seconds');
select is(pg_temp.press('priya', 'end_wrap_up'), '{"ok": true}', 'who handed it over leaves the outcome to those who have it');
update public.agent_presence set free_from = now() + interval '9 seconds' where agent_id = tests.seat_of('priya');
update public.call as c set status = 'completed', ended_at = now() from four where c.id = four.call;
select is(
  pg_temp.press('priya', 'end_wrap_up'), '{"ok": false, "code": "E-OUTCOME-FIRST"}', 'once it is over, whoever is there says it'
);
update public.outcome_tag set key = null where workspace_id = 1;

-- Nobody else
select is(pg_temp.press(w.who, r.what) ->> 'code', 'E-SEAT', w.who || ' ' || r.what)
from unnest(array['outsider', 'ingrid']) as w (who), unnest(array['end_wrap_up', 'extend_wrap_up']) as r (what);
update public.agent_presence set free_from = now() + interval '9 seconds' where agent_id = tests.seat_of('priya');
select pg_temp.press('jonas', 'end_wrap_up'), pg_temp.press('jonas', 'extend_wrap_up');
select is(pg_temp.left(), 9, 'nobody presses for another one');

-- Every tab, and colleagues
delete from realtime.messages where true;
select pg_temp.press('priya', 'extend_wrap_up');
select is(
  (select array_agg(m.topic || ' ' || (m.payload ->> 'agent_id') || ' ' || ((m.payload ->> 'free_from')::timestamptz - now())::text) from realtime.messages as m),
  array['workspace:1:presence ' || tests.seat_of('priya') || ' 00:01:09'], 'all hear until when'
);
select is(
  (
    select (r ->> 'free_from')::timestamptz - now()
    from jsonb_array_elements(tests.answer('aoife', 'select public.who_is_there(1)') -> 'presence') as r
    where (r ->> 'agent_id')::bigint = tests.seat_of('priya')
  ),
  interval '69 seconds', 'and who opens a page reads it'
);

-- Off
update public.workspace_policy set wrap_up_s = null, outcome_required = false where workspace_id = 1;
update public.agent_presence set free_from = null where agent_id = tests.seat_of('priya');
select pg_temp.leave(pg_temp.talk());
select is(pg_temp.left(), null, 'where the workspace wants none, there is none');

select * from finish();
rollback;
