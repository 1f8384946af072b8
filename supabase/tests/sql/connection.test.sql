-- Connecting a Twilio account: what the RPCs keep, refuse and write into the audit log.

begin;
select no_plan();

create function pg_temp.sid(kind text, digit text) returns text
language sql immutable set search_path = '' as $$ select kind || repeat(digit, 32) $$;

-- A workspace of the first day: an admin, an agent, and nothing of Twilio's.
insert into public.workspace (id, name, country) overriding system value values (70, 'New', 'GB');
insert into public.agent (workspace_id, user_id, role, identity, display_name)
values
  (70, tests.user_of('outsider'), 'admin', 'olga', 'Olga'),
  (70, tests.user_of('priya'), 'agent', 'priya_too', 'Priya');
create temporary table who as
select tests.user_of('outsider') as admin, tests.user_of('priya') as agent, tests.user_of('ingrid') as stranger;

select is(
  public.connection_grant(admin, 70),
  '{"ok": true, "account_sid": null, "auth_token": null, "next_auth_token": null, "next_is_former": false,
    "app_sid": null, "api_key_sid": null, "recordings": 0, "dialers": 0, "moved": 0, "retiring": [], "numbers": []}',
  'at first nothing is there'
) from who;
select is(x.answer, '{"ok": false, "code": "E-ADMIN"}', 'an agent: ' || x.rpc)
from who, lateral (
  values
    ('connection_grant', public.connection_grant(agent, 70)),
    ('connect_account', public.connect_account(agent, 70, pg_temp.sid('AC', '7'), 'x')),
    ('replace_api_key', public.replace_api_key(agent, 70, pg_temp.sid('AC', '7'), null, pg_temp.sid('SK', '7'), 'x')),
    ('replace_twiml_app', public.replace_twiml_app(agent, 70, pg_temp.sid('AC', '7'), null, pg_temp.sid('AP', '7'))),
    ('keep_number_settings', public.keep_number_settings(
      agent, 70, pg_temp.sid('AC', '7'), pg_temp.sid('PN', '7'), '+442079460170', '{}')),
    ('add_number', public.add_number(agent, 70, pg_temp.sid('PN', '7'), '')),
    ('forget_number_settings', public.forget_number_settings(agent, 70, pg_temp.sid('PN', '7'), 'undone')),
    ('disconnect_account', public.disconnect_account(agent, 70, pg_temp.sid('AC', '7')))
) as x (rpc, answer);
select is(public.connection_grant(stranger, 70), '{"ok": false, "code": "E-SEAT"}', 'another tenant''s admin') from who;
select is(public.connection_grant(stranger, 999), '{"ok": false, "code": "E-SEAT"}', 'no such workspace: the same') from who;

-- The account.
select is(
  public.connect_account(admin, 70, 'AC5eed0000000000000000000000000001', 'token'),
  '{"ok": false, "code": "E-ACCOUNT-TAKEN"}', 'an account that another workspace holds'
) from who;
select is(private.unseal(70, 'twilio_auth_token'), null, 'its token is not kept then');
select is(public.connect_account(admin, 70, pg_temp.sid('AC', '7'), 'token'), '{"ok": true}', 'a free one') from who;
select is(public.connect_account(admin, 70, pg_temp.sid('AC', '7'), 'token'), '{"ok": true}', 'the same again') from who;
select is(public.connection_grant(admin, 70) ->> 'auth_token', 'token', 'the token opens for the function') from who;
select is((select twilio_auth_token from public.workspace where id = 70), 'sealed', 'the column says sealed');
select is(public.connect_account(admin, 70, pg_temp.sid('AC', '7'), 'next'), '{"ok": true}', 'another token') from who;

-- Key and app: compared and set.
select is(
  public.replace_api_key(admin, 70, pg_temp.sid('AC', '7'), null, pg_temp.sid('SK', '1'), 'one') - 'ok',
  jsonb_build_object('stored', true, 'sid', pg_temp.sid('SK', '1')), 'the first key'
) from who;
select is(
  public.replace_api_key(admin, 70, pg_temp.sid('AC', '7'), null, pg_temp.sid('SK', '2'), 'two') - 'ok',
  jsonb_build_object('stored', false, 'sid', pg_temp.sid('SK', '1')), 'who did not know of it does not replace it'
) from who;
select is(private.unseal(70, 'twilio_api_key_secret'), 'one', 'nor its secret');
select is(
  public.replace_api_key(admin, 70, pg_temp.sid('AC', '7'), pg_temp.sid('SK', '1'), pg_temp.sid('SK', '2'), 'two')
  ->> 'stored', 'true', 'who knew does'
) from who;
select is(private.unseal(70, 'twilio_api_key_secret'), 'two', 'with its secret');
select is(
  public.replace_twiml_app(admin, 70, pg_temp.sid('AC', '8'), null, pg_temp.sid('AP', '1')) ->> 'stored', 'false',
  'an app of another account is not stored'
) from who;
select is(
  public.replace_twiml_app(admin, 70, pg_temp.sid('AC', '7'), null, pg_temp.sid('AP', '1')) ->> 'stored', 'true', 'the app'
) from who;
select is(
  public.connect_account(admin, 70, pg_temp.sid('AC', '8'), 'token'),
  '{"ok": false, "code": "E-ACCOUNT-OTHER"}', 'another account needs a disconnect first'
) from who;

-- Numbers.
select is(
  public.keep_number_settings(
    admin, 70, pg_temp.sid('AC', '7'), pg_temp.sid('PN', '1'), '+493023125610', '{}'),
  '{"ok": false, "code": "E-NUMBER-TAKEN"}', 'a number of another connected workspace'
) from who;
select is(
  public.add_number(admin, 70, pg_temp.sid('PN', '1'), 'Main'), '{"ok": false, "code": "E-NUMBER-GONE"}',
  'a number is added after its settings are kept, never before'
) from who;
select is(
  public.keep_number_settings(
    admin, 70, pg_temp.sid('AC', '7'), pg_temp.sid('PN', '1'), '+442079460170', '{"voice_url": "https://old.example"}'),
  '{"ok": true}', 'kept'
) from who;
select is(public.add_number(admin, 70, pg_temp.sid('PN', '1'), 'Main'), '{"ok": true}', 'and added') from who;
select is(public.add_number(admin, 70, pg_temp.sid('PN', '1'), 'Main'), '{"ok": true}', 'twice is once') from who;
select is(
  (select array_agg(a.identity || ' ' || p.phone_number) from public.agent_phone as p
   join public.agent as a on a.id = p.agent_id where p.workspace_id = 70),
  array['olga +442079460170'], 'it rings who brought it in'
);
select is(
  public.connection_grant(admin, 70) -> 'numbers',
  jsonb_build_array(jsonb_build_object(
    'sid', pg_temp.sid('PN', '1'), 'number', '+442079460170', 'settings', '{"voice_url": "https://old.example"}'::jsonb,
    'app_sid', pg_temp.sid('AP', '1')
  )), 'what was there before is known'
) from who;
select public.keep_number_settings(
  admin, 70, pg_temp.sid('AC', '7'), pg_temp.sid('PN', '1'), '+442079460170',
  jsonb_build_object('voice_application_sid', pg_temp.sid('AP', '1'))
) from who;
select is(
  public.connection_grant(admin, 70) #>> '{numbers,0,settings,voice_url}', 'https://old.example',
  'our own settings never overwrite it'
) from who;

-- What was there before is sealed, and the log, which is kept for ever, has no more than the host of an address.
select is(
  public.keep_number_settings(
    admin, 70, pg_temp.sid('AC', '7'), pg_temp.sid('PN', '2'), '+442079460171',
    jsonb_build_object(
      'voice_url', 'https://olga:hidden-word@old.example:8443/hook/hidden-path?key=hidden-query#hidden-end',
      'voice_fallback_url', 'not an address: hidden-text', 'status_callback', null, 'voice_method', 'POST',
      'trunk_sid', pg_temp.sid('TK', '1')
    )), '{"ok": true}', 'settings with secrets in them'
) from who;
select is(public.add_number(admin, 70, pg_temp.sid('PN', '2'), 'Desk'), '{"ok": true}', 'and the number') from who;
select is(
  (select l.detail -> 'before' from public.audit_log as l
   where l.action = 'number.brought_in' and l.detail ->> 'number' = '+442079460171'),
  jsonb_build_object(
    'voice_url', 'https://old.example:8443', 'voice_fallback_url', '…', 'voice_method', 'POST',
    'trunk_sid', pg_temp.sid('TK', '1')
  ), 'the log says what answered the number, and no secret'
);
select is(
  (select array_agg(a.url || ' ' || coalesce(private.host_of(a.url), 'none')) from (values
    ('https://u:p@h.example'), ('http://h.example?key=1'), ('https://h.example/a@b'), ('https://u:p/w@h.example/'),
    ('https://u:1/w@h.example'), ('https://@h.example#x'), ('ftp://h.example'), ('')) as a (url)),
  array['https://u:p@h.example https://h.example', 'http://h.example?key=1 http://h.example', 'https://h.example/a@b none',
    'https://u:p/w@h.example/ none', 'https://u:1/w@h.example none', 'https://@h.example#x https://h.example',
    'ftp://h.example none', ' none'],
  'of an address its host, and nothing where that is in doubt'
);
select is(
  public.connection_grant(admin, 70) #>> '{numbers,1,settings,voice_url}',
  'https://olga:hidden-word@old.example:8443/hook/hidden-path?key=hidden-query#hidden-end', 'what puts them back has them whole'
) from who;
select public.rotate_data_key();
select is(
  public.connection_grant(admin, 70) #>> '{numbers,1,settings,voice_method}', 'POST', 'after a new data key, too'
) from who;
select is((select count(*) from public.audit_log where detail::text ~ 'hidden'), 0::bigint, 'none of it is in the log');
select is(
  (select count(*) from private.number_before as b where b::text ~ 'example')
  + (select count(*) from private.sealed_secret as s where encode(s.sealed, 'escape') ~ 'example'),
  0::bigint, 'nor in plain anywhere'
);
select is(
  public.remove_number(admin, 70, '+442079460171', 'put_away'), '{"ok": true}', 'the number goes'
) from who;
select is(
  (select array_agg(s.name) from private.sealed_secret as s where s.workspace_id = 70 and s.name like 'number%'),
  array['number_settings ' || pg_temp.sid('PN', '1')], 'and what was sealed of it'
);

-- A page asks as often as it needs to, and a loop does not.
update private.request_count set requests = 600, minute = date_trunc('minute', now()) where kind = 'connection';
select is(public.connection_grant(admin, 70), '{"ok": false, "code": "E-TOO-FAST"}', 'six hundred steps in a minute') from who;
update private.request_count set minute = date_trunc('minute', now()) - interval '1 minute' where kind = 'connection';
select is(public.connection_grant(admin, 70) ->> 'ok', 'true', 'the next minute is another') from who;
select is((select array_agg(requests) from private.request_count), array[1], 'and counts anew, in the same row');

-- Away again.
select is(
  public.forget_number_settings(admin, 70, pg_temp.sid('PN', '1'), 'restored'), '{"ok": true}', 'put back'
) from who;
select is(public.disconnect_account(admin, 70, pg_temp.sid('AC', '8')), '{"ok": true}', 'another account: nothing happens')
from who;
select isnt((select twilio_account_sid from public.workspace where id = 70), null, 'still connected');
select is(public.disconnect_account(admin, 70, pg_temp.sid('AC', '7')), '{"ok": true}', 'this account') from who;
select is(
  (select row(twilio_account_sid, twilio_auth_token, twilio_api_key_sid, twilio_twiml_app_sid)::text
   from public.workspace where id = 70),
  '(,,,)', 'nothing of it is left'
);
select is((select count(*) from private.sealed_secret where workspace_id = 70), 0::bigint, 'nor a secret');
select is((select count(*) from public.workspace_twilio_number where workspace_id = 70), 1::bigint,
  'the number stays for the next time');

-- Another workspace that connects the account may have the number.
select public.disconnect_account(tests.user_of('ingrid'), 2, 'AC5eed0000000000000000000000000002');
select public.connect_account(tests.user_of('ingrid'), 2, pg_temp.sid('AC', '7'), 'token');
select public.keep_number_settings(
  tests.user_of('ingrid'), 2, pg_temp.sid('AC', '7'), pg_temp.sid('PN', '1'), '+442079460170', '{}');
select is(public.add_number(tests.user_of('ingrid'), 2, pg_temp.sid('PN', '1'), 'Main'), '{"ok": true}', 'taken over');
select is(
  (select workspace_id from public.workspace_twilio_number where twilio_number = '+442079460170'), 2::bigint,
  'from the workspace that let go of it'
);

-- The log of all this.
select is(
  (select array_agg(l.action order by l.id) from public.audit_log as l where l.workspace_id = 70),
  array['workspace.created', 'account.connected', 'auth_token.replaced', 'api_key.made', 'api_key.made', 'twiml_app.set',
    'number.given', 'number.brought_in', 'number.brought_in', 'number.given', 'number.brought_in', 'number.put_away',
    'number.restored', 'account.disconnected',
    'number.removed'],
  'every change is a line, and what changed nothing is none'
);
select is(
  (select count(*) from public.audit_log where detail::text ~ 'token|one|two'), 0::bigint, 'without secrets'
);
select is(tests.attempt('postgres', 'update public.audit_log set action = ''a.b'' where true'), '23514', 'a line never changes');
select is(tests.attempt('postgres', 'delete from public.audit_log where true'), '23514', 'nor goes');

select * from finish();
rollback;
