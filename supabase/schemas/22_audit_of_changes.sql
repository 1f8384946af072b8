-- Lines of the audit log for changes of numbers, of the policy and of its lists, by a page or by SQL.

create function private.audit_number() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- The function's RPCs write their own lines, which say more.
  if tg_op <> 'UPDATE' and (private.acting_seat(coalesce(new.workspace_id, old.workspace_id))).id is not null then
    return null;
  end if;
  if tg_op = 'INSERT' then
    perform private.audit_change(
      new.workspace_id, 'number.added',
      jsonb_build_object('number', new.twilio_number, 'friendly_name', new.friendly_name)
    );
  elsif tg_op = 'DELETE' then
    perform private.audit_change(
      old.workspace_id, 'number.removed',
      jsonb_build_object('number', old.twilio_number, 'friendly_name', old.friendly_name)
    );
  else
    if new.friendly_name <> old.friendly_name then
      perform private.audit_change(
        new.workspace_id, 'number.renamed',
        jsonb_build_object('number', new.twilio_number, 'before', old.friendly_name, 'after', new.friendly_name)
      );
    end if;
    if new.for_new_agents <> old.for_new_agents then
      perform private.audit_change(
        new.workspace_id, 'number.default_changed',
        jsonb_build_object('number', new.twilio_number, 'for_new_agents', new.for_new_agents)
      );
    end if;
  end if;
  return null;
end;
$$;
comment on function private.audit_number() is 'A number''s name and default; that it came or went, where no admin acts.';

create trigger workspace_twilio_number_audit
after insert or update of friendly_name, for_new_agents or delete on public.workspace_twilio_number
for each row execute function private.audit_number();

create function private.audit_number_use() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_row constant public.agent_phone := coalesce(new, old);
begin
  perform private.audit_change(
    v_row.workspace_id,
    case tg_op when 'INSERT' then 'number.given' when 'DELETE' then 'number.withdrawn' else 'number.use_changed' end,
    jsonb_strip_nulls(jsonb_build_object(
      'number', v_row.phone_number,
      'agent_id', v_row.agent_id,
      'agent', (select a.display_name from public.agent as a where a.id = v_row.agent_id),
      'may_call', new.may_call,
      'rings', new.rings,
      'friendly_name', case when tg_op = 'UPDATE' and new.friendly_name <> old.friendly_name then new.friendly_name end
    ))
  );
  return null;
end;
$$;
comment on function private.audit_number_use() is 'Who may call from a number and whom it rings.';

-- Not what follows from a change of the number itself, which has a line already.
create trigger agent_phone_audit after insert or delete on public.agent_phone
for each row when (pg_trigger_depth() = 0)
execute function private.audit_number_use();

create trigger agent_phone_audit_change after update on public.agent_phone
for each row when (pg_trigger_depth() = 0 and old is distinct from new)
execute function private.audit_number_use();

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
