-- Who changed the policy and its lists, and what paused calls out.

create function private.audit_policy() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_changed jsonb;
begin
  if new.paused_at is distinct from old.paused_at then
    perform private.audit_change(
      new.workspace_id,
      case when new.paused_at is null then 'calls_out.resumed' else 'calls_out.paused' end,
      jsonb_strip_nulls(jsonb_build_object(
        'cause', coalesce(new.pause_cause, old.pause_cause), 'limit', new.pause_limit, 'until', new.paused_until
      ))
    );
  end if;
  select coalesce(
    jsonb_object_agg(n.name, jsonb_build_object('before', o.value, 'after', n.value)) filter (
      where n.name <> 'allowed_countries'
    ),
    '{}'
  )
  into v_changed
  from jsonb_each(to_jsonb(new)) as n (name, value)
  join jsonb_each(to_jsonb(old)) as o (name, value) on o.name = n.name and o.value <> n.value
  where n.name not like 'pause%';
  -- Of a long list, what changed.
  if not (new.allowed_countries @> old.allowed_countries and new.allowed_countries <@ old.allowed_countries) then
    v_changed := v_changed || jsonb_build_object(
      'allowed_countries',
      jsonb_build_object(
        'added', array(select unnest(new.allowed_countries) except select unnest(old.allowed_countries)),
        'removed', array(select unnest(old.allowed_countries) except select unnest(new.allowed_countries))
      )
    );
  end if;
  if v_changed <> '{}' then
    perform private.audit_change(new.workspace_id, 'policy.changed', v_changed);
  end if;
  return null;
end;
$$;
comment on function private.audit_policy() is 'Each changed setting with its former value; pauses on a line of their own.';

create trigger workspace_policy_audit after update on public.workspace_policy
for each row when (old.* is distinct from new.*)
execute function private.audit_policy();

create function private.audit_number_list() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.audit_change(
    c.workspace_id,
    case tg_table_name when 'blocked_caller' then 'blocked_callers.' else 'do_not_call.' end
      || case tg_op when 'INSERT' then 'added' else 'removed' end,
    jsonb_build_object(
      'count', count(*),
      'numbers', to_jsonb((array_agg(c.number || case when c.is_prefix then '…' else '' end order by c.number))[:100])
    )
  )
  from changed as c
  group by c.workspace_id;
  return null;
end;
$$;
comment on function private.audit_number_list() is
  'One line for all that one request added or removed, with the first hundred numbers; … ends a prefix.';

create trigger blocked_caller_audit_added after insert on public.blocked_caller
referencing new table as changed
for each statement execute function private.audit_number_list();

create trigger blocked_caller_audit_removed after delete on public.blocked_caller
referencing old table as changed
for each statement execute function private.audit_number_list();

create trigger do_not_call_audit_added after insert on public.do_not_call
referencing new table as changed
for each statement execute function private.audit_number_list();

create trigger do_not_call_audit_removed after delete on public.do_not_call
referencing old table as changed
for each statement execute function private.audit_number_list();

revoke all on function private.audit_policy(), private.audit_number_list()
from public, anon, authenticated, service_role;
