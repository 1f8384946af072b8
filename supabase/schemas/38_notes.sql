-- What people write of a call, and the outcome that they choose for it.

create table public.call_note (
  call_id bigint not null,
  agent_id bigint not null,
  workspace_id bigint not null,
  body text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  constraint call_note_pkey primary key (call_id, agent_id),
  constraint call_note_call_fkey foreign key (workspace_id, call_id) references public.call (workspace_id, id),
  constraint call_note_agent_fkey foreign key (workspace_id, agent_id) references public.agent (workspace_id, id),
  constraint call_note_body_check check (char_length(body) <= 5000)
);
comment on table public.call_note is
  'One note of each author on a call, saved over while they write. It goes with the call (80_retention.sql).';
comment on column public.call_note.body is 'Empty: taken back.';
comment on column public.call_note.version is
  'Grows with each change: a tab that did not see the last one does not overwrite it.';
create index call_note_workspace_id_call_id_idx on public.call_note (workspace_id, call_id);
create index call_note_workspace_id_agent_id_idx on public.call_note (workspace_id, agent_id);
alter table public.call_note enable row level security;
grant select on table public.call_note to authenticated;

create trigger call_note_count_version before update on public.call_note
for each row execute function private.count_version();

create function private.list_joined_seats() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.call as c
  set also_joined = j.seats
  from (
    select coalesce(array_agg(p.agent_id order by p.agent_id), '{}') as seats
    from public.call_participant as p
    join public.call as o on o.id = p.call_id and o.agent_id is distinct from p.agent_id
    where p.call_id = new.call_id and p.joined_at is not null
  ) as j
  where c.id = new.call_id and c.also_joined <> j.seats;
  return null;
end;
$$;
comment on function private.list_joined_seats() is
  'Screens know from the call''s row who may write of it. Where one seat talks, as nearly always, it is not written again.';

create trigger call_participant_list_joined after update of joined_at on public.call_participant
for each row when ((new.joined_at is null) <> (old.joined_at is null))
execute function private.list_joined_seats();

create function private.lock_call_to_write_of(p_call_id bigint, p_seat public.agent) returns public.call
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
begin
  select c.* into v_call
  from public.call as c
  where c.id = p_call_id
    and c.workspace_id = p_seat.workspace_id
    and (
      p_seat.role <> 'agent'
      or exists (
        select from public.call_participant as p
        where p.call_id = c.id
          and p.agent_id = p_seat.id
          -- Whom it rings may be talking already: Twilio's word on that comes a moment later.
          and (p.joined_at is not null or p.joined_by = 'order' or p.outcome is null)
      )
    )
  for no key update;
  return v_call;
end;
$$;
comment on function private.lock_call_to_write_of(bigint, public.agent) is
  'The call, locked, if the seat may write of it: whoever takes part, took part or is rung, supervisors and admins of every call. Else null.';

create function private.save_note(p_workspace_id bigint, p_call_id bigint, p_body text, p_version integer) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member((select auth.uid()), p_workspace_id);
  v_call public.call;
  v_note public.call_note;
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  if char_length(p_body) > 5000 then
    return private.refusal('E-NOTE-LONG');
  end if;
  v_call := private.lock_call_to_write_of(p_call_id, v_seat);
  if v_call.id is null then
    return private.refusal('E-CALL-OTHER');
  end if;
  select n.* into v_note from public.call_note as n where n.call_id = v_call.id and n.agent_id = v_seat.id;
  -- Nothing was written yet, and nothing is.
  if v_note.call_id is null and p_body = '' then
    return jsonb_build_object('ok', true, 'version', 0, 'saved_at', now());
  end if;
  if v_note.body is distinct from p_body then
    if coalesce(v_note.version, 0) <> p_version then
      return private.refusal('E-CHANGED');
    end if;
    insert into public.call_note as n (call_id, agent_id, workspace_id, body)
    values (v_call.id, v_seat.id, v_call.workspace_id, p_body)
    on conflict on constraint call_note_pkey do update
    set body = excluded.body, updated_at = now()
    returning n.* into v_note;
    update public.call as c
    set has_note = not c.has_note
    where c.id = v_call.id
      and c.has_note <> exists (select from public.call_note as n where n.call_id = c.id and n.body <> '');
  end if;
  return jsonb_build_object('ok', true, 'version', v_note.version, 'saved_at', v_note.updated_at);
end;
$$;
grant execute on function private.save_note(bigint, bigint, text, integer) to authenticated;

create function public.save_note(workspace_id bigint, call_id bigint, body text, version integer) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.save_note(workspace_id, call_id, body, version);
$$;
comment on function public.save_note(bigint, bigint, text, integer) is
  'The caller''s own note on a call, whole. version: the one that it replaces, 0 for the first. {ok, version, saved_at}; the same text again is the same. Refusals: E-SEAT, E-CALL-OTHER (an agent who takes no part in the call), E-NOTE-LONG (over 5,000 characters), E-CHANGED (another version is there by now: read it first).';
grant execute on function public.save_note(bigint, bigint, text, integer) to authenticated;

create function private.choose_outcome(p_workspace_id bigint, p_call_id bigint, p_tag_id bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member((select auth.uid()), p_workspace_id);
  v_call public.call;
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  v_call := private.lock_call_to_write_of(p_call_id, v_seat);
  if v_call.id is null then
    return private.refusal('E-CALL-OTHER');
  end if;
  if v_call.outcome_tag_id is not distinct from p_tag_id then
    return jsonb_build_object('ok', true);
  end if;
  if p_tag_id is not null and not exists (
    select from public.outcome_tag as t
    where t.id = p_tag_id and t.workspace_id = v_call.workspace_id and t.key is not null
  ) then
    return private.refusal('E-CHANGED');
  end if;
  update public.call as c
  set outcome_tag_id = p_tag_id,
      outcome_by = case when p_tag_id is not null then v_seat.id end,
      outcome_at = case when p_tag_id is not null then now() end
  where c.id = v_call.id;
  return jsonb_build_object('ok', true);
end;
$$;
grant execute on function private.choose_outcome(bigint, bigint, bigint) to authenticated;

create function public.choose_outcome(workspace_id bigint, call_id bigint, tag_id bigint) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.choose_outcome(workspace_id, call_id, tag_id);
$$;
comment on function public.choose_outcome(bigint, bigint, bigint) is
  'What came of a call, by whoever may write a note on it; the last word counts. tag_id null: none any more. {ok} or {ok: false, code}: E-SEAT, E-CALL-OTHER, E-CHANGED (the outcome was archived).';
grant execute on function public.choose_outcome(bigint, bigint, bigint) to authenticated;

create policy "people see the notes on their calls, supervisors and admins all" on public.call_note
for select to authenticated
using (
  workspace_id = any (array(select private.my_supervised_workspaces()))
  or exists (
    select from public.call_participant as p
    where p.call_id = call_note.call_id and p.agent_id = any (array(select private.my_seats()))
  )
);
