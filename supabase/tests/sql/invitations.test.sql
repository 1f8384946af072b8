-- Invitations: who may make, see, withdraw and accept them, and that a link works once and for one address.

begin;
select no_plan();

create function pg_temp.invite(who text, email text, role text, token text) returns jsonb
language sql as $$
  select public.invite(tests.user_of(who), 1, email, role, encode(sha256(convert_to(token, 'UTF8')), 'hex'));
$$;
create function pg_temp.accept(who text, token text) returns text
language sql as $$
  select coalesce(x.answer ->> 'code', x.answer::text)
  from tests.answer(who, format('select public.accept_invitation(%L)', token)) as x (answer);
$$;
create function pg_temp.look(who text, token text) returns jsonb
language sql as $$ select tests.answer(who, format('select public.look_at_invitation(%L)', token)); $$;
create function pg_temp.withdraw(who text, email text) returns text
language sql as $$
  select coalesce(x.answer ->> 'code', x.answer::text)
  from tests.answer(who, format(
    'select public.withdraw_invitation(%s)',
    (select coalesce(max(i.id), 0) from public.invitation as i where i.email = withdraw.email)
  )) as x (answer);
$$;
update auth.users set email_confirmed_at = now(), encrypted_password = 'chosen'
where email = 'outsider@elsewhere.example';

-- Making one.
select is(pg_temp.invite(w.who, 'new@new.example', 'agent', 'x'), w.refusal, w.who || ' invites nobody')
from (
  values ('priya', '{"ok": false, "code": "E-ADMIN"}'::jsonb), ('aoife', '{"ok": false, "code": "E-ADMIN"}'),
         ('ingrid', '{"ok": false, "code": "E-SEAT"}'), ('outsider', '{"ok": false, "code": "E-SEAT"}')
) as w (who, refusal);
select is(
  pg_temp.invite('jonas', ' Outsider@Elsewhere.example ', 'agent', 'first') - 'invitation_id' - 'expires_at',
  '{"ok": true, "email": "outsider@elsewhere.example", "workspace_name": "Nordlicht Reisen", "invited_by": "Jonas Albrecht"}',
  'an admin does, and the address is kept in lower case'
);
select is(
  (select expires_at from public.invitation), now() + interval '7 days', 'the link is good for seven days'
);
select is(pg_temp.invite('jonas', 'PRIYA@nordlicht-reisen.example', 'admin', 'x') ->> 'code', 'E-INVITE-SEATED',
  'who is in the workspace is not invited');
select throws_ok(
  format('select pg_temp.invite(''jonas'', %L, ''agent'', ''x'')', address), '23514', null, 'no address: ' || address
)
from unnest(array['a', 'a@', '@b', 'a b@c.example', 'a@b@c', E'a@b.example\nBcc: c@d.example', 'a@b.example,c@d.example',
  '"a"@b.example', '<a@b.example>', repeat('a', 250) || '@b.example']) as address;
select throws_ok($$ select pg_temp.invite('jonas', 'a@b.example', 'owner', 'x') $$, '23514', null, 'there are three roles');
select is(
  tests.attempt('postgres', $$ select public.invite(tests.user_of('jonas'), 1, 'a@b.example', 'agent', 'abcd') $$),
  '23514', 'a hash has 256 bits'
);

-- Looking at one: whoever has the link.
select is(
  pg_temp.look(who, 'first'),
  '{"ok": true, "workspace_name": "Nordlicht Reisen", "email": "outsider@elsewhere.example", "role": "agent"}',
  who || ' sees what the link is for'
)
from unnest(array['anon', 'outsider', 'priya', 'ingrid']) as who;
select is(pg_temp.look('anon', 'second'), '{"ok": false, "code": "E-INVITE-GONE"}', 'no other token opens anything');
select is(
  (select token_hash from private.invitation_token), sha256(convert_to('first', 'UTF8')),
  'of the token only its hash is kept'
);

-- Seeing the list.
select is(
  tests.attempt(w.who, 'select from public.invitation'), w.rows, format('%s sees %s invitations', w.who, w.rows)
)
from (values ('jonas', '1'), ('aoife', '0'), ('priya', '0'), ('ingrid', '0'), ('outsider', '0')) as w (who, rows);

-- Inviting again is a new link.
select is(pg_temp.invite('jonas', 'outsider@elsewhere.example', 'supervisor', 'second') ->> 'ok', 'true', 'again');
select is(pg_temp.look('anon', 'first') ->> 'code', 'E-INVITE-GONE', 'the former link opens nothing any more');
select is(pg_temp.look('anon', 'second') ->> 'role', 'supervisor', 'the new one does');
select is((select count(*) from private.invitation_token), 1::bigint, 'and no hash of the former one is left');

-- Withdrawing.
select is(pg_temp.withdraw(w.who, 'outsider@elsewhere.example'), w.code, w.who || ' withdraws nothing')
from (values ('priya', 'E-ADMIN'), ('ingrid', 'E-SEAT'), ('outsider', 'E-SEAT')) as w (who, code);
select is(pg_temp.withdraw('jonas', 'nobody@nowhere.example'), 'E-SEAT', 'what there is not is like another''s');
select is(pg_temp.withdraw('jonas', 'outsider@elsewhere.example'), '{"ok": true}', 'an admin does');
select is(pg_temp.withdraw('jonas', 'outsider@elsewhere.example'), 'E-INVITE-GONE', 'once');
select is(pg_temp.accept('outsider', 'second'), 'E-INVITE-GONE', 'its link is dead');

-- Accepting.
select pg_temp.invite('jonas', 'outsider@elsewhere.example', 'supervisor', 'third');
select is(pg_temp.accept('ingrid', 'third'), 'E-INVITE-OTHER', 'not by another address');
select is(pg_temp.accept('outsider', 'fourth'), 'E-INVITE-GONE', 'nor with a wrong token');
update auth.users set email_confirmed_at = null where email = 'outsider@elsewhere.example';
select is(pg_temp.accept('outsider', 'third'), 'E-INVITE-OTHER', 'nor while nobody confirmed the address');
update auth.users set email_confirmed_at = now(), raw_user_meta_data = '{"name": " Olga Outsider "}'
where email = 'outsider@elsewhere.example';
update public.invitation set expires_at = now() where accepted_at is null and withdrawn_at is null;
select is(pg_temp.look('anon', 'third') ->> 'code', 'E-INVITE-GONE', 'after seven days the link is dead');
select is(pg_temp.accept('outsider', 'third'), 'E-INVITE-GONE', 'for everybody');
update public.invitation set expires_at = now() + interval '1 minute' where accepted_at is null and withdrawn_at is null;
update auth.users set encrypted_password = '' where email = 'outsider@elsewhere.example';
select is(pg_temp.accept('outsider', 'third'), 'E-PASSWORD-FIRST', 'nobody joins before a password is chosen');
update auth.users set encrypted_password = 'chosen' where email = 'outsider@elsewhere.example';
delete from auth.sessions where user_id = tests.user_of('outsider');
select is(pg_temp.accept('outsider', 'third'), 'E-AUTH-SIGNIN', 'nor with the token of a session that is over');
insert into auth.sessions (id, user_id) values (tests.user_of('outsider'), tests.user_of('outsider'));
select is(pg_temp.accept('outsider', 'third'), '{"ok": true, "workspace_id": 1}', 'the invited person accepts');
select is(
  (select array[a.role, a.display_name, a.active::text] from public.agent as a
   where a.workspace_id = 1 and a.user_id = tests.user_of('outsider')),
  array['supervisor', 'Olga Outsider', 'true'], 'and has the seat'
);
select is(pg_temp.accept('outsider', 'third'), 'E-INVITE-GONE', 'a link works once');
select is(
  (select accepted_by from public.invitation where accepted_at is not null),
  (select id from public.agent where user_id = tests.user_of('outsider')), 'who took it is kept'
);
select is(pg_temp.invite('jonas', 'outsider@elsewhere.example', 'agent', 'x') ->> 'code', 'E-INVITE-SEATED',
  'who came in is not invited again');

-- No mails to strangers.
create function pg_temp.invited(workspace bigint, by_seat bigint, many integer) returns void
language sql as $$
  insert into public.invitation (workspace_id, email, role, invited_by, withdrawn_at)
  select invited.workspace, 'stranger' || i || '@x.example', 'agent', invited.by_seat, now()
  from generate_series(1, invited.many) as i;
$$;
create function pg_temp.one_more(who text) returns text
language plpgsql as $$
declare
  v_answer jsonb;
begin
  v_answer := pg_temp.invite(who, 'one.more@x.example', 'agent', 'x' || random());
  return coalesce(v_answer ->> 'code', 'invited');
end;
$$;
create function pg_temp.ages(user_age interval, workspace_age interval) returns void
language sql as $$
  update auth.users set created_at = now() - ages.user_age where id = tests.user_of('jonas');
  update public.workspace set created_at = now() - ages.workspace_age where id = 1;
$$;
update public.invitation set created_at = now() - interval '1 day' where true;
select pg_temp.invited(1, tests.seat_of('jonas'), 9);
select pg_temp.ages('2 days', '23 hours');
select is(pg_temp.one_more('jonas'), 'invited', 'ten on a workspace''s first day');
select is(pg_temp.one_more('jonas'), 'E-INVITE-LIMIT', 'and no more');
select pg_temp.ages('23 hours', '2 days');
select is(pg_temp.one_more('jonas'), 'E-INVITE-LIMIT', 'nor on an account''s');
select pg_temp.ages('2 days', '2 days');
select pg_temp.invited(1, tests.seat_of('aoife'), 39);
select is(pg_temp.one_more('jonas'), 'invited', 'fifty a day from a workspace');
select is(pg_temp.one_more('jonas'), 'E-INVITE-LIMIT', 'and no more, whoever they are by');
update public.invitation set created_at = now() - interval '1 day' where true;
insert into public.workspace (id, name, created_at) overriding system value
select n, 'Of Jonas', now() - interval '1 year' from generate_series(90, 94) as n;
insert into public.agent (workspace_id, user_id, role, identity, display_name)
select n, tests.user_of('jonas'), 'admin', 'jonas_' || n, 'Jonas' from generate_series(90, 94) as n;
select pg_temp.invited(a.workspace_id, a.id, 10) from public.agent as a where a.workspace_id between 90 and 94;
select is(pg_temp.one_more('jonas'), 'E-INVITE-LIMIT', 'fifty by one person, over all their workspaces');
update public.invitation set created_at = now() - interval '1 day' where workspace_id = 90;
select is(pg_temp.one_more('jonas'), 'invited', 'colleagues'' are not a person''s');
update public.invitation set created_at = now() - interval '1 day' where true;
insert into public.invitation (workspace_id, email, role, invited_by, withdrawn_at)
select 1, 'again@x.example', 'agent', tests.seat_of('jonas'), now() from generate_series(1, 3);
select is(
  pg_temp.invite('jonas', 'again@x.example', 'agent', 'y') ->> 'code', 'E-INVITE-REPEATED', 'three a day to one address'
);
update public.invitation set created_at = now() - interval '1 day' where true;

-- Coming back.
update public.agent set active = false where user_id = tests.user_of('outsider');
select pg_temp.invite('jonas', 'outsider@elsewhere.example', 'agent', 'fifth');
select is(pg_temp.accept('outsider', 'fifth'), '{"ok": true, "workspace_id": 1}', 'a seat that was off comes back');
select is(
  (select array_agg(a.role || ' ' || a.active) from public.agent as a
   where a.workspace_id = 1 and a.user_id = tests.user_of('outsider')),
  array['agent true'], 'the same one, with the role of the invitation'
);
insert into public.invitation (workspace_id, email, role, invited_by)
values (1, 'priya@nordlicht-reisen.example', 'admin', tests.seat_of('jonas'));
insert into private.invitation_token
select max(id), sha256(convert_to('sixth', 'UTF8')) from public.invitation;
select is(pg_temp.accept('priya', 'sixth'), 'E-SEAT-EXISTS', 'who has a seat keeps it as it is');
select is((select role from public.agent where identity = 'priya'), 'agent', 'with its role');

-- An admin who is put out does not come back by a link of their own, nor does anybody whom they invited.
create function pg_temp.change(who text, change text) returns void
language plpgsql as $$
begin
  perform tests.act_as('jonas');
  execute format('update public.agent set %s where id = tests.seat_of(%L)', change, who);
  perform tests.act_as('postgres');
end;
$$;
select pg_temp.change('aoife', 'role = ''admin''');
select pg_temp.invite('aoife', 'back@door.example', 'admin', 'seventh');
select pg_temp.invite('jonas', 'kept@door.example', 'agent', 'eighth');
select pg_temp.change('aoife', 'display_name = ''Aoife B''');
select is(pg_temp.look('anon', 'seventh') ->> 'ok', 'true', 'another name takes nothing back');
select pg_temp.change('aoife', 'role = ''supervisor''');
select is(pg_temp.look('anon', 'seventh') ->> 'code', 'E-INVITE-GONE', 'a demoted admin''s link opens nothing any more');
select is(pg_temp.look('anon', 'eighth') ->> 'ok', 'true', 'another one''s does');
select is(
  (select agent_name || ' ' || (detail ->> 'email') from public.audit_log where action = 'invitation.withdrawn' order by id desc limit 1),
  'Jonas Albrecht back@door.example', 'the log says who took it back'
);
select pg_temp.change('aoife', 'role = ''admin''');
select pg_temp.invite('aoife', 'back@door.example', 'admin', 'ninth');
select pg_temp.change('aoife', 'active = false');
select is(pg_temp.look('anon', 'ninth') ->> 'code', 'E-INVITE-GONE', 'nor does that of one who was deactivated');

-- The log.
select is(
  (select array_agg(l.action order by l.id) from public.audit_log as l
   where l.action like 'invitation.%' and l.detail ->> 'email' <> all ('{one.more@x.example,back@door.example,kept@door.example}')),
  array['invitation.made', 'invitation.made', 'invitation.withdrawn', 'invitation.made', 'invitation.accepted',
    'invitation.made', 'invitation.accepted'],
  'every invitation is a line, and what was refused is none'
);
select is(
  (select detail from public.audit_log where action = 'invitation.withdrawn' order by id limit 1),
  '{"email": "outsider@elsewhere.example", "role": "supervisor"}', 'with address and role, and no token'
);

select * from finish();
rollback;
