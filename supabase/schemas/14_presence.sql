-- Who can be rung: what a person chose, and the beat that proves that a phone would ring. Neither changes the other.

create table public.agent_presence (
  agent_id bigint not null,
  workspace_id bigint not null,
  status text not null default 'offline',
  changed_at timestamptz not null default now(),
  heard_at timestamptz default now(),
  free_from timestamptz,
  constraint agent_presence_pkey primary key (agent_id),
  constraint agent_presence_agent_fkey foreign key (workspace_id, agent_id)
    references public.agent (workspace_id, id),
  constraint agent_presence_status_check check (status in ('available', 'away', 'offline'))
);
comment on table public.agent_presence is
  'One row a seat that was ever online. In a table and not in Realtime''s presence, whose rate is limited.';
comment on column public.agent_presence.status is 'What the person chose last, in whatever browser. Nothing else changes it.';
comment on column public.agent_presence.changed_at is 'When they chose it, by the server''s clock.';
comment on column public.agent_presence.heard_at is
  'The last beat (every 10 s), null before the first. Older than 25 s means nobody is there; judged when a call is routed.';
comment on column public.agent_presence.free_from is
  'Not rung before this moment: the seat wraps up its last call. Null: free at once. A moment and never a status, so nothing has to run for it to end.';
create index agent_presence_workspace_id_agent_id_idx on public.agent_presence (workspace_id, agent_id);
alter table public.agent_presence enable row level security;
grant select on table public.agent_presence to authenticated;

create function private.heard_since(p_at timestamptz) returns timestamptz
language plpgsql immutable security definer set search_path = '' as $$
begin
  return p_at - interval '25 seconds';
end;
$$;
comment on function private.heard_since(timestamptz) is
  'Whoever was last heard before this is not there at the moment p_at: two beats were lost.';

create function private.choose_presence(p_workspace_id bigint, p_status text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member((select auth.uid()), p_workspace_id);
  v_presence public.agent_presence;
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  insert into public.agent_presence as p (agent_id, workspace_id, status, heard_at)
  values (v_seat.id, p_workspace_id, p_status, null)
  on conflict on constraint agent_presence_pkey do update
  set status = excluded.status,
      -- Chosen again, it is the same choice: whoever waits longest for a call is not put last.
      changed_at = case when p.status = excluded.status then p.changed_at else now() end
  returning p.* into v_presence;
  return private.presence_answer(v_presence);
end;
$$;
grant execute on function private.choose_presence(bigint, text) to authenticated;

create function private.beat(p_workspace_id bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member((select auth.uid()), p_workspace_id);
  v_presence public.agent_presence;
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  insert into public.agent_presence as p (agent_id, workspace_id)
  values (v_seat.id, p_workspace_id)
  on conflict on constraint agent_presence_pkey do update
  set heard_at = now()
  returning p.* into v_presence;
  return private.presence_answer(v_presence);
end;
$$;
grant execute on function private.beat(bigint) to authenticated;

create function private.presence_answer(p_presence public.agent_presence) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'ok', true, 'status', p_presence.status, 'changed_at', p_presence.changed_at, 'now', clock_timestamp()
  );
$$;
comment on function private.presence_answer(public.agent_presence) is
  'What is chosen for the seat, and the server''s time: a browser''s clock may be wrong by minutes.';

create function public.choose_presence(workspace_id bigint, status text) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.choose_presence(workspace_id, status);
$$;
comment on function public.choose_presence(bigint, text) is
  'The caller''s own seat: what the person chose (available, away, offline), for every browser. It proves nobody''s presence. Answers {ok, status, changed_at, now} or {ok: false, code: E-SEAT}; another status is a check violation.';
grant execute on function public.choose_presence(bigint, text) to authenticated;

create function public.beat(workspace_id bigint) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.beat(workspace_id);
$$;
comment on function public.beat(bigint) is
  'The caller''s own seat has a phone that would ring. It changes no choice, and answers as choose_presence does: what is chosen now.';
grant execute on function public.beat(bigint) to authenticated;

create policy "members see who is there in their workspace" on public.agent_presence
for select to authenticated
using (workspace_id = any (array(select private.my_workspaces())));
