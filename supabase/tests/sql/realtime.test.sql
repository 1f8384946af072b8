-- Who may join which channel, asked as Realtime asks: a message on the topic, read as that person.

begin;
select no_plan();

create function pg_temp.joins(who text, topic text, extension text default 'broadcast') returns text
language plpgsql as $$
begin
  perform set_config('realtime.topic', topic, true);
  return tests.attempt(
    who, format('select from realtime.messages where topic = %L and extension = %L', topic, extension)
  );
end;
$$;

create temporary table topic (name text, may text[]);
insert into topic
select 'agent:' || tests.seat_of('priya'), array['priya']
union all select 'agent:' || tests.seat_of('caoimhe'), array['caoimhe']
union all select 'line:+493023125610', array['priya', 'aoife', 'jonas']
union all select 'line:+442079460150', array['ingrid', 'caoimhe']
union all select 'workspace:1:calls', array['aoife', 'jonas']
union all select 'workspace:2:calls', array['ingrid']
union all select 'workspace:1:presence', array['priya', 'aoife', 'jonas']
union all select 'workspace:2:presence', array['ingrid', 'caoimhe']
union all select 'workspace:1:policy', array['priya', 'aoife', 'jonas']
union all select 'workspace:2:policy', array['ingrid', 'caoimhe']
union all select 'workspace:1:health', array['jonas']
union all select 'workspace:2:health', array['ingrid']
union all select 'workspace:1:audit', array['jonas']
union all select 'workspace:2:audit', array['ingrid']
union all select 'user:' || tests.user_of(who), array[who] from unnest(array['outsider', 'priya', 'jonas', 'ingrid']) as who
union all select 'user:', '{}'
union all
select t, '{}' from unnest(array[
  'agent:', 'agent:0', 'agent:02', 'agent:2 ', 'agent:2:x', 'agent:-2', 'agent:999999999999999999999', 'agent:x',
  'Agent:2', 'workspace:1', 'workspace:1:', 'workspace:1:calls:x', 'workspace::calls', 'workspace:x:presence',
  'line:', 'line:493023125610', 'line:+4930231256100', 'line:+493023125610:x', 'workspace:1:calls' || E'\n', 'anything', ''
]) as t;

delete from realtime.messages where true;
select realtime.send('{}', 'call', name, true) from topic where name <> '';

select is(
  pg_temp.joins(w.who, t.name),
  case when w.who = any (t.may) then '1' else '0' end,
  format('%s %s hear %L', w.who, case when w.who = any (t.may) then 'may' else 'may not' end, t.name)
)
from topic as t,
  unnest(array['outsider', 'priya', 'aoife', 'jonas', 'ingrid', 'caoimhe', 'anon']) as w (who);

select is(
  tests.attempt(
    w.who,
    format(
      'insert into realtime.messages (topic, extension, payload, event, private)
       values (%L, ''broadcast'', ''{}'', ''call'', true)',
      'agent:' || tests.seat_of('priya')
    )
  ),
  '42501', w.who || ' cannot send'
)
from unnest(array['outsider', 'priya', 'jonas', 'anon']) as w (who);

select is(
  (select count(*) from pg_policies where schemaname = 'realtime' and tablename = 'messages'
     and (cmd <> 'SELECT' or roles <> '{authenticated}')),
  0::bigint, 'every policy on realtime.messages is for select, to authenticated'
);

-- A seat that is made inactive loses its channels with its next check.
update public.agent set active = false where identity in ('priya', 'aoife');
select is(pg_temp.joins(x.who, x.topic), '0', x.who || ', now inactive, may not hear ' || x.topic)
from (
  values ('priya', 'agent:' || tests.seat_of('priya')), ('priya', 'workspace:1:presence'), ('aoife', 'workspace:1:calls')
) as x (who, topic);
select is((select count(*) from realtime.messages where topic like 'user:%' and event = 'seat'), 2::bigint, 'both are told');
select is(pg_temp.joins('priya', 'user:' || tests.user_of('priya')), '2', 'and hear when it is on again');

-- What is broadcast.
delete from realtime.messages where true;
select tests.act_as('priya');
select public.choose_presence(1, 'available');
select public.beat(1);
select tests.act_as('postgres');
select is((select count(*) from realtime.messages), 0::bigint, 'an inactive seat reports nothing');

select tests.act_as('jonas');
select public.choose_presence(1, 'available');
select public.choose_presence(1, 'available');
select public.beat(1);
select public.beat(1);
select public.choose_presence(1, 'away');
select tests.act_as('postgres');
select is(
  (select array_agg(topic || ' ' || event || ' ' || (payload ->> 'status') order by payload ->> 'status' desc)
   from realtime.messages),
  array[
    'workspace:1:presence presence away', 'workspace:1:presence presence available', 'workspace:1:presence presence available'
  ],
  'presence is broadcast when it is chosen and with the first beat, not with each'
);
delete from realtime.messages where true;
update public.agent_presence set heard_at = now() - interval '25 seconds' where agent_id = tests.seat_of('jonas');
select tests.act_as('jonas');
select public.beat(1);
select public.beat(1);
select tests.act_as('postgres');
select is((select count(*) from realtime.messages), 1::bigint, 'and with the first beat after a silence');
select is(
  (select array_agg(distinct key order by key) from realtime.messages, jsonb_object_keys(payload) as key),
  array['agent_id', 'changed_at', 'free_from', 'heard_at', 'id', 'status'],
  'a presence broadcast holds what the contract says, and the id that Realtime adds'
);

delete from realtime.messages where true;
select lives_ok(
  $$ select public.place_call(tests.user_of('jonas'), 1, 'jonas', '+14155550142', '+493023125610', 'browser', 'US', false) $$,
  'a call is placed'
);
select is(
  (select array_agg(topic order by topic) from realtime.messages),
  array['agent:' || tests.seat_of('jonas'), 'workspace:1:calls'],
  'a new call is broadcast to its agent and to the workspace''s supervisors, once each'
);
select is(
  (select array_agg(distinct key order by key) from realtime.messages, jsonb_object_keys(payload) as key),
  array[
    'agent_id', 'also_joined', 'answered_at', 'assumed', 'can_be_recorded', 'created_at', 'direction', 'duration_s', 'end_reason', 'ended_at',
    'ended_by', 'expires_at', 'from_number', 'has_note', 'id', 'interrupted_at', 'interrupted_by', 'is_recorded', 'mode',
    'notice', 'number_id', 'open_legs', 'outcome_tag_id', 'picked_up_at', 'recording', 'recording_since', 'ringing_at',
    'status', 'ticket', 'to_number', 'to_return', 'version', 'wiring', 'workspace_id'
  ],
  'a call broadcast holds the columns that the web reads: no SID, no price'
);

delete from realtime.messages where true;
select public.invite(tests.user_of('jonas'), 1, 'mara@example.com', 'agent', repeat('ab', 32));
select is(
  (select array_agg(concat_ws(' ', m.topic, m.event, m.payload - 'id' - 'line_id')) from realtime.messages as m),
  array['workspace:1:audit change {"action": "invitation.made"}'],
  'the admins hear that somebody was invited, and nobody hears whom'
);
select is(
  (select (m.payload ->> 'line_id')::bigint from realtime.messages as m),
  (select max(l.id) from public.audit_log as l), 'with the line of the audit log that says more'
);

select * from finish();
rollback;
