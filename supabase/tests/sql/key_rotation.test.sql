-- Rotating a workspace's API key and auth token, and forgetting its account: what the RPCs keep, refuse and tell.

begin;
select no_plan();

create function pg_temp.sid(kind text, digit text) returns text
language sql immutable set search_path = '' as $$ select kind || repeat(digit, 32) $$;
create function pg_temp.reports(who text, digit text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_answer jsonb;
begin
  perform tests.act_as(who);
  v_answer := public.report_token(1, 'SK' || repeat(digit, 32));
  reset role;
  return v_answer;
end;
$$;
create function pg_temp.dialers() returns text
language sql set search_path = '' as $$ select moved || ' of ' || dialers from private.dialers_moved(1) $$;

create temporary table who as
select tests.user_of('jonas') as admin, tests.user_of('priya') as agent, tests.user_of('ingrid') as stranger,
  'AC5eed0000000000000000000000000001' as account;
grant select on who to public;
delete from public.agent_presence where true;

-- Who may.
select is(x.answer, '{"ok": false, "code": "E-ADMIN"}', 'an agent: ' || x.rpc)
from who, lateral (
  values
    ('rotate_api_key', public.rotate_api_key(agent, 1, account, pg_temp.sid('SK', '1'), pg_temp.sid('SK', '2'), 'x')),
    ('keep_next_token', public.keep_next_token(agent, 1, account, 'x')),
    ('promote_next_token', public.promote_next_token(agent, 1)),
    ('forget_next_token', public.forget_next_token(agent, 1)),
    ('forget_account', public.forget_account(agent, 1, account))
) as x (rpc, answer);
select is(x.answer, '{"ok": false, "code": "E-SEAT"}', 'another tenant''s admin: ' || x.rpc)
from who, lateral (
  values
    ('rotate_api_key', public.rotate_api_key(stranger, 1, account, pg_temp.sid('SK', '1'), pg_temp.sid('SK', '2'), 'x')),
    ('keep_next_token', public.keep_next_token(stranger, 1, account, 'x')),
    ('promote_next_token', public.promote_next_token(stranger, 1)),
    ('forget_next_token', public.forget_next_token(stranger, 1)),
    ('forget_account', public.forget_account(stranger, 1, account))
) as x (rpc, answer);

-- The key.
select public.store_api_key(1, account, pg_temp.sid('SK', '1'), 'first') from who;
insert into public.agent_presence (agent_id, workspace_id, status)
values (tests.seat_of('priya'), 1, 'available'), (tests.seat_of('aoife'), 1, 'away'), (tests.seat_of('jonas'), 1, 'offline');
select is(pg_temp.dialers(), '0 of 2', 'who is online has not reported yet');
select is(pg_temp.reports('priya', '1'), '{"ok": true}', 'a dialer reports its token');
select is(pg_temp.reports('ingrid', '1'), '{"ok": false, "code": "E-SEAT"}', 'of an own seat only');
select is(pg_temp.reports('aoife', '1'), '{"ok": true}', 'who is away, too');
select is(pg_temp.dialers(), '2 of 2', 'both hold a token of the key');

delete from realtime.messages where true;
select is(
  public.rotate_api_key(admin, 1, account, pg_temp.sid('SK', '1'), pg_temp.sid('SK', '2'), 'second') - 'ok',
  jsonb_build_object('stored', true, 'sid', pg_temp.sid('SK', '2')), 'a new key takes its place'
) from who;
select is(private.unseal(1, 'twilio_api_key_secret'), 'second', 'with its secret');
select is(
  (select array_agg(distinct m.topic || ' ' || m.event order by m.topic || ' ' || m.event)
   from realtime.messages as m where m.topic in ('agent:' || tests.seat_of('priya'), 'agent:' || tests.seat_of('ingrid'))),
  array['agent:' || tests.seat_of('priya') || ' token'], 'every dialer of the workspace is told, and no other'
);
select is(
  (select m.payload - 'id' from realtime.messages as m where m.topic = 'agent:' || tests.seat_of('priya')),
  jsonb_build_object('api_key_sid', pg_temp.sid('SK', '2')), 'which key it is, and no secret'
);
select is(
  public.rotate_api_key(admin, 1, account, pg_temp.sid('SK', '1'), pg_temp.sid('SK', '3'), 'third') ->> 'stored', 'false',
  'who saw the former key does not replace the new one'
) from who;
select ok((public.voice_grant(agent, 1, 'priya') ->> 'key_retires')::boolean, 'a token request hears of it') from who;

update private.retiring_api_key set retired_at = now() - interval '1 minute' where true;
select is(private.api_keys_due(1), '{}', 'while dialers hold tokens of the former key, it stays');
select pg_temp.reports('priya', '2');
select is(pg_temp.dialers(), '1 of 2', 'one has moved');
select pg_temp.reports('aoife', '2');
select is(private.api_keys_due(1), array[pg_temp.sid('SK', '1')], 'when the last has moved, it goes');

insert into public.call (workspace_id, direction, mode, from_number, to_number, agent_id, status, created_at, answered_at)
values (
  1, 'inbound', 'browser', '+442079460117', '+493023125610', tests.seat_of('priya'), 'in-progress',
  now() - interval '5 minutes', now()
);
select is(pg_temp.dialers(), '1 of 2', 'a call that began before the report may be another device''s');
update public.agent_presence set status = 'offline' where agent_id = tests.seat_of('priya');
select is(pg_temp.dialers(), '1 of 2', 'who talks counts, online or not');
select is(private.api_keys_due(1), '{}', 'so the key stays');
update private.retiring_api_key set tokens_end_at = now() - interval '1 second' where true;
select is(private.api_keys_due(1), array[pg_temp.sid('SK', '1')], 'until its last token has expired');
update private.retiring_api_key set retired_at = now() where true;
select is(private.api_keys_due(1), '{}', 'but not while a request of before may be on its way');
update private.retiring_api_key set retired_at = now() - interval '1 minute' where true;
select is(
  public.api_keys_due(1) - 'account_sid' - 'ok',
  jsonb_build_object(
    'auth_tokens', jsonb_build_array('5eed5eed5eed5eed5eed5eed5eed0001'), 'keys', jsonb_build_array(pg_temp.sid('SK', '1'))
  ),
  'what is due, and with what it is deleted'
);
select public.forget_api_key(1, pg_temp.sid('SK', '1'));
select is((select count(*) from private.retiring_api_key), 0::bigint, 'and is forgotten');
select is(
  public.api_keys_due(1) - 'account_sid', '{"ok": true, "auth_tokens": [], "keys": []}', 'where nothing is due, no token is handed out'
);

-- The auth token.
select is(public.promote_next_token(admin, 1) ->> 'code', 'E-CONFIG', 'there is no next token') from who;
select is(public.keep_next_token(admin, 1, pg_temp.sid('AC', '9'), 'next') ->> 'code', 'E-ACCOUNT-OTHER', 'of this account')
from who;
select is(public.keep_next_token(admin, 1, account, 'next'), '{"ok": true}', 'a next token') from who;
select is(
  public.connection_grant(admin, 1) - array['ok', 'account_sid', 'app_sid', 'api_key_sid', 'dialers', 'moved', 'retiring', 'numbers'],
  '{"auth_token": "5eed5eed5eed5eed5eed5eed5eed0001", "next_auth_token": "next", "next_is_former": false, "recordings": 0}',
  'is kept beside the token'
) from who;
select is(public.promote_next_token(admin, 1), '{"ok": true}', 'promoted') from who;
select is(public.promote_next_token(admin, 1), '{"ok": true}', 'twice is once') from who;
select is(
  public.connection_grant(admin, 1) - array['ok', 'account_sid', 'app_sid', 'api_key_sid', 'dialers', 'moved', 'retiring', 'numbers'],
  '{"auth_token": "next", "next_auth_token": "5eed5eed5eed5eed5eed5eed5eed0001", "next_is_former": true, "recordings": 0}',
  'they changed places'
) from who;
select is(public.forget_next_token(admin, 1), '{"ok": true}', 'the former one is removed') from who;
select is(private.unseal(1, 'twilio_auth_token_next'), null, 'for good');
select public.keep_next_token(admin, 1, account, 'newest') from who;
select public.connect_account(admin, 1, account, 'newest') from who;
select is(
  private.unseal(1, 'twilio_auth_token') || ' ' || private.unseal(1, 'twilio_auth_token_next'), 'newest next',
  'the next token typed as the token changes their places, too'
);

-- The account.
select public.rotate_api_key(admin, 1, account, pg_temp.sid('SK', '2'), pg_temp.sid('SK', '3'), 'third') from who;
select public.forget_account(admin, 1, account) from who;
select is(
  (select row(twilio_account_sid, twilio_auth_token, twilio_auth_token_next, twilio_api_key_sid, twilio_twiml_app_sid)::text
   from public.workspace where id = 1),
  '(,,,,)', 'nothing of it is left here'
);
select is((select count(*) from private.sealed_secret where workspace_id = 1), 0::bigint, 'nor a secret');
select is((select count(*) from private.retiring_api_key where workspace_id = 1), 0::bigint, 'nor a key that retires');
select is(
  (select l.detail from public.audit_log as l where l.workspace_id = 1 and l.action = 'account.forgotten'),
  (select jsonb_build_object(
    'account_sid', account, 'app_sid', 'AP5eed0000000000000000000000000001',
    'api_key_sids', jsonb_build_array(pg_temp.sid('SK', '3'), pg_temp.sid('SK', '2')), 'numbers', '[]'::jsonb, 'recordings', 0
  ) from who),
  'the log says what is left at Twilio'
);
select is(
  (select array_agg(l.action order by l.id) from public.audit_log as l
   where l.workspace_id = 1 and l.action ~ '^(api_key|auth_token\.promoted|next_auth|former_auth|account\.forgotten)'),
  array['api_key.made', 'api_key.rotated', 'api_key.deleted', 'next_auth_token.stored', 'auth_token.promoted',
    'former_auth_token.removed', 'next_auth_token.stored', 'auth_token.promoted', 'api_key.rotated', 'account.forgotten'],
  'every change is a line'
);
select is(
  (select count(*) from public.audit_log where detail::text ~ 'second|third|newest|"next"|5eed5eed'), 0::bigint,
  'without secrets'
);

select * from finish();
rollback;
