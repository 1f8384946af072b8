-- What a database of hosted Supabase has before the first migration, but for auth, realtime and the
-- extensions. New tables, sequences and functions are granted to nobody: the default of hosted projects
-- since 2026-05-30.

do $$
begin
  execute format('alter database %I owner to postgres', current_database());
  execute format('alter database %I set "pgrst.db_schemas" = %L', current_database(), 'public');
end
$$;

create schema if not exists extensions authorization postgres;
create schema if not exists storage authorization supabase_storage_admin;
create schema if not exists vault;
grant usage on schema extensions to anon, authenticated, service_role;
grant usage on schema public to anon, authenticated, service_role;

create extension if not exists pgcrypto with schema extensions;
create extension if not exists "uuid-ossp" with schema extensions;
create extension if not exists supabase_vault with schema vault;
