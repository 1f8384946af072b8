-- Who can be rung: what a person chose, and the heartbeat that proves that somebody is there.

create table public.agent_presence (
  agent_id bigint not null,
  workspace_id bigint not null,
  status text not null default 'offline',
  changed_at timestamptz not null default now(),
  heard_at timestamptz not null default now(),
  free_from timestamptz,
  constraint agent_presence_pkey primary key (agent_id),
  constraint agent_presence_agent_fkey foreign key (workspace_id, agent_id)
    references public.agent (workspace_id, id),
  constraint agent_presence_status_check check (status in ('available', 'away', 'offline'))
);
comment on table public.agent_presence is
  'One row a seat that was ever online. In a table and not in Realtime''s presence, whose rate is limited.';
comment on column public.agent_presence.heard_at is
  'The last heartbeat (every 10 s). Older than 25 s means nobody is there; judged when a call is routed.';
comment on column public.agent_presence.free_from is
  'Not rung before this moment: the seat is still busy with its last call. Null: free at once.';
create index agent_presence_workspace_id_agent_id_idx on public.agent_presence (workspace_id, agent_id);
alter table public.agent_presence enable row level security;
grant select on table public.agent_presence to authenticated;

create function private.report_presence(p_workspace_id bigint, p_status text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_agent_id bigint;
  v_presence public.agent_presence;
begin
  select a.id into v_agent_id
  from public.agent as a
  where a.workspace_id = p_workspace_id and a.user_id = (select auth.uid()) and a.active;
  if v_agent_id is null then
    return jsonb_build_object('ok', false, 'code', 'E-SEAT');
  end if;

  insert into public.agent_presence as p (agent_id, workspace_id, status)
  values (v_agent_id, p_workspace_id, p_status)
  on conflict on constraint agent_presence_pkey do update
  set status = excluded.status,
      changed_at = case when p.status = excluded.status then p.changed_at else now() end,
      heard_at = now()
  returning p.* into v_presence;

  return jsonb_build_object(
    'ok', true, 'agent_id', v_agent_id, 'status', v_presence.status,
    'changed_at', v_presence.changed_at, 'heard_at', v_presence.heard_at
  );
end;
$$;
grant execute on function private.report_presence(bigint, text) to authenticated;

create function public.report_presence(workspace_id bigint, status text) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.report_presence(workspace_id, status);
$$;
comment on function public.report_presence(bigint, text) is
  'The caller''s own seat: chooses a status (available, away, offline), and is the heartbeat. Answers {ok, …} or {ok: false, code: E-SEAT}; another status is a check violation.';
grant execute on function public.report_presence(bigint, text) to authenticated;

create policy "members see who is there in their workspace" on public.agent_presence
for select to authenticated
using (workspace_id = any (array(select private.my_workspaces())));
