-- Accounts: the password of whoever signed up first ends where the mailbox is proved, and people name themselves.

begin;
select no_plan();

create function pg_temp.outsider() returns uuid
language sql as $$ select '5eed0000-0000-4000-8000-000000000009'::uuid; $$;
create function pg_temp.password() returns text
language sql as $$ select u.encrypted_password from auth.users as u where u.id = pg_temp.outsider(); $$;
create function pg_temp.rename(who text, workspace_id bigint, name text) returns text
language sql as $$
  select coalesce(x.answer ->> 'code', x.answer ->> 'display_name')
  from tests.answer(who, format('select public.rename_own_seat(%s, %L)', workspace_id, name)) as x (answer);
$$;

-- As Supabase Auth confirms: https://github.com/supabase/auth/blob/master/internal/models/user.go (Confirm).
update auth.users set encrypted_password = 'the stranger''s', confirmation_sent_at = now(), email_confirmed_at = null
where id = pg_temp.outsider();
select is(pg_temp.password(), 'the stranger''s', 'before the mail is opened the account is as it was made');
update auth.users set confirmation_token = '', email_confirmed_at = now() where id = pg_temp.outsider();
select is(pg_temp.password(), '', 'the mail''s proof ends the password');
update auth.users set encrypted_password = 'the owner''s', confirmation_sent_at = null where id = pg_temp.outsider();
update auth.users set email_confirmed_at = now(), last_sign_in_at = now() where id = pg_temp.outsider();
select is(pg_temp.password(), 'the owner''s', 'the one that is chosen then stays');

-- As Auth changes an address (ConfirmEmailChange).
update auth.users set email = 'outsider@moved.example', email_change = '' where id = pg_temp.outsider();
select is(pg_temp.password(), '', 'another address is another proof');
update auth.users set encrypted_password = 'the owner''s' where id = pg_temp.outsider();
update auth.users set email = 'Outsider@Moved.example' where id = pg_temp.outsider();
update auth.users set email = 'outsider@moved.example' where id = pg_temp.outsider();
select is(pg_temp.password(), 'the owner''s', 'a capital letter makes no other address');

-- As an admin of the project makes a confirmed account: no mail went out.
update auth.users set email_confirmed_at = null, confirmation_sent_at = null where id = pg_temp.outsider();
update auth.users set email_confirmed_at = now() where id = pg_temp.outsider();
select is(pg_temp.password(), 'the owner''s', 'a password that the project''s admin gave stays');

-- A name of one's own.
select is(pg_temp.rename('priya', 1, E' Priya\n  Raman-Okafor '), 'Priya Raman-Okafor', 'a person names themselves');
select is(
  (select a.display_name || ' ' || a.role from public.agent as a where a.identity = 'priya'), 'Priya Raman-Okafor agent',
  'that is their name there, and nothing else changed'
);
select is(
  (select array[l.agent_name, l.detail ->> 'before', l.detail ->> 'name'] from public.audit_log as l where l.action = 'agent.renamed'),
  array['Priya Raman-Okafor', 'Priya Raman', 'Priya Raman-Okafor'], 'a line of the log says so'
);
select is(pg_temp.rename('priya', 1, 'Priya Raman-Okafor'), 'Priya Raman-Okafor', 'the same again is no change');
select is((select count(*) from public.audit_log where action = 'agent.renamed'), 1::bigint, 'and no line');
select is(pg_temp.rename('priya', 2, 'Priya'), 'E-SEAT', 'not where they have no seat');
select is(pg_temp.rename('priya', 1, bad.name), 'E-BODY', 'no name: ' || coalesce(left(bad.name, 5), 'null'))
from unnest(array['', E' \t\n', repeat('x', 201), null]) as bad (name);
update public.agent set active = false where identity = 'priya';
select is(pg_temp.rename('priya', 1, 'Priya'), 'E-SEAT', 'nor with a seat that is off');
select is(tests.attempt('anon', $$ select public.rename_own_seat(1, 'X') $$), '42501', 'nor without signing in');

select * from finish();
rollback;
