-- The pages of Setup show at once what another admin changes. Whatever an admin changes writes a line of the audit log
-- in the same transaction, so one broadcast of that line tells every page what to read again.

set local lock_timeout = '5s';
set local statement_timeout = '60s';

create function private.tell_audit_line() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(
    jsonb_build_object('line_id', new.id, 'action', new.action),
    'change', 'workspace:' || new.workspace_id || ':audit', true
  );
  return null;
end;
$$;
comment on function private.tell_audit_line() is
  'That something changed and of what kind, never what it is now: names and addresses are read, where policies decide.';

create trigger audit_log_tell after insert on public.audit_log
for each row execute function private.tell_audit_line();

create policy "admins hear of what is changed in their workspace" on realtime.messages
for select to authenticated
using (
  extension = 'broadcast'
  and case
    when (select realtime.topic()) ~ '^workspace:[1-9][0-9]{0,17}:audit$'
      then split_part((select realtime.topic()), ':', 2)::bigint
        = any (array(select private.my_administered_workspaces()))
    else false
  end
);

revoke all on function private.tell_audit_line() from public, anon, authenticated, service_role;
