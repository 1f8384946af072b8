-- The lists of calls and the day's figures: whose calls they are, where a page begins, and what waits to be returned.

begin;
select no_plan();

create function pg_temp.list(who text, which text default 'all', before bigint default null, count integer default 50)
returns bigint[]
language plpgsql as $$
declare
  v_answer jsonb;
  v_from public.call;
begin
  select c.* into v_from from public.call as c where c.id = before;
  v_answer := tests.answer(
    who, format('select public.list_calls(1, %L, %L, %L, %L)', which, v_from.created_at, v_from.id, count)
  );
  return case
    when v_answer ->> 'ok' = 'true'
      then array(select (r ->> 'id')::bigint from jsonb_array_elements(v_answer -> 'calls') as r)
  end;
end;
$$;

create function pg_temp.figures(who text) returns jsonb
language sql as $$
  select tests.answer(who, 'select public.day_figures(1, now() - interval ''3 hours'')') - 'ok';
$$;

-- A call from outside to Sales Berlin of which the seats have a part.
create function pg_temp.call_in(n integer, from_number text, status text, ago interval, seats text[], took text default null)
returns bigint
language plpgsql as $$
declare
  v_id bigint;
begin
  insert into public.call (
    workspace_id, direction, from_number, to_number, number_id, agent_id, status, created_at, ended_at, duration_s
  )
  select
    1, 'inbound', call_in.from_number, l.twilio_number, l.id, tests.seat_of(took), call_in.status, now() - ago,
    case when call_in.status not in ('ringing', 'in-progress') then now() end,
    case when call_in.status = 'completed' then n end
  from public.workspace_twilio_number as l where l.twilio_number = '+493023125610'
  returning id into v_id;
  insert into public.call_participant (call_id, agent_id, workspace_id, created_at, joined_by, talked_s, outcome)
  select
    v_id, tests.seat_of(s), 1, now() - ago, 'ring', case when s = took then n end,
    case
      when call_in.status in ('ringing', 'in-progress') then null
      when s = took then 'took'
      when took is not null then 'elsewhere'
      else 'missed'
    end
  from unnest(seats) as s;
  return v_id;
end;
$$;

select tests.act_as('postgres');
delete from public.call_participant;
delete from public.call_leg;
delete from public.call;

create temporary table made as
select
  pg_temp.call_in(60, '+442079460001', 'completed', interval '10 seconds', '{priya,aoife}', 'priya') as taken,
  pg_temp.call_in(120, '+442079460002', 'completed', interval '20 seconds', '{priya,jonas}', 'jonas') as by_jonas,
  pg_temp.call_in(0, '+442079460003', 'no-answer', interval '30 seconds', '{priya}') as missed,
  pg_temp.call_in(0, '+442079460004', 'in-progress', interval '40 seconds', '{jonas}', 'jonas') as going,
  pg_temp.call_in(0, 'anonymous', 'no-answer', interval '50 seconds', '{}') as withheld;

-- Whose
select is(
  pg_temp.list('priya'), (select array[taken, by_jonas, missed] from made),
  'an agent''s list has the calls that the seat has a part in, the newest first'
);
select is(
  pg_temp.list('jonas'), (select array[taken, by_jonas, missed, going, withheld] from made), 'an admin''s has all'
);
select is(pg_temp.list('aoife'), pg_temp.list('jonas'), 'and a supervisor''s');
select is(
  tests.answer('ingrid', 'select public.list_calls(1)'), '{"ok": false, "code": "E-SEAT"}',
  'whoever has no seat there gets none'
);
select is(tests.answer('outsider', 'select public.day_figures(1, now())') ->> 'code', 'E-SEAT', 'and no figures');
select is(tests.attempt('anon', 'select public.list_calls(1)'), '42501', 'nor does anybody who is not signed in');
update public.agent set active = false where identity = 'priya';
select is(pg_temp.list('priya'), null, 'nor whoever''s seat is off');
update public.agent set active = true where identity = 'priya';
select is(
  tests.answer('priya', 'select public.list_calls(1)') -> 'calls' -> 0,
  (select private.call_payload(c) from public.call as c where c.id = (select taken from made)),
  'a call in a list is as its broadcast'
);
select is(tests.attempt('priya', 'select public.list_calls(1, ''none'')'), '22023', 'a list that there is not');

-- Pages
select is(pg_temp.list('jonas', count => 2), (select array[taken, by_jonas] from made), 'a page has so many');
select is(
  pg_temp.list('jonas', 'all', (select by_jonas from made), 2), (select array[missed, going] from made),
  'the next begins where it ended'
);
select is(
  pg_temp.list('priya', 'all', (select by_jonas from made), 2), (select array[missed] from made), 'an agent''s too'
);
insert into public.call (workspace_id, direction, from_number, to_number, status, created_at, ended_at)
select 1, 'inbound', '+442079460009', '+493023125610', 'completed', now() - interval '1 day', now()
from generate_series(1, 3);
select is(
  pg_temp.list('jonas', 'all', (select max(id) from public.call)),
  (select array_agg(c.id order by c.id desc) from public.call as c
   where c.from_number = '+442079460009' and c.id < (select max(id) from public.call)),
  'of calls that began at the same moment none is left out and none comes twice'
);
select is(cardinality(pg_temp.list('jonas', count => 0)), 1, 'a page is one call at least');

-- Those that go on
select is(pg_temp.list('jonas', 'open'), (select array[going] from made), 'calls that go on');
select is(pg_temp.list('priya', 'open'), '{}', 'an agent is not told of those of others');

-- Those to return
select is(
  pg_temp.list('jonas', 'to-return'), (select array[missed] from made),
  'a missed call is to be returned, unless its number is withheld'
);
select is(pg_temp.list('priya', 'to-return'), pg_temp.list('jonas', 'to-return'), 'by whoever was rung');
update public.agent set role = 'agent' where identity = 'aoife';
select is(pg_temp.list('aoife', 'to-return'), '{}', 'and by no other agent');
update public.agent set role = 'supervisor' where identity = 'aoife';

select is(
  pg_temp.figures('jonas'), '{"calls": 5, "talked_s": 180, "to_return": 1}', 'a supervisor''s figures are of everybody'
);
select is(
  pg_temp.figures('priya'), '{"calls": 3, "talked_s": 60, "to_return": 1}',
  'an agent''s are the own: a colleague''s talk is not counted'
);

create temporary table later as
select pg_temp.call_in(0, '+442079460003', 'no-answer', interval '25 seconds', '{priya}') as again;
select is(
  pg_temp.list('priya', 'to-return'), (select array[again] from later),
  'whoever was missed again on the same line waits once, with the later call'
);
insert into public.call (
  workspace_id, direction, from_number, to_number, status, created_at, ended_at
)
values (1, 'inbound', '+442079460003', '+442079460100', 'canceled', now() - interval '15 seconds', now());
select is(
  cardinality(pg_temp.list('jonas', 'to-return')), 2, 'on another line, whose people may be others, with both'
);

create function pg_temp.call_out(status text, rang boolean default true) returns void
language plpgsql as $$
declare
  v_id bigint;
begin
  insert into public.call (workspace_id, ticket, direction, from_number, to_number, agent_id, status)
  values (
    1, gen_random_uuid(), 'outbound', '+493023125610', '+442079460003', tests.seat_of('priya'), 'created'
  )
  returning id into v_id;
  update public.call as c set status = 'initiated' where c.id = v_id;
  update public.call as c
  set status = call_out.status, ended_at = now(), ringing_at = case when rang then now() end
  where c.id = v_id;
end;
$$;

select pg_temp.call_out('failed', false);
select pg_temp.call_out('never-connected', false);
select pg_temp.call_out('canceled', false);
select is(cardinality(pg_temp.list('jonas', 'to-return')), 2, 'what did not reach the caller''s telephone returns nothing');
select is(
  (select version from public.call where id = (select again from later)), 1, 'and tells nobody of the missed call'
);
select pg_temp.call_out('no-answer');
select is(pg_temp.list('jonas', 'to-return'), '{}', 'a call back that was not answered returns them all');
select is(
  (select array_agg(c.version) from public.call as c where c.id in ((select missed from made), (select again from later))),
  array[2, 2], 'the missed calls have a new version each, so that every screen hears'
);

create temporary table third as
select pg_temp.call_in(0, '+442079460003', 'ringing', interval '3 seconds', '{priya}') as ringing;
update public.call set status = 'no-answer', ended_at = now() where id = (select ringing from third);
select is(pg_temp.list('jonas', 'to-return'), (select array[ringing] from third), 'a call back does not return what comes later');
select pg_temp.call_in(30, '+442079460003', 'ringing', interval '1 second', '{jonas}');
update public.call set status = 'in-progress' where from_number = '+442079460003' and status = 'ringing';
select is(pg_temp.list('jonas', 'to-return'), '{}', 'whoever comes through waits no longer');

insert into public.call (workspace_id, direction, from_number, to_number, status, end_reason, ended_at)
values (1, 'inbound', '+442079460005', '+493023125610', 'busy', 'blocked', now());
select is(pg_temp.list('jonas', 'to-return'), '{}', 'a blocked caller is not missed');
select pg_temp.call_in(0, '+442079460006', 'no-answer', interval '8 days', '{priya}');
select is(pg_temp.list('jonas', 'to-return'), '{}', 'nobody is asked to return a call of last week');

-- A call that was taken for lost, before Twilio's word came.
select pg_temp.call_in(9, '+442079460007', 'no-answer', interval '2 seconds', '{priya}');
update public.call set status = 'completed', agent_id = tests.seat_of('priya') where from_number = '+442079460007';
select is(pg_temp.list('jonas', 'to-return'), '{}', 'what turns out to be answered was not missed');

select * from finish();
rollback;
