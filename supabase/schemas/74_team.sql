-- The people of a workspace: what an admin sees of them, and who hears at once that a seat has changed.

create function private.team(p_workspace_id bigint) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_refusal constant jsonb := private.refuse_unless_admin(private.member((select auth.uid()), p_workspace_id));
begin
  if v_refusal is not null then
    return v_refusal;
  end if;
  return jsonb_build_object('ok', true, 'people', (
    select jsonb_agg(
      jsonb_build_object(
        'agent_id', a.id, 'display_name', a.display_name, 'email', u.email, 'role', a.role, 'active', a.active,
        'heard_at', s.heard_at, 'numbers', n.numbers
      )
      order by lower(a.display_name), a.id
    )
    from public.agent as a
    join auth.users as u on u.id = a.user_id
    left join public.agent_presence as s on s.agent_id = a.id
    cross join lateral (
      select coalesce(
        jsonb_agg(jsonb_build_object('number', p.phone_number, 'rings', p.rings) order by p.id), '[]'
      ) as numbers
      from public.agent_phone as p
      where p.workspace_id = a.workspace_id and p.agent_id = a.id
    ) as n
    where a.workspace_id = p_workspace_id
  ));
end;
$$;
grant execute on function private.team(bigint) to authenticated;

create function public.team(workspace_id bigint) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select private.team(workspace_id);
$$;
comment on function public.team(bigint) is
  'For an admin: everyone with a seat. Answers {ok: true, people: [{agent_id, display_name, email, role, active, heard_at, numbers: [{number, rings}]}]}, or {ok: false, code: E-SEAT or E-ADMIN}. Addresses are in auth.users, which nobody reads.';
grant execute on function public.team(bigint) to authenticated;

create function private.note_seat_change() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_who constant jsonb := jsonb_build_object('agent_id', new.id, 'name', new.display_name);
begin
  if new.role <> old.role then
    perform private.audit_change(
      new.workspace_id, 'agent.role_changed',
      v_who || jsonb_build_object('before', old.role, 'after', new.role)
    );
  end if;
  if new.display_name <> old.display_name then
    perform private.audit_change(
      new.workspace_id, 'agent.renamed', v_who || jsonb_build_object('before', old.display_name)
    );
  end if;
  if new.active <> old.active then
    perform private.audit_change(
      new.workspace_id, case when new.active then 'agent.switched_on' else 'agent.switched_off' end, v_who
    );
  end if;
  return null;
end;
$$;
comment on function private.note_seat_change() is 'Lines of the audit log: role, name, on and off.';

create trigger agent_note_change after update of role, display_name, active on public.agent
for each row execute function private.note_seat_change();
