-- The people whom the tests act as, on top of the seed. Runs before each test file.

create schema tests;
grant usage on schema tests to public;
-- The product's first file takes this away from every new function.
alter default privileges in schema tests grant execute on functions to public;
grant usage on schema extensions to public;

update public.agent set role = 'supervisor' where identity = 'aoife';

insert into auth.users (id, aud, role, email, confirmation_token, recovery_token, email_change_token_new, email_change)
values (
  '5eed0000-0000-4000-8000-000000000009', 'authenticated', 'authenticated', 'outsider@elsewhere.example',
  '', '', '', ''
);
-- Everybody is signed in once, by a session whose id is their own.
insert into auth.sessions (id, user_id, created_at, updated_at)
select u.id, u.id, now(), now() from auth.users as u;

create function tests.user_of(who text) returns uuid
language sql stable set search_path = '' as $$
  select u.id from auth.users as u where starts_with(u.email, user_of.who || '@');
$$;

create function tests.seat_of(who text) returns bigint
language sql stable security definer set search_path = '' as $$
  select a.id from public.agent as a where a.identity = seat_of.who;
$$;

create function tests.act_as(who text) returns void
language plpgsql set search_path = '' as $$
begin
  if who in ('anon', 'service_role', 'postgres') then
    perform set_config('request.jwt.claims', json_build_object('role', who)::text, true);
    perform set_config('role', who, true);
  else
    perform set_config(
      'request.jwt.claims',
      json_build_object('role', 'authenticated', 'sub', tests.user_of(who), 'session_id', tests.user_of(who))::text,
      true
    );
    perform set_config('role', 'authenticated', true);
  end if;
end;
$$;
comment on function tests.act_as(text) is 'anon, service_role, postgres, or the local part of a person''s address.';

create function tests.attempt(who text, statement text) returns text
language plpgsql set search_path = '' as $$
declare
  affected bigint;
begin
  begin
    perform tests.act_as(who);
    execute statement;
    get diagnostics affected = row_count;
    raise exception using errcode = 'UNDO1', message = affected::text;
  exception
    when sqlstate 'UNDO1' then
      return sqlerrm;
    when others then
      return sqlstate;
  end;
end;
$$;
comment on function tests.attempt(text, text) is
  'What the statement would do for that person: how many rows, or the SQLSTATE that refuses it. Nothing stays.';

create function tests.answer(who text, statement text) returns jsonb
language plpgsql as $$
declare
  found jsonb;
begin
  perform tests.act_as(who);
  execute statement into found;
  perform tests.act_as('postgres');
  return found;
end;
$$;
comment on function tests.answer(text, text) is 'What the statement, one of an RPC, answers this person.';
