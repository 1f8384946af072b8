-- The one rule for legs to a telephone: every refusal with its facts, at its edges, on a given clock.

begin;
select no_plan();

update public.workspace_policy set time_zone = 'Europe/Berlin' where workspace_id = 1;

-- What the rule says of a call by Priya at a moment; the time zone apart.
create function pg_temp.asks(
  at timestamptz default '2026-06-10 12:00Z', number text default '+14155550142', country text default 'US',
  caller text default '+493023125610', emergency boolean default false, leg_id bigint default null, who text default 'priya'
) returns jsonb
language sql as $$
  select private.check_outside_leg(private.lock_policy(1), a, number, caller, country, emergency, leg_id, at) - 'time_zone'
  from (select) as one left join public.agent as a on a.identity = who;
$$;
create function pg_temp.policy(change text) returns void
language plpgsql as $$
begin
  update public.workspace_policy
  set allowed_countries = '{DE,US}', agent_calls_per_minute = null, agent_minutes_per_day = null,
      workspace_calls_per_minute = null, workspace_minutes_per_day = null, when_capped = 'refuse',
      time_zone = 'Europe/Berlin', calling_hours = null, paused_at = null, paused_until = null, pause_cause = null
  where workspace_id = 1;
  execute format('update public.workspace_policy set %s where workspace_id = 1', change);
end;
$$;
-- A telephone that was called: talked from `began` for `seconds`, or still going on when that is null.
create function pg_temp.call(
  began timestamptz, seconds integer default null, who text default 'priya', time_limit_s integer default 14400,
  status text default null, is_emergency boolean default false
) returns bigint
language sql as $$
  insert into public.call_leg (
    workspace_id, call_id, call_sid, role, made_by, agent_id, to_address, status, created_at, picked_up_at, ended_at,
    time_limit_s, emergency
  )
  select
    1, (select min(c.id) from public.call as c where c.workspace_id = 1), case when status is distinct from 'ordered' then 'CA' || gen_random_uuid() end, 'callee', 'dial',
    tests.seat_of(who), '+14155550142',
    coalesce(status, case when seconds is null then 'in-progress' else 'completed' end), began,
    case when status is null then began end, began + make_interval(secs => seconds), time_limit_s, is_emergency
  returning id;
$$;
create function pg_temp.no_calls() returns void
language sql as $$
  delete from public.call_leg where workspace_id = 1;
$$;
select pg_temp.no_calls();

-- Nothing is limited.
select pg_temp.policy('when_capped = ''refuse''');
select is(pg_temp.asks(), '{"ok": true, "time_limit_s": 14400}', 'a call lasts four hours at most, as Twilio has it');
select is(pg_temp.asks(caller => '+442079460150'), '{"ok": false, "code": "E-FROM"}', 'another workspace''s number');
update public.agent_phone set may_call = false
where agent_id = tests.seat_of('priya') and phone_number = '+442079460100';
select is(pg_temp.asks(caller => '+442079460100'), '{"ok": false, "code": "E-FROM"}', 'a number that only rings');

-- Countries.
select is(
  pg_temp.asks(country => 'CU'), '{"ok": false, "code": "E-DEST-COUNTRY", "country": "CU"}', 'a country that is off'
);
select is(
  pg_temp.asks(country => '001'), '{"ok": false, "code": "E-DEST-COUNTRY", "country": "001"}', 'a number of no country'
);
select is(pg_temp.asks(country => null) ->> 'code', 'E-DEST-COUNTRY', 'a number whose country nobody named');
select pg_temp.policy('allowed_countries = ''{}''');
select is(pg_temp.asks(country => 'DE') ->> 'code', 'E-DEST-COUNTRY', 'no countries: not even home');
select pg_temp.policy('allowed_countries = ''{CU}''');
select is(pg_temp.asks(country => 'CU') ->> 'ok', 'true', 'a country that was turned on');

-- Do-not-call.
select pg_temp.policy('when_capped = ''refuse''');
insert into public.do_not_call (workspace_id, number, is_prefix)
values (1, '+14155550142', false), (1, '+1900', true), (2, '+14155550143', false);
select is(pg_temp.asks(number => n.number) ->> 'code', n.code, 'do not call: ' || n.number)
from (
  values
    ('+14155550142', 'E-DEST-BLOCKED'), ('+14155550143', null), ('+1415555014', null), ('+141555501420', null),
    ('+19005550142', 'E-DEST-BLOCKED'), ('+1900', 'E-DEST-BLOCKED'), ('+190', null)
) as n (number, code);
delete from public.do_not_call where workspace_id = 1;
insert into public.do_not_call (workspace_id, number, is_prefix)
values (1, '+5491123456789', false), (1, '+525512345678', false), (1, '+52133', true),
  (1, '+551187654321', false), (1, '+5521998765432', false), (1, '+22997971234', false), (1, '+2290196', true), (1, '+3780549882123', false), (1, '+970599123456', false);
select is(pg_temp.asks(number => n.number) ->> 'code', n.code, 'do not call, however it is written: ' || n.number)
from (
  values
    ('+541123456789', 'E-DEST-BLOCKED'), ('+5491123456789', 'E-DEST-BLOCKED'), ('+5215512345678', 'E-DEST-BLOCKED'),
    ('+525512345678', 'E-DEST-BLOCKED'), ('+523312345678', 'E-DEST-BLOCKED'), ('+541123456780', null),
    ('+5511987654321', 'E-DEST-BLOCKED'), ('+551187654321', 'E-DEST-BLOCKED'), ('+552198765432', 'E-DEST-BLOCKED'),
    ('+2290197971234', 'E-DEST-BLOCKED'), ('+22996971234', 'E-DEST-BLOCKED'), ('+551127654321', null),
    ('+390549882123', 'E-DEST-BLOCKED'), ('+972599123456', 'E-DEST-BLOCKED'), ('+972521234567', null)
) as n (number, code);
select is(private.is_withheld(w.address), w.hidden, 'withheld: ' || w.address)
from (
  values
    ('', true), ('anonymous', true), ('Restricted', true), ('266696687', true), ('+266696687', true),
    ('sip:anonymous@anonymous.invalid', true), ('2001', false), ('sip:2001@host.example', false), ('+14155550142', false)
) as w (address, hidden);
delete from public.do_not_call where workspace_id = 1;

-- Calling hours: weekdays from 9 to 18, Saturdays to midnight, in Berlin.
create temporary table hours as
select ('[' || repeat('{"from":"09:00","to":"18:00"},', 5) || '{"from":"10:00","to":"24:00"},null]')::jsonb as week;
select pg_temp.policy('calling_hours = (select week from hours)');
select is(
  pg_temp.asks(at => h.at::timestamptz),
  case
    when h.opens is null then '{"ok": true, "time_limit_s": 14400}'
    else jsonb_build_object('ok', false, 'code', 'E-HOURS', 'until', h.opens::timestamptz)
  end,
  h.at
)
from (
  values
    ('2026-06-10 08:59:59 Europe/Berlin', '2026-06-10 09:00 Europe/Berlin'),
    ('2026-06-10 09:00 Europe/Berlin', null),
    ('2026-06-10 17:59:59 Europe/Berlin', null),
    ('2026-06-10 18:00 Europe/Berlin', '2026-06-11 09:00 Europe/Berlin'),
    ('2026-06-12 18:00 Europe/Berlin', '2026-06-13 10:00 Europe/Berlin'),
    ('2026-06-13 23:59:59 Europe/Berlin', null),
    ('2026-06-14 00:00 Europe/Berlin', '2026-06-15 09:00 Europe/Berlin'),
    -- Over the nights in which the clocks change.
    ('2026-03-28 09:59 Europe/Berlin', '2026-03-28 09:00Z'),
    ('2026-03-29 12:00 Europe/Berlin', '2026-03-30 07:00Z'),
    ('2026-10-24 21:59Z', null),
    ('2026-10-24 22:00Z', '2026-10-26 08:00Z')
) as h (at, opens);
select pg_temp.policy('calling_hours = ''[null,null,null,null,null,null,null]''');
select is(pg_temp.asks(), '{"ok": false, "code": "E-HOURS"}', 'a week without hours never opens');
select pg_temp.policy('calling_hours = (select jsonb_set(week, ''{0}'', ''null'') from hours), time_zone = ''Pacific/Auckland''');
select is(
  pg_temp.asks(at => '2026-06-14 21:00Z'), '{"ok": false, "code": "E-HOURS", "until": "2026-06-15T21:00:00+00:00"}',
  'in Auckland it is Monday already'
);
select pg_temp.policy(
  'calling_hours = ''[null,null,null,null,null,{"from":"09:00","to":"10:00"},null]'''
);
select is(
  pg_temp.asks(at => '2026-06-13 10:00 Europe/Berlin') ->> 'until', '2026-06-20T07:00:00+00:00', 'once a week: in a week'
);

-- A pause.
select pg_temp.policy(
  'paused_at = ''2026-06-10 11:00Z'', paused_until = ''2026-06-10 22:00Z'', pause_cause = ''minutes'', pause_limit = 600'
);
select is(
  pg_temp.asks(),
  '{"ok": false, "code": "E-PAUSED", "cause": "minutes", "limit": 600, "until": "2026-06-10T22:00:00+00:00"}', 'paused'
);
select is(pg_temp.asks(at => '2026-06-10 21:59:59Z') ->> 'code', 'E-PAUSED', 'to the last second');
select is(pg_temp.asks(at => '2026-06-10 22:00Z') ->> 'ok', 'true', 'at midnight calls go on by themselves');

-- Calls per minute, of the seat and of the workspace.
select pg_temp.policy('agent_calls_per_minute = 2');
select pg_temp.call('2026-06-10 11:59:10Z', 5), pg_temp.call('2026-06-10 11:59:20Z', 5, 'aoife');
select is(pg_temp.asks() ->> 'ok', 'true', 'the second call of two: a colleague''s does not count');
create temporary table own as select pg_temp.call('2026-06-10 11:59:30Z', 5) as id;
select is(
  pg_temp.asks(),
  '{"ok": false, "code": "E-CAP-RATE", "scope": "agent", "limit": 2, "until": "2026-06-10T12:00:10+00:00"}', 'the third'
);
select is(pg_temp.asks(leg_id => own.id) ->> 'ok', 'true', 'the leg itself is not counted against itself') from own;
select is(pg_temp.asks(at => '2026-06-10 12:00:09.9Z') ->> 'code', 'E-CAP-RATE', 'not yet');
select is(pg_temp.asks(at => '2026-06-10 12:00:10Z') ->> 'ok', 'true', 'exactly a minute after the first');
delete from public.call_leg where id = (select id from own);
select is(pg_temp.asks() ->> 'ok', 'true', 'an order that came to nothing does not count');
select pg_temp.policy('workspace_calls_per_minute = 2');
select is(
  pg_temp.asks(),
  '{"ok": false, "code": "E-CAP-RATE", "scope": "workspace", "limit": 2, "until": "2026-06-10T12:00:10+00:00"}',
  'the workspace''s limit counts everybody''s'
);
select is(
  (select paused_at from public.workspace_policy where workspace_id = 1), null, 'a limit that refuses does not pause'
);

-- Minutes a day of the seat.
select pg_temp.no_calls(), pg_temp.policy('agent_minutes_per_day = 10');
select pg_temp.call('2026-06-10 08:00Z', 300), pg_temp.call('2026-06-10 09:00Z', 3000, 'aoife');
select is(pg_temp.asks() ->> 'time_limit_s', '300', 'a call lasts as long as the limit leaves');
create temporary table last as select pg_temp.call('2026-06-10 10:00Z', 240) as id;
select is(pg_temp.asks() ->> 'time_limit_s', '60', 'a minute is left');
update public.call_leg set ended_at = ended_at + interval '0.1 seconds' where id = (select id from last);
select is(
  pg_temp.asks(),
  '{"ok": false, "code": "E-CAP-MINUTES", "scope": "agent", "limit": 10, "until": "2026-06-10T22:00:00+00:00"}',
  'less than a minute is nothing; it goes on at midnight in Berlin'
);
select is(pg_temp.asks(at => '2026-06-10 21:59:59Z') ->> 'code', 'E-CAP-MINUTES', 'to the last second of the day');
select is(pg_temp.asks(at => '2026-06-10 22:00Z') ->> 'time_limit_s', '600', 'a new day');
select pg_temp.policy('agent_minutes_per_day = 10, time_zone = ''America/New_York''');
select is(pg_temp.asks(at => '2026-06-10 22:00Z') ->> 'until', '2026-06-11T04:00:00+00:00', 'in New York the day goes on');

-- A call over midnight counts on each day with its part.
select pg_temp.no_calls(), pg_temp.policy('agent_minutes_per_day = 10');
select pg_temp.call('2026-06-10 21:57Z', 300);
select is(pg_temp.asks(at => '2026-06-10 22:30Z') ->> 'time_limit_s', '480', 'two of its five minutes are of the new day');

-- The days on which the clocks change have 23 and 25 hours.
select is(private.day_ends_at('Europe/Berlin', d.at::timestamptz), d.ends::timestamptz, d.at)
from (
  values
    ('2026-03-29 00:30 Europe/Berlin', '2026-03-29 22:00Z'), ('2026-03-28 23:59:59 Europe/Berlin', '2026-03-28 23:00Z'),
    ('2026-10-25 12:00 Europe/Berlin', '2026-10-25 23:00Z'), ('2026-10-24 22:00Z', '2026-10-25 23:00Z'),
    ('2026-06-10 22:00Z', '2026-06-11 22:00Z')
) as d (at, ends);
select pg_temp.no_calls();
select pg_temp.call('2026-10-24 22:00Z', 300);
select is(pg_temp.asks(at => '2026-10-25 22:59Z') ->> 'time_limit_s', '300', 'the first minute of a long day counts in its last');

-- Minutes a day of the workspace: calls that go on hold back what they may still take.
select pg_temp.no_calls(), pg_temp.policy('workspace_minutes_per_day = 10');
select pg_temp.call('2026-06-10 08:00Z', 120, 'aoife');
select is(pg_temp.asks() ->> 'time_limit_s', '480', 'eight of ten minutes are left');
create temporary table running as select pg_temp.call('2026-06-10 11:59Z', null, 'aoife', 300) as id;
select is(pg_temp.asks() ->> 'time_limit_s', '180', 'one minute talked, four more held back');
update public.call_leg set time_limit_s = 480 where id = (select id from running);
select is(
  pg_temp.asks(), '{"ok": false, "code": "E-CAP-HELD", "scope": "workspace", "limit": 10}', 'a colleague''s call holds it all'
);
update public.call_leg set ended_at = '2026-06-10 12:00Z', status = 'completed' where id = (select id from running);
select is(pg_temp.asks() ->> 'time_limit_s', '420', 'when it ends the rest is free again');
select pg_temp.call('2026-06-10 11:59:30Z', null, 'aoife', 300, 'ordered');
select is(pg_temp.asks(at => '2026-06-10 12:00:29Z') ->> 'time_limit_s', '120', 'a ticket holds, too');
select is(pg_temp.asks(at => '2026-06-10 12:00:30Z') ->> 'time_limit_s', '420', 'until it expires');
select pg_temp.no_calls();
select pg_temp.call('2026-06-10 11:00Z', null, 'aoife', 300, 'ringing');
select is(pg_temp.asks() ->> 'time_limit_s', '300', 'one that rings holds it until somebody knows that it is over');
select pg_temp.no_calls();
select pg_temp.call('2026-06-10 11:00Z', null, 'aoife', 300);
select is(pg_temp.asks() ->> 'time_limit_s', '300', 'and counts as long as it may have lasted');

-- Whoever is there and may call next gets a share.
select pg_temp.no_calls();
insert into public.agent_presence (agent_id, workspace_id, status, heard_at)
select tests.seat_of(p.who), 1, p.status, p.heard_at::timestamptz
from (
  values
    ('priya', 'available', '2026-06-10 12:00Z'), ('aoife', 'away', '2026-06-10 11:59:36Z'),
    ('jonas', 'offline', '2026-06-10 12:00Z'), ('weiling', 'available', '2026-06-10 11:59:35Z')
) as p (who, status, heard_at);
select is(pg_temp.asks() ->> 'time_limit_s', '300', 'two are there: half of ten minutes');
select pg_temp.call('2026-06-10 11:59Z', null, 'aoife', 300);
select is(pg_temp.asks() ->> 'time_limit_s', '300', 'the other one calls already: the whole other half');
delete from public.agent_presence where workspace_id = 1;

-- Reached, and paused.
select pg_temp.no_calls(), pg_temp.policy('workspace_minutes_per_day = 10, when_capped = ''pause''');
select pg_temp.call('2026-06-10 08:00Z', 541, 'aoife');
select is(
  pg_temp.asks(),
  '{"ok": false, "code": "E-PAUSED", "cause": "minutes", "limit": 10, "until": "2026-06-10T22:00:00+00:00"}',
  'the first call over the limit pauses calls out'
);
select is(
  (select row (paused_at, paused_until, pause_cause, pause_limit) from public.workspace_policy where workspace_id = 1)::text,
  row (timestamptz '2026-06-10 12:00Z', timestamptz '2026-06-10 22:00Z', 'minutes', 10)::text, 'until the day ends in Berlin'
);
select is(pg_temp.asks(who => 'jonas', at => '2026-06-10 12:01Z') ->> 'code', 'E-PAUSED', 'for everybody');
select is(
  (select count(*) from public.audit_log where workspace_id = 1 and action = 'calls_out.paused'), 2::bigint,
  'the log has it once, beside the one above'
);
select pg_temp.policy('workspace_minutes_per_day = 10, workspace_calls_per_minute = 1, when_capped = ''pause''');
select pg_temp.call('2026-06-10 11:59:30Z', 5, 'aoife');
select is(pg_temp.asks() - 'until', '{"ok": false, "code": "E-PAUSED", "cause": "calls", "limit": 1}', 'too many in a minute');
select pg_temp.no_calls(), pg_temp.policy('agent_minutes_per_day = 1, when_capped = ''pause''');
select pg_temp.call('2026-06-10 11:00Z', 30);
select is(pg_temp.asks() ->> 'code', 'E-CAP-MINUTES', 'one seat''s limit pauses nobody else');

-- Emergency calls.
select is(
  pg_temp.asks(number => '112', country => 'DE', emergency => true), '{"ok": false, "code": "E-DEST-EMERGENCY"}',
  'no address: use a telephone'
);
update public.workspace_twilio_number set emergency_address = true where twilio_number = '+493023125610';
select pg_temp.policy(
  'allowed_countries = ''{}'', agent_calls_per_minute = 1, workspace_minutes_per_day = 1, when_capped = ''pause'',
   calling_hours = ''[null,null,null,null,null,null,null]'', paused_at = ''2026-06-10 11:00Z'',
   paused_until = ''2026-06-10 22:00Z'', pause_cause = ''admin'''
);
insert into public.do_not_call (workspace_id, number, is_prefix) values (1, '+112', true);
select is(
  pg_temp.asks(number => '112', country => 'DE', emergency => true), '{"ok": true, "time_limit_s": 14400}',
  'with an address nothing stands in the way'
);
select is(
  pg_temp.asks(number => '112', country => 'DE', emergency => true, caller => '+442079460150') ->> 'code', 'E-FROM',
  'but whose number it is'
);
select pg_temp.no_calls(), pg_temp.policy('agent_calls_per_minute = 1, agent_minutes_per_day = 2');
select pg_temp.call('2026-06-10 11:59:30Z', 600, is_emergency => true);
select is(pg_temp.asks() ->> 'time_limit_s', '120', 'and they use nothing up');

select pg_temp.policy('calling_hours = ''[null,null,null,null,null,null,null]'', time_zone = ''Asia/Tokyo''');
select is(
  private.check_outside_leg(private.lock_policy(1), a, '+14155550142', '+493023125610', 'US', false, null, now()) ->> 'time_zone',
  'Asia/Tokyo', 'a refusal that ends says in whose time'
) from public.agent as a where a.identity = 'priya';

-- A line has telephones called, too, with nobody's seat.
select pg_temp.no_calls(), pg_temp.policy('agent_calls_per_minute = 1, workspace_minutes_per_day = 10');
select pg_temp.call('2026-06-10 11:59:30Z', 120);
select is(pg_temp.asks(who => null), '{"ok": true, "time_limit_s": 480}', 'a seat''s limits are not a line''s, the workspace''s are');
select is(pg_temp.asks(who => null, caller => '+442079460150') ->> 'code', 'E-FROM', 'from a number of the workspace');

-- The page's figures and its brake are the admins'.
create function pg_temp.says(who text, statement text) returns text
language plpgsql as $$
declare
  answer text;
begin
  perform tests.act_as(who);
  execute statement into answer;
  perform tests.act_as('postgres');
  reset role;
  return answer;
end;
$$;
select is(pg_temp.says(w.who, 'select ' || s.call || ' ->> ''code'''), w.code, w.who || ': ' || s.call)
from (values ('priya', 'E-ADMIN'), ('aoife', 'E-ADMIN'), ('ingrid', 'E-SEAT'), ('outsider', 'E-SEAT')) as w (who, code),
  (values ('public.policy_use(1)'), ('public.pause_calls_out(1, true)'), ('public.pause_calls_out(1, false)')) as s (call);

select pg_temp.no_calls(), pg_temp.policy('when_capped = ''refuse''');
select is(
  pg_temp.says('jonas', 'select public.policy_use(1) - ''day_ends_at'''),
  '{"ok": true, "busiest": null, "talked_s": 0, "calls_in_last_minute": 0}', 'nothing today'
);
select pg_temp.call(now() - interval '30 seconds', 20), pg_temp.call(now() - interval '30 seconds', 10, 'aoife');
select is(
  pg_temp.says('jonas', 'select public.policy_use(1) -> ''busiest'' ->> ''name'''), 'Priya Raman', 'who talked most'
);
select is(pg_temp.says('jonas', 'select public.policy_use(1) ->> ''calls_in_last_minute'''), '2', 'how many just now');

select pg_temp.says('jonas', 'select public.pause_calls_out(1, true)');
select is(pg_temp.asks(at => now()) ->> 'cause', 'admin', 'an admin pauses calls out');
select pg_temp.says('jonas', 'select public.pause_calls_out(1, true)');
select pg_temp.says('jonas', 'select public.pause_calls_out(1, false)');
select is(pg_temp.asks(at => now()) ->> 'ok', 'true', 'and lets them go on');
select is(
  (
    select array_agg(l.agent_name || ' ' || l.action order by l.id) from public.audit_log as l
    where l.workspace_id = 1 and l.agent_id = tests.seat_of('jonas') and l.action like 'calls_out.%'
  ),
  array['Jonas Albrecht calls_out.paused', 'Jonas Albrecht calls_out.resumed'], 'once each in the log'
);

-- A press in a call that reaches a limit pauses, too, although the press itself comes to nothing.
select pg_temp.no_calls(), pg_temp.policy('workspace_calls_per_minute = 1, when_capped = ''pause''');
create temporary table talk as
with c as (
  insert into public.call (workspace_id, ticket, direction, from_number, to_number, agent_id, status, picked_up_at)
  values (1, gen_random_uuid(), 'outbound', '+493023125610', '+14155550142', tests.seat_of('priya'), 'in-progress', now())
  returning id
)
select c.id as call_id from c;
insert into public.call_participant (call_id, agent_id, workspace_id, joined_by, joined_at)
select call_id, tests.seat_of('priya'), 1, 'order', now() from talk;
insert into public.call_leg (workspace_id, call_id, call_sid, role, made_by, agent_id, to_address, status, picked_up_at)
select 1, t.call_id, l.sid, l.role, l.made_by, tests.seat_of('priya'), l.address, 'in-progress', now()
from talk as t, (values
  ('CA' || repeat('a', 32), 'seat', 'twilio', ''), ('CA' || repeat('b', 32), 'callee', 'dial', '+14155550142')
) as l (sid, role, made_by, address);
select is(
  public.begin_command(
    tests.user_of('priya'), 1, t.call_id, gen_random_uuid(), 'add',
    '{"target": {"kind": "number", "to": "+14155550143", "country": "US", "emergency": false}}'
  ),
  '{"ok": false, "code": "E-PAUSED"}', 'the second telephone within a minute'
)
from talk as t;
select is(
  (select pause_cause from public.workspace_policy where workspace_id = 1), 'calls', 'pauses calls out from then on'
);
select is((select c.wiring from public.call as c join talk as t on t.call_id = c.id), 'plain', 'the talk goes on as it was');

select * from finish();
rollback;
