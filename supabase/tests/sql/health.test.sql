-- Connection health: who may run the checks, what a run keeps, what is counted as a refusal, and the hourly job.

begin;
select no_plan();

create temporary table who as
select
  tests.user_of('jonas') as admin, tests.user_of('priya') as agent, tests.user_of('aoife') as supervisor,
  tests.user_of('ingrid') as stranger,
  (select decrypted_secret from vault.decrypted_secrets where name = 'softphone_health_secret') as secret;

-- Who may.
select is(x.answer ->> 'code', x.code, x.label)
from who, lateral (
  values
    ('an agent', 'E-ADMIN', public.health_grant(agent, 1, null)),
    ('a supervisor', 'E-ADMIN', public.health_grant(supervisor, 1, null)),
    ('another tenant''s admin', 'E-SEAT', public.health_grant(stranger, 1, null)),
    ('no such workspace', 'E-SEAT', public.health_grant(admin, 999, null)),
    ('a guessed secret', 'E-SECRET', public.health_grant(null, 1, 'x')),
    ('a guessed secret beside an admin', 'E-SECRET', public.health_grant(admin, 1, 'x')),
    ('an empty secret', 'E-SECRET', public.health_grant(null, 1, '')),
    ('the secret, no such workspace', 'E-SECRET', public.health_grant(null, 999, secret)),
    ('the agent keeps nothing', 'E-ADMIN', public.keep_health(agent, 1, null, 'https://x.example', '[]', null)),
    ('a guess keeps nothing', 'E-SECRET', public.keep_health(null, 1, 'x', 'https://x.example', '[]', null))
) as x (label, code, answer);
select is((select count(*) from private.health_setting), 0::bigint, 'who is refused sets no address');
select is(public.health_grant(admin, 1, null) ->> 'ok', 'true', 'an admin') from who;
select is(public.health_grant(null, 1, secret) ->> 'ok', 'true', 'the hourly run') from who;
select matches(secret, '^[0-9a-f]{64}$', 'the secret has 256 bits') from who;

-- What the database knows.
update public.agent_presence set status = 'away' where true;
insert into public.agent_presence (agent_id, workspace_id, status, heard_at)
values (tests.seat_of('priya'), 1, 'available', now())
on conflict (agent_id) do update set status = 'available', heard_at = now();
create temporary table fact as
select f.number ->> 'number' as number, (f.number ->> 'ring')::int as ring, (f.number ->> 'given')::int as given
from jsonb_array_elements(private.health_facts(1) -> 'numbers') as f (number);
select set_eq(
  'select number from fact', 'select twilio_number from public.workspace_twilio_number where workspace_id = 1',
  'every number is there'
);
select is(
  (select array_agg(distinct ring) from fact where number in (
    select phone_number from public.agent_phone where agent_id = tests.seat_of('priya') and rings)),
  array[1], 'a number of hers rings Priya'
);
select is(
  (select array_agg(given order by number) from fact),
  (select array_agg(n order by twilio_number) from (
    select twilio_number, (select count(*) from public.agent_phone as p where p.phone_number = twilio_number and rings)::int as n
    from public.workspace_twilio_number where workspace_id = 1) as x),
  'and is given to so many'
);

-- What a run keeps.
delete from realtime.messages where true;
create temporary table kept as
select public.keep_health(admin, 1, null, 'https://here.example/functions/v1', '[
  {"check": "account", "level": "green", "finding": "account-full", "facts": {"isSubaccount": false}, "repair": null},
  {"check": "app", "level": "red", "finding": "app-missing", "facts": {"appSid": null},
   "repair": {"by": "connection", "steps": [{"action": "app"}]}}
]', array['+493023125610', '+10']) as answer from who;
select is(
  (select array_agg(c ->> 'check' || ' ' || (c ->> 'level') order by c ->> 'check')
   from kept, jsonb_array_elements(answer -> 'checks') as c),
  array['account green', 'app red'], 'is answered'
);
select is(
  (select array_agg(topic || ' ' || (payload ->> 'red') || ' ' || (payload ->> 'amber')) from realtime.messages),
  array['workspace:1:health 1 0'], 'and announced once, with numbers only'
);
select is((select repair from public.health_check where "check" = 'account'), null, 'no repair is null, not a JSON null');
select is(
  (select array_agg(twilio_number) from public.workspace_twilio_number where emergency_address), array['+493023125610'],
  'a number of the workspace has an emergency address'
);
select is(tests.attempt('jonas', 'select from public.health_check'), '2', 'its admin reads it');
select is(tests.attempt('ingrid', 'select from public.health_check'), '0', 'another tenant''s does not');

update public.health_check set since = now() - interval '2 days', checked_at = now() - interval '1 hour' where true;
select public.keep_health(null, 1, secret, 'https://here.example/functions/v1', '[
  {"check": "account", "level": "green", "finding": "account-full", "facts": {"isSubaccount": true}, "repair": null}
]', null) from who;
select is(
  (select array_agg("check" || ' ' || (since < now() - interval '1 day') || ' ' || (checked_at = now()))
   from public.health_check where workspace_id = 1),
  array['account true true'], 'the same level is as old as it was; a check that is not made any more goes'
);
select public.keep_health(null, 1, secret, 'https://here.example/functions/v1', '[
  {"check": "account", "level": "amber", "finding": "account-trial", "facts": {"verified": []}, "repair": null}
]', null) from who;
select is(
  (select count(*) from public.workspace_twilio_number where emergency_address), 1::bigint,
  'a run that did not learn of addresses leaves them'
);
select is((select since = now() from public.health_check where workspace_id = 1), true, 'another level begins now');

-- Refusals.
delete from private.expected_forgery where true;
delete from private.webhook_refusal where true;
create function pg_temp.forge() returns text
language sql as $$
  select public.apply_webhook('status', 'AC5eed0000000000000000000000000001', 'forged', array['x'], '{}') ->> 'verdict';
$$;
create function pg_temp.refused() returns text
language sql as $$
  select concat_ws(' ', sum(refused), sum(in_a_row)) from private.webhook_refusal where workspace_id = 1;
$$;
select is(pg_temp.forge(), 'forbidden', 'a forged request is refused');
select is(pg_temp.refused(), '1 1', 'and counted');
select pg_temp.forge();
select is(pg_temp.refused(), '2 2', 'as the next one is');
select is((private.health_facts(1) ->> 'refused')::int, 2, 'so many since the last that verified');
select public.health_grant(admin, 1, null) from who;
select is(pg_temp.forge(), 'forbidden', 'our own forgery is refused like any');
select is(pg_temp.refused(), '2 2', 'and not counted');
select pg_temp.forge();
select is(pg_temp.refused(), '3 3', 'once only');
update private.expected_forgery set pending = 1, expires_at = now() - interval '1 second' where true;
select pg_temp.forge();
select is(pg_temp.refused(), '4 4', 'and not for long');
update private.webhook_refusal set last_refused_at = now() - interval '1 hour' where true;
insert into public.call_event (workspace_id, call_id, source, payload, applied, received_at)
select 1, min(id), 'status', '{}', true, now() - interval '1 minute' from public.call where workspace_id = 1;
update private.webhook_refusal set last_refused_at = now() - interval '1 hour' where true;
select is((private.health_facts(1) ->> 'refused')::int, 0, 'a webhook that verified ends the row');
select pg_temp.forge();
select is((private.health_facts(1) ->> 'refused')::int, 1, 'and the next refusal begins another');

-- The hourly job.
select is(
  (select schedule || ' ' || command from cron.job where jobname = 'check-health'),
  '*/5 * * * * select private.check_health()', 'it is scheduled'
);
delete from private.health_run where true;
select is(private.check_health(), 2, 'both connected workspaces are due');
select is(private.check_health(), 0, 'nobody is asked twice within the hour');
update private.health_run set began_at = now() - interval '61 minutes' where workspace_id = 2;
select is(private.check_health(), 1, 'after the hour, again');
delete from private.health_setting where true;
update private.health_run set began_at = now() - interval '61 minutes' where true;
select is(private.check_health(), 0, 'before anybody ever asked the function, nothing is sent');

select public.keep_functions_url('https://there.example/functions/v1');
update private.health_run set began_at = now() - interval '61 minutes' where true;
select is(private.check_health(), 2, 'as soon as a function said where they are, it begins by itself');

-- A token beside the token.
update public.workspace set twilio_auth_token_next = 'the-next-one' where id = 1;
select is(public.health_grant(null, 1, secret) ->> 'next_auth_token', 'the-next-one', 'the next token may be promoted') from who;
select public.promote_next_token(admin, 1) from who;
select is(
  public.health_grant(null, 1, secret) ->> 'next_auth_token', null, 'the former one Twilio does not take any more'
) from who;
select public.forget_next_token(admin, 1) from who;

-- Test calls.
select is(x.answer ->> 'code', x.code, x.label)
from who, lateral (
  values
    ('an agent', 'E-ADMIN', public.begin_test_call(agent, 1, '+442079460100')),
    ('another tenant''s admin', 'E-SEAT', public.begin_test_call(stranger, 1, '+442079460100')),
    ('another tenant''s number', 'E-NUMBER-GONE', public.begin_test_call(admin, 1, '+442079460150'))
) as x (label, code, answer);
select is(
  (select public.begin_test_call(stranger, 2, '+442079460150') -> 'from' from who), 'null', 'the only number is dialed by a person'
);
select is((select count(*) from public.audit_log where action = 'health.test_called'), 0::bigint, 'which nobody writes down');
select is(
  public.begin_test_call(admin, 1, '+442079460100') ->> 'from', '+493023125610', 'another number of the workspace rings it'
) from who;
select is(
  (select array_agg(agent_id || ' ' || detail) from public.audit_log where action = 'health.test_called'),
  array[tests.seat_of('jonas') || ' {"from": "+493023125610", "number": "+442079460100"}'], 'and that is written down'
);
insert into public.audit_log (workspace_id, agent_id, action, created_at)
select 1, tests.seat_of('jonas'), 'health.test_called', now() - n * interval '3 minutes' - interval '1 minute'
from generate_series(1, 18) as n;
select is(public.begin_test_call(admin, 1, '+493023125610') ->> 'ok', 'true', 'the twentieth of an hour') from who;
select is(
  public.begin_test_call(admin, 1, '+493023125610'),
  jsonb_build_object(
    'ok', false, 'code', 'E-TEST-LIMIT', 'until', now() + interval '5 minutes', 'time_zone',
    (select time_zone from public.workspace_policy where workspace_id = 1)
  ),
  'the next one waits until the oldest is an hour old'
) from who;
select is(
  (select count(*) from public.audit_log where action = 'health.test_called'), 20::bigint, 'and is not written down'
);

-- Another account.
delete from realtime.messages where true;
select public.disconnect_account(admin, 1, 'AC5eed0000000000000000000000000001') from who;
select is((select count(*) from public.health_check where workspace_id = 1), 0::bigint, 'what was found goes with the account');
select is(
  (select payload ->> 'checked_at' from realtime.messages where topic = 'workspace:1:health' order by inserted_at desc limit 1),
  null, 'and the admins hear of it'
);

-- A page's button in a loop.
select public.health_grant(admin, 1, null) from who;
update private.request_count set requests = 30, minute = date_trunc('minute', now()) where kind = 'health';
select is(public.health_grant(admin, 1, null), '{"ok": false, "code": "E-TOO-FAST"}', 'thirty checks a minute by a person') from who;
select is(public.health_grant(null, 1, secret) ->> 'ok', 'true', 'which do not stand in the hourly run''s way') from who;

select * from finish();
rollback;
