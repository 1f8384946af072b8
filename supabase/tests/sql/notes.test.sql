-- Who writes a note on a call, who reads it, and who says what came of the call.

begin;
select no_plan();

-- Priya took it, it rang Wei-Ling too. Aoife supervises, Jonas is an admin, Ingrid is another workspace's.
create temporary table the as
with made as (
  insert into public.call (workspace_id, direction, from_number, to_number, agent_id, status, created_at)
  values (1, 'inbound', '+442079460001', '+493023125610', tests.seat_of('priya'), 'in-progress', now())
  returning id
)
select id as call from made;
grant select on the to public;
insert into public.call_participant (call_id, agent_id, workspace_id, joined_by, rang_at, joined_at, outcome)
select the.call, tests.seat_of(p.who), 1, 'ring', now(), p.joined_at, p.outcome
from the, (values ('priya', now(), null), ('weiling', null::timestamptz, 'elsewhere')) as p (who, joined_at, outcome);
insert into public.outcome_tag (workspace_id, name, key)
values (1, 'Booked', 1), (1, 'Complaint', 2), (1, 'Old', null), (2, 'Booked', 1);

create function pg_temp.note(who text, body text, version integer default 0) returns text
language sql as $$
  select coalesce(a ->> 'code', a ->> 'version')
  from the, tests.answer(who, format('select public.save_note(1, %s, %L, %s)', the.call, body, version)) as a;
$$;
create function pg_temp.choose(who text, tag text) returns text
language sql as $$
  select coalesce(a ->> 'code', a ->> 'ok')
  from the, tests.answer(who, format(
    'select public.choose_outcome(1, %s, %L)', the.call,
    (select t.id from public.outcome_tag as t where concat(t.workspace_id, ' ', t.name) = tag)
  )) as a;
$$;
create function pg_temp.shown() returns text
language sql as $$
  select concat_ws(' ', c.has_note, t.name, a.identity, c.outcome_at is not null)
  from the join public.call as c on c.id = the.call
  left join public.outcome_tag as t on t.id = c.outcome_tag_id
  left join public.agent as a on a.id = c.outcome_by;
$$;

-- Writing
select is(pg_temp.note(w.who, 'x'), w.code, w.who || ' writes nothing')
from (values ('outsider', 'E-SEAT'), ('ingrid', 'E-SEAT'), ('weiling', 'E-CALL-OTHER')) as w (who, code);
update public.call_participant set outcome = null where agent_id = tests.seat_of('weiling');
select is(pg_temp.note('weiling', ''), '0', 'whom it rings may write: the answer may not be known yet');
update public.call_participant set outcome = 'elsewhere' where agent_id = tests.seat_of('weiling');
select is(
  tests.answer('priya', 'select public.save_note(1, (select max(id) from public.call where workspace_id = 2), ''x'', 0)'),
  '{"ok": false, "code": "E-CALL-OTHER"}', 'nobody writes on another workspace''s call'
);
select is(pg_temp.note('priya', ''), '0', 'nothing written is no note');
select is(pg_temp.shown(), 'f f', 'and none is shown');
select is(pg_temp.note('priya', 'Two cabins'), '1', 'whoever takes part writes while it goes on');
select is(pg_temp.note('priya', 'Two cabins, 12 to 19 July', 1), '2', 'and saves over what was there');
select is(pg_temp.note('priya', 'From a tab that slept', 1), 'E-CHANGED', 'not over what the tab has not seen');
select is(pg_temp.note('priya', 'From a new tab'), 'E-CHANGED', 'nor as if there were none');
select is(pg_temp.note('priya', 'Two cabins, 12 to 19 July', 1), '2', 'the same again, its answer lost, is the same');
select is(pg_temp.note('priya', repeat('x', 5001), 2), 'E-NOTE-LONG', 'a note has an end');
select is(pg_temp.note('priya', repeat('ü', 5000), 2), '3', 'in characters, of whatever language');
update public.call set status = 'completed', ended_at = now() from the where id = the.call;
update public.call_participant set left_at = now(), outcome = 'took' where agent_id = tests.seat_of('priya');
select is(pg_temp.note('priya', 'Price by email', 3), '4', 'and after it');
select is(pg_temp.note('aoife', 'Well done'), '1', 'a supervisor adds one of their own');
select is(pg_temp.note('jonas', 'Seen'), '1', 'an admin too');
select is(pg_temp.shown(), 't f', 'the call has a note');

-- Reading
select is(
  tests.attempt(w.who, 'select from public.call_note join the on the.call = call_id'), w.rows, w.who || ' reads'
)
from (
  values ('outsider', '0'), ('ingrid', '0'), ('priya', '3'), ('weiling', '3'), ('aoife', '3'), ('jonas', '3'), ('anon', '42501')
) as w (who, rows);

-- Taking it back
select is(pg_temp.note('priya', '', 4), '5', 'emptied');
select is(pg_temp.shown(), 't f', 'others'' notes are still there');
select is(pg_temp.note('aoife', '', 1) || pg_temp.note('jonas', '', 1), '22', 'and emptied by all');
select is(pg_temp.shown(), 'f f', 'there is none');

-- The outcome
select is(pg_temp.choose(w.who, '1 Booked'), w.code, w.who || ' chooses nothing')
from (values ('outsider', 'E-SEAT'), ('ingrid', 'E-SEAT'), ('weiling', 'E-CALL-OTHER')) as w (who, code);
select is(pg_temp.choose('priya', '2 Booked'), 'E-CHANGED', 'not an outcome of another workspace');
select is(pg_temp.choose('priya', '1 Old'), 'E-CHANGED', 'nor an archived one');
select is(pg_temp.choose('priya', '1 Booked'), 'true', 'chosen');
select is(pg_temp.shown(), 'f Booked priya t', 'with who and when');
select is(pg_temp.choose('aoife', '1 Complaint'), 'true', 'a supervisor corrects it');
select is(pg_temp.shown(), 'f Complaint aoife t', 'the last word counts');
update public.outcome_tag set key = null where workspace_id = 1 and name = 'Complaint';
select is(pg_temp.choose('priya', '1 Complaint'), 'true', 'what is chosen stays so when it is archived');
select is(pg_temp.choose('priya', null), 'true', 'none any more');
select is(pg_temp.shown(), 'f f', 'as if nobody had chosen');

-- Who hears of it
delete from realtime.messages where true;
select pg_temp.note('priya', 'More', 5);
select is(
  (select array_agg(m.topic || ' ' || m.event order by m.topic, m.event) from realtime.messages as m where m.event = 'note'),
  array['agent:' || tests.seat_of('priya') || ' note'], 'whoever takes part hears that there is something to read'
);
select is(
  (select array_agg(distinct k order by k) from realtime.messages as m, jsonb_object_keys(m.payload) as k where m.event = 'note'),
  array['agent_id', 'call_id', 'id', 'version'], 'and not what was written'
);
select is(
  (select array_agg(m.topic order by m.topic) from realtime.messages as m where m.event = 'call'),
  array['agent:' || tests.seat_of('priya'), 'workspace:1:calls'], 'lists show that the call has a note'
);

-- Taken over: each who talked has a note of their own, the outcome is one
with made as (
  insert into public.call (workspace_id, direction, from_number, to_number, agent_id, status)
  values (1, 'inbound', '+442079460002', '+493023125610', tests.seat_of('priya'), 'in-progress')
  returning id
)
update the set call = made.id from made;
insert into public.call_participant (call_id, agent_id, workspace_id, joined_by, rang_at, joined_at)
select the.call, tests.seat_of(p.who), 1, p.joined_by, now(), p.joined_at
from the, (values ('priya', 'ring', now()), ('weiling', 'transfer', null::timestamptz)) as p (who, joined_by, joined_at);
create function pg_temp.also_joined() returns text
language sql as $$
  select string_agg(a.identity, ' ' order by a.identity)
  from the join public.call as c on c.id = the.call join public.agent as a on a.id = any (c.also_joined);
$$;
select is(pg_temp.note('weiling', 'Rings'), '1', 'whoever it rings does: that they answered may not be known yet');
delete from realtime.messages where true;
update public.call_participant as p set joined_at = now() from the
where p.call_id = the.call and p.agent_id = tests.seat_of('weiling');
select is(pg_temp.also_joined(), 'weiling', 'the call knows who has joined beside the one who talked first');
select is(
  (
    select array_agg(m.topic order by m.topic) from realtime.messages as m
    where m.event = 'call' and m.payload -> 'also_joined' = jsonb_build_array(tests.seat_of('weiling'))
  ),
  (
    select array_agg(t.topic order by t.topic) from unnest(array[
      'agent:' || tests.seat_of('priya'), 'agent:' || tests.seat_of('weiling'), 'workspace:1:calls'
    ]) as t (topic)
  ),
  'and so do their screens'
);
select is(pg_temp.note('weiling', 'Wants a later date', 1), '2', 'whoever took it over writes while it goes on');
update public.call_participant as p set left_at = now(), outcome = 'handed-over' from the
where p.call_id = the.call and p.agent_id = tests.seat_of('priya');
select is(pg_temp.note('priya', 'Knows the harbour'), '1', 'and whoever has handed it over, too');
update public.call_participant as p set left_at = now(), outcome = 'took' from the
where p.call_id = the.call and p.agent_id = tests.seat_of('weiling');
update public.call as c set status = 'completed', ended_at = now() from the where c.id = the.call;
select is(pg_temp.note('weiling', 'Wants a later date, in July', 2), '3', 'after its end, in the log');
select is(pg_temp.note('priya', 'Knows the harbour well', 1), '2', 'each their own');
select is(pg_temp.choose('weiling', '1 Booked'), 'true', 'whoever took it over says what came of it');
select is(pg_temp.shown(), 't Booked weiling t', 'as the last word');
select is(pg_temp.choose('priya', null), 'true', 'or whoever had it before');
select is(tests.attempt(w.who, 'select from public.call_note join the on the.call = call_id'), w.rows, w.who || ' reads both')
from (values ('priya', '2'), ('weiling', '2'), ('aoife', '2'), ('ingrid', '0'), ('outsider', '0')) as w (who, rows);
select is(pg_temp.note(w.who, 'x'), 'E-SEAT', w.who || ' writes nothing') from (values ('outsider'), ('ingrid')) as w (who);
update public.call_participant as p set joined_at = null, outcome = 'missed' from the
where p.call_id = the.call and p.agent_id = tests.seat_of('weiling');
select is(pg_temp.also_joined(), null, 'Twilio''s word may show that they never did');
select is(pg_temp.note('weiling', 'x', 2), 'E-CALL-OTHER', 'then they write no more');

select * from finish();
rollback;
