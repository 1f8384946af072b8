-- As on hosted: after DDL the REST API reads tables and functions anew. Others do it with: notify pgrst
create or replace function stack.announce_ddl() returns event_trigger
language plpgsql set search_path = ''
as $$
begin
  notify pgrst, 'reload schema';
end
$$;

do $$
begin
  if not exists (select from pg_event_trigger where evtname = 'stack_announce_ddl') then
    create event trigger stack_announce_ddl on ddl_command_end execute function stack.announce_ddl();
    create event trigger stack_announce_drop on sql_drop execute function stack.announce_ddl();
  end if;
end
$$;
