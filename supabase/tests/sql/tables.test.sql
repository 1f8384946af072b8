-- Every table and every verb, for everybody. A number is how many rows were reached, 42501 is a denial.
-- The people: an outsider (no seat anywhere), another tenant's admin, and workspace 1's agent, supervisor
-- and admin; then nobody (anon) and the functions (service_role).

begin;
select no_plan();

create temporary table sample as
select
  (select min(id) from public.call where workspace_id = 1) as call_id,
  tests.seat_of('priya') as priya;

insert into public.agent_presence (agent_id, workspace_id, status)
values (tests.seat_of('priya'), 1, 'available'), (tests.seat_of('ingrid'), 2, 'available');
insert into public.call_leg (workspace_id, call_id, call_sid, role, made_by, to_address)
select c.workspace_id, c.id, 'CA' || lpad(c.id::text, 32, '0'), 'caller', 'twilio', '' from public.call as c;
insert into public.call_step (workspace_id, call_id, position, kind)
select c.workspace_id, c.id, 1, 'ring' from public.call as c;
insert into public.call_command (id, workspace_id, call_id, agent_id, kind)
select gen_random_uuid(), c.workspace_id, min(c.id), a.id, 'end'
from public.call as c join public.agent as a on a.workspace_id = c.workspace_id and a.identity in ('priya', 'ingrid')
group by c.workspace_id, a.id;
insert into public.call_event (workspace_id, call_id, source, payload, applied)
select c.workspace_id, c.id, 'outbound', '{}', true from public.call as c;
insert into private.webhook_refusal (day, workspace_id) values (current_date, 0);
insert into private.call_beat (call_id, agent_id, workspace_id)
select min(c.id), a.id, c.workspace_id
from public.call as c join public.agent as a on a.workspace_id = c.workspace_id and a.identity in ('priya', 'ingrid')
group by c.workspace_id, a.id;
insert into private.twilio_request (workspace_id, call_id, kind)
select c.workspace_id, c.id, 'find-legs' from public.call as c;
insert into public.health_check (workspace_id, "check", level, finding, facts)
values (1, 'account', 'green', 'account-full', '{}'), (2, 'account', 'green', 'account-full', '{}');
insert into public.blocked_caller (workspace_id, number) values (1, '+13125550199'), (2, '+13125550199');
insert into public.outcome_tag (workspace_id, name, key) values (1, 'Booked', 1), (2, 'Booked', 1);
insert into public.call_note (workspace_id, call_id, agent_id, body)
select c.workspace_id, c.id, (select min(a.id) from public.agent as a where a.workspace_id = c.workspace_id), 'x'
from public.call as c;
insert into public.do_not_call (workspace_id, number) values (1, '+13125550199'), (2, '+13125550199');
insert into public.invitation (workspace_id, email, role, invited_by)
values (1, 'a@new.example', 'agent', tests.seat_of('jonas')), (2, 'a@new.example', 'agent', tests.seat_of('ingrid'));

create temporary table expected (
  target text, verb text, statement text,
  outsider text, ingrid text, priya text, aoife text, jonas text, anon text, service_role text
);
insert into expected values
  ('workspace', 'select', 'select * from public.workspace',
   '0', '1', '1', '1', '1', '42501', '42501'),
  ('workspace', 'insert', 'insert into public.workspace (name) values (''x'')',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('workspace', 'rename', 'update public.workspace set name = ''x'', country = ''FR'' where id = 1',
   '0', '0', '0', '0', '1', '42501', '42501'),
  ('workspace', 'write the token', 'update public.workspace set twilio_auth_token = ''x'' where id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('workspace', 'write the account', 'update public.workspace set twilio_account_sid = null where id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('workspace', 'delete', 'delete from public.workspace where id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),

  ('agent', 'select', 'select * from public.agent',
   '0', '2', '4', '4', '4', '42501', '42501'),
  ('agent', 'insert',
   'insert into public.agent (workspace_id, user_id, identity, display_name)
    values (1, tests.user_of(''outsider''), ''x'', ''x'')',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('agent', 'rename', 'update public.agent set display_name = ''x'' where identity = ''priya''',
   '0', '0', '0', '0', '1', '42501', '42501'),
  ('agent', 'promote', 'update public.agent set role = ''admin'' where identity = ''priya''',
   '0', '0', '0', '0', '1', '42501', '42501'),
  ('agent', 'move', 'update public.agent set workspace_id = 2 where identity = ''priya''',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('agent', 'delete', 'delete from public.agent where identity = ''priya''',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),

  ('agent_presence', 'select', 'select * from public.agent_presence',
   '0', '1', '1', '1', '1', '42501', '42501'),
  ('agent_presence', 'insert',
   'insert into public.agent_presence (agent_id, workspace_id) values (tests.seat_of(''weiling''), 1)',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('agent_presence', 'update', 'update public.agent_presence set status = ''away'' where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('agent_presence', 'delete', 'delete from public.agent_presence where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),

  ('workspace_twilio_number', 'select', 'select * from public.workspace_twilio_number',
   '0', '1', '2', '2', '2', '42501', '42501'),
  ('workspace_twilio_number', 'insert',
   'insert into public.workspace_twilio_number (workspace_id, twilio_number) values (1, ''+442079460199'')',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('workspace_twilio_number', 'rename',
   'update public.workspace_twilio_number set friendly_name = ''x'' where workspace_id = 1',
   '0', '0', '0', '0', '2', '42501', '42501'),
  ('workspace_twilio_number', 'renumber',
   'update public.workspace_twilio_number set twilio_number = ''+442079460199'' where id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('workspace_twilio_number', 'delete', 'delete from public.workspace_twilio_number where id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('workspace_twilio_number', 'register an emergency address',
   'update public.workspace_twilio_number set emergency_address = true where id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),

  ('workspace_policy', 'select', 'select * from public.workspace_policy',
   '0', '1', '1', '1', '1', '42501', '42501'),
  ('workspace_policy', 'insert',
   'insert into public.workspace_policy (workspace_id, allowed_countries, time_zone) values (1, ''{}'', ''UTC'')',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('workspace_policy', 'change',
   'update public.workspace_policy
    set allowed_countries = ''{DE,CU}'', agent_calls_per_minute = 1, agent_minutes_per_day = 1,
        workspace_calls_per_minute = 1, workspace_minutes_per_day = 1, when_capped = ''pause'',
        time_zone = ''Europe/Paris'', calling_hours = null, block_withheld = true, show_listeners = false
    where workspace_id = 1',
   '0', '0', '0', '0', '1', '42501', '42501'),
  ('workspace_policy', 'set wrap-up', 'update public.workspace_policy set wrap_up_s = 30 where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('workspace_policy', 'resume', 'update public.workspace_policy set paused_at = null where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('workspace_policy', 'delete', 'delete from public.workspace_policy where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),

  ('blocked_caller', 'select', 'select * from public.blocked_caller',
   '0', '1', '0', '0', '1', '42501', '42501'),
  ('blocked_caller', 'insert',
   'insert into public.blocked_caller (workspace_id, number, is_prefix, note) values (1, ''+1312'', true, ''x'')',
   '42501', '42501', '42501', '42501', '1', '42501', '42501'),
  ('blocked_caller', 'insert in another''s name',
   'insert into public.blocked_caller (workspace_id, number, added_by) values (1, ''+1312'', tests.seat_of(''priya''))',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('blocked_caller', 'update', 'update public.blocked_caller set note = '''' where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('blocked_caller', 'delete', 'delete from public.blocked_caller where workspace_id = 1',
   '0', '0', '0', '0', '1', '42501', '42501'),

  ('do_not_call', 'select', 'select * from public.do_not_call',
   '0', '1', '0', '0', '1', '42501', '42501'),
  ('do_not_call', 'insert',
   'insert into public.do_not_call (workspace_id, number, is_prefix, note) values (1, ''+1312'', true, ''x'')',
   '42501', '42501', '42501', '42501', '1', '42501', '42501'),
  ('do_not_call', 'insert in another''s name',
   'insert into public.do_not_call (workspace_id, number, added_by) values (1, ''+1312'', tests.seat_of(''priya''))',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('do_not_call', 'update', 'update public.do_not_call set note = '''' where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('do_not_call', 'delete', 'delete from public.do_not_call where workspace_id = 1',
   '0', '0', '0', '0', '1', '42501', '42501'),

  ('agent_phone', 'select', 'select * from public.agent_phone',
   '0', '2', '2', '2', '7', '42501', '42501'),
  ('agent_phone', 'insert',
   'insert into public.agent_phone (agent_id, phone_number)
    values (tests.seat_of(''weiling''), ''+493023125610'') returning *',
   '42501', '42501', '42501', '42501', '1', '42501', '42501'),
  ('agent_phone', 'insert for the other tenant''s agent',
   'insert into public.agent_phone (agent_id, phone_number, workspace_id)
    values (tests.seat_of(''caoimhe''), ''+493023125610'', 1)',
   '42501', '23503', '42501', '42501', '42501', '42501', '42501'),
  ('agent_phone', 'insert the other tenant''s number',
   'insert into public.agent_phone (agent_id, phone_number)
    values (tests.seat_of(''priya''), ''+442079460150'')',
   '42501', '42501', '42501', '42501', '23503', '42501', '42501'),
  ('agent_phone', 'rename',
   'update public.agent_phone set friendly_name = ''x'' where agent_id = tests.seat_of(''priya'')',
   '0', '0', '0', '0', '2', '42501', '42501'),
  ('agent_phone', 'give to another',
   'update public.agent_phone set agent_id = tests.seat_of(''priya'') where agent_id = tests.seat_of(''aoife'')',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('agent_phone', 'delete', 'delete from public.agent_phone where agent_id = tests.seat_of(''priya'')',
   '0', '0', '0', '0', '2', '42501', '42501'),

  ('call', 'select', 'select * from public.call',
   '0', '2', '7', '10', '10', '42501', '42501'),
  ('call', 'insert',
   'insert into public.call (workspace_id, direction, from_number, to_number, status)
    values (1, ''inbound'', ''+1'', ''+1'', ''ringing'')',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('call', 'update', 'update public.call set status = ''completed'' where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('call', 'delete', 'delete from public.call where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),

  ('call_leg', 'select', 'select * from public.call_leg where role = ''caller''',
   '0', '2', '7', '10', '10', '42501', '42501'),
  ('call_leg', 'insert',
   'insert into public.call_leg (workspace_id, call_id, call_sid, role, made_by, to_address)
    select 1, call_id, ''CA1'', ''caller'', ''twilio'', '''' from sample',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('call_leg', 'update', 'update public.call_leg set status = ''completed'' where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('call_leg', 'delete', 'delete from public.call_leg where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),

  ('call_participant', 'select', 'select * from public.call_participant',
   '0', '3', '7', '15', '15', '42501', '42501'),
  ('call_participant', 'insert',
   'insert into public.call_participant (call_id, agent_id, workspace_id, joined_by) select call_id, priya, 1, ''ring'' from sample',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('call_participant', 'update', 'update public.call_participant set agent_id = 1 where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('call_participant', 'delete', 'delete from public.call_participant where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),

  ('call_step', 'select', 'select * from public.call_step',
   '0', '2', '7', '10', '10', '42501', '42501'),
  ('call_step', 'insert',
   'insert into public.call_step (workspace_id, call_id, position, kind) select 1, call_id, 9, ''say'' from sample',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('call_step', 'update', 'update public.call_step set rounds = 1 where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('call_step', 'delete', 'delete from public.call_step where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),

  ('call_command', 'select', 'select * from public.call_command',
   '0', '1', '1', '1', '1', '42501', '42501'),
  ('call_command', 'insert',
   'insert into public.call_command (id, workspace_id, call_id, agent_id, kind) select gen_random_uuid(), 1, call_id, priya, ''end'' from sample',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('call_command', 'update', 'update public.call_command set outcome = null where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('call_command', 'delete', 'delete from public.call_command where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),

  ('call_note', 'select', 'select * from public.call_note',
   '0', '2', '7', '10', '10', '42501', '42501'),
  ('call_note', 'insert',
   'insert into public.call_note (workspace_id, call_id, agent_id, body) select 1, call_id, priya, ''x'' from sample',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('call_note', 'update', 'update public.call_note set body = '''' where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('call_note', 'delete', 'delete from public.call_note where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),

  ('outcome_tag', 'select', 'select * from public.outcome_tag',
   '0', '1', '1', '1', '1', '42501', '42501'),
  ('outcome_tag', 'insert', 'insert into public.outcome_tag (workspace_id, name, key) values (1, ''x'', 2)',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('outcome_tag', 'update', 'update public.outcome_tag set name = ''x'' where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('outcome_tag', 'delete', 'delete from public.outcome_tag where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),

  ('call_event', 'select', 'select * from public.call_event',
   '0', '2', '0', '0', '10', '42501', '42501'),
  ('call_event', 'insert',
   'insert into public.call_event (workspace_id, source, payload, applied) values (1, ''sdk'', ''{}'', true)',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('call_event', 'update', 'update public.call_event set reason = null where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('call_event', 'delete', 'delete from public.call_event where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),

  ('audit_log', 'select', 'select * from public.audit_log',
   '0', '11', '0', '0', '18', '42501', '42501'),
  ('audit_log', 'insert',
   'insert into public.audit_log (workspace_id, agent_name, action) values (1, ''SQL'', ''a.b'')',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('audit_log', 'update', 'update public.audit_log set action = ''a.b'' where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('audit_log', 'delete', 'delete from public.audit_log where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),

  ('health_check', 'select', 'select * from public.health_check',
   '0', '1', '0', '0', '1', '42501', '42501'),
  ('health_check', 'insert',
   'insert into public.health_check (workspace_id, "check", level, finding, facts)
    values (1, ''app'', ''green'', ''app-right'', ''{}'')',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('health_check', 'update', 'update public.health_check set level = ''red'' where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('health_check', 'delete', 'delete from public.health_check where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501');

insert into expected values
  ('invitation', 'select', 'select * from public.invitation',
   '0', '1', '0', '0', '1', '42501', '42501'),
  ('invitation', 'insert',
   'insert into public.invitation (workspace_id, email, role, invited_by)
    values (1, ''a@b.example'', ''admin'', tests.seat_of(''jonas''))',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('invitation', 'update', 'update public.invitation set role = ''admin'' where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501'),
  ('invitation', 'delete', 'delete from public.invitation where workspace_id = 1',
   '42501', '42501', '42501', '42501', '42501', '42501', '42501');

-- What nobody may touch, whatever the verb.
insert into expected
select
  'private.' || t.name, v.verb, format(v.statement, t.name, t.col),
  '42501', '42501', '42501', '42501', '42501', '42501', '42501'
from (
  values ('sealed_secret', 'name'), ('data_key', 'version'), ('webhook_refusal', 'day'),
  ('number_before', 'number_sid'), ('expected_forgery', 'pending'), ('health_setting', 'value'), ('health_run', 'began_at'),
  ('retiring_api_key', 'retired_at'), ('reported_token', 'key_sid'), ('invitation_token', 'invitation_id'),
  ('early_event', 'sid'), ('request_count', 'kind'), ('call_check', 'checked_at'), ('reconcile_run', 'asked_at'), ('erasure', 'relation'),
  ('twilio_request', 'outcome'), ('call_beat', 'beaten_at'), ('recording', 'status'), ('recording_wish', 'wanted'),
  ('consent', 'sentence'), ('listening_pass', 'expires_at')
) as t (name, col),
(
  values
    ('select', 'select * from private.%I'),
    ('insert', 'insert into private.%I default values'),
    ('update', 'update private.%1$I set %2$I = %2$I where true'),
    ('delete', 'delete from private.%I where true')
) as v (verb, statement);

grant select on sample to public;
select is(
  tests.attempt(w.who, e.statement),
  to_jsonb(e) ->> w.who,
  format('%s: %s %s', e.target, w.who, e.verb)
)
from expected as e,
  unnest(array['outsider', 'ingrid', 'priya', 'aoife', 'jonas', 'anon', 'service_role']) as w (who);

select is(
  (
    select array_agg(distinct c.oid::regclass::text order by c.oid::regclass::text)
    from pg_class as c
    where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm')
  ),
  (select array_agg(distinct target order by target) from expected),
  'no table is missing from this list'
);
select is(
  (
    select count(*) from pg_class as c
    where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace)
      and c.relkind = 'r' and not c.relrowsecurity
  ),
  0::bigint, 'row-level security is on for every table'
);

select * from finish();
rollback;
