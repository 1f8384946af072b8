-- What everything else stands on: extensions, the schema that no API exposes, and the rule that nothing is granted
-- unless it is granted by name.

create extension if not exists pgcrypto with schema extensions;
create extension if not exists supabase_vault with schema vault;
create extension if not exists pg_cron with schema pg_catalog;
create extension if not exists pg_net with schema extensions;

-- Projects made before 2026-05-30 grant every new object of public to the API's roles, and Postgres lets everybody
-- execute a new function and use a new type.
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;
alter default privileges revoke execute on functions from public;
alter default privileges revoke usage on types from public;

create schema private;
comment on schema private is
  'Not exposed by the API. Definer helpers for policies and RPCs, and tables that no API role may read.';
revoke all on schema private from public, anon, authenticated, service_role;
grant usage on schema private to authenticated;
-- Whoever follows an invitation's link has no account yet, perhaps.
grant usage on schema private to anon;

create function private.is_erasing(p_relation oid) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  return exists (
    select from private.erasure as e
    where e.transaction_id = pg_current_xact_id() and e.relation = p_relation
  );
end;
$$;
comment on function private.is_erasing(oid) is
  'Whether a function of 80_retention.sql is deleting from the table in this transaction. No setting could say so: anybody may set one.';

create function private.refuse_delete() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if private.is_erasing(tg_relid) then
    return old;
  end if;
  raise exception 'Cannot delete from %: its rows are kept', tg_table_name
    using errcode = 'check_violation';
end;
$$;
comment on function private.refuse_delete() is 'For tables whose rows outlive what they describe. Only an erasure passes.';

create function private.count_version() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.version := old.version + 1;
  return new;
end;
$$;
comment on function private.count_version() is 'Each change of the row is the next version.';

create function private.refuse_update() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  raise exception 'Cannot update %: it is append-only', tg_table_name using errcode = 'check_violation';
end;
$$;
comment on function private.refuse_update() is 'For tables that are a record of what happened.';
