-- Changes of numbers and their uses, by page or by SQL, in the audit log; and a new seat's numbers.

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

create or replace function private.create_seat(
  p_workspace_id bigint, p_user_id uuid, p_role text, p_display_name text
) returns public.agent
language plpgsql security definer set search_path = '' as $$
declare
  v_identity constant text := private.identity_from(p_display_name);
  v_seat public.agent;
begin
  -- Two people of one name who join at once must not want the same identity.
  perform from public.workspace as w where w.id = p_workspace_id for no key update;
  insert into public.agent (workspace_id, user_id, role, identity, display_name)
  select
    p_workspace_id, p_user_id, p_role, v_identity || case when n.at = 1 then '' else '_' || n.at end,
    left(p_display_name, 200)
  -- Of one more than there are seats, one is free.
  from generate_series(1, (select count(*) + 1 from public.agent as a where a.workspace_id = p_workspace_id)) as n (at)
  where not exists (
    select from public.agent as a
    where a.workspace_id = p_workspace_id
      and a.identity = v_identity || case when n.at = 1 then '' else '_' || n.at end
  )
  order by n.at
  limit 1
  returning * into v_seat;
  insert into public.agent_phone (agent_id, phone_number, friendly_name)
  select v_seat.id, n.twilio_number, n.friendly_name
  from public.workspace_twilio_number as n
  where n.workspace_id = p_workspace_id and n.for_new_agents
  order by n.id;
  return v_seat;
end;
$$;
comment on function private.create_seat(bigint, uuid, text, text) is
  'A new seat with an identity that nobody has or had there, and the numbers for new agents. A person who has a seat already: unique violation.';

revoke all on function private.audit_number(), private.audit_number_use()
from public, anon, authenticated, service_role;
