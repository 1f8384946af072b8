-- What hosted Supabase refuses to `postgres`, refused here too. Statements of other sessions (the stack's own,
-- as supabase_admin) pass.

create schema if not exists stack;
revoke all on schema stack from public;

-- The grants on schema realtime as the system left them: `postgres` is a member of their owner, and a GRANT
-- tells an event trigger nothing about its object.
create table if not exists stack.baseline (grants text not null);

create or replace function stack.managed_grants() returns text
language sql stable set search_path = ''
as $$
  select pg_catalog.string_agg(line, E'\n' order by line) from (
    select 'schema ' || coalesce(nspacl::text, '') as line
    from pg_catalog.pg_namespace where nspname = 'realtime'
    union all
    select relname || coalesce(relacl::text, '')
    from pg_catalog.pg_class where relnamespace = 'realtime'::regnamespace
    union all
    select proname || coalesce(proacl::text, '')
    from pg_catalog.pg_proc where pronamespace = 'realtime'::regnamespace
  ) as lines
$$;

-- The first UPDATE or DELETE of a function's body that has no WHERE, or null. Works from the inside of the
-- parentheses out, on text without comments and literals; SQL built at run time is not seen.
create or replace function stack.unguarded_write(body text) returns text
language plpgsql immutable set search_path = ''
as $$
declare
  rest text := pg_catalog.lower(body);
  part text;
begin
  rest := pg_catalog.regexp_replace(rest, '--[^\n]*', ' ', 'g');
  rest := pg_catalog.regexp_replace(rest, '/\*.*?\*/', ' ', 'g');
  rest := pg_catalog.regexp_replace(rest, '''([^'']|'''')*''', ' literal ', 'g');
  loop
    part := pg_catalog.substring(rest, '\(([^()]*)\)');
    for part in select pg_catalog.regexp_split_to_table(coalesce(part, rest), ';') loop
      if part ~ '\m(update\s+(only\s+)?(?!set\M)[\w."]+(\s+(as\s+)?(?!set\M)[\w"]+)?\s+set|delete\s+from)\M'
        and part !~ '\mwhere\M'
      then
        return pg_catalog.btrim(pg_catalog.regexp_replace(part, '\s+', ' ', 'g'));
      end if;
    end loop;
    exit when rest !~ '\([^()]*\)';
    rest := pg_catalog.regexp_replace(rest, '\([^()]*\)', ' ');
  end loop;
  return null;
end
$$;

create or replace function stack.refuse_managed_ddl() returns event_trigger
language plpgsql security definer set search_path = ''
as $$
declare
  done record;
  write text;
begin
  if session_user <> 'postgres' then
    return;
  end if;
  for done in select * from pg_catalog.pg_event_trigger_ddl_commands() loop
    if done.schema_name in ('auth', 'realtime') and not done.in_extension
      and done.object_type not in ('policy', 'trigger')
    then
      raise exception 'must be owner of %: % in schema % is not allowed',
        done.object_identity, done.command_tag, done.schema_name
        using errcode = '42501', hint = 'Hosted Supabase manages this schema; a migration may not change it.';
    end if;
    if done.object_type in ('function', 'procedure') and done.command_tag like 'CREATE%' then
      select stack.unguarded_write(p.prosrc) into write from pg_catalog.pg_proc p where p.oid = done.objid;
      if write is not null then
        raise exception '% requires a WHERE clause',
          case when write ~ '\mdelete\M' then 'DELETE' else 'UPDATE' end
          using errcode = '21000',
            detail = pg_catalog.format('In %s: %s', done.object_identity, write),
            hint = 'Requests to hosted Supabase run under safeupdate; write "where true" if all rows are meant.';
      end if;
    end if;
  end loop;
  if tg_tag in ('GRANT', 'REVOKE')
    and stack.managed_grants() is distinct from (select grants from stack.baseline)
  then
    raise exception 'permission denied: % in schema realtime is not allowed', tg_tag
      using errcode = '42501', hint = 'Hosted Supabase manages this schema; a migration may not change it.';
  end if;
end
$$;

create or replace function stack.refuse_managed_drop() returns event_trigger
language plpgsql security definer set search_path = ''
as $$
declare
  dropped record;
begin
  if session_user <> 'postgres' then
    return;
  end if;
  for dropped in select * from pg_catalog.pg_event_trigger_dropped_objects() loop
    if dropped.original and dropped.object_type not in ('policy', 'trigger')
      and (dropped.schema_name in ('auth', 'realtime')
        or (dropped.object_type = 'schema' and dropped.object_name in ('auth', 'realtime')))
    then
      raise exception 'must be owner of %', dropped.object_identity
        using errcode = '42501', hint = 'Hosted Supabase manages this schema; a migration may not change it.';
    end if;
  end loop;
end
$$;

do $$
begin
  if not exists (select from pg_event_trigger where evtname = 'stack_refuse_managed_ddl') then
    create event trigger stack_refuse_managed_ddl on ddl_command_end execute function stack.refuse_managed_ddl();
    create event trigger stack_refuse_managed_drop on sql_drop execute function stack.refuse_managed_drop();
  end if;
  delete from stack.baseline where true;
  insert into stack.baseline select stack.managed_grants();
end
$$;
