-- Workspaces (tenants), the seats of people in them, and who is asking.

create table public.workspace (
  id bigint generated always as identity,
  name text not null default 'Workspace',
  country text not null default 'US',
  twilio_account_sid text,
  twilio_auth_token text,
  twilio_auth_token_next text,
  twilio_auth_token_next_is_former boolean not null default false,
  twilio_twiml_app_sid text,
  twilio_api_key_sid text,
  created_at timestamptz not null default now(),
  calls_kept_days integer,
  constraint workspace_pkey primary key (id),
  constraint workspace_twilio_account_sid_key unique (twilio_account_sid),
  constraint workspace_twilio_twiml_app_sid_key unique (twilio_twiml_app_sid),
  constraint workspace_name_check check (char_length(name) between 1 and 200),
  constraint workspace_country_check check (country ~ '^[A-Z]{2}$'),
  constraint workspace_twilio_account_sid_check check (twilio_account_sid ~ '^AC[0-9a-fA-F]{32}$'),
  constraint workspace_twilio_twiml_app_sid_check check (twilio_twiml_app_sid ~ '^AP[0-9a-fA-F]{32}$'),
  constraint workspace_twilio_api_key_sid_check check (twilio_api_key_sid ~ '^SK[0-9a-fA-F]{32}$'),
  -- The figures of a day and the calls to return look back a week.
  constraint workspace_calls_kept_days_check check (calls_kept_days between 8 and 36500),
  constraint workspace_twilio_auth_token_check check (twilio_auth_token = 'sealed'),
  constraint workspace_twilio_auth_token_next_check check (twilio_auth_token_next = 'sealed')
);
comment on table public.workspace is 'A tenant: one Twilio account and the people who work with it.';
comment on column public.workspace.country is
  'ISO 3166 alpha-2: how a number dialled without its country code is read.';
comment on column public.workspace.twilio_auth_token is
  'Write the token here by plain SQL: a trigger seals it elsewhere and leaves only the word "sealed".';
comment on column public.workspace.twilio_auth_token_next is
  'While the token is being rotated in Twilio: webhooks signed with either token are genuine. Sealed likewise.';
comment on column public.workspace.twilio_api_key_sid is
  'The key that signs Voice access tokens; its secret is sealed by public.store_api_key.';
comment on column public.workspace.twilio_auth_token_next_is_former is
  'twilio_auth_token_next was the token until the next one took its place: it verifies what is still on its way.';
comment on column public.workspace.calls_kept_days is
  'After so many days a call goes, with all that it is made of. Null: kept for ever.';
alter table public.workspace enable row level security;
grant select on table public.workspace to authenticated;
grant update (name, country) on table public.workspace to authenticated;

create table public.agent (
  id bigint generated always as identity,
  workspace_id bigint not null,
  user_id uuid not null,
  role text not null default 'agent',
  identity text not null,
  display_name text not null,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  constraint agent_pkey primary key (id),
  constraint agent_workspace_id_id_key unique (workspace_id, id),
  constraint agent_workspace_id_user_id_key unique (workspace_id, user_id),
  constraint agent_workspace_id_identity_key unique (workspace_id, identity),
  constraint agent_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint agent_user_id_fkey foreign key (user_id) references auth.users (id) on delete restrict,
  constraint agent_role_check check (role in ('admin', 'supervisor', 'agent')),
  constraint agent_identity_check check (identity ~ '^[A-Za-z0-9_]{1,121}$'),
  constraint agent_display_name_check check (char_length(display_name) between 1 and 200)
);
comment on table public.agent is
  'A person''s seat in a workspace. Never deleted, only made inactive: an old token must not ring a new person.';
comment on column public.agent.identity is 'The name under which Twilio knows this seat: client:<identity>.';
create index agent_user_id_idx on public.agent (user_id);
alter table public.agent enable row level security;
grant select on table public.agent to authenticated;
grant update (display_name, role, active) on table public.agent to authenticated;

-- Who is asking. Definer functions, so that policies do not recurse into the policies of agent.
create function private.my_seats() returns setof bigint
language sql stable security definer set search_path = '' as $$
  select a.id from public.agent as a where a.user_id = (select auth.uid()) and a.active;
$$;
comment on function private.my_seats() is 'The signed-in person''s active seats.';
grant execute on function private.my_seats() to authenticated;

create function private.my_workspaces() returns setof bigint
language sql stable security definer set search_path = '' as $$
  select a.workspace_id from public.agent as a where a.user_id = (select auth.uid()) and a.active;
$$;
comment on function private.my_workspaces() is 'Workspaces in which the signed-in person has an active seat.';
grant execute on function private.my_workspaces() to authenticated;

create function private.my_supervised_workspaces() returns setof bigint
language sql stable security definer set search_path = '' as $$
  select a.workspace_id
  from public.agent as a
  where a.user_id = (select auth.uid()) and a.active and a.role in ('supervisor', 'admin');
$$;
comment on function private.my_supervised_workspaces() is 'Workspaces whose every call the signed-in person may see.';
grant execute on function private.my_supervised_workspaces() to authenticated;

create function private.my_administered_workspaces() returns setof bigint
language sql stable security definer set search_path = '' as $$
  select a.workspace_id
  from public.agent as a
  where a.user_id = (select auth.uid()) and a.active and a.role = 'admin';
$$;
comment on function private.my_administered_workspaces() is 'Workspaces that the signed-in person may change.';
grant execute on function private.my_administered_workspaces() to authenticated;

create function private.guard_seat() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if (new.workspace_id, new.user_id, new.identity) is distinct from
     (old.workspace_id, old.user_id, old.identity) then
    raise exception 'Cannot change the seat: its workspace, person and identity stay for ever'
      using errcode = 'check_violation', hint = 'Make this seat inactive and create another.';
  end if;
  if old.role = 'admin' and old.active and (new.role <> 'admin' or not new.active) then
    -- One at a time: two admins who demote each other at once must not both succeed.
    perform from public.workspace as w where w.id = old.workspace_id for no key update;
    if not exists (
      select from public.agent as a
      where a.workspace_id = old.workspace_id and a.id <> old.id and a.role = 'admin' and a.active
    ) then
      raise exception 'Cannot change the seat: a workspace needs one active admin'
        using errcode = 'check_violation', hint = 'Make another seat an active admin first.';
    end if;
  end if;
  return new;
end;
$$;
comment on function private.guard_seat() is
  'Identities are unique for ever, and a workspace without an admin could be repaired only by SQL.';

create trigger agent_guard_seat before update on public.agent
for each row execute function private.guard_seat();

create function private.active_seat(p_user_id uuid, p_workspace_id bigint, p_identity text)
returns public.agent
language sql stable security definer set search_path = '' as $$
  select a.*
  from public.agent as a
  where a.workspace_id = p_workspace_id and a.user_id = p_user_id and a.identity = p_identity and a.active;
$$;
comment on function private.active_seat(uuid, bigint, text) is
  'The person''s own seat, or null: not a member, another''s identity, no such workspace and inactive are alike.';

create function private.refusal(p_code text) returns jsonb
language sql immutable security definer set search_path = '' as $$
  select jsonb_build_object('ok', false, 'code', p_code);
$$;
comment on function private.refusal(text) is 'A refusal with a code of contracts/errors.ts.';

create function private.member(p_user_id uuid, p_workspace_id bigint) returns public.agent
language sql stable security definer set search_path = '' as $$
  select a.*
  from public.agent as a
  where a.workspace_id = p_workspace_id and a.user_id = p_user_id and a.active;
$$;
comment on function private.member(uuid, bigint) is 'The person''s active seat in the workspace, or null.';

create function private.refuse_unless_admin(p_seat public.agent) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
begin
  if p_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  if p_seat.role <> 'admin' then
    return private.refusal('E-ADMIN');
  end if;
  perform set_config('softphone.acting_agent', p_seat.id::text, true);
  return null;
end;
$$;
comment on function private.refuse_unless_admin(public.agent) is
  'Null for an admin''s seat, which then is the acting one until the transaction ends. An outsider does not learn whether the workspace exists.';

create trigger agent_refuse_delete before delete on public.agent
for each row execute function private.refuse_delete();

create policy "members see their workspace" on public.workspace
for select to authenticated
using (id = any (array(select private.my_workspaces())));

create policy "admins change their workspace" on public.workspace
for update to authenticated
using (id = any (array(select private.my_administered_workspaces())))
with check (id = any (array(select private.my_administered_workspaces())));

create policy "members see the seats of their workspace" on public.agent
for select to authenticated
using (workspace_id = any (array(select private.my_workspaces())));

create policy "admins change the seats of their workspace" on public.agent
for update to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())))
with check (workspace_id = any (array(select private.my_administered_workspaces())));
