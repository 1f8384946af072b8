-- What is another tenant's answers like what there is not: every RPC of the API, asked with both. A new RPC is asked, too;
-- a new argument needs a line in "pool".

begin;
select no_plan();

-- Something of workspace 2 of each kind that has an ID.
insert into public.invitation (workspace_id, email, role, invited_by, expires_at)
values (2, 'pending@new.example', 'agent', tests.seat_of('ingrid'), now() + interval '1 day'),
  (2, 'expired@new.example', 'agent', tests.seat_of('ingrid'), now() - interval '1 day');
insert into private.invitation_token (invitation_id, token_hash)
select i.id, sha256(convert_to('expired', 'UTF8')) from public.invitation as i where i.email = 'expired@new.example';
select public.store_api_key(1, 'AC5eed0000000000000000000000000001', 'SK' || repeat('1', 32), 'x');
select public.store_api_key(2, 'AC5eed0000000000000000000000000002', 'SK' || repeat('2', 32), 'x');
insert into private.number_before (workspace_id, number_sid, twilio_number)
values (2, 'PN' || repeat('2', 32), '+442079460150');
insert into public.call (workspace_id, ticket, direction, from_number, to_number, agent_id, status, expires_at)
values (2, gen_random_uuid(), 'outbound', '+442079460150', '+14155550142', tests.seat_of('ingrid'), 'created',
  now() + interval '1 minute');

insert into public.outcome_tag (workspace_id, name, key) values (2, 'Booked', 1);
insert into public.call_leg (workspace_id, call_id, call_sid, role, made_by, to_address)
select 2, max(c.id), 'CA' || repeat('2', 32), 'callee', 'dial', '' from public.call as c where c.workspace_id = 2;
insert into private.recording (workspace_id, call_id, leg_id, account_sid, recording_sid, status, started_at, checked_at)
select 2, l.call_id, l.id, 'AC5eed0000000000000000000000000002', 'RE' || repeat('2', 32), 'completed', now(), now()
from public.call_leg as l where l.call_sid = 'CA' || repeat('2', 32);

-- What each argument may be, as SQL: the caller's own or just right, another tenant's, and what there is not.
create temporary table pool (rpc text, argument text, own text, theirs text, none text);
insert into pool (argument, own, theirs, none)
select p.argument, p.own, quote_literal(p.theirs), quote_literal(p.none)
from (
  values
    ('workspace_id', '1', '2', '999999'),
    ('identity', null, 'ingrid', 'nobody'),
    ('call_id', '0', (select max(c.id)::text from public.call as c where c.workspace_id = 2), '999999999'),
    ('recording_id', '0', (select max(r.id)::text from private.recording as r where r.workspace_id = 2), '999999999'),
    ('invitation_id', '0', (select min(i.id)::text from public.invitation as i where i.workspace_id = 2), '999999999'),
    ('tag_id', 'null', (select min(t.id)::text from public.outcome_tag as t where t.workspace_id = 2), '999999999'),
    ('token', '''x''', 'expired', 'nobody made this'),
    ('from_number', '''+493023125610''', '+442079460150', '+442079460199'),
    ('twilio_number', '''+493023125610''', '+442079460150', '+442079460199'),
    ('account_sid', '''AC5eed0000000000000000000000000001''', 'AC5eed0000000000000000000000000002', 'AC' || repeat('9', 32)),
    ('number_sid', 'repeat(''1'', 34)', 'PN' || repeat('2', 32), 'PN' || repeat('9', 32)),
    ('former_sid', '''SK'' || repeat(''1'', 32)', 'SK' || repeat('2', 32), 'SK' || repeat('9', 32)),
    ('key_sid', '''SK'' || repeat(''3'', 32)', 'SK' || repeat('2', 32), 'SK' || repeat('9', 32)),
    ('app_sid', '''AP'' || repeat(''3'', 32)', 'AP5eed0000000000000000000000000002', 'AP' || repeat('9', 32)),
    ('api_key_sid', '''SK'' || repeat(''1'', 32)', 'SK' || repeat('2', 32), 'SK' || repeat('9', 32))
) as p (argument, own, theirs, none);
insert into pool (argument, own)
values
  ('user_id', null), ('status', '''available'''), ('kind', '''warning'''), ('payload', '''{}'''), ('name', '''x'''),
  ('country', '''DE'''), ('colleague', '''aoife'''), ('paused', 'true'), ('to_number', '''+14155550142'''), ('mode', '''browser'''),
  ('to_country', '''US'''), ('emergency', 'false'), ('command_id', '''00000000-0000-4000-8000-000000000009'''),
  ('command', '''end'''), ('arguments', '''{}'''), ('leaving', 'false'), ('key_secret', '''x'''), ('auth_token', '''x'''), ('settings', '''{}'''),
  ('friendly_name', ''''''), ('uses', '''[]'''), ('secret', 'null'), ('functions_url', '''https://x.example'''),
  ('findings', '''[]'''), ('emergency_numbers', '''{}'''), ('email', '''new@new.example'''), ('role', '''agent'''),
  ('token_hash', 'repeat(''00'', 32)'), ('reason', '''asked for'''), ('outcome', '''gone'''), ('display_name', '''Kim Reed'''),
  ('which', '''all'''), ('count', '100'), ('before_at', 'null'), ('before_id', 'null'), ('since', 'now() - interval ''1 day'''),
  ('body', '''x'''), ('version', '0'), ('wrap_up_s', 'null'), ('outcome_required', 'false'), ('outcomes', '''{}'''), ('seen', '''{}''');

-- What people ask themselves, and what a function asks for one of them.
create temporary table rpc as
select p.oid, p.proname::text as name, 'user_id' = any (p.proargnames) as for_somebody
from pg_proc as p
where p.pronamespace = 'public'::regnamespace
  and (has_function_privilege('authenticated', p.oid, 'execute') or has_function_privilege('anon', p.oid, 'execute')
    or 'user_id' = any (p.proargnames));
create temporary table argument as
select r.name as rpc, a.name, a.at, p.own, p.theirs, p.none
from rpc as r
join pg_proc as f on f.oid = r.oid
cross join lateral unnest(f.proargnames) with ordinality as a (name, at)
left join pool as p on p.argument = a.name;
select is(
  (select array_agg(distinct a.name) from argument as a where not exists (select from pool as p where p.argument = a.name)),
  null, 'of every argument it is known what to ask with'
);
select cmp_ok((select count(*) from rpc), '>=', 30::bigint, 'the list of RPCs is read');

create function pg_temp.ask(who text, rpc text, swapped text[], with_theirs boolean) returns text
language plpgsql as $$
declare
  v_statement text;
  v_answer text;
begin
  select format(
    'select public.%I(%s)', ask.rpc,
    string_agg(format('%I => %s', a.name, case
      when a.name = 'user_id' then quote_literal(tests.user_of(ask.who))
      when a.name = any (ask.swapped) and ask.with_theirs then a.theirs
      when a.name = any (ask.swapped) then a.none
      when a.name = 'identity' then quote_literal(ask.who)
      else a.own
    end), ', ' order by a.at)
  ) into v_statement
  from argument as a
  where a.rpc = ask.rpc;
  begin
    perform tests.act_as(case when (select r.for_somebody from rpc as r where r.name = ask.rpc) then 'service_role' else ask.who end);
    execute v_statement into v_answer;
    raise exception using errcode = 'UNDO1', message = coalesce(v_answer, 'null');
  exception
    when sqlstate 'UNDO1' then
      return sqlerrm;
    when others then
      return sqlstate || ' ' || sqlerrm;
  end;
end;
$$;
comment on function pg_temp.ask(text, text, text[], boolean) is
  'What the RPC answers the person, with another''s (or nobody''s) IDs in the swapped arguments. Nothing stays.';

-- Everything another tenant's at once, or nothing of it real.
select is(
  pg_temp.ask(w.who, r.name, a.swapped, true), pg_temp.ask(w.who, r.name, a.swapped, false),
  format('%s: %s of another tenant, or of none', w.who, r.name)
)
from rpc as r
cross join lateral (
  select array_agg(x.name) as swapped from argument as x where x.rpc = r.name and x.theirs is not null
) as a
cross join unnest(array['jonas', 'priya', 'outsider', 'anon']) as w (who)
where a.swapped is not null and not (w.who = 'anon' and r.for_somebody);

-- In the person's own workspace, one thing of another tenant's.
create temporary table told as
select r.name as rpc, a.name as argument, w.who,
  -- An answer may repeat the SID that it was asked with.
  case when a.name like '%sid' then replace(x.theirs, btrim(a.theirs, ''''), '…') else x.theirs end as theirs,
  case when a.name like '%sid' then replace(x.none, btrim(a.none, ''''), '…') else x.none end as none
from rpc as r
join argument as a on a.rpc = r.name and a.theirs is not null
cross join unnest(array['jonas', 'priya']) as w (who)
cross join lateral (
  select pg_temp.ask(w.who, r.name, array[a.name], true) as theirs, pg_temp.ask(w.who, r.name, array[a.name], false) as none
) as x;
select set_eq(
  $$ select rpc, argument, who from told where theirs <> none $$,
  $$
    values
      -- The function tells an admin only where their own account has the number, too: functions/numbers/buy.ts.
      ('look_at_number', 'twilio_number', 'jonas'),
      -- Asked only after Twilio has shown the number in the admin's own account.
      ('keep_number_settings', 'twilio_number', 'jonas'),
      ('take_number', 'twilio_number', 'jonas')
  $$,
  'nothing else tells whether it is another tenant''s or does not exist'
);
select is(
  (select array_agg(t.rpc || ' ' || t.argument || ': ' || t.none) from told as t where t.none ~ '^(42883|42804|22P02|42725) '),
  null, 'every question is understood'
);
select is(
  (select array_agg(distinct t.rpc || ' ' || (t.none::jsonb ->> 'code') order by t.rpc || ' ' || (t.none::jsonb ->> 'code'))
   from told as t where t.who = 'jonas' and t.argument not in ('workspace_id', 'identity', 'invitation_id')
     and t.none like '{%' and t.none::jsonb ->> 'code' in ('E-SEAT', 'E-ADMIN')),
  array['record_call_event E-SEAT'], 'an admin of the workspace gets further than to the seat'
);

-- Tables: whatever is written or looked for by another's ID.
create temporary table written (what text, statement text, theirs text, none text);
insert into written values
  ('a seat', 'update public.agent set role = ''admin'' where id = %s', tests.seat_of('caoimhe')::text, '999999'),
  ('a call', 'select * from public.call where id = %s', (select max(id)::text from public.call where workspace_id = 2), '999999'),
  ('a seat''s number', 'insert into public.agent_phone (agent_id, phone_number) values (%s, ''+493023125610'')',
   tests.seat_of('caoimhe')::text, '999999'),
  ('a number', 'insert into public.agent_phone (agent_id, phone_number) values (tests.seat_of(''weiling''), %s)',
   '''+442079460150''', '''+442079460199'''),
  ('a list', 'insert into public.do_not_call (workspace_id, number) values (%s, ''+13125550144'')', '2', '999999'),
  ('a list''s entry',
   'insert into public.do_not_call (workspace_id, number) values (2, %s) on conflict (workspace_id, number) do nothing',
   '''+13125550144''', '''+13125550155'''),
  ('an entry taken off', 'delete from public.do_not_call where id = %s',
   (select max(id)::text from public.do_not_call where workspace_id = 2), '999999');
insert into public.do_not_call (workspace_id, number) values (2, '+13125550144');
update written set theirs = (select max(id)::text from public.do_not_call where workspace_id = 2)
where what = 'an entry taken off';
select is(
  tests.attempt(w.who, format(t.statement, t.theirs)), tests.attempt(w.who, format(t.statement, t.none)),
  format('%s: %s of another tenant, or of none', w.who, t.what)
)
from written as t, unnest(array['jonas', 'priya', 'outsider', 'anon']) as w (who);

select * from finish();
rollback;
