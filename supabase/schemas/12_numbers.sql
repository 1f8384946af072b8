-- A workspace's lines (its Twilio numbers), which seats may call from them and which seats they ring.

create table public.workspace_twilio_number (
  id bigint generated always as identity,
  workspace_id bigint not null,
  twilio_number text not null,
  friendly_name text not null default '',
  for_new_agents boolean not null default false,
  emergency_address boolean not null default false,
  created_at timestamptz not null default now(),
  recording text,
  constraint workspace_twilio_number_pkey primary key (id),
  constraint workspace_twilio_number_twilio_number_key unique (twilio_number),
  constraint workspace_twilio_number_workspace_id_id_key unique (workspace_id, id),
  constraint workspace_twilio_number_workspace_id_twilio_number_key unique (workspace_id, twilio_number),
  constraint workspace_twilio_number_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint workspace_twilio_number_twilio_number_check check (twilio_number ~ '^\+[1-9][0-9]{1,14}$'),
  constraint workspace_twilio_number_friendly_name_check check (char_length(friendly_name) <= 200),
  constraint workspace_twilio_number_recording_check check (recording in ('off', 'on-demand', 'always'))
);
comment on table public.workspace_twilio_number is
  'A number bought from Twilio. It belongs to one workspace in the whole installation.';
comment on column public.workspace_twilio_number.friendly_name is
  'Changing it also changes the seats'' name for the number, except where a seat''s was written by hand.';
comment on column public.workspace_twilio_number.for_new_agents is
  'Whoever gets a seat from now on gets this number, for both uses.';
comment on column public.workspace_twilio_number.emergency_address is
  'Twilio has a registered emergency address for the number: only then may an emergency be called from it.';
comment on column public.workspace_twilio_number.recording is 'Which of its calls are recorded. Null: as in the workspace''s policy.';
alter table public.workspace_twilio_number enable row level security;
grant select on table public.workspace_twilio_number to authenticated;
grant update (friendly_name) on table public.workspace_twilio_number to authenticated;
grant update (for_new_agents) on table public.workspace_twilio_number to authenticated;
grant update (recording) on table public.workspace_twilio_number to authenticated;

create table public.agent_phone (
  id bigint generated always as identity,
  agent_id bigint not null,
  workspace_id bigint not null,
  phone_number text not null,
  friendly_name text not null default '',
  may_call boolean not null default true,
  rings boolean not null default true,
  created_at timestamptz not null default now(),
  constraint agent_phone_pkey primary key (id),
  constraint agent_phone_agent_id_phone_number_key unique (agent_id, phone_number),
  constraint agent_phone_agent_fkey foreign key (workspace_id, agent_id)
    references public.agent (workspace_id, id),
  constraint agent_phone_number_fkey foreign key (workspace_id, phone_number)
    references public.workspace_twilio_number (workspace_id, twilio_number) on delete cascade,
  constraint agent_phone_use_check check (may_call or rings),
  constraint agent_phone_friendly_name_check check (char_length(friendly_name) <= 200)
);
comment on table public.agent_phone is
  'The numbers that a seat uses. A plain insert, which names neither use, means both.';
comment on column public.agent_phone.workspace_id is
  'Filled from the agent by a trigger, whatever is written, so that both keys stay in one workspace.';
comment on column public.agent_phone.may_call is 'The seat may call from the number.';
comment on column public.agent_phone.rings is 'A call to the number rings the seat.';
comment on constraint agent_phone_use_check on public.agent_phone is
  'A number that is used for nothing is not the seat''s: delete the row.';
create index agent_phone_workspace_id_agent_id_idx on public.agent_phone (workspace_id, agent_id);
create index agent_phone_workspace_id_phone_number_idx on public.agent_phone (workspace_id, phone_number);
alter table public.agent_phone enable row level security;
grant select on table public.agent_phone to authenticated;
grant insert, delete on table public.agent_phone to authenticated;
grant update (friendly_name) on table public.agent_phone to authenticated;
grant update (may_call, rings) on table public.agent_phone to authenticated;

create function private.fill_agent_phone_workspace() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.workspace_id := (select a.workspace_id from public.agent as a where a.id = new.agent_id);
  return new;
end;
$$;
comment on function private.fill_agent_phone_workspace() is
  'The administrator''s own SQL names only the agent and the number.';

create trigger agent_phone_fill_workspace before insert or update of agent_id, workspace_id
on public.agent_phone
for each row execute function private.fill_agent_phone_workspace();

create function private.my_lines() returns setof text
language sql stable security definer set search_path = '' as $$
  select p.phone_number from public.agent_phone as p where p.agent_id in (select private.my_seats()) and p.rings;
$$;
comment on function private.my_lines() is 'The numbers that ring the signed-in person, at any of their active seats.';
grant execute on function private.my_lines() to authenticated;

create function private.may_call_from(p_agent_id bigint, p_number text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.agent_phone as p
    where p.agent_id = p_agent_id and p.phone_number = p_number and p.may_call
  );
$$;
comment on function private.may_call_from(bigint, text) is 'Whether the seat may call from the number.';

-- A number's name is kept with each seat as well, where it may have been given another one by hand.
create function private.rename_seats_number() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.agent_phone as p
  set friendly_name = new.friendly_name
  where p.workspace_id = new.workspace_id
    and p.phone_number = new.twilio_number
    and p.friendly_name in (old.friendly_name, '');
  return null;
end;
$$;
comment on function private.rename_seats_number() is
  'Seats see the number''s new name, except where somebody named it differently for a seat.';

create trigger workspace_twilio_number_rename after update of friendly_name on public.workspace_twilio_number
for each row when (old.friendly_name is distinct from new.friendly_name)
execute function private.rename_seats_number();

create policy "members see the numbers of their workspace" on public.workspace_twilio_number
for select to authenticated
using (workspace_id = any (array(select private.my_workspaces())));

create policy "admins rename the numbers of their workspace" on public.workspace_twilio_number
for update to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())))
with check (workspace_id = any (array(select private.my_administered_workspaces())));

create policy "people see their own numbers, admins all" on public.agent_phone
for select to authenticated
using (
  agent_id = any (array(select private.my_seats()))
  or workspace_id = any (array(select private.my_administered_workspaces()))
);

create policy "admins give numbers to seats" on public.agent_phone
for insert to authenticated
with check (workspace_id = any (array(select private.my_administered_workspaces())));

create policy "admins rename the numbers of seats" on public.agent_phone
for update to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())))
with check (workspace_id = any (array(select private.my_administered_workspaces())));

create policy "admins take numbers from seats" on public.agent_phone
for delete to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())));
