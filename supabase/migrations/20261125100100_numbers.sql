-- A workspace's Twilio numbers, and which seats they belong to.

create table public.workspace_twilio_number (
  id bigint generated always as identity,
  workspace_id bigint not null,
  twilio_number text not null,
  friendly_name text not null default '',
  created_at timestamptz not null default now(),
  constraint workspace_twilio_number_pkey primary key (id),
  constraint workspace_twilio_number_twilio_number_key unique (twilio_number),
  constraint workspace_twilio_number_workspace_id_id_key unique (workspace_id, id),
  constraint workspace_twilio_number_workspace_id_twilio_number_key unique (workspace_id, twilio_number),
  constraint workspace_twilio_number_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint workspace_twilio_number_twilio_number_check check (twilio_number ~ '^\+[1-9][0-9]{1,14}$'),
  constraint workspace_twilio_number_friendly_name_check check (char_length(friendly_name) <= 200)
);
comment on table public.workspace_twilio_number is
  'A number bought from Twilio. It belongs to one workspace in the whole installation.';

create table public.agent_phone (
  id bigint generated always as identity,
  agent_id bigint not null,
  workspace_id bigint not null,
  phone_number text not null,
  friendly_name text not null default '',
  created_at timestamptz not null default now(),
  constraint agent_phone_pkey primary key (id),
  constraint agent_phone_agent_id_phone_number_key unique (agent_id, phone_number),
  constraint agent_phone_agent_fkey foreign key (workspace_id, agent_id)
    references public.agent (workspace_id, id),
  constraint agent_phone_number_fkey foreign key (workspace_id, phone_number)
    references public.workspace_twilio_number (workspace_id, twilio_number) on delete cascade,
  constraint agent_phone_friendly_name_check check (char_length(friendly_name) <= 200)
);
comment on table public.agent_phone is
  'The numbers that a seat may call from; a call to one of them rings the seat.';
comment on column public.agent_phone.workspace_id is
  'Filled from the agent by a trigger, whatever is written, so that both keys stay in one workspace.';
create index agent_phone_workspace_id_agent_id_idx on public.agent_phone (workspace_id, agent_id);
create index agent_phone_workspace_id_phone_number_idx on public.agent_phone (workspace_id, phone_number);

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

alter table public.workspace_twilio_number enable row level security;
alter table public.agent_phone enable row level security;

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

revoke all on table public.workspace_twilio_number, public.agent_phone
from public, anon, authenticated, service_role;
revoke all on sequence public.workspace_twilio_number_id_seq, public.agent_phone_id_seq
from public, anon, authenticated, service_role;
revoke all on function private.fill_agent_phone_workspace()
from public, anon, authenticated, service_role;

grant select on table public.workspace_twilio_number, public.agent_phone to authenticated;
grant update (friendly_name) on table public.workspace_twilio_number to authenticated;
grant insert, delete on table public.agent_phone to authenticated;
grant update (friendly_name) on table public.agent_phone to authenticated;
