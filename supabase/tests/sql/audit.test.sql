-- The audit log: who is named for a change, by the API and by SQL, and that no secret is in it.

begin;
select no_plan();

create function pg_temp.last_lines(workspace bigint, lines bigint) returns text[]
language sql as $$
  select array_agg(concat_ws(' ', x.agent_name, x.action, x.detail) order by x.id)
  from (
    select l.* from public.audit_log as l where l.workspace_id = last_lines.workspace order by l.id desc limit lines
  ) as x;
$$;
create function pg_temp.run(who text, statement text) returns void
language plpgsql as $$
begin
  perform tests.act_as(who);
  execute statement;
  perform set_config('role', 'postgres', true), set_config('request.jwt.claims', '', true);
end;
$$;

-- An admin's page.
select pg_temp.run('jonas', $$ update public.workspace set name = 'Nordlicht', country = 'AT' where id = 1 $$);
select is(
  pg_temp.last_lines(1, 3), array[
    'Jonas Albrecht workspace.renamed {"after": "Nordlicht", "before": "Nordlicht Reisen"}',
    'Jonas Albrecht workspace.country_changed {"after": "AT", "before": "DE"}',
    'Jonas Albrecht policy.changed {"time_zone": {"after": "Europe/Vienna", "before": "Europe/Berlin"}}'
  ], 'name and country with what follows from it, in the name of the admin'
);
select is(
  (select distinct l.agent_id from public.audit_log as l where l.action = 'workspace.renamed'),
  tests.seat_of('jonas'), 'by their seat'
);
create temporary table length as select count(*) as lines from public.audit_log;
select pg_temp.run('jonas', $$ update public.workspace set name = 'Nordlicht', country = 'AT' where id = 1 $$);
select pg_temp.run('priya', $$ update public.workspace set name = 'Mine' where id = 1 $$);
select is((select count(*) from public.audit_log), lines, 'what changes nothing is no line') from length;
update public.agent set display_name = 'J. Albrecht' where identity = 'jonas';
select is(
  (select l.agent_name from public.audit_log as l where l.action = 'workspace.renamed'), 'Jonas Albrecht',
  'a name later does not change who it was then'
);

-- The guide's SQL.
update public.workspace
set twilio_account_sid = 'AC5eed0000000000000000000000000009', twilio_auth_token = 'not for the log'
where id = 1;
update public.workspace set twilio_auth_token = 'sealed', twilio_auth_token_next = 'nor this' where id = 1;
update public.workspace set twilio_twiml_app_sid = 'AP5eed0000000000000000000000000009', name = 'N' where id = 1;
update public.workspace set twilio_auth_token_next = null where id = 1;
select is(
  pg_temp.last_lines(1, 6), array[
    'SQL auth_token.replaced {}',
    'SQL account.connected {"account_sid": "AC5eed0000000000000000000000000009"}',
    'SQL next_auth_token.stored {}',
    'SQL workspace.renamed {"after": "N", "before": "Nordlicht"}',
    'SQL twiml_app.set {"app_sid": "AP5eed0000000000000000000000000009"}',
    'SQL next_auth_token.removed {}'
  ], 'account, token and app, in the name of SQL'
);
insert into public.workspace (id, name, country, twilio_account_sid, twilio_auth_token) overriding system value
values (70, 'New', 'GB', 'AC5eed0000000000000000000000000070', 'nor that');
select is(
  pg_temp.last_lines(70, 9), array[
    'SQL auth_token.stored {}',
    'SQL workspace.created {"name": "New", "country": "GB"}',
    'SQL account.connected {"account_sid": "AC5eed0000000000000000000000000070"}'
  ], 'a workspace made with its credentials'
);
update public.workspace set twilio_account_sid = null, twilio_auth_token = null where id = 70;
select is(
  pg_temp.last_lines(70, 2), array[
    'SQL auth_token.removed {}',
    'SQL account.disconnected {"account_sid": "AC5eed0000000000000000000000000070"}'
  ], 'and its credentials taken away'
);
create temporary view length_now as select count(*) as lines from public.audit_log;
update length set lines = (select n.lines from length_now as n);
select public.rotate_data_key();
select is((select n.lines from length_now as n), lines, 'a new data key is no new token') from length;

-- The product by itself, and a function on behalf of an admin.
select pg_temp.run(
  'service_role',
  $$ select public.store_api_key(1, 'AC5eed0000000000000000000000000009', 'SK5eed0000000000000000000000000009', 's') $$
);
select is(
  pg_temp.last_lines(1, 1),
  array['System api_key.made {"api_key_sid": "SK5eed0000000000000000000000000009"}'], 'a key made for the first token'
);
insert into public.agent (workspace_id, user_id, role, identity, display_name)
values (70, tests.user_of('outsider'), 'admin', 'olga', 'Olga');
select pg_temp.run('service_role', format(
  'select public.connect_account(%L, 70, %L, %L)',
  tests.user_of('outsider'), 'AC5eed0000000000000000000000000071', 'a third'
));
select is(
  pg_temp.last_lines(70, 2), array[
    'SQL account.disconnected {"account_sid": "AC5eed0000000000000000000000000070"}',
    'Olga account.connected {"account_sid": "AC5eed0000000000000000000000000071"}'
  ], 'a function''s RPC writes one line, in the name of the admin'
);
select is(
  (private.acting_seat(70)).identity, 'olga', 'for whom triggers write, too, until the transaction ends'
);
select is((private.acting_seat(1)).identity, null, 'in that workspace alone');

select is(
  (select count(*) from public.audit_log as l where l.detail::text ~ 'not for the log|nor this|nor that|a third'),
  0::bigint, 'without secrets'
);
select is(
  (select count(*) from public.audit_log as l where l.agent_id is null and l.agent_name not in ('SQL', 'System')),
  0::bigint, 'nobody''s seat is SQL or the system'
);
select is(
  tests.attempt(w.who, $$ select private.audit_change(1, 'a.b', '{}') $$), '42501', w.who || ' writes no lines'
)
from unnest(array['jonas', 'outsider', 'anon', 'service_role']) as w (who);

-- A seat that changes things in a loop.
create function pg_temp.rename(who text, statement text) returns text
language plpgsql as $$
declare
  v_code text;
begin
  perform tests.act_as(who);
  execute statement;
  perform tests.act_as('postgres');
  return 'done';
exception when raise_exception then
  get stacked diagnostics v_code = pg_exception_detail;
  return v_code;
end;
$$;
create function pg_temp.lines_by(who text, lines integer, at timestamptz) returns void
language sql as $$
  insert into public.audit_log (workspace_id, agent_id, agent_name, action, created_at)
  select a.workspace_id, a.id, a.display_name, 'policy.changed', lines_by.at
  from public.agent as a, generate_series(1, lines_by.lines)
  where a.id = tests.seat_of(lines_by.who);
$$;
select pg_temp.lines_by('ingrid', 299, now() - interval '59 seconds');
select is(
  pg_temp.rename('ingrid', 'update public.workspace set name = ''One'' where id = 2'), 'done', 'three hundred lines a minute'
);
insert into public.workspace_twilio_number (workspace_id, twilio_number)
select 2, '+4420794' || n from generate_series(10000, 10400) as n;
select is(
  pg_temp.rename('ingrid', 'update public.workspace_twilio_number set for_new_agents = true where workspace_id = 2'), 'done',
  'one change that is many lines is not cut off'
);
select pg_temp.lines_by('ingrid', 1, now() - interval '1 second');
select is(
  pg_temp.rename('ingrid', 'update public.workspace set name = ''Two'' where id = 2'), 'E-CHANGES-LIMIT', 'and no more'
);
select is((select name from public.workspace where id = 2), 'One', 'what is over the limit is not done');
update public.workspace set name = 'Three' where id = 2;
select is((select name from public.workspace where id = 2), 'Three', 'SQL goes on');
select is(
  public.disconnect_account(tests.user_of('ingrid'), 2, 'AC5eed0000000000000000000000000002'), '{"ok": true}',
  'and so do the functions, which write down what they did at Twilio'
);
select pg_temp.lines_by('jonas', 5000, now() - interval '23 hours');
select is(
  pg_temp.rename('jonas', 'update public.workspace set name = ''Four'' where id = 1'), 'E-CHANGES-LIMIT', 'five thousand a day'
);

select * from finish();
rollback;
