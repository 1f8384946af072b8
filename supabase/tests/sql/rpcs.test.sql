-- The functions that the API exposes: who may call them, and what they refuse.

begin;
select no_plan();

create temporary table rpc (name text, statement text, by_person text, by_service text, by_anon text default '42501');
insert into rpc values
  ('choose_presence', 'select public.choose_presence(1, ''available'')', '1', '42501'),
  ('beat', 'select public.beat(1)', '1', '42501'),
  ('who_is_there', 'select public.who_is_there(1)', '1', '42501'),
  ('record_call_event', 'select public.record_call_event(1, ''warning'', ''{}'')', '1', '42501'),
  ('create_workspace', 'select public.create_workspace(''x'', ''DE'')', '1', '42501'),
  ('open_dialer', 'select public.open_dialer(1)', '1', '42501'),
  ('list_calls', 'select public.list_calls(1)', '1', '42501'),
  ('day_figures', 'select public.day_figures(1, now())', '1', '42501'),
  ('save_after_call', 'select public.save_after_call(1, null, false, ''{}'', ''{}'')', '1', '42501'),
  ('save_note', 'select public.save_note(1, 1, ''x'', 0)', '1', '42501'),
  ('choose_outcome', 'select public.choose_outcome(1, 1, null)', '1', '42501'),
  ('end_wrap_up', 'select public.end_wrap_up(1)', '1', '42501'),
  ('extend_wrap_up', 'select public.extend_wrap_up(1)', '1', '42501'),
  ('policy_use', 'select public.policy_use(1)', '1', '42501'),
  ('pause_calls_out', 'select public.pause_calls_out(1, true)', '1', '42501'),
  ('call_context', 'select public.call_context(tests.user_of(''priya''), 1, ''priya'')', '42501', '1'),
  ('voice_grant', 'select public.voice_grant(tests.user_of(''priya''), 1, ''priya'')', '42501', '1'),
  ('server_call_grant', 'select public.server_call_grant(tests.user_of(''priya''), 1, ''priya'')', '42501', '1'),
  ('place_call',
   'select public.place_call(tests.user_of(''priya''), 1, ''priya'', ''+14155550142'', ''+493023125610'', ''browser'', ''US'', false)',
   '42501', '1'),
  ('call_colleague', 'select public.call_colleague(tests.user_of(''priya''), 1, ''priya'', ''aoife'')', '42501', '1'),
  ('begin_test_call', 'select public.begin_test_call(tests.user_of(''jonas''), 1, ''+442079460100'')', '42501', '1'),
  ('bind_server_call', 'select public.bind_server_call(gen_random_uuid(), ''CA1'')', '42501', '1'),
  ('fail_server_call', 'select public.fail_server_call(gen_random_uuid(), ''dialer-not-reached'')', '42501', '1'),
  ('begin_command', 'select public.begin_command(tests.user_of(''priya''), 1, 1, gen_random_uuid(), ''end'')', '42501', '1'),
  ('rescue_grant', 'select public.rescue_grant(1, '''')', '42501', '1'),
  ('beat_call', 'select public.beat_call(1)', '1', '42501'),
  ('keep_answers', 'select public.keep_answers(1, 1, ''[]'')', '42501', '1'),
  ('workspace_country', 'select public.workspace_country(tests.user_of(''priya''), 1)', '42501', '1'),
  ('reconcile_grant', 'select public.reconcile_grant(1, '''')', '42501', '1'),
  ('keep_reconciled', 'select public.keep_reconciled(1, '''', ''[]'')', '42501', '1'),
  ('store_api_key', 'select public.store_api_key(1, ''AC'', ''SK'', ''x'')', '42501', '1'),
  ('rotate_data_key', 'select public.rotate_data_key()', '42501', '1'),
  ('connection_grant', 'select public.connection_grant(tests.user_of(''jonas''), 1)', '42501', '1'),
  ('connect_account', 'select public.connect_account(tests.user_of(''jonas''), 1, ''AC'', ''x'')', '42501', '1'),
  ('replace_api_key',
   'select public.replace_api_key(tests.user_of(''jonas''), 1, ''AC'', null, ''SK'', ''x'')', '42501', '1'),
  ('replace_twiml_app',
   'select public.replace_twiml_app(tests.user_of(''jonas''), 1, ''AC'', null, ''AP'')', '42501', '1'),
  ('keep_number_settings',
   'select public.keep_number_settings(tests.user_of(''jonas''), 1, ''AC'', ''PN'', ''+4930'', ''{}'')',
   '42501', '1'),
  ('add_number', 'select public.add_number(tests.user_of(''jonas''), 1, ''PN'', '''')', '42501', '1'),
  ('forget_number_settings',
   'select public.forget_number_settings(tests.user_of(''jonas''), 1, ''PN'', ''undone'')', '42501', '1'),
  ('disconnect_account', 'select public.disconnect_account(tests.user_of(''jonas''), 1, ''AC'')', '42501', '1'),
  ('report_token', 'select public.report_token(1, ''SK'' || repeat(''1'', 32))', '1', '42501'),
  ('rotate_api_key',
   'select public.rotate_api_key(tests.user_of(''jonas''), 1, ''AC'', ''SK'', ''SK'', ''x'')', '42501', '1'),
  ('api_keys_due', 'select public.api_keys_due(1)', '42501', '1'),
  ('forget_api_key', 'select public.forget_api_key(1, ''SK'')', '42501', '1'),
  ('keep_next_token', 'select public.keep_next_token(tests.user_of(''jonas''), 1, ''AC'', ''x'')', '42501', '1'),
  ('promote_next_token', 'select public.promote_next_token(tests.user_of(''jonas''), 1)', '42501', '1'),
  ('forget_next_token', 'select public.forget_next_token(tests.user_of(''jonas''), 1)', '42501', '1'),
  ('forget_account', 'select public.forget_account(tests.user_of(''jonas''), 1, ''AC'')', '42501', '1'),
  ('health_grant', 'select public.health_grant(tests.user_of(''jonas''), 1, null)', '42501', '1'),
  ('keep_functions_url', 'select public.keep_functions_url(''https://x.example'')', '42501', '1'),
  ('keep_health', 'select public.keep_health(tests.user_of(''jonas''), 1, null, ''https://x.example'', ''[]'', null)',
   '42501', '1'),
  ('look_at_number', 'select public.look_at_number(tests.user_of(''jonas''), 1, ''+4930'')', '42501', '1'),
  ('take_number',
   'select public.take_number(tests.user_of(''jonas''), 1, ''AC'', ''PN'', ''+4930'', '''', null)', '42501', '1'),
  ('remove_number', 'select public.remove_number(tests.user_of(''jonas''), 1, ''+4930'', ''gone'')', '42501', '1'),
  ('apply_webhook', 'select public.apply_webhook(''voice'', ''AC'', '''', ''{}'', ''{}'')', '42501', '1');
insert into rpc values
  ('invite', 'select public.invite(tests.user_of(''jonas''), 1, ''a@b.example'', ''agent'', repeat(''00'', 32))',
   '42501', '1'),
  ('withdraw_invitation', 'select public.withdraw_invitation(1)', '1', '42501'),
  ('rename_own_seat', 'select public.rename_own_seat(1, ''Me'')', '1', '42501'),
  ('accept_invitation', 'select public.accept_invitation(''x'')', '1', '42501'),
  ('team', 'select public.team(1)', '1', '42501');
insert into rpc values
  ('list_recordings', 'select public.list_recordings(1, 1)', '1', '42501'),
  ('give_listening_pass', 'select public.give_listening_pass(tests.user_of(''jonas''), 1, 1)', '42501', '1'),
  ('use_listening_pass', 'select public.use_listening_pass(''x'')', '42501', '1'),
  ('delete_recording', 'select public.delete_recording(tests.user_of(''jonas''), 1, 1, ''x'')', '42501', '1'),
  ('recording_work', 'select public.recording_work(1, ''x'')', '42501', '1'),
  ('keep_recording_answers', 'select public.keep_recording_answers(1, ''[]'')', '42501', '1');
insert into rpc values
  ('look_at_invitation', 'select public.look_at_invitation(''x'')', '1', '42501', '1');

grant execute on function tests.user_of(text) to public;
create or replace function tests.user_of(who text) returns uuid
language sql stable security definer set search_path = '' as $$
  select u.id from auth.users as u where starts_with(u.email, user_of.who || '@');
$$;

select is(
  tests.attempt(w.who, r.statement),
  case w.who when 'anon' then r.by_anon when 'service_role' then r.by_service else r.by_person end,
  format('%s: %s', r.name, w.who)
)
from rpc as r, unnest(array['outsider', 'priya', 'aoife', 'jonas', 'ingrid', 'anon', 'service_role']) as w (who);

select is(
  (select array_agg(p.proname::text order by p.proname::text) from pg_proc as p
   where p.pronamespace = 'public'::regnamespace),
  (select array_agg(name order by name) from rpc),
  'no exposed function is missing from this list'
);
select is(
  (select count(*) from pg_proc as p
   where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
     and p.proconfig is distinct from array['search_path=""']),
  0::bigint, 'every function has an empty search_path'
);

-- Presence: the caller's own seat only. A choice proves nobody's presence, and a beat chooses nothing.
create function pg_temp.presence(who text) returns public.agent_presence
language sql as $$
  select p from public.agent_presence as p where p.agent_id = tests.seat_of(who);
$$;
select is(tests.answer(w.who, s.statement), '{"ok": false, "code": "E-SEAT"}', w.who || ' has no seat in workspace 1: ' || s.statement)
from unnest(array['outsider', 'ingrid']) as w (who),
  unnest(array['select public.choose_presence(1, ''available'')', 'select public.beat(1)']) as s (statement);
select is(tests.attempt('priya', 'select public.choose_presence(1, ''asleep'')'), '23514', 'there are three statuses');
delete from public.agent_presence where agent_id = tests.seat_of('priya');
select is(
  tests.answer('priya', 'select public.choose_presence(1, ''away'')') - 'now',
  jsonb_build_object('ok', true, 'status', 'away', 'changed_at', now()), 'a choice is answered as it is kept'
);
select is((pg_temp.presence('priya')).heard_at, null, 'whoever only chose was not heard');
update public.agent_presence set heard_at = now() - interval '1 hour', changed_at = now() - interval '1 hour'
where agent_id = tests.seat_of('priya');
select is(
  tests.answer('priya', 'select public.beat(1)') - 'now',
  jsonb_build_object('ok', true, 'status', 'away', 'changed_at', now() - interval '1 hour'), 'a beat is told what is chosen'
);
select is((pg_temp.presence('priya')).heard_at, now(), 'and was heard');
update public.agent_presence set heard_at = now() - interval '1 hour' where agent_id = tests.seat_of('priya');
select tests.answer('priya', 'select public.choose_presence(1, ''away'')');
select is(
  (select row(p.heard_at, p.changed_at)::text from pg_temp.presence('priya') as p),
  row(now() - interval '1 hour', now() - interval '1 hour')::text, 'what was chosen before is no new choice, and no beat'
);
select tests.answer('priya', 'select public.choose_presence(1, ''offline'')');
select tests.answer('priya', 'select public.beat(1)');
select is(
  (select row(p.status, p.changed_at, p.heard_at)::text from pg_temp.presence('priya') as p),
  row('offline', now(), now())::text, 'the beat of another browser does not undo Offline'
);
delete from public.agent_presence where agent_id = tests.seat_of('priya');
select is(tests.answer('priya', 'select public.beat(1)') ->> 'status', 'offline', 'who never chose is offline, whatever beats');
select ok(
  (tests.answer('priya', 'select public.beat(1)') ->> 'now')::timestamptz - now() between interval '0' and interval '1 minute',
  'with the server''s time'
);

-- SDK events: of the caller's own calls only, and small.
update public.call set ended_at = now() - interval '4 minutes' where true;
create temporary table sample as
select min(c.call_id) filter (where a.identity = 'priya') as priyas, min(c.call_id) filter (where a.identity = 'weiling') as weilings
from public.call_participant as c join public.agent as a on a.id = c.agent_id
where c.call_id not in (
  select x.call_id from public.call_participant as x
  where x.agent_id in (tests.seat_of('priya'), tests.seat_of('weiling'))
  group by x.call_id having count(*) > 1
);
create function pg_temp.record(who text, call bigint, kind text, payload text) returns text
language plpgsql as $$
begin
  return tests.answer(who, format('select public.record_call_event(%s, %L, %L)', call, kind, payload));
exception when others then
  perform tests.act_as('postgres');
  return sqlstate;
end;
$$;
select is(pg_temp.record('priya', priyas, 'warning', '{"name": "high-rtt"}'), '{"ok": true}', 'an own call''s event is kept')
from sample;
select is(
  (select payload - 'agent_id' from public.call_event where source = 'sdk'),
  '{"kind": "warning", "data": {"name": "high-rtt"}}', 'as it came, with its kind'
);
select is(pg_temp.record(x.who, x.call, 'warning', '{}'), '{"ok": false, "code": "E-SEAT"}', x.what)
from (
  select 'priya', weilings, 'a colleague''s call is not one''s own' from sample
  union all select 'ingrid', priyas, 'nor is another workspace''s' from sample
  union all select 'jonas', priyas, 'nor one that an admin may see' from sample
  union all select 'priya', 999999, 'nor one that there is not' from sample
) as x (who, call, what);
select is(pg_temp.record('priya', priyas, 'warning', jsonb_build_object('x', repeat('a', 4096))::text), '23514',
  'more than 4096 bytes are refused') from sample;
update public.call set ended_at = now() - interval '6 minutes' where id = (select priyas from sample);
select is(pg_temp.record('priya', priyas, 'warning', '{}'), '{"ok": false, "code": "E-CALL-OVER"}', 'nor long after its end')
from sample;
update public.call set ended_at = now() - interval '4 minutes' where id = (select priyas from sample);
select is(pg_temp.record('priya', priyas, 'Not a kind', '{}'), '23514', 'a kind is a short name') from sample;
insert into public.call_event (workspace_id, call_id, source, payload, applied)
select 1, priyas, 'sdk', '{}', false from sample, generate_series(1, 999);
select is(pg_temp.record('priya', priyas, 'warning', '{}'), '23514', 'a call keeps 1000 of them at most') from sample;

select is(
  tests.attempt('postgres', 'update public.call_event set applied = false where true'), '23514',
  'an event is never changed'
);
select is(tests.attempt('postgres', 'delete from public.call_event where true'), '23514', 'nor deleted');

-- What the functions are given to sign with.
select is(
  public.voice_grant(tests.user_of('priya'), 1, 'priya') - 'ok' - 'key_retires',
  '{"account_sid": "AC5eed0000000000000000000000000001", "app_sid": "AP5eed0000000000000000000000000001",
    "api_key_sid": null, "api_key_secret": null, "auth_token": "5eed5eed5eed5eed5eed5eed5eed0001"}'::jsonb,
  'while there is no API key, the auth token to make one'
);
select is(
  public.server_call_grant(tests.user_of('priya'), 1, 'priya'),
  '{"ok": false, "code": "E-CONFIG", "missing": ["twilio_api_key_sid"]}', 'and no call by REST'
);
select public.store_api_key(1, 'AC5eed0000000000000000000000000001', 'SK' || repeat('5eed', 8), 'key secret');
select is(
  public.voice_grant(tests.user_of('priya'), 1, 'priya') - 'ok' - 'app_sid' - 'account_sid' - 'key_retires',
  jsonb_build_object('api_key_sid', 'SK' || repeat('5eed', 8), 'api_key_secret', 'key secret', 'auth_token', null),
  'then the key, and the auth token no more'
);
select is(
  public.store_api_key(2, 'AC5eed0000000000000000000000000001', 'SK' || repeat('0', 32), 'x') ->> 'stored', 'false',
  'a key of another account is not stored'
);
update public.workspace set twilio_account_sid = 'AC5eed0000000000000000000000000007' where id = 1;
select is(
  public.voice_grant(tests.user_of('priya'), 1, 'priya') ->> 'api_key_sid', null,
  'a new account forgets the former one''s key'
);
select is(
  public.voice_grant(tests.user_of(x.who), x.workspace_id, x.identity), '{"ok": false, "code": "E-SEAT"}',
  format('%s is not %s of %s', x.who, x.identity, x.workspace_id)
)
from (
  values ('priya', 1, 'aoife'), ('priya', 2, 'caoimhe'), ('priya', 3, 'priya'), ('outsider', 1, 'priya')
) as x (who, workspace_id, identity);

select * from finish();
rollback;
