-- Who may listen to what was recorded, who may delete it, when it goes by itself, and when recording can be switched on.

begin;
select no_plan();

insert into public.call (id, workspace_id, direction, from_number, to_number, number_id, agent_id, status, created_at, ended_at)
overriding system value
select 9001, 1, 'inbound', '+442079460101', n.twilio_number, n.id, tests.seat_of('priya'), 'completed', now(), now()
from public.workspace_twilio_number as n where n.workspace_id = 1 order by n.id limit 1;
insert into public.call_participant (call_id, agent_id, workspace_id, joined_by, joined_at)
values
  (9001, tests.seat_of('priya'), 1, 'ring', now()),
  -- Was rung, and talked to nobody.
  (9001, tests.seat_of('weiling'), 1, 'ring', null);
insert into public.call_leg (id, workspace_id, call_id, call_sid, role, made_by, to_address) overriding system value
values (9001, 1, 9001, 'CA' || repeat('9', 32), 'caller', 'twilio', '');
insert into private.recording (
  id, workspace_id, call_id, leg_id, account_sid, recording_sid, status, started_at, checked_at, duration_s
) overriding system value
select n, 1, 9001, 9001, w.twilio_account_sid, 'RE' || repeat(right(n::text, 1), 32), 'completed', now(), now(), 40
from generate_series(9001, 9003) as n, public.workspace as w where w.id = 1;

select is((select is_recorded from public.call where id = 9001), true, 'the list knows of it');
select is((select version > 1 from public.call where id = 9001), true, 'and phones are told');

-- Hearing.
create function pg_temp.listens(who text, recording bigint default 9001) returns text
language plpgsql as $$
declare
  v_answer constant jsonb := public.give_listening_pass(tests.user_of(who), 1, recording);
begin
  return coalesce(v_answer ->> 'code', 'ok');
end;
$$;
create function pg_temp.listeners() returns text
language sql as $$
  select string_agg(w.who || ' ' || pg_temp.listens(w.who), ', ' order by w.n)
  from unnest(array['jonas', 'aoife', 'priya', 'weiling', 'ingrid', 'outsider']) with ordinality as w (who, n);
$$;
select is(
  pg_temp.listeners(),
  'jonas ok, aoife ok, priya ok, weiling E-RECORDING-GONE, ingrid E-SEAT, outsider E-SEAT',
  'by default whoever talked, and supervisors and admins'
);
update public.workspace_policy set recordings_heard_by = 'supervisors' where workspace_id = 1;
select is(
  pg_temp.listeners(),
  'jonas ok, aoife ok, priya E-RECORDING-GONE, weiling E-RECORDING-GONE, ingrid E-SEAT, outsider E-SEAT',
  'supervisors and admins alone'
);
update public.workspace_policy set recordings_heard_by = 'admins' where workspace_id = 1;
select is(
  pg_temp.listeners(),
  'jonas ok, aoife E-RECORDING-GONE, priya E-RECORDING-GONE, weiling E-RECORDING-GONE, ingrid E-SEAT, outsider E-SEAT',
  'admins alone'
);
update public.workspace_policy set recordings_heard_by = 'agents' where workspace_id = 1;
select is(pg_temp.listens('priya', 424242), 'E-RECORDING-GONE', 'what there is not is like what is not theirs');

select is(
  tests.answer(w.who, 'select public.list_recordings(1, 9001)') ->> 'may_hear', w.may,
  w.who || ' is told whether to listen'
)
from (values ('jonas', 'true'), ('aoife', 'true'), ('priya', 'true'), ('weiling', 'false'), ('ingrid', null), ('outsider', null)) as w (who, may);
select is(
  tests.answer('priya', 'select public.list_recordings(1, 9001)')::text ~ '(RE|AC)[0-9a-f]{32}', false,
  'no address at Twilio is told'
);
select is(tests.attempt('anon', 'select public.list_recordings(1, 9001)'), '42501', 'nobody asks without signing in');

-- Passes.
create temporary table given as
select public.give_listening_pass(tests.user_of('priya'), 1, 9002) as answer;
select is(
  (select count(*) from private.listening_pass as p, given as g where p.digest::text like '%' || (g.answer ->> 'pass') || '%'),
  0::bigint, 'a pass is not kept as it is'
);
create function pg_temp.uses() returns text
language plpgsql as $$
declare
  v_answer constant jsonb := public.use_listening_pass((select g.answer ->> 'pass' from given as g));
begin
  return coalesce(v_answer ->> 'code', v_answer ->> 'recording_sid');
end;
$$;
select is(pg_temp.uses(), 'RE' || repeat('2', 32), 'it opens its recording');
select is(public.use_listening_pass('x') ->> 'code', 'E-RECORDING-GONE', 'another opens none');
update public.agent set active = false where identity = 'priya';
select is(pg_temp.uses(), 'E-RECORDING-GONE', 'nor does that of a seat that was switched off since');
update public.agent set active = true where identity = 'priya';
update public.workspace set twilio_account_sid = 'AC' || repeat('7', 32) where id = 1;
select is(pg_temp.uses(), 'E-RECORDING-GONE', 'what is in an account that was left can''t be had');
update public.workspace set twilio_account_sid = (select account_sid from private.recording where id = 9001) where id = 1;
update private.listening_pass set expires_at = now() where recording_id = 9002;
select is(pg_temp.uses(), 'E-RECORDING-GONE', 'it is over in time');
select private.forget_listening_passes();
select is((select count(*) from private.listening_pass where recording_id = 9002), 0::bigint, 'and forgotten');

-- Deleting.
select is(
  public.delete_recording(tests.user_of(w.who), 1, 9001, 'asked for') ->> 'code', w.code, w.who || ' deletes nothing'
)
from (values ('aoife', 'E-ADMIN'), ('priya', 'E-ADMIN'), ('ingrid', 'E-SEAT'), ('outsider', 'E-SEAT')) as w (who, code);
select is(public.delete_recording(tests.user_of('jonas'), 1, 9001, e' \n ') ->> 'code', 'E-BODY', 'a reason is needed');
select is(
  public.delete_recording(tests.user_of('jonas'), 1, 9001, 'asked for') -> 'recordings',
  jsonb_build_array(jsonb_build_object('id', 9001, 'recording_sid', 'RE' || repeat('1', 32), 'do', 'delete')),
  'with one, Twilio is asked'
);
select is(pg_temp.listens('jonas'), 'E-RECORDING-GONE', 'and nobody listens any more');
select is(
  (select agent_name || ' ' || (detail ->> 'reason') from public.audit_log where action = 'recording.deleted'),
  (select display_name || ' asked for' from public.agent where identity = 'jonas'), 'the audit log says who and why'
);
create function pg_temp.refused(code integer) returns interval
language plpgsql as $$
begin
  perform public.keep_recording_answers(1, jsonb_build_array(jsonb_build_object('id', 9001, 'outcome', 'refused', 'code', code)));
  return (select r.delete_next_at - now() from private.recording as r where r.id = 9001);
end;
$$;
select is(
  array[pg_temp.refused(20503), pg_temp.refused(20503), pg_temp.refused(20503)],
  array[interval '5 minutes', interval '10 minutes', interval '20 minutes'], 'where Twilio fails, it is asked ever more rarely'
);
select is(
  private.health_facts(1) -> 'undeleted',
  jsonb_build_object('count', 1, 'since', now(), 'code', 20503), 'and Health is told'
);
select is((select count(*) from private.recordings_due(now())), 0::bigint, 'not before its time');
select is((select count(*) from private.recordings_due(now() + interval '20 minutes')), 1::bigint, 'but then');
select public.keep_recording_answers(2, '[{"id": 9001, "outcome": "deleted"}]');
select is((select deleted_at from private.recording where id = 9001), null, 'another workspace''s answer changes nothing');
select public.keep_recording_answers(1, '[{"id": 9001, "outcome": "gone"}]');
select is((select deleted_at from private.recording where id = 9001), now(), 'that Twilio has none is as good');

-- By themselves.
update private.recording set started_at = now() - interval '90 days 1 minute' where id = 9002;
select is(private.delete_old_recordings(10), 1, 'after ninety days');
select is((select delete_reason from private.recording where id = 9002), 'retention', 'its days are over');
update public.workspace set calls_kept_days = 30 where id = 1;
update private.recording set started_at = now() - interval '31 days' where id = 9003;
update public.call set created_at = now() - interval '31 days' where id = 9001;
select private.forget_calls(100);
select is((select count(*) from public.call where id = 9001), 1::bigint, 'a call waits for its recordings');
select is(private.delete_old_recordings(10), 1, 'which are kept no longer than their call');
update private.recording set deleted_at = now() where call_id = 9001;
select private.forget_calls(100);
select is((select count(*) from public.call where id = 9001), 0::bigint, 'and goes after them');

-- Switching it on.
select is(
  tests.attempt(w.who, $$ update public.workspace_policy set recording = 'always' where workspace_id = 1 $$), w.rows,
  w.who || ': the workspace''s policy'
)
from (values ('jonas', '1'), ('aoife', '0'), ('priya', '0'), ('ingrid', '0'), ('outsider', '0'), ('anon', '42501')) as w (who, rows);
select is(
  tests.attempt(w.who, $$ update public.workspace_twilio_number set recording = 'on-demand' where twilio_number = '+493023125610' $$),
  w.rows, w.who || ': a line''s'
)
from (values ('jonas', '1'), ('aoife', '0'), ('priya', '0'), ('ingrid', '0'), ('outsider', '0'), ('anon', '42501')) as w (who, rows);
update public.workspace_twilio_number set recording = 'always' where twilio_number = '+493023125610';
select is(
  (select detail from public.audit_log where action = 'number.recording_changed'),
  '{"number": "+493023125610", "before": "policy", "after": "always"}', 'the audit log says what a line does now'
);
insert into public.health_check (workspace_id, "check", level, finding, facts)
values (1, 'recordings', 'red', 'recordings-open', '{}');
select throws_ok(
  $$ update public.workspace_policy set recording = 'on-demand' where workspace_id = 1 $$,
  'P0001', 'Twilio gives recordings to anybody who has their address', 'not while anybody may listen'
);
select throws_ok(
  $$ update public.workspace_twilio_number set recording = 'on-demand' where twilio_number = '+493023125610' $$,
  'P0001', 'Twilio gives recordings to anybody who has their address', 'nor for a line'
);
select lives_ok($$ update public.workspace_policy set block_withheld = true where workspace_id = 1 $$, 'all else can be changed');
select lives_ok(
  $$ update public.workspace_twilio_number set recording = null where twilio_number = '+493023125610' $$, 'and it can be left to the policy'
);
delete from public.health_check where workspace_id = 1;
select throws_ok(
  format('update public.workspace_policy set %s where workspace_id = 1', s.change), '23514', null, s.change || ' is refused'
)
from unnest(array[
  'consent_sentence = ''''', 'consent_sentence = repeat(''a'', 201)', 'consent_sentence = ''...''',
  'consent_language = ''tlh''', 'recordings_kept_days = 0', 'recording = ''sometimes'''
]) as s (change);

-- An emergency service that somebody adds to a recorded talk.
insert into public.call (
  id, workspace_id, direction, from_number, to_number, number_id, agent_id, status, wiring, conference_sid, upgrade_began_at
)
overriding system value
select 9100, 1, 'inbound', '+442079460101', n.twilio_number, n.id, tests.seat_of('priya'), 'in-progress', 'conference',
  'CF' || repeat('4', 32), now()
from public.workspace_twilio_number as n where n.workspace_id = 1 order by n.id limit 1;
insert into public.call_leg (
  id, workspace_id, call_id, call_sid, role, made_by, agent_id, to_address, emergency, status, picked_up_at, joined_at
) overriding system value
values
  (9101, 1, 9100, 'CA' || repeat('4', 32), 'caller', 'twilio', null, '', false, 'in-progress', now(), now()),
  (9102, 1, 9100, 'CA' || repeat('5', 32), 'seat', 'dial', tests.seat_of('priya'), 'client:priya', false, 'in-progress', now(), now());
insert into private.consent (leg_id, workspace_id, call_id, way, language, sentence, asked_at, heard_at)
values (9101, 1, 9100, 'greeting', 'en-US', 'This call is recorded.', now(), now());
insert into private.recording_wish (call_id, workspace_id, wanted_at) values (9100, 1, now());
insert into private.recording (
  id, workspace_id, call_id, leg_id, account_sid, recording_sid, status, started_at, checked_at
) overriding system value
select 9100, 1, 9100, 9101, w.twilio_account_sid, 'RE' || repeat('8', 32), 'running', now(), now()
from public.workspace as w where w.id = 1;
create function pg_temp.asks_and_shows() returns text
language sql as $$
  select concat_ws(', ', (select string_agg(d.kind, ' ') from private.recording_requests(c, now()) as d), private.recording_state(c))
  from public.call as c where c.id = 9100;
$$;
select is(pg_temp.asks_and_shows(), 'on', 'the two are recorded');
insert into public.call_leg (
  id, workspace_id, call_id, call_sid, role, made_by, agent_id, to_address, emergency, status, picked_up_at, joined_at
) overriding system value
values (9103, 1, 9100, 'CA' || repeat('6', 32), 'outside', 'rest', tests.seat_of('priya'), '112', true, 'in-progress', now(), now());
select is(pg_temp.asks_and_shows(), 'pause-recording, on', 'an emergency service is not recorded');
update private.recording set status = 'paused' where id = 9100;
select is(pg_temp.asks_and_shows(), 'paused', 'nor is it told anything');
update public.call_leg set status = 'completed', ended_at = now() where id = 9103;
select is(pg_temp.asks_and_shows(), 'resume-recording, announcing', 'once it has gone, it goes on');

select * from finish();
rollback;
