-- Seats: what stays for ever, what an admin may change, and what an inactive person sees.

begin;
select no_plan();

create function pg_temp.change(who text, set_clause text, identity text) returns text
language sql as $$
  select tests.attempt(who, format('update public.agent set %s where identity = %L', set_clause, identity));
$$;

select is(pg_temp.change('postgres', c, 'priya'), '23514', 'not even SQL changes a seat''s ' || c)
from unnest(array[
  'identity = ''other''', 'workspace_id = 2', 'user_id = tests.user_of(''outsider'')'
]) as c;
select is(
  tests.attempt('postgres', 'delete from public.agent where identity = ''priya'''), '23514',
  'a seat is never deleted'
);
select is(
  tests.attempt('postgres', format(
    'insert into public.agent (workspace_id, user_id, identity, display_name) values (%s)', v.row
  )),
  v.expected, v.what
)
from (
  values
    ('1, tests.user_of(''outsider''), ''priya'', ''x''', '23505', 'an identity is unique in its workspace'),
    ('2, tests.user_of(''outsider''), ''priya'', ''x''', '1', 'another workspace may have the same identity'),
    ('1, tests.user_of(''priya''), ''priya2'', ''x''', '23505', 'a person has one seat in a workspace'),
    ('2, tests.user_of(''priya''), ''priya'', ''x''', '1', 'a person may have seats in several workspaces'),
    ('1, tests.user_of(''outsider''), ''pri-ya'', ''x''', '23514', 'an identity is letters, digits and _'),
    ('1, tests.user_of(''outsider''), '''', ''x''', '23514', 'an identity is not empty'),
    ('1, tests.user_of(''outsider''), repeat(''a'', 121), ''x''', '1', 'an identity has up to 121 characters'),
    ('1, tests.user_of(''outsider''), repeat(''a'', 122), ''x''', '23514', 'and no more')
) as v (row, expected, what);

select is(pg_temp.change('jonas', 'role = ''agent''', 'jonas'), '23514', 'the only admin cannot step down');
select is(pg_temp.change('jonas', 'active = false', 'jonas'), '23514', 'nor leave');
select is(pg_temp.change('postgres', 'active = false', 'jonas'), '23514', 'not even by SQL');
select is(pg_temp.change('jonas', 'display_name = ''J. Albrecht''', 'jonas'), '1', 'but change their name');
select is(pg_temp.change('jonas', 'role = ''admin''', 'priya'), '1', 'an admin can make another');
select is(pg_temp.change('jonas', 'active = false', 'aoife'), '1', 'and make any other seat inactive');
select is(pg_temp.change('jonas', 'role = ''owner''', 'aoife'), '23514', 'there are three roles');
update public.agent set role = 'admin' where identity = 'priya';
select is(pg_temp.change('jonas', 'role = ''agent''', 'jonas'), '1', 'one of two admins can step down');
update public.agent set active = false where identity = 'priya';
select is(pg_temp.change('jonas', 'role = ''agent''', 'jonas'), '23514', 'an inactive admin does not count');

select is(
  tests.attempt('priya', format('select * from public.%I', t)), '0', 'an inactive person sees nothing of ' || t
)
from unnest(array[
  'workspace', 'agent', 'agent_presence', 'workspace_twilio_number', 'agent_phone', 'call', 'call_leg',
  'call_participant', 'call_step', 'call_command', 'call_event'
]) as t;

select is(
  tests.attempt('priya', $$ update public.agent set active = true where identity = 'priya' $$), '0',
  'and cannot come back by themselves'
);

-- The administrator's own SQL.
select lives_ok(
  $$ insert into workspace (twilio_account_sid, twilio_auth_token)
     values ('AC00000000000000000000000000000003', 'plain text from the guide') $$,
  'a workspace needs no more than the guide names'
);
select is(
  (select twilio_auth_token from public.workspace where twilio_account_sid = 'AC00000000000000000000000000000003'),
  'sealed', 'and its token is sealed'
);
select lives_ok(
  $$ insert into agent_phone (agent_id, phone_number, friendly_name)
     select id, '+493023125610', 'Sales' from agent where identity = 'weiling' $$,
  'a number is given to a seat without naming the workspace'
);
select is(
  (select distinct workspace_id from public.agent_phone where agent_id = tests.seat_of('weiling')), 1::bigint,
  'which is the agent''s'
);

-- No row joins two workspaces, whoever writes it.
select is(tests.attempt('postgres', v.statement), '23503', v.what)
from (
  values
    ('insert into public.agent_phone (agent_id, phone_number)
      values (tests.seat_of(''priya''), ''+442079460150'')',
     'a seat cannot have another workspace''s number'),
    ('insert into public.agent_presence (agent_id, workspace_id) values (tests.seat_of(''priya''), 2)',
     'presence is of the seat''s workspace'),
    ('update public.call set agent_id = tests.seat_of(''caoimhe'') where workspace_id = 1',
     'a call is not of another workspace''s agent'),
    ('update public.call set number_id = 3 where workspace_id = 1',
     'a call is not of another workspace''s number'),
    ('insert into public.call_participant (call_id, agent_id, workspace_id, joined_by)
      select min(id), tests.seat_of(''caoimhe''), 1, ''ring'' from public.call where workspace_id = 1',
     'a call does not concern another workspace''s agent'),
    ('insert into public.call_leg (workspace_id, call_id, call_sid, role, made_by, to_address)
      select 2, min(id), ''CA1'', ''caller'', ''twilio'', '''' from public.call where workspace_id = 1',
     'a leg is of its call''s workspace'),
    ('insert into public.call_event (workspace_id, call_id, source, payload, applied)
      select 2, min(id), ''sdk'', ''{}'', true from public.call where workspace_id = 1',
     'an event is of its call''s workspace')
) as v (statement, what);

select is(
  tests.attempt('postgres', v.statement), '23505', v.what
)
from (
  values
    ('insert into public.workspace_twilio_number (workspace_id, twilio_number) values (2, ''+493023125610'')',
     'a number belongs to one workspace'),
    ('update public.workspace set twilio_twiml_app_sid = ''AP5eed0000000000000000000000000001'' where id = 2',
     'a TwiML App belongs to one workspace'),
    ('update public.workspace set twilio_account_sid = ''AC5eed0000000000000000000000000001'' where id = 2',
     'a Twilio account belongs to one workspace')
) as v (statement, what);

select * from finish();
rollback;
