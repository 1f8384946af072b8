-- Version 0.1.0 as a whole: supabase/schemas in the order of its files, written by `npm run migration -- --first`.

-- What everything else stands on: extensions, the schema that no API exposes, and the rule that nothing is granted
-- unless it is granted by name.

create extension if not exists pgcrypto with schema extensions;
create extension if not exists supabase_vault with schema vault;
create extension if not exists pg_cron with schema pg_catalog;
create extension if not exists pg_net with schema extensions;

-- Projects made before 2026-05-30 grant every new object of public to the API's roles, and Postgres lets everybody
-- execute a new function and use a new type.
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;
alter default privileges revoke execute on functions from public;
alter default privileges revoke usage on types from public;

create schema private;
comment on schema private is
  'Not exposed by the API. Definer helpers for policies and RPCs, and tables that no API role may read.';
revoke all on schema private from public, anon, authenticated, service_role;
grant usage on schema private to authenticated;
-- Whoever follows an invitation's link has no account yet, perhaps.
grant usage on schema private to anon;

create function private.is_erasing(p_relation oid) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  return exists (
    select from private.erasure as e
    where e.transaction_id = pg_current_xact_id() and e.relation = p_relation
  );
end;
$$;
comment on function private.is_erasing(oid) is
  'Whether a function of 80_retention.sql is deleting from the table in this transaction. No setting could say so: anybody may set one.';

create function private.refuse_delete() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if private.is_erasing(tg_relid) then
    return old;
  end if;
  raise exception 'Cannot delete from %: its rows are kept', tg_table_name
    using errcode = 'check_violation';
end;
$$;
comment on function private.refuse_delete() is 'For tables whose rows outlive what they describe. Only an erasure passes.';

create function private.count_version() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.version := old.version + 1;
  return new;
end;
$$;
comment on function private.count_version() is 'Each change of the row is the next version.';

create function private.refuse_update() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  raise exception 'Cannot update %: it is append-only', tg_table_name using errcode = 'check_violation';
end;
$$;
comment on function private.refuse_update() is 'For tables that are a record of what happened.';

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

-- Secrets at rest: see docs/decisions/secrets-at-rest.md.

create table private.data_key (
  version integer not null,
  vault_id uuid not null,
  created_at timestamptz not null default now(),
  constraint data_key_pkey primary key (version),
  constraint data_key_vault_id_key unique (vault_id)
);
comment on table private.data_key is
  'Which Vault secret is the key that seals: the only row. Its version counts the rotations.';
alter table private.data_key enable row level security;

create table private.sealed_secret (
  workspace_id bigint not null,
  name text not null,
  key_version integer not null,
  sealed bytea not null,
  sealed_at timestamptz not null default now(),
  constraint sealed_secret_pkey primary key (workspace_id, name),
  -- Deferred: the BEFORE INSERT trigger of workspace seals before the workspace exists.
  constraint sealed_secret_workspace_id_fkey foreign key (workspace_id)
    references public.workspace (id) deferrable initially deferred,
  constraint sealed_secret_key_version_fkey foreign key (key_version)
    references private.data_key (version) deferrable initially deferred,
  constraint sealed_secret_name_check check (
    name in ('twilio_auth_token', 'twilio_auth_token_next', 'twilio_api_key_secret')
    or name ~ '^number_settings PN[0-9a-fA-F]{32}$'
  )
);
comment on table private.sealed_secret is
  'Twilio credentials, and what answered a number before us, encrypted with the data key. No role has a grant: only definer functions read it.';
create index sealed_secret_key_version_idx on private.sealed_secret (key_version);
alter table private.sealed_secret enable row level security;

create function private.create_data_key(p_version integer) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_vault_id uuid;
begin
  -- create_secret writes the plaintext before it encrypts, which leaves it in the WAL: create it
  -- empty, then update it, which encrypts first.
  v_vault_id := vault.create_secret('', 'softphone_data_key_' || p_version);
  perform vault.update_secret(v_vault_id, encode(extensions.gen_random_bytes(32), 'base64'));
  insert into private.data_key (version, vault_id) values (p_version, v_vault_id);
end;
$$;
comment on function private.create_data_key(integer) is 'Makes a random 256-bit data key in Vault.';

create function private.encrypt(p_workspace_id bigint, p_name text, p_secret text, p_key text) returns bytea
language sql volatile security definer set search_path = '' as $$
  -- The key has full entropy, so the slow, iterated key derivation (s2k-mode 3) would buy nothing.
  select extensions.pgp_sym_encrypt(
    p_workspace_id || ':' || p_name || ':' || p_secret, p_key,
    'cipher-algo=aes256, s2k-mode=1, compress-algo=0'
  );
$$;
comment on function private.encrypt(bigint, text, text, text) is
  'Workspace and name are inside, so that a sealed value moved to another row does not open there.';

create function private.seal(p_workspace_id bigint, p_name text, p_secret text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  -- Against a rotation in between: the key read next is the one that stays.
  perform pg_advisory_xact_lock_shared(hashtextextended('private.data_key', 0));
  insert into private.sealed_secret as s (workspace_id, name, key_version, sealed)
  select p_workspace_id, p_name, k.version,
         private.encrypt(p_workspace_id, p_name, p_secret, v.decrypted_secret)
  from private.data_key as k
  join vault.decrypted_secrets as v on v.id = k.vault_id
  order by k.version desc
  limit 1
  on conflict on constraint sealed_secret_pkey do update
  set key_version = excluded.key_version, sealed = excluded.sealed, sealed_at = now();
end;
$$;
comment on function private.seal(bigint, text, text) is 'Encrypts a workspace''s secret and keeps it; replaces the former.';

create function private.unseal(p_workspace_id bigint, p_name text) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  v_prefix constant text := p_workspace_id || ':' || p_name || ':';
  v_opened text;
begin
  select extensions.pgp_sym_decrypt(s.sealed, v.decrypted_secret) into v_opened
  from private.sealed_secret as s
  join private.data_key as k on k.version = s.key_version
  join vault.decrypted_secrets as v on v.id = k.vault_id
  where s.workspace_id = p_workspace_id and s.name = p_name;
  return case when starts_with(v_opened, v_prefix) then substr(v_opened, length(v_prefix) + 1) end;
end;
$$;
comment on function private.unseal(bigint, text) is 'The secret in plain, or null. Never for an answer to a browser.';

create function private.adopt_proposed_seals(p_proposed_id bigint, p_workspace_id bigint, p_name text)
returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (
    select from private.sealed_secret as s where s.workspace_id = p_proposed_id and s.name = p_name
  ) then
    return false;
  end if;
  perform private.seal(p_workspace_id, p_name, private.unseal(p_proposed_id, p_name));
  delete from private.sealed_secret as s where s.workspace_id = p_proposed_id and s.name = p_name;
  return true;
end;
$$;
comment on function private.adopt_proposed_seals(bigint, bigint, text) is
  'Seals again, for the row that came to be, what was sealed for the row that an insert proposed.';

create function private.seal_column(p_workspace_id bigint, p_name text, p_new text, p_old text) returns text
language plpgsql security definer set search_path = '' as $$
begin
  if p_new = 'sealed' then
    return p_old;
  end if;
  if p_new is null or p_new = '' then
    delete from private.sealed_secret as s where s.workspace_id = p_workspace_id and s.name = p_name;
    return null;
  end if;
  perform private.seal(p_workspace_id, p_name, p_new);
  return 'sealed';
end;
$$;
comment on function private.seal_column(bigint, text, text, text) is
  'What a token column shall hold after p_new was written to it: "sealed" or null.';

-- An insert may end as a new row, as an update ("on conflict do update") or as nothing ("do nothing"),
-- and its BEFORE trigger cannot know. So it seals for the negative of the id that the row would have;
-- the AFTER trigger, or the update's BEFORE trigger, adopts that; what is left is deleted.
create function private.seal_inserted_workspace() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform set_config('softphone.proposed_workspace', (-new.id)::text, true);
  -- A plain "sealed" is a restored dump: the secret itself is in the dump of private.
  new.twilio_auth_token :=
    private.seal_column(-new.id, 'twilio_auth_token', new.twilio_auth_token, 'sealed');
  new.twilio_auth_token_next :=
    private.seal_column(-new.id, 'twilio_auth_token_next', new.twilio_auth_token_next, 'sealed');
  return new;
end;
$$;
comment on function private.seal_inserted_workspace() is 'Seals the tokens of a proposed row. Validates nothing.';

create trigger workspace_seal_insert before insert on public.workspace
for each row execute function private.seal_inserted_workspace();

create function private.adopt_inserted_workspace() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.adopt_proposed_seals(-new.id, new.id, 'twilio_auth_token');
  perform private.adopt_proposed_seals(-new.id, new.id, 'twilio_auth_token_next');
  return null;
end;
$$;
comment on function private.adopt_inserted_workspace() is 'The proposed row came to be.';

create trigger workspace_adopt_insert after insert on public.workspace
for each row execute function private.adopt_inserted_workspace();

create function private.seal_updated_token() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_name constant text := tg_argv[0];
  v_old constant text := to_jsonb(old) ->> v_name;
  v_new text := to_jsonb(new) ->> v_name;
  v_proposed_id constant bigint := nullif(current_setting('softphone.proposed_workspace', true), '')::bigint;
begin
  if v_new = 'sealed' and private.adopt_proposed_seals(v_proposed_id, new.id, v_name) then
    null; -- "set token = excluded.token": the insert's trigger had it before us.
  else
    v_new := private.seal_column(new.id, v_name, v_new, v_old);
  end if;
  if v_name = 'twilio_auth_token' then
    new.twilio_auth_token := v_new;
  else
    new.twilio_auth_token_next := v_new;
  end if;
  return new;
end;
$$;
comment on function private.seal_updated_token() is 'Seals what is written to the token column it is made for.';

create trigger workspace_seal_token before update of twilio_auth_token on public.workspace
for each row execute function private.seal_updated_token('twilio_auth_token');

create trigger workspace_seal_token_next before update of twilio_auth_token_next on public.workspace
for each row execute function private.seal_updated_token('twilio_auth_token_next');

create function private.forget_unused_seals() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.sealed_secret as s where s.workspace_id < 0;
  return null;
end;
$$;
comment on function private.forget_unused_seals() is 'The proposed row came to nothing.';

create trigger workspace_forget_unused_seals after insert on public.workspace
for each statement execute function private.forget_unused_seals();

create function public.rotate_data_key() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_old private.data_key;
  v_new integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('private.data_key', 0));
  select k.* into strict v_old from private.data_key as k;
  v_new := v_old.version + 1;
  perform private.create_data_key(v_new);

  update private.sealed_secret as s
  set sealed = private.encrypt(
        s.workspace_id, s.name, private.unseal(s.workspace_id, s.name), v.decrypted_secret
      ),
      key_version = v_new,
      sealed_at = now()
  from vault.decrypted_secrets as v, private.data_key as k
  where k.version = v_new and v.id = k.vault_id and s.key_version = v_old.version;

  -- With the former key gone, what it sealed in old copies of the table cannot be opened from here.
  delete from private.data_key as k where k.version = v_old.version;
  delete from vault.secrets as v where v.id = v_old.vault_id;
  return jsonb_build_object('version', v_new);
end;
$$;
comment on function public.rotate_data_key() is
  'Creates the next data key and seals every secret again, in one transaction. Answers {version} of the new key.';
grant execute on function public.rotate_data_key() to service_role;

-- Who changed what and when. The functions' RPCs write their own lines; triggers write those of pages and of SQL.

create table public.audit_log (
  id bigint generated always as identity,
  workspace_id bigint not null,
  agent_id bigint,
  agent_name text not null default 'System',
  action text not null,
  detail jsonb not null default '{}',
  created_at timestamptz not null default now(),
  constraint audit_log_pkey primary key (id),
  constraint audit_log_agent_fkey foreign key (workspace_id, agent_id) references public.agent (workspace_id, id),
  constraint audit_log_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint audit_log_agent_name_check check (char_length(agent_name) between 1 and 200),
  constraint audit_log_action_check check (action ~ '^[a-z_]+\.[a-z_]+$')
);
comment on table public.audit_log is 'Who changed what and when. Append-only, and without secrets.';
comment on column public.audit_log.action is 'What it was done to, a dot, what was done: account.connected.';
comment on column public.audit_log.detail is 'SIDs, numbers and settings that the action is about; of an address only its host.';
comment on column public.audit_log.agent_id is 'Whose seat it was. Null: nobody''s, see agent_name.';
comment on column public.audit_log.agent_name is
  'The seat''s name at that time; "SQL" for whoever wrote to the database, "System" for the product by itself.';
create index audit_log_workspace_id_agent_id_created_at_idx on public.audit_log (workspace_id, agent_id, created_at);
create index audit_log_workspace_id_id_idx on public.audit_log (workspace_id, id desc);
-- A test call is billed, so it is written down, and nobody makes them without end.
create index audit_log_test_calls_idx on public.audit_log (workspace_id, created_at)
where action = 'health.test_called';
alter table public.audit_log enable row level security;
grant select on table public.audit_log to authenticated;

create function private.refuse_change(p_code text, p_message text, p_next text) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  raise exception '%', p_message using detail = p_code, hint = p_next;
end;
$$;
comment on function private.refuse_change(text, text, text) is
  'Ends a statement on a table, which cannot answer a refusal: the code of contracts/errors.ts is the error''s detail.';

create function private.audit(p_seat public.agent, p_action text, p_detail jsonb) returns void
language sql volatile security definer set search_path = '' as $$
  insert into public.audit_log (workspace_id, agent_id, agent_name, action, detail)
  values (p_seat.workspace_id, p_seat.id, p_seat.display_name, p_action, p_detail);
$$;
comment on function private.audit(public.agent, text, jsonb) is
  'Writes a line of the audit log for a seat: for RPCs, which know what was meant.';

create function private.acting_seat(p_workspace_id bigint) returns public.agent
language sql stable security definer set search_path = '' as $$
  select a.*
  from public.agent as a
  where a.workspace_id = p_workspace_id
    and case
      when (select auth.uid()) is not null then a.user_id = (select auth.uid())
      else a.id = nullif(current_setting('softphone.acting_agent', true), '')::bigint
    end;
$$;
comment on function private.acting_seat(bigint) is
  'The signed-in person''s seat, active or not; for a function''s RPC the admin whom it acts for; else null.';

create function private.changes_too_often(p_seat public.agent) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  -- Lines stay for ever. Requests side by side may each pass the limit once more; a lock would make changes of different
  -- things wait for each other.
  return exists (
    select from (values (interval '1 minute', 300), (interval '1 day', 5000)) as m (span, most)
    where m.most <= (
      select count(*)
      from public.audit_log as l
      where l.workspace_id = p_seat.workspace_id and l.agent_id = p_seat.id
        -- Without this transaction's own: one change that writes many, as joining with many numbers does, is one.
        and l.created_at > now() - m.span and l.created_at < now()
    )
  );
end;
$$;
comment on function private.changes_too_often(public.agent) is
  'Whether the seat has written 300 lines in a minute or 5,000 in a day: no person makes more by hand.';

create function private.limit_changes(p_seat public.agent) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  if private.changes_too_often(p_seat) then
    perform private.refuse_change('E-CHANGES-LIMIT', 'Too many changes in a short time', 'Try again later.');
  end if;
end;
$$;
comment on function private.limit_changes(public.agent) is
  'A seat''s changes by pages write 300 lines a minute and 5,000 a day at most: no person makes more by hand.';

create function private.audit_change(p_workspace_id bigint, p_action text, p_detail jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.acting_seat(p_workspace_id);
  -- Whoever comes by the API has claims; a connection to the database has none.
  v_from_api constant boolean := coalesce(current_setting('request.jwt.claims', true), '') <> '';
begin
  -- Only whom a page serves: a function's RPC has asked Twilio before, and must be able to write down what it did.
  if (select auth.uid()) is not null and v_seat.id is not null then
    perform private.limit_changes(v_seat);
  end if;
  insert into public.audit_log (workspace_id, agent_id, agent_name, action, detail)
  values (
    p_workspace_id, v_seat.id,
    coalesce(v_seat.display_name, case when v_from_api then 'System' else 'SQL' end),
    p_action, p_detail
  );
end;
$$;
comment on function private.audit_change(bigint, text, jsonb) is
  'For triggers: writes a line of the audit log in the name of whoever makes the change.';

create function private.audit_workspace_made() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- A person's new workspace has no seat yet: private.create_workspace writes the line when it has.
  if (select auth.uid()) is null then
    perform private.audit_change(
      new.id, 'workspace.created', jsonb_build_object('name', new.name, 'country', new.country)
    );
    perform private.audit_credentials(null, new);
  end if;
  return null;
end;
$$;
comment on function private.audit_workspace_made() is 'A workspace that was made by SQL, perhaps with its credentials.';

create trigger workspace_audit_insert after insert on public.workspace
for each row execute function private.audit_workspace_made();

create function private.audit_workspace_changed() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.name <> old.name then
    perform private.audit_change(
      new.id, 'workspace.renamed', jsonb_build_object('before', old.name, 'after', new.name)
    );
  end if;
  if new.country <> old.country then
    perform private.audit_change(
      new.id, 'workspace.country_changed', jsonb_build_object('before', old.country, 'after', new.country)
    );
  end if;
  -- The functions' RPCs write their own lines, which say more.
  if (private.acting_seat(new.id)).id is null then
    perform private.audit_credentials(old, new);
  end if;
  return null;
end;
$$;
comment on function private.audit_workspace_changed() is 'Name and home country; credentials where no admin acts.';

create trigger workspace_audit_update after update on public.workspace
for each row when (old.* is distinct from new.*)
execute function private.audit_workspace_changed();

create function private.audit_credentials(p_before public.workspace, p_after public.workspace) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if p_after.twilio_account_sid is distinct from p_before.twilio_account_sid then
    if p_after.twilio_account_sid is null then
      perform private.audit_change(
        p_after.id, 'account.disconnected', jsonb_build_object('account_sid', p_before.twilio_account_sid)
      );
    else
      perform private.audit_change(
        p_after.id, 'account.connected', jsonb_build_object('account_sid', p_after.twilio_account_sid)
      );
    end if;
  end if;
  if p_after.twilio_api_key_sid is distinct from p_before.twilio_api_key_sid
    and p_after.twilio_api_key_sid is not null then
    perform private.audit_change(
      p_after.id, 'api_key.made', jsonb_build_object('api_key_sid', p_after.twilio_api_key_sid)
    );
  end if;
  if p_after.twilio_twiml_app_sid is distinct from p_before.twilio_twiml_app_sid then
    perform private.audit_change(
      p_after.id, case when p_after.twilio_twiml_app_sid is null then 'twiml_app.removed' else 'twiml_app.set' end,
      jsonb_build_object('app_sid', coalesce(p_after.twilio_twiml_app_sid, p_before.twilio_twiml_app_sid))
    );
  end if;
end;
$$;
comment on function private.audit_credentials(public.workspace, public.workspace) is
  'Lines for the SIDs of an account, a key and an app. The token''s own line: private.audit_sealed_token.';

create function private.audit_sealed_token() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_workspace_id constant bigint := coalesce(new.workspace_id, old.workspace_id);
  v_thing constant text :=
    case coalesce(new.name, old.name) when 'twilio_auth_token_next' then 'next_auth_token' else 'auth_token' end;
begin
  if (private.acting_seat(v_workspace_id)).id is null then
    perform private.audit_change(
      v_workspace_id,
      v_thing || case tg_op when 'INSERT' then '.stored' when 'UPDATE' then '.replaced' else '.removed' end,
      '{}'
    );
  end if;
  return null;
end;
$$;
comment on function private.audit_sealed_token() is
  'The token''s column says "sealed" before and after: only here is seen that SQL wrote one.';

-- Negative ids are of rows that an insert proposes: see private.seal_inserted_workspace.
create trigger sealed_secret_audit_insert after insert on private.sealed_secret
for each row when (new.workspace_id > 0 and starts_with(new.name, 'twilio_auth_token'))
execute function private.audit_sealed_token();

-- Another key's version is the same token, sealed again: see public.rotate_data_key.
create trigger sealed_secret_audit_update after update on private.sealed_secret
for each row when (starts_with(new.name, 'twilio_auth_token') and new.key_version = old.key_version)
execute function private.audit_sealed_token();

create trigger sealed_secret_audit_delete after delete on private.sealed_secret
for each row when (old.workspace_id > 0 and starts_with(old.name, 'twilio_auth_token'))
execute function private.audit_sealed_token();

create trigger audit_log_refuse_update before update on public.audit_log
for each row execute function private.refuse_update();

create trigger audit_log_refuse_delete before delete on public.audit_log
for each row execute function private.refuse_delete();

create policy "admins read the audit log of their workspace" on public.audit_log
for select to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())));

-- How often a seat may ask for what makes us ask Twilio.

create table private.request_count (
  agent_id bigint not null,
  kind text not null,
  minute timestamptz not null,
  requests integer not null default 1,
  constraint request_count_pkey primary key (agent_id, kind),
  constraint request_count_agent_id_fkey foreign key (agent_id) references public.agent (id)
);
comment on table private.request_count is 'One row a seat and kind, of the last minute in which it asked: it cannot grow.';
alter table private.request_count enable row level security;

create function private.asks_too_often(p_seat public.agent, p_kind text, p_most_a_minute integer) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_requests integer;
begin
  insert into private.request_count as c (agent_id, kind, minute)
  values (p_seat.id, p_kind, date_trunc('minute', now()))
  on conflict on constraint request_count_pkey do update
  set minute = excluded.minute, requests = case when c.minute = excluded.minute then c.requests else 0 end + 1
  returning c.requests into v_requests;
  return v_requests > p_most_a_minute;
end;
$$;
comment on function private.asks_too_often(public.agent, text, integer) is
  'Counts this request, and says whether it is one too many in this minute of the clock.';

-- A workspace's policy: whom it may call, how much and when, and who may not ring it.

create function private.is_time_zone(p_name text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  -- Postgres also takes POSIX rules such as "FOO+3", which nobody else understands.
  if p_name !~ '^(UTC|[A-Za-z_]+(/[A-Za-z0-9_+-]+)+)$' then
    return false;
  end if;
  perform timestamptz 'epoch' at time zone p_name;
  return true;
exception when invalid_parameter_value then
  return false;
end;
$$;
comment on function private.is_time_zone(text) is 'Whether it is a name of the IANA time zone database.';
grant execute on function private.is_time_zone(text) to authenticated;

create function private.are_calling_hours(p_hours jsonb) returns boolean
language sql immutable security definer set search_path = '' as $$
  select case
    when jsonb_typeof(p_hours) <> 'array' or jsonb_array_length(p_hours) <> 7 then false
    else not exists (
      select from jsonb_array_elements(p_hours) as d (day)
      where case
        when jsonb_typeof(d.day) = 'null' then false
        when jsonb_typeof(d.day) <> 'object' or d.day - 'from' - 'to' <> '{}' then true
        when (d.day ->> 'from') is null or (d.day ->> 'from') !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' then true
        when (d.day ->> 'to') is null or (d.day ->> 'to') !~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' then true
        else d.day ->> 'from' >= d.day ->> 'to'
      end
    )
  end;
$$;
comment on function private.are_calling_hours(jsonb) is
  'Seven days from Monday on, each null or {"from": "09:00", "to": "18:00"}; "24:00" is the day''s end.';
grant execute on function private.are_calling_hours(jsonb) to authenticated;

create table public.workspace_policy (
  workspace_id bigint not null,
  allowed_countries text[] not null,
  agent_calls_per_minute integer default 20,
  agent_minutes_per_day integer default 480,
  workspace_calls_per_minute integer default 60,
  workspace_minutes_per_day integer default 3000,
  when_capped text not null default 'refuse',
  time_zone text not null,
  calling_hours jsonb,
  block_withheld boolean not null default false,
  paused_at timestamptz,
  paused_until timestamptz,
  pause_cause text,
  pause_limit integer,
  wrap_up_s integer,
  outcome_required boolean not null default false,
  show_listeners boolean not null default true,
  recording text not null default 'off',
  consent_language text not null default 'en-US',
  consent_sentence text not null default 'This call is recorded.',
  recordings_kept_days integer default 90,
  recordings_heard_by text not null default 'agents',
  constraint workspace_policy_pkey primary key (workspace_id),
  constraint workspace_policy_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint workspace_policy_allowed_countries_check check (
    array_to_string(allowed_countries, ' ', '-') ~ '^([A-Z]{2}( [A-Z]{2})*)?$' and cardinality(allowed_countries) <= 300
  ),
  constraint workspace_policy_agent_calls_per_minute_check check (agent_calls_per_minute between 1 and 1000),
  constraint workspace_policy_agent_minutes_per_day_check check (agent_minutes_per_day between 1 and 1440),
  constraint workspace_policy_workspace_calls_per_minute_check check (workspace_calls_per_minute between 1 and 10000),
  constraint workspace_policy_workspace_minutes_per_day_check check (workspace_minutes_per_day between 1 and 1000000),
  constraint workspace_policy_when_capped_check check (when_capped in ('refuse', 'pause')),
  constraint workspace_policy_time_zone_check check (private.is_time_zone(time_zone)),
  constraint workspace_policy_calling_hours_check check (private.are_calling_hours(calling_hours)),
  constraint workspace_policy_recording_check check (recording in ('off', 'on-demand', 'always')),
  constraint workspace_policy_consent_language_check check (
    consent_language in ('de-DE', 'en-GB', 'en-US', 'es-ES', 'fr-FR', 'it-IT', 'nl-NL', 'pl-PL', 'pt-BR', 'pt-PT')
  ),
  -- What takes much longer than ten seconds to say, nobody listens to.
  constraint workspace_policy_consent_sentence_check check (
    char_length(consent_sentence) between 1 and 200 and consent_sentence !~ '[[:cntrl:]]' and consent_sentence ~ '[[:alpha:]]'
  ),
  constraint workspace_policy_recordings_kept_days_check check (recordings_kept_days between 1 and 3650),
  constraint workspace_policy_recordings_heard_by_check check (recordings_heard_by in ('agents', 'supervisors', 'admins')),
  constraint workspace_policy_pause_cause_check check (pause_cause in ('calls', 'minutes', 'admin')),
  constraint workspace_policy_pause_check check (
    (paused_at is null) = (paused_until is null) and (paused_at is null) = (pause_cause is null)
  ),
  constraint workspace_policy_wrap_up_s_check check (wrap_up_s between 5 and 900)
);
comment on table public.workspace_policy is
  'What private.check_outside_leg holds every call to a telephone to, and which calls are recorded. One row a workspace, made with it.';
comment on column public.workspace_policy.allowed_countries is
  'ISO 3166 alpha-2, the home country like any other. Empty: no calls out.';
comment on column public.workspace_policy.agent_calls_per_minute is
  'Null: no limit. So with the other three. At first more than a person calls by hand: what a program does with a stolen password stops there.';
comment on column public.workspace_policy.agent_minutes_per_day is
  'Minutes of conversation in calls out, in a day of time_zone. At first eight hours, a working day of nothing but talking.';
comment on column public.workspace_policy.workspace_calls_per_minute is
  'At first what three seats at their own limit come to; a busy team raises it.';
comment on column public.workspace_policy.workspace_minutes_per_day is
  'At first fifty hours: ten people who talk for five hours each. With the countries of the start, a stolen account costs its owner in the order of a hundred dollars a day, not thousands.';
comment on column public.workspace_policy.when_capped is
  'When a limit of the whole workspace is reached: refuse each call over it, or pause all calls out until the day''s end.';
comment on column public.workspace_policy.time_zone is 'IANA name: where a day begins, and what calling_hours mean.';
comment on column public.workspace_policy.calling_hours is
  'When calls out may begin, in time_zone: seven days from Monday on, each null or {"from", "to"}. Null: at any time.';
comment on column public.workspace_policy.block_withheld is 'Calls from hidden numbers are turned away.';
comment on column public.workspace_policy.paused_at is
  'Calls out are paused from then until paused_until. Past that it means nothing any more.';
comment on column public.workspace_policy.pause_cause is 'The limit of the workspace that was reached, or an admin.';
comment on column public.workspace_policy.show_listeners is
  'Agents see which supervisor listens to their call. Who is heard by somebody is always seen.';
comment on column public.workspace_policy.pause_limit is 'The limit that was reached, as it was then.';
comment on column public.workspace_policy.wrap_up_s is
  'After a call that a seat talked in it is not rung for so many seconds. Null: rung at once.';
comment on column public.workspace_policy.outcome_required is
  'Wrap-up cannot be ended before its call has an outcome. Its time ends it all the same, so that nobody is stuck.';
comment on column public.workspace_policy.recording is
  'Which calls are recorded, where the line does not say otherwise. on-demand: those for which a seat in the call asks.';
comment on column public.workspace_policy.consent_sentence is 'What every telephone is told before it is recorded, in consent_language.';
comment on column public.workspace_policy.recordings_kept_days is 'Then they are deleted, at Twilio too. Null: as long as their calls are kept.';
comment on column public.workspace_policy.recordings_heard_by is
  'agents: they hear those of calls they were in, supervisors and admins all. Else from that role on.';
alter table public.workspace_policy enable row level security;
grant select on table public.workspace_policy to authenticated;
grant update ( allowed_countries, agent_calls_per_minute, agent_minutes_per_day, workspace_calls_per_minute, workspace_minutes_per_day, when_capped, time_zone, calling_hours, block_withheld, show_listeners, recording, consent_language, consent_sentence, recordings_kept_days, recordings_heard_by ) on table public.workspace_policy to authenticated;

create table public.blocked_caller (
  id bigint generated always as identity,
  workspace_id bigint not null,
  number text not null,
  is_prefix boolean not null default false,
  note text not null default '',
  added_by bigint,
  created_at timestamptz not null default now(),
  constraint blocked_caller_pkey primary key (id),
  constraint blocked_caller_workspace_id_number_key unique (workspace_id, number),
  constraint blocked_caller_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint blocked_caller_added_by_fkey foreign key (workspace_id, added_by)
    references public.agent (workspace_id, id),
  constraint blocked_caller_number_check check (number ~ '^\+[1-9][0-9]{1,14}$'),
  constraint blocked_caller_note_check check (char_length(note) <= 500)
);
comment on table public.blocked_caller is 'Who is turned away before anything rings.';
comment on column public.blocked_caller.is_prefix is 'Every number that begins like this one.';
comment on column public.blocked_caller.added_by is 'Filled by a trigger; null when it was done by SQL.';
create index blocked_caller_workspace_id_added_by_idx on public.blocked_caller (workspace_id, added_by);
alter table public.blocked_caller enable row level security;
grant select on table public.blocked_caller to authenticated;
grant insert (workspace_id, number, is_prefix, note), delete on table public.blocked_caller to authenticated;

create table public.do_not_call (
  id bigint generated always as identity,
  workspace_id bigint not null,
  number text not null,
  is_prefix boolean not null default false,
  note text not null default '',
  added_by bigint,
  created_at timestamptz not null default now(),
  constraint do_not_call_pkey primary key (id),
  constraint do_not_call_workspace_id_number_key unique (workspace_id, number),
  constraint do_not_call_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint do_not_call_added_by_fkey foreign key (workspace_id, added_by)
    references public.agent (workspace_id, id),
  constraint do_not_call_number_check check (number ~ '^\+[1-9][0-9]{1,14}$'),
  constraint do_not_call_note_check check (char_length(note) <= 500)
);
comment on table public.do_not_call is 'Whom nobody of the workspace calls.';
comment on column public.do_not_call.is_prefix is 'Every number that begins like this one.';
comment on column public.do_not_call.added_by is 'Filled by a trigger; null when it was done by SQL.';
create index do_not_call_workspace_id_added_by_idx on public.do_not_call (workspace_id, added_by);
alter table public.do_not_call enable row level security;
grant select on table public.do_not_call to authenticated;
grant insert (workspace_id, number, is_prefix, note), delete on table public.do_not_call to authenticated;

create function private.countries_at_first(p_country text) returns text[]
language sql immutable security definer set search_path = '' as $$
  -- Calls there cost little, and they are where most people call. Whoever steals a password earns by calls to dear
  -- destinations, mostly islands and small countries, some of which share +1 or +44: an admin turns those on by name.
  select array_agg(distinct c.code order by c.code)
  from unnest(
    array[
      p_country,
      'AT', 'AU', 'BE', 'CA', 'CH', 'CZ', 'DE', 'DK', 'ES', 'FI', 'FR', 'GB', 'GR', 'HU', 'IE', 'IT', 'JP', 'LU',
      'NL', 'NO', 'NZ', 'PL', 'PT', 'SE', 'SG', 'SI', 'SK', 'US'
    ]
  ) as c (code);
$$;
comment on function private.countries_at_first(text) is
  'Where a workspace of this country may call before an admin chose: home, and a list of cheap destinations.';

create function private.time_zone_at_first(p_country text) returns text
language sql immutable security definer set search_path = '' as $$
  select coalesce(
    (
      select z.name
      from (
        values
          ('AE', 'Asia/Dubai'), ('AR', 'America/Argentina/Buenos_Aires'), ('AT', 'Europe/Vienna'),
          ('AU', 'Australia/Sydney'), ('BE', 'Europe/Brussels'), ('BG', 'Europe/Sofia'), ('BR', 'America/Sao_Paulo'),
          ('CA', 'America/Toronto'), ('CH', 'Europe/Zurich'), ('CN', 'Asia/Shanghai'), ('CZ', 'Europe/Prague'),
          ('DE', 'Europe/Berlin'), ('DK', 'Europe/Copenhagen'), ('EE', 'Europe/Tallinn'), ('ES', 'Europe/Madrid'),
          ('FI', 'Europe/Helsinki'), ('FR', 'Europe/Paris'), ('GB', 'Europe/London'), ('GR', 'Europe/Athens'),
          ('HK', 'Asia/Hong_Kong'), ('HR', 'Europe/Zagreb'), ('HU', 'Europe/Budapest'), ('IE', 'Europe/Dublin'),
          ('IL', 'Asia/Jerusalem'), ('IN', 'Asia/Kolkata'), ('IT', 'Europe/Rome'), ('JP', 'Asia/Tokyo'),
          ('KR', 'Asia/Seoul'), ('LT', 'Europe/Vilnius'), ('LU', 'Europe/Luxembourg'), ('LV', 'Europe/Riga'),
          ('MX', 'America/Mexico_City'), ('NL', 'Europe/Amsterdam'), ('NO', 'Europe/Oslo'), ('NZ', 'Pacific/Auckland'),
          ('PL', 'Europe/Warsaw'), ('PT', 'Europe/Lisbon'), ('RO', 'Europe/Bucharest'), ('SE', 'Europe/Stockholm'),
          ('SG', 'Asia/Singapore'), ('SI', 'Europe/Ljubljana'), ('SK', 'Europe/Bratislava'),
          ('TR', 'Europe/Istanbul'), ('UA', 'Europe/Kyiv'), ('US', 'America/New_York'), ('ZA', 'Africa/Johannesburg')
      ) as z (country, name)
      where z.country = p_country
    ),
    'UTC'
  );
$$;
comment on function private.time_zone_at_first(text) is
  'The zone in which most people of the country live, until an admin chooses; UTC for the countries not listed.';

create function private.make_policy() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.workspace_policy (workspace_id, allowed_countries, time_zone)
  values (new.id, private.countries_at_first(new.country), private.time_zone_at_first(new.country));
  return null;
end;
$$;
comment on function private.make_policy() is 'No workspace is without a policy.';

create trigger workspace_make_policy after insert on public.workspace
for each row execute function private.make_policy();

create function private.move_policy() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.workspace_policy as p
  set
    allowed_countries = case
      when new.country = any (p.allowed_countries) then p.allowed_countries
      else p.allowed_countries || new.country
    end,
    time_zone = case
      when p.time_zone = private.time_zone_at_first(old.country) then private.time_zone_at_first(new.country)
      else p.time_zone
    end
  where p.workspace_id = new.id;
  return null;
end;
$$;
comment on function private.move_policy() is
  'A new home country may be called, and its time counts where nobody had chosen another.';

create trigger workspace_move_policy after update of country on public.workspace
for each row when (old.country is distinct from new.country)
execute function private.move_policy();

create function private.fill_added_by() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.added_by := (
    select a.id from public.agent as a
    where a.workspace_id = new.workspace_id and a.user_id = (select auth.uid()) and a.active
  );
  return new;
end;
$$;
comment on function private.fill_added_by() is 'Who added it is never what a browser says.';

create trigger blocked_caller_fill_added_by before insert on public.blocked_caller
for each row execute function private.fill_added_by();

create trigger do_not_call_fill_added_by before insert on public.do_not_call
for each row execute function private.fill_added_by();

create function private.limit_number_list() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_at_once constant integer := 1000;
  v_most constant integer := 10000;
  v_workspace_id bigint;
  v_full boolean;
begin
  -- Who writes to the database itself may fill a list as they like.
  if (select auth.uid()) is null then
    return null;
  end if;
  if (select count(*) from added) > v_at_once then
    perform private.refuse_change(
      'E-LIST-MANY', 'More than 1,000 numbers at once', 'Add them in several requests.'
    );
  end if;
  for v_workspace_id in select distinct a.workspace_id from added as a order by a.workspace_id loop
    -- One at a time: two that are added at once are counted together.
    perform pg_advisory_xact_lock(hashtextextended(tg_table_name || ' ' || v_workspace_id, 0));
    execute format('select count(*) > $1 from public.%I as e where e.workspace_id = $2', tg_table_name)
    into v_full using v_most, v_workspace_id;
    if v_full then
      perform private.refuse_change(
        'E-LIST-FULL', 'The list holds 10,000 numbers at most', 'Remove some, or add a prefix in place of many.'
      );
    end if;
  end loop;
  return null;
end;
$$;
comment on function private.limit_number_list() is
  'By a page: 1,000 numbers in one request, 10,000 in a list. Every call is looked up in them.';

create trigger blocked_caller_limit after insert on public.blocked_caller
referencing new table as added
for each statement execute function private.limit_number_list();

create trigger do_not_call_limit after insert on public.do_not_call
referencing new table as added
for each statement execute function private.limit_number_list();

create function private.forget_pause() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.paused_at is not distinct from old.paused_at and (
    new.when_capped = 'refuse' and old.when_capped = 'pause' and old.pause_cause <> 'admin'
    or old.pause_cause = 'minutes' and new.workspace_minutes_per_day is distinct from old.workspace_minutes_per_day
    or old.pause_cause = 'calls' and new.workspace_calls_per_minute is distinct from old.workspace_calls_per_minute
  ) then
    new.paused_at := null;
    new.paused_until := null;
    new.pause_cause := null;
    new.pause_limit := null;
  end if;
  return new;
end;
$$;
comment on function private.forget_pause() is
  'A pause by a limit ends with that limit. Where the new one is reached too, the next order pauses again.';

create trigger workspace_policy_forget_pause before update on public.workspace_policy
for each row when (old.paused_at is not null)
execute function private.forget_pause();

create function private.my_workspaces_showing_listeners() returns setof bigint
language sql stable security definer set search_path = '' as $$
  select p.workspace_id from public.workspace_policy as p
  where p.show_listeners and p.workspace_id = any (array(select private.my_workspaces()));
$$;
comment on function private.my_workspaces_showing_listeners() is
  'Workspaces of the signed-in person in which agents see who listens to their calls.';
grant execute on function private.my_workspaces_showing_listeners() to authenticated;

create policy "members see what their calls are held to" on public.workspace_policy
for select to authenticated
using (workspace_id = any (array(select private.my_workspaces())));

create policy "admins change the policy of their workspace" on public.workspace_policy
for update to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())))
with check (workspace_id = any (array(select private.my_administered_workspaces())));

create policy "admins see who is blocked" on public.blocked_caller
for select to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())));

create policy "admins block callers" on public.blocked_caller
for insert to authenticated
with check (workspace_id = any (array(select private.my_administered_workspaces())));

create policy "admins unblock callers" on public.blocked_caller
for delete to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())));

create policy "admins see whom nobody calls" on public.do_not_call
for select to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())));

create policy "admins add to the do-not-call list" on public.do_not_call
for insert to authenticated
with check (workspace_id = any (array(select private.my_administered_workspaces())));

create policy "admins take off the do-not-call list" on public.do_not_call
for delete to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())));

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

-- What is said of a call when it is over, in the workspace's own words; and how a workspace sets up what comes after a
-- call.

create table public.outcome_tag (
  id bigint generated always as identity,
  workspace_id bigint not null,
  name text not null,
  key integer,
  created_at timestamptz not null default now(),
  constraint outcome_tag_pkey primary key (id),
  constraint outcome_tag_workspace_id_id_key unique (workspace_id, id),
  -- Two may change places within one statement.
  constraint outcome_tag_workspace_id_key_key unique (workspace_id, key) deferrable initially immediate,
  constraint outcome_tag_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint outcome_tag_key_check check (key between 1 and 9),
  constraint outcome_tag_name_check check (
    char_length(name) between 1 and 40 and name = btrim(name) and name !~ '[[:cntrl:]]'
  )
);
comment on table public.outcome_tag is
  'The outcomes that a call can be given. Never deleted: calls that were given one keep it.';
comment on column public.outcome_tag.key is 'The digit that chooses it, and its place in the row. Null: archived.';
create unique index outcome_tag_workspace_id_name_idx on public.outcome_tag (workspace_id, lower(name));
alter table public.outcome_tag enable row level security;
grant select on table public.outcome_tag to authenticated;

create function private.outcome_names(p_workspace_id bigint) returns text[]
language sql stable security definer set search_path = '' as $$
  select array_agg(coalesce(t.name, '') order by k.key)
  from generate_series(1, 9) as k (key)
  left join public.outcome_tag as t on t.workspace_id = p_workspace_id and t.key = k.key;
$$;
comment on function private.outcome_names(bigint) is 'The name for each of the keys 1 to 9; empty where there is none.';

create function private.save_after_call(
  p_workspace_id bigint, p_wrap_up_s integer, p_outcome_required boolean, p_outcomes text[], p_seen text[]
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_refusal constant jsonb := private.refuse_unless_admin(private.member((select auth.uid()), p_workspace_id));
  v_names constant text[] := array(
    select btrim(coalesce(o.name, '')) from unnest(p_outcomes) with ordinality as o (name, key) order by o.key
  );
  v_before text[];
begin
  if v_refusal is not null then
    return v_refusal;
  end if;
  if cardinality(v_names) <> 9
     or exists (select from unnest(v_names) as o (name) where char_length(o.name) > 40 or o.name ~ '[[:cntrl:]]')
     or exists (
       select from unnest(v_names) as o (name) where o.name <> '' group by lower(o.name) having count(*) > 1
     )
     or p_wrap_up_s not between 5 and 900
     or (p_outcome_required and (p_wrap_up_s is null or concat_ws('', variadic v_names) = '')) then
    return private.refusal('E-BODY');
  end if;
  -- One admin after the other.
  perform from public.workspace_policy as p where p.workspace_id = p_workspace_id for no key update;
  v_before := private.outcome_names(p_workspace_id);
  -- Saved again because the answer was lost, it is the same.
  if v_before is distinct from p_seen and v_before <> v_names then
    return private.refusal('E-CHANGED');
  end if;
  if v_before <> v_names then
    update public.outcome_tag as t
    set key = null
    where t.workspace_id = p_workspace_id
      and t.key is not null
      and lower(t.name) not in (select lower(o.name) from unnest(v_names) as o (name));
    -- An archived one that is named again is the same one again.
    insert into public.outcome_tag as t (workspace_id, name, key)
    select p_workspace_id, o.name, o.key
    from unnest(v_names) with ordinality as o (name, key)
    where o.name <> ''
    on conflict (workspace_id, lower(name)) do update
    set name = excluded.name, key = excluded.key;
    perform private.audit_change(
      p_workspace_id, 'outcomes.changed',
      jsonb_build_object('before', array_remove(v_before, ''), 'after', array_remove(v_names, ''))
    );
  end if;
  update public.workspace_policy as p
  set wrap_up_s = p_wrap_up_s, outcome_required = p_outcome_required
  where p.workspace_id = p_workspace_id
    and (p.wrap_up_s, p.outcome_required) is distinct from (p_wrap_up_s, p_outcome_required);
  return jsonb_build_object('ok', true);
end;
$$;
grant execute on function private.save_after_call(bigint, integer, boolean, text[], text[]) to authenticated;

create function public.save_after_call(
  workspace_id bigint, wrap_up_s integer, outcome_required boolean, outcomes text[], seen text[]
) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.save_after_call(workspace_id, wrap_up_s, outcome_required, outcomes, seen);
$$;
comment on function public.save_after_call(bigint, integer, boolean, text[], text[]) is
  'For an admin. outcomes: nine names for the keys 1 to 9, empty where there is none; seen: as they were when the page read them. One whose name is gone from the list is archived. {ok} or {ok: false, code}: E-SEAT, E-ADMIN, E-CHANGED (somebody else has saved others since), E-BODY (not nine, a name twice or longer than 40, an outcome required without wrap-up or without outcomes).';
grant execute on function public.save_after_call(bigint, integer, boolean, text[], text[]) to authenticated;

create function private.audit_outcome_tag() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- The RPC writes one line for all.
  if (private.acting_seat(new.workspace_id)).id is null then
    perform private.audit_change(
      new.workspace_id, 'outcomes.changed',
      jsonb_strip_nulls(jsonb_build_object(
        'before', case when tg_op = 'UPDATE' and old.key is not null then old.name end,
        'after', case when new.key is not null then new.name end
      ))
    );
  end if;
  return null;
end;
$$;
comment on function private.audit_outcome_tag() is 'An outcome that was added, renamed, moved or archived by SQL.';

create trigger outcome_tag_audit_new after insert on public.outcome_tag
for each row execute function private.audit_outcome_tag();

create trigger outcome_tag_audit_change after update on public.outcome_tag
for each row when (old.* is distinct from new.*)
execute function private.audit_outcome_tag();

create trigger outcome_tag_refuse_delete before delete on public.outcome_tag
for each row execute function private.refuse_delete();

create policy "members see the outcomes of their workspace" on public.outcome_tag
for select to authenticated
using (workspace_id = any (array(select private.my_workspaces())));

-- Calls and what they are made of: legs, steps, people who take part, commands, and every event as it came.
-- docs/glossary.md has the words.

create table public.call (
  id bigint generated always as identity,
  workspace_id bigint not null,
  ticket uuid,
  direction text not null,
  mode text not null default 'browser',
  wiring text not null default 'plain',
  from_number text not null,
  to_number text not null,
  number_id bigint,
  agent_id bigint,
  status text not null,
  assumed boolean not null default false,
  end_reason text,
  ended_by text,
  conference_sid text,
  upgrade_began_at timestamptz,
  interrupted_at timestamptz,
  interrupted_by bigint,
  open_legs jsonb not null default '[]',
  notice jsonb,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  ringing_at timestamptz,
  picked_up_at timestamptz,
  answered_at timestamptz,
  ended_at timestamptz,
  duration_s integer,
  version integer not null default 1,
  to_return boolean not null default false,
  also_joined bigint[] not null default '{}',
  has_note boolean not null default false,
  outcome_tag_id bigint,
  outcome_by bigint,
  outcome_at timestamptz,
  recording text,
  recording_since timestamptz,
  is_recorded boolean not null default false,
  can_be_recorded boolean not null default false,
  constraint call_pkey primary key (id),
  constraint call_workspace_id_id_key unique (workspace_id, id),
  constraint call_ticket_key unique (ticket),
  -- Not unique by itself: one tenant's webhooks must not be able to take another tenant's SIDs.
  constraint call_workspace_id_conference_sid_key unique (workspace_id, conference_sid),
  constraint call_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint call_number_fkey foreign key (workspace_id, number_id)
    references public.workspace_twilio_number (workspace_id, id) on delete set null (number_id),
  constraint call_agent_fkey foreign key (workspace_id, agent_id) references public.agent (workspace_id, id),
  constraint call_interrupted_by_fkey foreign key (workspace_id, interrupted_by) references public.agent (workspace_id, id),
  constraint call_interrupted_check check ((interrupted_at is null) = (interrupted_by is null)),
  constraint call_outcome_tag_fkey foreign key (workspace_id, outcome_tag_id)
    references public.outcome_tag (workspace_id, id),
  constraint call_outcome_by_fkey foreign key (workspace_id, outcome_by) references public.agent (workspace_id, id),
  constraint call_outcome_check check (
    (outcome_tag_id is null) = (outcome_at is null) and (outcome_tag_id is null) = (outcome_by is null)
  ),
  constraint call_direction_check check (direction in ('inbound', 'outbound', 'internal')),
  constraint call_mode_check check (mode in ('browser', 'server')),
  constraint call_wiring_check check (wiring in ('plain', 'upgrading', 'conference')),
  constraint call_status_check check (
    status in (
      'created', 'initiated', 'ringing', 'in-progress',
      'completed', 'busy', 'no-answer', 'failed', 'canceled', 'never-connected'
    )
  ),
  constraint call_ended_by_check check (ended_by in ('agent', 'other')),
  constraint call_recording_check check (recording in ('announcing', 'on', 'paused')),
  constraint call_ticket_check check ((ticket is not null) = (direction <> 'inbound'))
);
comment on table public.call is
  'One conversation, or the attempt at one, between somebody outside (or a colleague) and the workspace.';
comment on column public.call.ticket is
  'What the browser connects with: unguessable, bound to the seat and both numbers, used once.';
comment on column public.call.mode is 'server: an order by a script, for which our server rings the dialer.';
comment on column public.call.wiring is
  'plain: one Dial. conference: every leg is in it. upgrading: on the way from one to the other.';
comment on column public.call.agent_id is 'The seat that placed it, or that talked first.';
comment on column public.call.to_number is 'Whom the call is to; of an internal call client:<identity>, as from_number is, too.';
comment on column public.call.status is
  '"in-progress" means that a seat has talked. What happens now is the running step.';
comment on column public.call.assumed is
  'The outcome was worked out from the legs. It yields to Twilio''s own word on the dial, the action.';
comment on column public.call.upgrade_began_at is
  'When the legs of a plain call were last told to meet in a conference.';
comment on column public.call.interrupted_at is
  'Since when the other side hears music because the seat''s page is gone; null once somebody has taken it.';
comment on column public.call.interrupted_by is 'The seat whose page is gone: the call is offered to it again first.';
comment on column public.call.open_legs is
  'What screens show of who is on the line: derived from call_leg (private.open_legs), empty while wired plainly.';
comment on column public.call.notice is
  'What screens say about the last thing that did not work out: {kind, agent_id, address, at}.';
comment on column public.call.answered_at is 'The bridge. Somebody who picked up may never have been bridged.';
comment on column public.call.ended_by is
  'agent: the workspace''s side; of an internal call the seat that placed it.';
comment on column public.call.duration_s is 'Seconds of conversation.';
comment on column public.call.version is 'Grows with each change, so that a late broadcast can be told from a new one.';
comment on column public.call.to_return is
  'Missed, and since then nobody has reached or tried the caller: kept by the triggers of 78_lists.sql.';
comment on column public.call.also_joined is
  'The seats beside agent_id that have joined it: added, consulted, or it was sent on to them. Kept by the trigger of 38_notes.sql.';
comment on column public.call.has_note is 'Somebody wrote of it: kept by private.save_note.';
comment on column public.call.outcome_tag_id is 'What came of it, in the workspace''s own words; outcome_by chose it last, then.';
comment on column public.call.recording is 'What screens show of it while the call goes on: derived (private.recording_state).';
comment on column public.call.recording_since is 'When the first of its recordings began.';
comment on column public.call.can_be_recorded is 'Whether the policy, as it was when the call began, lets anybody record it. Else nothing records it, whatever the policy becomes.';
comment on column public.call.is_recorded is 'There is a recording that can be listened to.';
create index call_workspace_id_created_at_idx on public.call (workspace_id, created_at desc, id desc);
create index call_workspace_id_number_id_idx on public.call (workspace_id, number_id, created_at desc);
create index call_workspace_id_agent_id_idx on public.call (workspace_id, agent_id);
create index call_workspace_id_interrupted_by_idx on public.call (workspace_id, interrupted_by)
  where interrupted_by is not null;
-- Few of many are open.
create index call_open_idx on public.call (workspace_id, agent_id) where ended_at is null;
create index call_internal_idx on public.call (workspace_id, created_at) where direction = 'internal';
create index call_to_return_idx on public.call (workspace_id, created_at desc, id desc) where to_return;
create index call_to_return_from_number_idx on public.call (workspace_id, from_number) where to_return;
create index call_created_expires_at_idx on public.call (expires_at) where status = 'created';
create index call_outcome_tag_id_idx on public.call (workspace_id, outcome_tag_id) where outcome_tag_id is not null;
create index call_outcome_by_idx on public.call (workspace_id, outcome_by) where outcome_by is not null;
create unique index call_one_ticket_an_agent_idx on public.call (agent_id) where status = 'created';
alter table public.call enable row level security;
grant select on table public.call to authenticated;

create table public.call_leg (
  id bigint generated always as identity,
  workspace_id bigint not null,
  call_id bigint not null,
  call_sid text,
  parent_call_sid text,
  role text not null,
  made_by text not null,
  agent_id bigint,
  to_address text not null,
  to_country text,
  emergency boolean not null default false,
  time_limit_s integer,
  purpose text,
  asked_by bigint,
  word text,
  purpose_outcome text,
  wanted_by uuid,
  wanted_at timestamptz,
  hold_wanted boolean not null default false,
  end_wanted boolean not null default false,
  farewell boolean not null default false,
  line_wanted text,
  move_wanted boolean not null default false,
  joined_at timestamptz,
  left_at timestamptz,
  leave_number integer,
  held_at timestamptz,
  held_s integer not null default 0,
  ends_conference boolean not null default false,
  status text not null default 'initiated',
  assumed boolean not null default false,
  sequence_number integer,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  picked_up_at timestamptz,
  ended_at timestamptz,
  duration_s integer,
  billed_minutes integer,
  price numeric,
  price_unit text,
  sip_response_code integer,
  version integer not null default 1,
  manner text,
  supervises bigint,
  muted boolean not null default false,
  coaches bigint,
  constraint call_leg_pkey primary key (id),
  constraint call_leg_workspace_id_call_sid_key unique (workspace_id, call_sid),
  constraint call_leg_call_fkey foreign key (workspace_id, call_id) references public.call (workspace_id, id),
  constraint call_leg_agent_fkey foreign key (workspace_id, agent_id) references public.agent (workspace_id, id),
  constraint call_leg_asked_by_fkey foreign key (workspace_id, asked_by) references public.agent (workspace_id, id),
  constraint call_leg_supervises_fkey foreign key (workspace_id, supervises) references public.agent (workspace_id, id),
  constraint call_leg_manner_check check (
    manner in ('listen', 'whisper', 'join') and role = 'supervisor' or manner is null and role <> 'supervisor'
  ),
  constraint call_leg_purpose_check check (purpose in ('transfer', 'consult', 'add', 'return')),
  constraint call_leg_purpose_outcome_check check (
    purpose_outcome in ('reached', 'not-reached', 'declined', 'taken-back', 'left')
  ),
  constraint call_leg_word_check check (char_length(word) <= 140),
  constraint call_leg_role_check check (role in ('caller', 'callee', 'seat', 'supervisor', 'outside')),
  constraint call_leg_made_by_check check (made_by in ('twilio', 'dial', 'rest')),
  constraint call_leg_to_country_check check (to_country ~ '^([A-Z]{2}|001)$'),
  constraint call_leg_time_limit_s_check check (time_limit_s > 0),
  constraint call_leg_status_check check (
    status in (
      'ordered', 'initiated', 'ringing', 'in-progress', 'completed', 'busy', 'no-answer', 'failed', 'canceled'
    )
  ),
  constraint call_leg_ordered_check check (
    call_sid is not null or role in ('callee', 'outside') or made_by = 'rest'
  )
);
comment on table public.call_leg is 'One line at Twilio, one CallSid; or a telephone that Twilio was told to call.';
comment on column public.call_leg.call_sid is
  'Null until Twilio names the telephone that it was told to call: what it may cost counts from the order on.';
comment on column public.call_leg.role is
  'caller: who called us. callee: whom the call is to. seat, supervisor: a person of ours. outside: whom somebody added.';
comment on column public.call_leg.made_by is
  'twilio: the leg that asked the Voice URL. dial: the child of a Dial. rest: by Twilio''s API.';
comment on column public.call_leg.agent_id is
  'Of a seat''s leg the seat; of a telephone the seat that had it called. Null: a line did.';
comment on column public.call_leg.to_country is 'Of a telephone: its country, 001 for a number of no country.';
comment on column public.call_leg.emergency is 'An emergency service''s short number, as it is dialled.';
comment on column public.call_leg.time_limit_s is
  'After so much conversation Twilio ends it. Held back from the day''s minutes while it goes on.';
comment on column public.call_leg.purpose is
  'Why somebody was brought in. return: the call comes back to whoever sent it on. Null: the call began with this leg.';
comment on column public.call_leg.asked_by is 'The seat that brought it in.';
comment on column public.call_leg.word is 'What that person says of the call, for the ring.';
comment on column public.call_leg.purpose_outcome is 'What came of it; null while it is under way, as a consultation is until it is handed over.';
comment on column public.call_leg.wanted_by is 'The command that last changed what is wanted of this leg.';
comment on column public.call_leg.hold_wanted is
  'What people asked for. held_at is what Twilio did; private.due_requests has the difference.';
comment on column public.call_leg.farewell is 'Hears a sentence first: nobody is left to talk to.';
comment on column public.call_leg.line_wanted is 'The number of the workspace that it is sent to: what that line''s callers get.';
comment on column public.call_leg.move_wanted is 'Has to be told to come into the conference.';
comment on column public.call_leg.joined_at is 'In the conference since.';
comment on column public.call_leg.leave_number is
  'Its going''s place in the row of all that the conference tells. Null: Twilio has not said yet that it left.';
comment on column public.call_leg.held_s is 'Seconds of the holds that are over.';
comment on column public.call_leg.ends_conference is 'endConferenceOnExit, as Twilio was last told.';
comment on column public.call_leg.status is
  'As Twilio reports this leg; "in-progress" is picked up. The call''s outcome is call.status.';
comment on column public.call_leg.manner is
  'Of a supervisor''s: what was asked for. listen: heard by nobody. whisper: by the seat alone. join: by all.';
comment on column public.call_leg.supervises is 'Of a supervisor''s: the seat that is listened to.';
comment on column public.call_leg.muted is 'Of a supervisor''s: as Twilio was last told. private.manner_now has what it comes to.';
comment on column public.call_leg.coaches is 'Of a supervisor''s: the leg that alone hears it, as Twilio was last told.';
create index call_leg_workspace_id_call_id_idx on public.call_leg (workspace_id, call_id);
create index call_leg_call_id_idx on public.call_leg (call_id);
create index call_leg_workspace_id_agent_id_idx on public.call_leg (workspace_id, agent_id);
create index call_leg_workspace_id_asked_by_idx on public.call_leg (workspace_id, asked_by) where asked_by is not null;
create index call_leg_workspace_id_supervises_idx on public.call_leg (workspace_id, supervises)
  where supervises is not null;
create index call_leg_supervising_idx on public.call_leg (agent_id) where role = 'supervisor' and ended_at is null;
-- What limits count.
create index call_leg_telephone_idx on public.call_leg (workspace_id, created_at)
  where role in ('callee', 'outside') and not emergency;
alter table public.call_leg enable row level security;
grant select on table public.call_leg to authenticated;

create table public.call_step (
  id bigint generated always as identity,
  workspace_id bigint not null,
  call_id bigint not null,
  position integer not null,
  kind text not null,
  line text,
  asked_by bigint,
  named bigint[],
  tried bigint[] not null default '{}',
  knocks boolean not null default false,
  rounds integer not null default 1,
  rounds_planned integer not null default 1,
  round_s integer,
  began_at timestamptz not null default now(),
  told_at timestamptz,
  ended_at timestamptz,
  outcome text,
  end_reason text,
  ended_by text,
  assumed boolean not null default false,
  answered_call_sid text,
  talked_s integer,
  constraint call_step_pkey primary key (id),
  constraint call_step_workspace_id_id_key unique (workspace_id, id),
  constraint call_step_call_id_position_key unique (call_id, position),
  constraint call_step_call_fkey foreign key (workspace_id, call_id) references public.call (workspace_id, id),
  constraint call_step_asked_by_fkey foreign key (workspace_id, asked_by) references public.agent (workspace_id, id),
  constraint call_step_kind_check check (kind in ('ring', 'outside', 'conference', 'say', 'hang-up')),
  constraint call_step_rounds_check check (rounds between 0 and rounds_planned),
  constraint call_step_outcome_check check (
    outcome in ('said', 'completed', 'busy', 'no-answer', 'failed', 'canceled')
  ),
  constraint call_step_ended_by_check check (ended_by in ('agent', 'other')),
  constraint call_step_end_check check ((outcome is null) = (ended_at is null))
);
comment on table public.call_step is
  'What Twilio was told to do with the other side, in turn. A Dial''s action ends its step, not the call.';
comment on column public.call_step.kind is
  'ring: seats, in rounds of ten at most. outside: a telephone. conference: whoever is in the call talks in one. say: one sentence, then the end. hang-up: turned away.';
comment on column public.call_step.line is 'Of a ring: the number whose seats it rings.';
comment on column public.call_step.asked_by is 'The seat that sent a running call to the line; null for the call''s own line.';
comment on column public.call_step.named is 'Whom the first round of a ring rings, since somebody sent the call on to them; null: whoever of the line is free.';
comment on column public.call_step.tried is 'The seats that a ring has rung so far.';
comment on column public.call_step.knocks is 'Nobody was free, so it is shown to people who talk, as a second call.';
comment on column public.call_step.rounds is 'How many have begun. 0: the round of the step before has to end first.';
comment on column public.call_step.round_s is 'Seconds that each round of a ring lasts.';
comment on column public.call_step.told_at is 'When the action of a Dial told its end. Null: the end is assumed from the legs.';
comment on column public.call_step.outcome is 'How it ended; of a Dial in the words of call.status.';
comment on column public.call_step.answered_call_sid is 'The leg that answered the dial.';
create index call_step_workspace_id_call_id_idx on public.call_step (workspace_id, call_id);
create index call_step_workspace_id_asked_by_idx on public.call_step (workspace_id, asked_by) where asked_by is not null;
alter table public.call_step enable row level security;
grant select on table public.call_step to authenticated;

create table public.call_participant (
  call_id bigint not null,
  agent_id bigint not null,
  workspace_id bigint not null,
  created_at timestamptz not null default now(),
  joined_by text not null,
  rang_at timestamptz,
  joined_at timestamptz,
  left_at timestamptz,
  talked_s integer,
  held_s integer,
  outcome text,
  constraint call_participant_pkey primary key (call_id, agent_id),
  constraint call_participant_call_fkey foreign key (workspace_id, call_id) references public.call (workspace_id, id),
  constraint call_participant_agent_fkey foreign key (workspace_id, agent_id)
    references public.agent (workspace_id, id),
  constraint call_participant_joined_by_check check (joined_by in ('order', 'ring', 'line', 'transfer')),
  constraint call_participant_outcome_check check (
    outcome in ('took', 'missed', 'declined', 'elsewhere', 'left', 'handed-over')
  )
);
comment on table public.call_participant is 'A seat''s part in a call: placed it, was rung by it, took it, missed it.';
comment on column public.call_participant.created_at is 'When the call began: a person''s list of calls is read by it.';
comment on column public.call_participant.joined_by is
  'order: placed it. ring: was rung. transfer: was rung because somebody in the call asked for it. line: the call was to a line of the seat''s, and was lost before it rang the seat.';
comment on column public.call_participant.joined_at is 'From then on the seat is in the call, and not free for another.';
comment on column public.call_participant.outcome is
  'Null while it goes on. elsewhere: somebody else took it. left: was in it, and nobody talked.';
create index call_participant_workspace_id_call_id_idx on public.call_participant (workspace_id, call_id);
create index call_participant_workspace_id_agent_id_idx on public.call_participant (workspace_id, agent_id);
create index call_participant_agent_id_created_at_idx
  on public.call_participant (agent_id, created_at desc, call_id desc);
create index call_participant_agent_id_left_at_idx on public.call_participant (agent_id, left_at desc)
  where left_at is not null;
-- Who is rung by a call, or in one.
create index call_participant_engaged_idx on public.call_participant (agent_id, call_id)
  where outcome is null and (rang_at is not null or joined_at is not null);
alter table public.call_participant enable row level security;
grant select on table public.call_participant to authenticated;

create table public.call_command (
  id uuid not null,
  workspace_id bigint not null,
  call_id bigint not null,
  agent_id bigint not null,
  kind text not null,
  arguments jsonb not null default '{}',
  asked_at timestamptz not null default now(),
  ended_at timestamptz,
  outcome text,
  answer jsonb,
  constraint call_command_pkey primary key (id),
  constraint call_command_call_fkey foreign key (workspace_id, call_id) references public.call (workspace_id, id),
  constraint call_command_agent_fkey foreign key (workspace_id, agent_id) references public.agent (workspace_id, id),
  constraint call_command_kind_check check (
    kind in (
      'end', 'leave', 'hold', 'resume', 'transfer', 'consult', 'hand-over', 'swap', 'cancel', 'add', 'drop',
      'take-back', 'let-go', 'decline', 'send-on', 'listen', 'whisper', 'join', 'record', 'pause-recording',
      'resume-recording'
    )
  ),
  constraint call_command_outcome_check check (outcome in ('done', 'failed')),
  constraint call_command_end_check check ((outcome is null) = (ended_at is null))
);
comment on table public.call_command is 'What a person asked of a running call, by a press of a key.';
comment on column public.call_command.id is 'Made by the page for each press: the same press again gets the same answer.';
comment on column public.call_command.arguments is 'Whom or which leg it is about, as the page sent it.';
comment on column public.call_command.outcome is 'Null while Twilio is asked.';
create index call_command_workspace_id_call_id_idx on public.call_command (workspace_id, call_id);
create index call_command_workspace_id_agent_id_idx on public.call_command (workspace_id, agent_id, asked_at desc);
create index call_command_open_idx on public.call_command (asked_at) where outcome is null;
alter table public.call_command enable row level security;
grant select on table public.call_command to authenticated;

create table public.call_event (
  id bigint generated always as identity,
  workspace_id bigint not null,
  call_id bigint,
  call_sid text,
  source text not null,
  payload jsonb not null,
  query jsonb,
  answer jsonb,
  idempotency_token text,
  fingerprint bytea,
  received_at timestamptz not null default now(),
  repeat_of bigint,
  applied boolean not null,
  reason text,
  constraint call_event_pkey primary key (id),
  constraint call_event_workspace_id_id_key unique (workspace_id, id),
  constraint call_event_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint call_event_call_fkey foreign key (workspace_id, call_id) references public.call (workspace_id, id),
  constraint call_event_repeat_of_fkey foreign key (workspace_id, repeat_of)
    references public.call_event (workspace_id, id),
  constraint call_event_source_check check (
    source in (
      'voice', 'action', 'redirect', 'status', 'conference', 'recording', 'consent', 'sdk', 'outbound', 'check'
    )
  )
);
comment on table public.call_event is
  'Append-only: every genuine webhook, SDK event, order to call and check as it came, also what could not be applied.';
comment on column public.call_event.source is
  'A kind of webhook; sdk: seen by a browser; outbound: an order; check: what Twilio said when it was asked.';
comment on column public.call_event.answer is 'What a webhook was answered: the same request again gets the same.';
comment on column public.call_event.fingerprint is 'SHA-256 of source, form and query: equal means the same event again.';
comment on column public.call_event.repeat_of is 'The first of its kind, when this one is a repeat.';
comment on column public.call_event.reason is 'Why it was not applied, or null.';
create index call_event_workspace_id_call_sid_idx on public.call_event (workspace_id, call_sid);
create index call_event_workspace_id_call_id_idx on public.call_event (workspace_id, call_id);
-- Hardly any event is a repeat.
create index call_event_workspace_id_repeat_of_idx on public.call_event (workspace_id, repeat_of)
  where repeat_of is not null;
create index call_event_call_id_source_idx on public.call_event (call_id, source);
-- The day's webhooks are asked for once an hour: a block range index costs a webhook next to nothing.
create index call_event_received_at_idx on public.call_event using brin (received_at);
alter table public.call_event enable row level security;
grant select on table public.call_event to authenticated;

create table private.early_event (
  id bigint generated always as identity,
  workspace_id bigint not null,
  sid text not null,
  kind text not null,
  form jsonb not null,
  query jsonb,
  idempotency_token text,
  fingerprint bytea not null,
  received_at timestamptz not null default now(),
  constraint early_event_pkey primary key (id),
  constraint early_event_workspace_id_sid_fingerprint_key unique (workspace_id, sid, fingerprint),
  constraint early_event_workspace_id_fkey foreign key (workspace_id) references public.workspace (id)
);
comment on table private.early_event is
  'Callbacks that overtook the webhook that begins their call. They are applied when it comes; a day later they go.';
comment on column private.early_event.sid is 'The CallSid with which the call will begin: the event''s parent, or its own.';
create index early_event_received_at_idx on private.early_event (received_at);
alter table private.early_event enable row level security;

create trigger call_event_refuse_delete before delete on public.call_event
for each row execute function private.refuse_delete();

create trigger call_count_version before update on public.call
for each row execute function private.count_version();

create trigger call_leg_count_version before update on public.call_leg
for each row execute function private.count_version();

create trigger call_event_refuse_update before update on public.call_event
for each row execute function private.refuse_update();

create policy "people see their calls, supervisors and admins all" on public.call
for select to authenticated
using (
  workspace_id = any (array(select private.my_supervised_workspaces()))
  or exists (
    select from public.call_participant as p
    where p.call_id = call.id and p.agent_id = any (array(select private.my_seats()))
  )
);

create policy "people see the legs of their calls, supervisors and admins all" on public.call_leg
for select to authenticated
using (
  workspace_id = any (array(select private.my_supervised_workspaces()))
  or exists (
    select from public.call_participant as p
    where p.call_id = call_leg.call_id and p.agent_id = any (array(select private.my_seats()))
  )
  -- As private.is_hidden.
  and (
    role <> 'supervisor' or manner <> 'listen' or not muted
    or workspace_id = any (array(select private.my_workspaces_showing_listeners()))
  )
);

create policy "people see the steps of their calls, supervisors and admins all" on public.call_step
for select to authenticated
using (
  workspace_id = any (array(select private.my_supervised_workspaces()))
  or exists (
    select from public.call_participant as p
    where p.call_id = call_step.call_id and p.agent_id = any (array(select private.my_seats()))
  )
);

-- It must not ask its own table, which would recurse (42P17).
create policy "people see their own part, supervisors and admins all" on public.call_participant
for select to authenticated
using (
  workspace_id = any (array(select private.my_supervised_workspaces()))
  or agent_id = any (array(select private.my_seats()))
);

create policy "people see their own commands, supervisors and admins all" on public.call_command
for select to authenticated
using (
  workspace_id = any (array(select private.my_supervised_workspaces()))
  or agent_id = any (array(select private.my_seats()))
);

create policy "admins see the events of their workspace" on public.call_event
for select to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())));

-- What Twilio's forms say, typed; and what a webhook is answered.

create type private.form as (
  call_sid text,
  parent_call_sid text,
  call_status text,
  direction text,
  from_address text,
  to_address text,
  application_sid text,
  ticket text,
  sequence_number integer,
  happened_at timestamptz,
  duration_s integer,
  billed_minutes integer,
  sip_response_code integer,
  dial_call_sid text,
  dial_status text,
  dial_duration_s integer,
  dial_bridged boolean,
  conference_sid text,
  conference_event text,
  participant_label text,
  call_id bigint,
  step_id bigint,
  round integer,
  leg_id bigint
);
comment on type private.form is
  'The fields of Twilio''s forms that we act on, and what our own URL says; form and query are kept whole in call_event.';

create type private.webhook_result as (call_id bigint, applied boolean, reason text, answer jsonb);
comment on type private.webhook_result is 'What became of a webhook, and what it is answered.';

create function private.read_form(p_form jsonb, p_query jsonb default null) returns private.form
language plpgsql stable security definer set search_path = '' as $$
declare
  v_form private.form;
begin
  select
    f."CallSid", nullif(f."ParentCallSid", ''), replace(f."CallStatus", 'queued', 'initiated'), f."Direction",
    coalesce(f."From", ''), coalesce(f."To", ''), nullif(f."ApplicationSid", ''), f."CallId",
    nullif(f."SequenceNumber", '')::integer, nullif(f."Timestamp", '')::timestamptz,
    nullif(f."CallDuration", '')::integer, nullif(f."Duration", '')::integer, nullif(f."SipResponseCode", '')::integer,
    nullif(f."DialCallSid", ''), nullif(f."DialCallStatus", ''), nullif(f."DialCallDuration", '')::integer,
    nullif(f."DialBridged", '')::boolean, nullif(f."ConferenceSid", ''), f."StatusCallbackEvent",
    nullif(f."ParticipantLabel", ''),
    private.id_of(p_query, 'call'), private.id_of(p_query, 'step'), least(private.id_of(p_query, 'round'), 1000000)::integer,
    private.id_of(p_query, 'leg')
  into v_form
  from jsonb_to_record(p_form) as f (
    "CallSid" text, "ParentCallSid" text, "CallStatus" text, "Direction" text, "From" text, "To" text,
    "ApplicationSid" text, "CallId" text, "SequenceNumber" text, "Timestamp" text, "CallDuration" text,
    "Duration" text, "SipResponseCode" text, "DialCallSid" text, "DialCallStatus" text, "DialCallDuration" text,
    "DialBridged" text, "ConferenceSid" text, "StatusCallbackEvent" text, "ParticipantLabel" text
  );
  return v_form;
end;
$$;
comment on function private.read_form(jsonb, jsonb) is
  'Types a form that private.wrong_type has let pass; a field that is there and empty is absent. A Timestamp is RFC 2822, durations are seconds.';

create function private.id_of(p_query jsonb, p_name text) returns bigint
language plpgsql immutable security definer set search_path = '' as $$
begin
  return case when p_query ->> p_name ~ '^[1-9][0-9]{0,17}$' then (p_query ->> p_name)::bigint end;
end;
$$;
comment on function private.id_of(jsonb, text) is
  'An id that we wrote into a URL. A tenant can sign any: it is looked up together with the workspace and the call.';

create function private.client_identity(p_address text) returns text
language plpgsql immutable security definer set search_path = '' as $$
begin
  return case when starts_with(p_address, 'client:') then split_part(substr(p_address, 8), '?', 1) end;
end;
$$;
comment on function private.client_identity(text) is
  'Of client:<identity>, which may carry parameters after a question mark; null for any other address.';

create function private.webhook_result(p_call_id bigint, p_applied boolean, p_reason text, p_answer jsonb)
returns private.webhook_result
language plpgsql immutable security definer set search_path = '' as $$
begin
  return row(p_call_id, p_applied, p_reason, p_answer)::private.webhook_result;
end;
$$;
comment on function private.webhook_result(bigint, boolean, text, jsonb) is 'Makes one, with its literals typed.';

create function private.say(p_sentence text) returns jsonb
language sql immutable security definer set search_path = '' as $$
  select jsonb_build_object('do', 'say', 'sentence', p_sentence);
$$;
comment on function private.say(text) is 'nobody-available, cannot-place or not-in-service; then the call ends.';

create function private.wrong_type(p_kind text, p_form jsonb) returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  return 'wrong-type: ' || f.field
  from (
    values
      ('CallSid', p_kind not in ('conference', 'consent'), '^CA[0-9a-fA-F]{32}$'),
      ('ConferenceSid', p_kind = 'conference', '^CF[0-9a-fA-F]{32}$'),
      ('StatusCallbackEvent', p_kind = 'conference', '^[a-z-]{1,64}$'),
      ('RecordingSid', p_kind = 'recording', '^RE[0-9a-fA-F]{32}$'),
      ('RecordingStatus', p_kind = 'recording', '^(in-progress|completed|absent|failed)$'),
      ('RecordingDuration', false, '^[0-9]{1,9}$'),
      ('ParentCallSid', false, '^CA[0-9a-fA-F]{32}$'),
      ('DialCallSid', false, '^CA[0-9a-fA-F]{32}$'),
      ('CallStatus', p_kind in ('status', 'redirect'),
        '^(queued|initiated|ringing|in-progress|completed|busy|no-answer|failed|canceled)$'),
      ('DialCallStatus', p_kind = 'action', '^(completed|answered|busy|no-answer|failed|canceled)$'),
      ('DialBridged', false, '^(true|false)$'),
      ('ParticipantLabel', false, ''),
      ('SequenceNumber', false, '^[0-9]{1,9}$'),
      ('CallDuration', false, '^[0-9]{1,9}$'),
      ('Duration', false, '^[0-9]{1,9}$'),
      ('DialCallDuration', false, '^[0-9]{1,9}$'),
      ('SipResponseCode', false, '^[0-9]{3}$'),
      ('Timestamp', false, '^[A-Z][a-z]{2}, [0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} [+-][0-9]{4}$'),
      ('Direction', false, ''),
      ('From', false, ''),
      ('To', false, ''),
      ('ApplicationSid', false, ''),
      ('CallId', false, '')
  ) as f (field, required, pattern)
  where case
    when p_form -> f.field is null or p_form ->> f.field = '' then f.required
    -- Repeated fields are arrays.
    when jsonb_typeof(p_form -> f.field) <> 'string' or p_form ->> f.field !~ f.pattern then true
    else f.field = 'Timestamp' and not pg_input_is_valid(p_form ->> f.field, 'timestamptz')
  end
  limit 1;
end;
$$;
comment on function private.wrong_type(text, jsonb) is
  'The first field that is missing, repeated or of a wrong type, as a reason; null when all are right.';

-- How events become the state of legs and of the call. See docs/decisions/call-lifecycle.md.
-- The state is worked out again from all that is known after each event, so its order cannot matter.
-- What each webhook runs is plpgsql even where SQL would do: Postgres plans a SQL function that has settings of its
-- own anew at each call, a plpgsql function once a connection (measured: a call in takes 1.8 ms instead of 3.5).

create type private.outcome as (status text, assumed boolean, end_reason text, ended_by text);
comment on type private.outcome is 'How a call stands, and if it is over, why.';

create function private.is_terminal(p_status text) returns boolean
language plpgsql immutable security definer set search_path = '' as $$
begin
  return coalesce(
    p_status in ('completed', 'busy', 'no-answer', 'failed', 'canceled', 'never-connected'), false
  );
end;
$$;
comment on function private.is_terminal(text) is 'Whether nothing comes after this status, of a call or of a leg.';

create function private.status_rank(p_status text) returns integer
language plpgsql immutable security definer set search_path = '' as $$
begin
  return case p_status
    when 'created' then 0
    when 'ordered' then 0
    when 'queued' then 1
    when 'initiated' then 1
    when 'ringing' then 2
    when 'in-progress' then 3
    else 4
  end;
end;
$$;
comment on function private.status_rank(text) is 'A status moves to a higher rank only; 4 is terminal.';

create function private.find_call(p_workspace_id bigint, p_form private.form) returns bigint
language plpgsql stable security definer set search_path = '' as $$
declare
  v_call_id bigint;
begin
  if p_form.call_id is not null then
    select c.id into v_call_id from public.call as c where c.workspace_id = p_workspace_id and c.id = p_form.call_id;
  end if;
  if v_call_id is null and p_form.conference_sid is not null then
    select c.id into v_call_id from public.call as c
    where c.workspace_id = p_workspace_id and c.conference_sid = p_form.conference_sid;
  end if;
  if v_call_id is null then
    select l.call_id into v_call_id from public.call_leg as l
    where l.workspace_id = p_workspace_id and l.call_sid = p_form.call_sid;
  end if;
  if v_call_id is null and p_form.parent_call_sid is not null then
    select l.call_id into v_call_id from public.call_leg as l
    where l.workspace_id = p_workspace_id and l.call_sid = p_form.parent_call_sid;
  end if;
  return v_call_id;
end;
$$;
comment on function private.find_call(bigint, private.form) is
  'Whose event it is: by our URL, the conference, the leg, the leg''s parent; always together with the workspace that signed it.';

create function private.begin_leg(p_call public.call, p_form private.form, p_role text, p_made_by text)
returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_at constant timestamptz := coalesce(p_form.happened_at, now());
  v_agent_id bigint := case when p_role = 'seat' and p_made_by <> 'dial' then p_call.agent_id end;
begin
  if p_role = 'seat' and p_made_by = 'dial' then
    select a.id into v_agent_id
    from public.agent as a
    where a.workspace_id = p_call.workspace_id and a.identity = private.client_identity(p_form.to_address);
    if v_agent_id is null then
      return 'unknown-agent';
    end if;
  end if;

  insert into public.call_leg (
    workspace_id, call_id, call_sid, parent_call_sid, role, made_by, agent_id, to_address, status,
    started_at, picked_up_at, ended_at, sequence_number, duration_s, billed_minutes, sip_response_code
  )
  values (
    p_call.workspace_id, p_call.id, p_form.call_sid, p_form.parent_call_sid, p_role, p_made_by, v_agent_id,
    left(p_form.to_address, 200), p_form.call_status,
    v_at, case when p_form.call_status = 'in-progress' then v_at end,
    case when private.is_terminal(p_form.call_status) then v_at end, p_form.sequence_number,
    p_form.duration_s, p_form.billed_minutes, p_form.sip_response_code
  )
  on conflict on constraint call_leg_workspace_id_call_sid_key do nothing;
  -- The events of one call wait for each other, so whoever was faster was of another call.
  return case when not found then 'other-call' end;
end;
$$;
comment on function private.begin_leg(public.call, private.form, text, text) is
  'Keeps a leg that was not known. Answers null, or why it could not.';

create function private.name_telephone(p_call_id bigint, p_leg_id bigint, p_call_sid text, p_parent_call_sid text)
returns public.call_leg
language plpgsql security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  update public.call_leg as l
  set call_sid = p_call_sid, parent_call_sid = p_parent_call_sid
  where l.id = p_leg_id
    and l.call_id = p_call_id
    and l.call_sid is null
    and not exists (
      select from public.call_leg as o where o.workspace_id = l.workspace_id and o.call_sid = p_call_sid
    )
  returning l.* into v_leg;
  return v_leg;
end;
$$;
comment on function private.name_telephone(bigint, bigint, text, text) is
  'Twilio names the telephone that it was told to call; answers its leg. A SID that is another leg''s already names nothing.';

create function private.advance_leg(p_leg public.call_leg, p_form private.form) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_at constant timestamptz := coalesce(p_form.happened_at, now());
  v_new public.call_leg := p_leg;
begin
  if private.status_rank(p_form.call_status) > private.status_rank(p_leg.status)
     or (p_leg.assumed and private.is_terminal(p_form.call_status)) then
    v_new.status := p_form.call_status;
    v_new.assumed := false;
    v_new.ended_at := case when private.is_terminal(p_form.call_status) then v_at end;
  end if;
  v_new.started_at := least(p_leg.started_at, v_at);
  if p_form.call_status = 'in-progress' then
    v_new.picked_up_at := least(p_leg.picked_up_at, v_at);
  end if;
  v_new.sequence_number := greatest(p_leg.sequence_number, p_form.sequence_number);
  v_new.duration_s := coalesce(p_form.duration_s, p_leg.duration_s);
  v_new.billed_minutes := coalesce(p_leg.billed_minutes, p_form.billed_minutes);
  v_new.sip_response_code := coalesce(p_leg.sip_response_code, p_form.sip_response_code);
  if v_new is not distinct from p_leg then
    return 'late';
  end if;

  update public.call_leg as l
  set status = v_new.status, assumed = v_new.assumed, sequence_number = v_new.sequence_number,
      started_at = v_new.started_at, picked_up_at = v_new.picked_up_at, ended_at = v_new.ended_at,
      duration_s = v_new.duration_s, billed_minutes = v_new.billed_minutes,
      sip_response_code = v_new.sip_response_code
  where l.id = p_leg.id;
  return null;
end;
$$;
comment on function private.advance_leg(public.call_leg, private.form) is
  'Brings a leg forward, never back. Answers null, or "late" when it changed nothing.';

create function private.apply_leg(p_call public.call, p_form private.form) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
  v_kind text;
begin
  select l.* into v_leg
  from public.call_leg as l
  where l.workspace_id = p_call.workspace_id and l.call_sid = p_form.call_sid
  for no key update;
  if not found and p_form.leg_id is not null then
    v_leg := private.name_telephone(p_call.id, p_form.leg_id, p_form.call_sid, p_form.parent_call_sid);
  end if;
  if v_leg.id is not null then
    return case when v_leg.call_id = p_call.id then private.advance_leg(v_leg, p_form) else 'other-call' end;
  end if;
  -- Whoever makes a leg says in its callback's URL which step it is of.
  select s.kind into v_kind from public.call_step as s where s.call_id = p_call.id and s.id = p_form.step_id;
  if v_kind is distinct from 'ring' then
    return 'unknown-leg';
  end if;
  return private.begin_leg(p_call, p_form, 'seat', 'dial');
end;
$$;
comment on function private.apply_leg(public.call, private.form) is
  'A status callback of a leg: of one that is known, of a telephone that was called, or of a seat that a step rings. Answers null, or why it changed nothing.';

create function private.outcome(p_status text, p_assumed boolean, p_end_reason text, p_ended_by text)
returns private.outcome
language plpgsql immutable security definer set search_path = '' as $$
begin
  return row(p_status, p_assumed, p_end_reason, p_ended_by)::private.outcome;
end;
$$;
comment on function private.outcome(text, boolean, text, text) is 'Makes one, with its literals typed.';

create function private.outcome_of_action(p_direction text, p_action private.form) returns private.outcome
language plpgsql immutable security definer set search_path = '' as $$
declare
  -- The parent is the leg that dialled: the caller's of a call in, else the agent's who placed the call.
  v_parent_gone constant boolean := private.is_terminal(p_action.call_status);
  v_parent constant text := case p_direction when 'inbound' then 'other' else 'agent' end;
  v_child constant text := case p_direction when 'inbound' then 'agent' else 'other' end;
begin
  if p_action.dial_bridged or p_action.dial_status = 'answered' then
    return private.outcome('completed', false, null, case when v_parent_gone then v_parent else v_child end);
  elsif p_action.dial_status = 'completed' and p_action.dial_bridged is null then
    return private.outcome('completed', true, null, case when v_parent_gone then v_parent else v_child end);
  elsif p_action.dial_status = 'completed' then
    return private.outcome('no-answer', false, 'not-bridged', null);
  elsif p_action.dial_status in ('canceled', 'no-answer') and v_parent_gone then
    return private.outcome('canceled', false, null, v_parent);
  elsif p_action.dial_status in ('busy', 'canceled') and p_direction <> 'outbound' then
    -- A dialer that was reloaded, or is in another call, says busy too, and one that declined is canceled by us: who
    -- declined is the participants' to tell.
    return private.outcome('no-answer', false, null, null);
  elsif p_action.dial_status = 'canceled' then
    return private.outcome('canceled', false, null, v_parent);
  end if;
  return private.outcome(p_action.dial_status, false, null, null);
end;
$$;
comment on function private.outcome_of_action(text, private.form) is
  'Twilio''s word on the dial. Only DialBridged=true is answered: a mailbox that picked up is not.';

create function private.outcome_of_legs(
  p_call public.call, p_first public.call_leg, p_winner public.call_leg
) returns private.outcome
language plpgsql stable security definer set search_path = '' as $$
declare
  v_child text;
  v_canceled boolean;
begin
  if p_winner.id is not null then
    return private.outcome(
      case when private.is_terminal(p_winner.status) or private.is_terminal(p_first.status)
        then 'completed' else 'in-progress' end,
      true, null, null
    );
  end if;

  select (array_agg(l.status order by private.status_rank(l.status) desc, l.call_sid))[1],
         coalesce(bool_or(l.status = 'canceled'), false)
  into v_child, v_canceled
  from public.call_leg as l
  where l.call_id = p_call.id and l.made_by = 'dial' and l.call_sid is not null and not l.assumed;

  if p_call.direction <> 'inbound' then
    if v_child = 'busy' and p_call.direction = 'internal' then
      return private.outcome('no-answer', true, null, null);
    elsif private.is_terminal(v_child) then
      return private.outcome(v_child, true, null, case when v_child = 'canceled' then 'agent' end);
    elsif v_child is null and p_call.mode = 'server' and p_first.status in ('busy', 'no-answer', 'failed') then
      -- Nothing was dialled yet: the agent's own dialer did not answer our server.
      return private.outcome('failed', true, 'dialer-not-reached', null);
    elsif private.is_terminal(p_first.status) then
      return private.outcome('canceled', true, null, 'agent');
    end if;
    return private.outcome(coalesce(v_child, 'initiated'), false, null, null);
  elsif private.is_terminal(p_first.status) then
    return case
      -- No seat's leg was ever heard of: the caller left before anybody rang.
      when v_canceled or v_child is null then private.outcome('canceled', true, null, 'other')
      else private.outcome('no-answer', true, null, null)
    end;
  end if;
  return private.outcome('ringing', false, null, null);
end;
$$;
comment on function private.outcome_of_legs(public.call, public.call_leg, public.call_leg) is
  'What the legs let us assume while the action has not come. The first leg''s status says only that it is over.';

create function private.settle_legs(p_call public.call, p_step public.call_step) returns void
language plpgsql security definer set search_path = '' as $$
begin
  with assumed as (
    select l.id,
           l.call_sid = p_step.answered_call_sid as is_winner,
           case
             when l.call_sid = p_step.answered_call_sid or l.picked_up_at is not null then 'completed'
             when p_call.direction <> 'inbound' or p_call.status = 'no-answer' then p_call.status
             else 'canceled'
           end as status
    from public.call_leg as l
    where l.call_id = p_call.id
      and l.made_by = 'dial'
      and (l.assumed or not private.is_terminal(l.status))
  )
  update public.call_leg as l
  set status = a.status, assumed = true, ended_at = coalesce(l.ended_at, p_step.told_at),
      duration_s = case when a.is_winner then coalesce(l.duration_s, p_step.talked_s) else l.duration_s end
  from assumed as a
  where l.id = a.id and (l.status, l.assumed) is distinct from (a.status, true);
end;
$$;
comment on function private.settle_legs(public.call, public.call_step) is
  'The action ends every leg that its Dial made; those whose last callback is lost or late get an assumed end.';

create function private.settle_participants(p_call public.call) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_over constant boolean := private.is_terminal(p_call.status);
  v_taken constant boolean := p_call.status in ('in-progress', 'completed') and p_call.agent_id is not null;
  v_lost constant boolean := v_over and p_call.direction = 'inbound' and p_call.status <> 'completed'
    and p_call.end_reason is distinct from 'blocked';
begin
  update public.call_participant as p
  set joined_at = n.joined_at, left_at = n.left_at, talked_s = n.talked_s, outcome = n.outcome
  from (
    select
      o.agent_id,
      case
        when o.joined_by = 'order' then o.joined_at
        when o.talks and v_taken then coalesce(p_call.picked_up_at, p_call.answered_at, o.joined_at)
      end as joined_at,
      case when o.talks and v_over and (v_taken or o.joined_at is not null) then p_call.ended_at end as left_at,
      case when o.talks and v_over and v_taken then p_call.duration_s end as talked_s,
      case
        when o.talks and v_taken then case when v_over then 'took' end
        when o.joined_by = 'order' then case when v_over then 'left' end
        when o.outcome in ('declined', 'handed-over') then o.outcome
        when v_taken then 'elsewhere'
        when v_over then 'missed'
        else o.outcome
      end as outcome
    from (
      -- Between colleagues both are seats: whoever placed the call, and the one whom it rings.
      select p.*, p.agent_id = p_call.agent_id or p_call.direction = 'internal' as talks
      from public.call_participant as p
      where p.call_id = p_call.id
    ) as o
  ) as n
  where p.call_id = p_call.id and p.agent_id = n.agent_id
    and (p.joined_at, p.left_at, p.talked_s, p.outcome)
      is distinct from (n.joined_at, n.left_at, n.talked_s, n.outcome);

  if v_lost then
    insert into public.call_participant (call_id, agent_id, workspace_id, created_at, joined_by, outcome)
    select p_call.id, u.agent_id, p_call.workspace_id, p_call.created_at, 'line', 'missed'
    from public.agent_phone as u
    join public.agent as a on a.id = u.agent_id and a.active
    where u.workspace_id = p_call.workspace_id and u.phone_number = p_call.to_number and u.rings
    on conflict on constraint call_participant_pkey do nothing;
  elsif v_taken and p_call.direction = 'inbound' then
    -- It was taken for lost before Twilio's word came.
    delete from public.call_participant as p where p.call_id = p_call.id and p.joined_by = 'line';
  end if;
end;
$$;
comment on function private.settle_participants(public.call) is
  'What the call''s state means for each seat. A lost call is in the log of everybody whose line it was.';

create function private.settle_call(p_call public.call, p_rang_at timestamptz default null) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_new public.call := p_call;
  v_first public.call_leg;
  v_winner public.call_leg;
  v_step public.call_step;
  v_outcome private.outcome;
  v_told boolean;
begin
  if p_call.upgrade_began_at is not null then
    return private.settle_conference(p_call);
  end if;
  select s.* into v_step
  from public.call_step as s
  where s.call_id = p_call.id and s.kind in ('ring', 'outside')
  order by s.position desc
  limit 1;
  -- Twilio's word on the dial.
  v_told := v_step.told_at is not null;
  if private.is_terminal(p_call.status) and not p_call.assumed and not v_told then
    return false; -- Ended by us before anybody was dialled.
  end if;

  select l.* into v_first
  from public.call_leg as l
  where l.call_id = p_call.id and l.made_by <> 'dial'
  order by l.id
  limit 1;
  select l.* into v_winner
  from public.call_leg as l
  where l.call_id = p_call.id
    and l.made_by = 'dial'
    and (l.picked_up_at is not null or (l.status = 'completed' and not l.assumed))
  order by (l.call_sid = v_step.answered_call_sid) desc nulls last, l.picked_up_at, l.call_sid
  limit 1;

  v_outcome := case
    when v_told then private.outcome(v_step.outcome, v_step.assumed, v_step.end_reason, v_step.ended_by)
    else private.outcome_of_legs(p_call, v_first, v_winner)
  end;
  if private.status_rank(v_outcome.status) > private.status_rank(p_call.status)
     or (p_call.assumed and private.is_terminal(p_call.status) and private.is_terminal(v_outcome.status)) then
    v_new.status := v_outcome.status;
    v_new.assumed := v_outcome.assumed and private.is_terminal(v_outcome.status);
    v_new.end_reason := v_outcome.end_reason;
    if p_call.direction <> 'outbound' and v_outcome.status = 'no-answer' and v_outcome.end_reason is null and exists (
      select from public.call_participant as p where p.call_id = p_call.id and p.outcome = 'declined'
    ) then
      v_new.end_reason := 'declined';
    elsif v_outcome.status = 'no-answer' and v_outcome.end_reason is null and v_step.knocks then
      v_new.end_reason := 'all-busy';
    end if;
    v_new.ended_by := v_outcome.ended_by;
  end if;

  v_new.ringing_at := least(p_call.ringing_at, p_rang_at);
  v_new.picked_up_at := coalesce(
    v_winner.picked_up_at, v_winner.ended_at - make_interval(secs => v_winner.duration_s)
  );
  if private.is_terminal(v_new.status) then
    v_new.ended_at := coalesce(
      v_winner.ended_at,
      (
        select max(l.ended_at) from public.call_leg as l
        where l.call_id = p_call.id and l.made_by = 'dial' and not l.assumed
      ),
      v_first.ended_at,
      v_step.told_at,
      p_call.ended_at,
      now()
    );
  end if;
  if v_new.status = 'completed' then
    v_new.duration_s := coalesce(v_step.talked_s, v_winner.duration_s);
    if not v_new.assumed then
      v_new.answered_at := coalesce(
        v_new.picked_up_at, v_step.told_at - make_interval(secs => coalesce(v_new.duration_s, 0))
      );
    end if;
  else
    v_new.duration_s := null;
  end if;
  if p_call.direction = 'inbound' then
    v_new.agent_id := case
      when v_new.status in ('in-progress', 'completed') then coalesce(
        v_winner.agent_id,
        (
          select min(r.agent_id) from public.call_participant as r
          where r.call_id = p_call.id and r.joined_by = 'ring' having count(*) = 1
        )
      )
    end;
  end if;

  if v_told then
    perform private.settle_legs(v_new, v_step);
  elsif private.is_terminal(v_new.status) and v_step.ended_at is null then
    update public.call_step as s
    set ended_at = v_new.ended_at, outcome = v_new.status, assumed = true
    where s.id = v_step.id;
    -- A telephone that Twilio never named was not called, as far as anybody knows.
    update public.call_leg as l
    set status = 'canceled', assumed = true, ended_at = v_new.ended_at
    where l.call_id = p_call.id and l.status = 'ordered';
  end if;
  if v_new is not distinct from p_call then
    return false;
  end if;
  update public.call as c
  set status = v_new.status, assumed = v_new.assumed, end_reason = v_new.end_reason,
      ended_by = v_new.ended_by, agent_id = v_new.agent_id, ringing_at = v_new.ringing_at,
      picked_up_at = v_new.picked_up_at, answered_at = v_new.answered_at, ended_at = v_new.ended_at,
      duration_s = v_new.duration_s
  where c.id = p_call.id;
  -- That it rings, or rang earlier, changes nobody's part.
  if (v_new.status, v_new.agent_id, v_new.picked_up_at, v_new.answered_at, v_new.ended_at, v_new.duration_s)
     is distinct from
     (p_call.status, p_call.agent_id, p_call.picked_up_at, p_call.answered_at, p_call.ended_at, p_call.duration_s) then
    perform private.settle_participants(v_new);
  end if;
  return true;
end;
$$;
comment on function private.settle_call(public.call, timestamptz) is
  'Works the call, a row that is locked, out again from its legs and its last dial; answers whether it changed. Status moves forward only.';

-- A call whose legs meet in a conference: who is on the line, what follows when somebody comes or goes, and when it is
-- over. As in 34_lifecycle.sql all of it is worked out again from the legs after each event. What people want of a leg
-- stands in it (hold_wanted, end_wanted); 45_twilio_requests.sql tells Twilio. See docs/decisions/conferences.md.

create function private.is_open(p_leg public.call_leg) returns boolean
language plpgsql immutable security definer set search_path = '' as $$
begin
  return not private.is_terminal(p_leg.status) and p_leg.left_at is null;
end;
$$;
comment on function private.is_open(public.call_leg) is 'Whether it is on the line, or on the way there.';

create function private.open_legs(p_call public.call) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce(
    jsonb_agg(
      jsonb_build_object(
        'id', l.id,
        'role', l.role,
        'agent_id', l.agent_id,
        'address', case l.role when 'caller' then p_call.from_number else l.to_address end,
        'status', case when l.picked_up_at is null then 'ringing' else 'connected' end,
        'since', coalesce(l.picked_up_at, l.created_at),
        'held_since', l.held_at,
        'purpose', l.purpose,
        'asked_by', l.asked_by,
        'word', l.word,
        'manner', private.manner_now(l)
      )
      order by l.id
    ),
    '[]'
  )
  from public.call_leg as l
  where l.call_id = p_call.id and private.is_open(l) and not private.is_hidden(l);
end;
$$;
comment on function private.open_legs(public.call) is
  'What screens show of who is on the line: contracts/call.ts has the shape. No SID is in it, and nobody who listens unseen.';

create function private.begin_upgrade(p_call public.call, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call as c set wiring = 'upgrading', upgrade_began_at = p_at where c.id = p_call.id;
  -- Nobody reports that the leg that dialled talks.
  update public.call_leg as l
  set status = 'in-progress', picked_up_at = coalesce(l.picked_up_at, p_call.picked_up_at, p_at)
  where l.id = (private.first_leg(p_call.id)).id and not private.is_terminal(l.status);
  insert into public.call_step (workspace_id, call_id, position, kind)
  select p_call.workspace_id, p_call.id, coalesce(max(s.position), 0) + 1, 'conference'
  from public.call_step as s
  where s.call_id = p_call.id
  having not coalesce(bool_or(s.kind = 'conference' and s.ended_at is null), false);
end;
$$;
comment on function private.begin_upgrade(public.call, timestamptz) is
  'From now on the Dial''s action leads into the conference: written down before Twilio is asked, since the action may come first.';

create function private.abandon_upgrade(p_call public.call, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.call_step as s
  where s.call_id = p_call.id and s.kind = 'conference' and s.ended_at is null;
  update public.call_leg as l
  set hold_wanted = false
  where l.call_id = p_call.id and l.hold_wanted;
  update public.call_leg as l
  set status = 'canceled', assumed = true, ended_at = p_at, purpose_outcome = 'not-reached'
  where l.call_id = p_call.id and l.status = 'ordered' and l.made_by = 'rest';
  update public.call as c
  set wiring = 'plain', open_legs = '[]',
      upgrade_began_at = case
        when exists (select from public.call_step as s where s.call_id = c.id and s.kind = 'conference')
        then c.upgrade_began_at
      end
  where c.id = p_call.id;
end;
$$;
comment on function private.abandon_upgrade(public.call, timestamptz) is
  'Nobody was moved: the two talk on as before, and whatever needed the conference is off.';

create function private.conference_document(p_call public.call, p_leg public.call_leg) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_limit_s integer;
begin
  select coalesce(min(l.time_limit_s - extract(epoch from now() - l.picked_up_at))::integer, 14400)
  into v_limit_s
  from public.call_leg as l
  where l.call_id = p_call.id and l.time_limit_s is not null and private.is_open(l);
  return jsonb_build_object(
    'do', 'conference', 'name', 'call-' || p_call.id, 'label', 'leg-' || p_leg.id, 'call_id', p_call.id,
    'step_id', (
      select s.id from public.call_step as s
      where s.call_id = p_call.id and s.kind = 'conference'
      order by s.position desc
      limit 1
    ),
    'time_limit_s', greatest(v_limit_s, 1)
  );
end;
$$;
comment on function private.conference_document(public.call, public.call_leg) is
  'Tells a leg to come into the call''s conference. A label is a leg''s, never a role''s: one in use keeps the next one out.';

create function private.release_all(p_call_id bigint, p_wanted_by uuid, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_leg as l
  set hold_wanted = false, wanted_by = p_wanted_by, wanted_at = p_at
  where l.call_id = p_call_id and l.hold_wanted and private.is_open(l);
end;
$$;
comment on function private.release_all(bigint, uuid, timestamptz) is 'Nobody waits on hold any longer.';

create function private.ring_seats(
  p_call public.call, p_agent_ids bigint[], p_purpose text, p_asked_by bigint, p_word text, p_wanted_by uuid,
  p_at timestamptz
) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_count integer;
begin
  insert into public.call_leg (
    workspace_id, call_id, role, made_by, agent_id, to_address, status, purpose, asked_by, word, wanted_by, wanted_at
  )
  select
    p_call.workspace_id, p_call.id, 'seat', 'rest', a.id, 'client:' || a.identity, 'ordered', p_purpose, p_asked_by,
    nullif(p_word, ''), p_wanted_by, p_at
  from public.agent as a
  where a.workspace_id = p_call.workspace_id and a.id = any (p_agent_ids);
  get diagnostics v_count = row_count;
  insert into public.call_participant (call_id, agent_id, workspace_id, created_at, joined_by, rang_at)
  select p_call.id, a.id, p_call.workspace_id, p_call.created_at, 'transfer', p_at
  from public.agent as a
  where a.workspace_id = p_call.workspace_id and a.id = any (p_agent_ids)
  on conflict on constraint call_participant_pkey do update set rang_at = excluded.rang_at, outcome = null;
  return v_count;
end;
$$;
comment on function private.ring_seats(public.call, bigint[], text, bigint, text, uuid, timestamptz) is
  'Orders a leg to each of the seats'' browsers; answers how many.';

create function private.is_heard(p_agent_id bigint, p_at timestamptz) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.agent_presence as s
    join public.agent as a on a.id = s.agent_id and a.active
    where s.agent_id = p_agent_id and s.status <> 'offline' and s.heard_at > private.heard_since(p_at)
  );
end;
$$;
comment on function private.is_heard(bigint, timestamptz) is 'Whether the seat''s phone would ring at all.';

create function private.call_line(p_call public.call) returns text
language plpgsql immutable security definer set search_path = '' as $$
begin
  return case p_call.direction when 'inbound' then p_call.to_number else p_call.from_number end;
end;
$$;
comment on function private.call_line(public.call) is 'The workspace''s number that the call is on.';

create function private.bring_back(p_call public.call, p_leg public.call_leg, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_rung constant bigint[] := array(
    select l.agent_id from public.call_leg as l
    where l.call_id = p_call.id and l.purpose = 'return' and l.wanted_by is not distinct from p_leg.wanted_by
  );
  v_next bigint[];
begin
  if p_leg.purpose = 'transfer' and private.is_heard(p_leg.asked_by, p_at)
     and not private.is_engaged(p_leg.asked_by, p_call.id) then
    v_next := array[p_leg.asked_by];
  else
    -- Whoever else the line rings. Five, since Twilio makes few participants a second.
    v_next := array(
      select f.agent_id
      from private.free_seats(p_call.workspace_id, private.call_line(p_call), p_call.id, p_at)
        with ordinality as f (agent_id, identity, at)
      where f.agent_id <> all (v_rung) and f.agent_id is distinct from p_leg.agent_id
      order by f.at
      limit case when cardinality(v_rung) <= 1 then 5 else 0 end
    );
  end if;
  return private.ring_seats(p_call, v_next, 'return', p_leg.asked_by, p_leg.word, p_leg.wanted_by, p_at) > 0;
end;
$$;
comment on function private.bring_back(public.call, public.call_leg, timestamptz) is
  'Nobody took a call that was sent on: it rings whoever sent it, then the line''s others. False: nobody is left.';

create function private.say_farewell(p_call_id bigint, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_leg as l
  set end_wanted = true, farewell = true, wanted_at = p_at
  where l.call_id = p_call_id and private.is_open(l) and l.role <> 'supervisor'
    -- A colleague who waits hears music, too.
    and (l.role <> 'seat' or l.hold_wanted);
end;
$$;
comment on function private.say_farewell(bigint, timestamptz) is
  'Nobody is left to take the call: everybody who hears music hears a sentence, and then the call ends.';

create function private.notice(p_kind text, p_leg public.call_leg, p_at timestamptz) returns jsonb
language plpgsql immutable security definer set search_path = '' as $$
begin
  return jsonb_build_object(
    'kind', p_kind, 'at', p_at,
    'agent_id', case when p_leg.role in ('seat', 'supervisor') then p_leg.agent_id end,
    'address', case when p_leg.role not in ('seat', 'supervisor') then p_leg.to_address end
  );
end;
$$;
comment on function private.notice(text, public.call_leg, timestamptz) is 'What the phone says did not work out, and about whom.';

create function private.what_came_of(p_leg public.call_leg) returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  return case
    when p_leg.joined_at is not null or p_leg.picked_up_at is not null then 'left'
    when exists (
      select from public.call_participant as p
      where p.call_id = p_leg.call_id and p.agent_id = p_leg.agent_id and p.outcome = 'declined'
    ) then 'declined'
    when p_leg.end_wanted then 'taken-back'
    else 'not-reached'
  end;
end;
$$;
comment on function private.what_came_of(public.call_leg) is 'Of a leg that is over, and that somebody had been brought in by.';

create function private.follow_purpose(p_call public.call, p_leg public.call_leg, p_at timestamptz) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_asker_is_in constant boolean := exists (
    select from public.call_leg as l
    where l.call_id = p_call.id and l.role = 'seat' and l.agent_id = p_leg.asked_by and l.id <> p_leg.id
      and private.is_open(l) and not l.end_wanted
  );
  v_outcome text;
begin
  if private.is_open(p_leg) then
    if p_leg.purpose = 'consult' and not v_asker_is_in then
      -- Whoever asked is gone: the target takes it.
      update public.call_leg as l set purpose = 'transfer' where l.id = p_leg.id returning * into p_leg;
    end if;
    if p_leg.purpose = 'transfer' and p_leg.status <> 'ordered' and v_asker_is_in then
      -- Only now that it rings: had Twilio refused, they would still be there.
      update public.call_leg as l
      set end_wanted = true, wanted_by = p_leg.wanted_by, wanted_at = p_at
      where l.call_id = p_call.id and l.role = 'seat' and l.agent_id = p_leg.asked_by and l.id <> p_leg.id
        and private.is_open(l);
    end if;
    if p_leg.joined_at is not null and p_leg.purpose <> 'consult' then
      update public.call_leg as l set purpose_outcome = 'reached' where l.id = p_leg.id;
      if p_leg.purpose in ('transfer', 'return') then
        update public.call as c set interrupted_at = null, interrupted_by = null
        where c.id = p_call.id and c.interrupted_at is not null;
        perform private.release_all(p_call.id, p_leg.wanted_by, p_at);
        update public.call_leg as l
        set end_wanted = true, wanted_at = p_at
        where l.call_id = p_call.id and l.purpose = 'return' and l.purpose_outcome is null and private.is_open(l);
      end if;
    end if;
    return null;
  end if;

  v_outcome := private.what_came_of(p_leg);
  update public.call_leg as l set purpose_outcome = v_outcome where l.id = p_leg.id;
  if p_leg.purpose = 'consult' or (p_leg.purpose = 'transfer' and v_asker_is_in) then
    perform private.release_all(p_call.id, p_leg.wanted_by, p_at);
  elsif p_leg.purpose in ('transfer', 'return') and not exists (
    select from public.call_leg as l
    where l.call_id = p_call.id and l.role = 'seat' and l.id <> p_leg.id and private.is_open(l) and not l.end_wanted
      -- A colleague who waits for the target has nobody to talk to, either.
      and not l.hold_wanted
  ) then
    if not private.bring_back(p_call, p_leg, p_at) then
      perform private.say_farewell(p_call.id, p_at);
    end if;
  end if;
  return case v_outcome
    when 'taken-back' then null
    when 'left' then private.notice('target-left', p_leg, p_at)
    else private.notice(v_outcome, p_leg, p_at)
  end;
end;
$$;
comment on function private.follow_purpose(public.call, public.call_leg, timestamptz) is
  'What follows when somebody who was brought in has come, or is not coming; answers a notice, or null.';

create function private.follow_legs(p_call public.call, p_at timestamptz) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
  v_notice jsonb;
  v_open integer;
  v_seats integer;
begin
  for v_leg in
    select l.* from public.call_leg as l
    where l.call_id = p_call.id and l.purpose is not null and l.purpose_outcome is null
    order by l.id
  loop
    v_notice := coalesce(private.follow_purpose(p_call, v_leg, p_at), v_notice);
  end loop;

  perform private.notice_lost_page(p_call, p_at);
  select private.count_talkers(p_call.id), count(*) filter (where l.role = 'seat' and not l.end_wanted) into v_open, v_seats
  from public.call_leg as l
  where l.call_id = p_call.id and private.is_open(l);
  if v_open = 0 or v_open = 1 and not exists (
    select from public.call_step as s where s.call_id = p_call.id and s.kind = 'ring' and s.ended_at is null
  ) and not private.is_interrupted(p_call.id) then
    -- Nobody is left to talk to.
    update public.call_leg as l
    set end_wanted = true, wanted_at = p_at
    where l.call_id = p_call.id and private.is_open(l) and not l.end_wanted;
  elsif v_seats = 0 and not private.is_interrupted(p_call.id) then
    -- They talk on among themselves; music would never end.
    perform private.release_all(p_call.id, null, p_at);
  end if;
  perform private.follow_supervisors(p_call, p_at);
  return v_notice;
end;
$$;
comment on function private.follow_legs(public.call, timestamptz) is
  'What follows from who is on the line now; answers the last notice, or null.';

create function private.is_ours(p_call public.call, p_leg public.call_leg) returns boolean
language plpgsql immutable security definer set search_path = '' as $$
begin
  return p_leg.role = 'seat' and (p_call.direction <> 'internal' or p_leg.agent_id = p_call.agent_id);
end;
$$;
comment on function private.is_ours(public.call, public.call_leg) is
  'Whether call.ended_by says agent when this leg goes first: a seat''s; between colleagues that of whoever placed the call.';

create function private.is_theirs(p_call public.call, p_leg public.call_leg) returns boolean
language plpgsql immutable security definer set search_path = '' as $$
begin
  return p_leg.role in ('caller', 'callee', 'outside')
    or p_call.direction = 'internal' and p_leg.role = 'seat' and p_leg.agent_id <> p_call.agent_id;
end;
$$;
comment on function private.is_theirs(public.call, public.call_leg) is 'Whether it is of the other side.';

create function private.gone_at(p_leg public.call_leg) returns timestamptz
language plpgsql immutable security definer set search_path = '' as $$
begin
  return coalesce(
    least(
      case when p_leg.leave_number is not null then p_leg.left_at end,
      case when not p_leg.assumed then p_leg.ended_at end
    ),
    least(p_leg.left_at, p_leg.ended_at)
  );
end;
$$;
comment on function private.gone_at(public.call_leg) is
  'When it left or ended: by Twilio''s clock as soon as Twilio has said it, since ours may be ahead or behind.';

create function private.who_left_first(p_call public.call) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  v_seat public.call_leg;
  v_other public.call_leg;
begin
  select l.* into v_seat from public.call_leg as l
  where l.call_id = p_call.id and private.is_ours(p_call, l) and l.picked_up_at is not null
  order by private.gone_at(l) desc nulls first, l.leave_number desc nulls first, l.id desc
  limit 1;
  select l.* into v_other from public.call_leg as l
  where l.call_id = p_call.id and private.is_theirs(p_call, l) and l.picked_up_at is not null
  order by private.gone_at(l) desc nulls first, l.leave_number desc nulls first, l.id desc
  limit 1;
  return case
    when private.gone_at(v_seat) < private.gone_at(v_other) then 'agent'
    when private.gone_at(v_seat) > private.gone_at(v_other) then 'other'
    -- Twilio's clock counts seconds; a conference tells of one after the other.
    when v_seat.leave_number < v_other.leave_number then 'agent'
    when v_seat.leave_number > v_other.leave_number then 'other'
    -- Whoever had to be ended was left behind.
    when v_other.end_wanted and not v_seat.end_wanted then 'agent'
    else 'other'
  end;
end;
$$;
comment on function private.who_left_first(public.call) is 'Which side ended a call: agent or other.';

create function private.settle_seats(p_call public.call) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_participant as p
  set joined_at = n.joined_at, left_at = n.left_at, talked_s = n.talked_s, outcome = n.outcome
  from (
    select
      o.agent_id,
      coalesce(o.joined_at, s.joined_at) as joined_at,
      case when not s.is_in then s.left_at end as left_at,
      case when not s.is_in then s.talked_s end as talked_s,
      case
        when s.is_in or s.rings then null
        when s.joined_at is null and o.outcome is not null then o.outcome
        when s.joined_at is null and (s.taken_back or s.others_took) then 'elsewhere'
        when s.joined_at is null then 'missed'
        when s.gave_away or s.others_went_on then 'handed-over'
        else 'took'
      end as outcome
    from public.call_participant as o
    join (
      select
        l.agent_id,
        min(l.picked_up_at) as joined_at,
        bool_or(private.is_open(l) and l.picked_up_at is not null) as is_in,
        bool_or(private.is_open(l) and l.picked_up_at is null) as rings,
        max(coalesce(l.left_at, l.ended_at)) filter (where l.picked_up_at is not null) as left_at,
        coalesce(bool_and(l.purpose_outcome = 'taken-back'), false) as taken_back,
        exists (
          select from public.call_leg as w
          where w.call_id = p_call.id and w.role = 'seat' and w.agent_id <> l.agent_id
            and w.picked_up_at > min(l.created_at)
        ) as others_took,
        exists (
          select from public.call_leg as w
          where w.call_id = p_call.id and w.role = 'seat' and w.agent_id <> l.agent_id
            and w.picked_up_at > max(coalesce(l.left_at, l.ended_at)) filter (where l.picked_up_at is not null)
        ) as others_went_on,
        exists (
          select from public.call_command as m
          where m.id = (array_agg(l.wanted_by order by l.id desc))[1]
            and m.agent_id = l.agent_id and m.kind in ('transfer', 'hand-over', 'leave')
        ) as gave_away,
        sum(extract(epoch from coalesce(l.left_at, l.ended_at) - l.picked_up_at))::integer as talked_s
      from public.call_leg as l
      where l.call_id = p_call.id and l.role = 'seat'
      group by l.agent_id
    ) as s on s.agent_id = o.agent_id
    where o.call_id = p_call.id
  ) as n
  where p.call_id = p_call.id and p.agent_id = n.agent_id
    and (p.joined_at, p.left_at, p.talked_s, p.outcome)
      is distinct from (n.joined_at, n.left_at, n.talked_s, n.outcome);
end;
$$;
comment on function private.settle_seats(public.call) is 'Each seat''s part in a call that met in a conference, by its legs.';

create function private.settle_conference(p_call public.call, p_at timestamptz default now()) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_new public.call := p_call;
  v_notice jsonb;
  v_over boolean;
begin
  if not private.is_terminal(p_call.status) then
    v_notice := private.follow_legs(p_call, p_at);
  end if;
  select
    not coalesce(bool_or(private.is_open(l)), false),
    max(coalesce(l.left_at, l.ended_at)) filter (where l.role <> 'supervisor')
  into v_over, v_new.ended_at
  from public.call_leg as l
  where l.call_id = p_call.id;

  v_new.answered_at := coalesce(p_call.answered_at, p_call.picked_up_at, p_call.upgrade_began_at);
  v_new.notice := coalesce(v_notice, p_call.notice);
  v_new.open_legs := private.open_legs(p_call);
  v_new.assumed := false;
  v_new.end_reason := null;
  if v_over or private.is_terminal(p_call.status) then
    v_new.status := 'completed';
    v_new.open_legs := '[]';
    v_new.ended_at := coalesce(v_new.ended_at, p_call.ended_at, p_at);
    v_new.duration_s := greatest(0, extract(epoch from v_new.ended_at - v_new.answered_at))::integer;
    v_new.ended_by := case
      when exists (
        select from public.call_command as m
        where m.call_id = p_call.id and m.outcome is distinct from 'failed'
          and (m.kind = 'end' or m.kind = 'leave' and private.may_command(p_call.id, m.agent_id))
          and (p_call.direction <> 'internal' or m.agent_id = p_call.agent_id)
      ) then 'agent'
      else private.who_left_first(p_call)
    end;
    update public.call_step as s
    set ended_at = v_new.ended_at, outcome = 'completed'
    where s.call_id = p_call.id and s.ended_at is null;
  else
    v_new.status := 'in-progress';
    v_new.ended_at := null;
    v_new.ended_by := null;
    v_new.duration_s := null;
    if p_call.wiring = 'upgrading' and not exists (
      select from public.call_leg as l
      where l.call_id = p_call.id and l.joined_at is null and l.status <> 'ordered' and private.is_open(l)
    ) then
      v_new.wiring := 'conference';
    end if;
  end if;
  perform private.settle_seats(v_new);
  if v_new is not distinct from p_call then
    return false;
  end if;
  update public.call as c
  set status = v_new.status, assumed = v_new.assumed, end_reason = v_new.end_reason, ended_by = v_new.ended_by,
      wiring = v_new.wiring, open_legs = v_new.open_legs, notice = v_new.notice, answered_at = v_new.answered_at,
      ended_at = v_new.ended_at, duration_s = v_new.duration_s
  where c.id = p_call.id;
  return true;
end;
$$;
comment on function private.settle_conference(public.call, timestamptz) is
  'Works a call that is no longer wired plainly, a row that is locked, out again from its legs; answers whether it changed.';

-- One rule for every leg to a telephone. Calls out are held to it when they are ordered and again when Twilio asks
-- what to dial; whatever else dials a telephone asks the same function.

create type private.outside_use as (talked_s integer, reserved_s integer);
comment on type private.outside_use is
  'Conversation in calls out since the day began, and what those that go on may still take.';

create function private.day_ends_at(p_time_zone text, p_at timestamptz) returns timestamptz
language sql stable security definer set search_path = '' as $$
  -- By the calendar and not by 24 hours: two days a year are longer or shorter.
  select (date_trunc('day', p_at at time zone p_time_zone) + interval '1 day') at time zone p_time_zone;
$$;
comment on function private.day_ends_at(text, timestamptz) is 'The next midnight there.';

create function private.calls_out_open_at(p_policy public.workspace_policy, p_at timestamptz) returns timestamptz
language plpgsql stable security definer set search_path = '' as $$
declare
  v_day date := (p_at at time zone p_policy.time_zone)::date;
  v_hours jsonb;
begin
  if p_policy.calling_hours is null then
    return p_at;
  end if;
  for v_later in 0..7 loop
    v_hours := p_policy.calling_hours -> (extract(isodow from v_day)::integer - 1);
    if p_at < (v_day + (v_hours ->> 'to')::time) at time zone p_policy.time_zone then
      return greatest(p_at, (v_day + (v_hours ->> 'from')::time) at time zone p_policy.time_zone);
    end if;
    v_day := v_day + 1;
  end loop;
  return 'infinity';
end;
$$;
comment on function private.calls_out_open_at(public.workspace_policy, timestamptz) is
  'p_at within the calling hours; else when they begin next, or infinity when no day has any.';

create function private.spellings(p_number text) returns text[]
language plpgsql immutable security definer set search_path = '' as $$
begin
  -- As functions/_shared/numbers/spellings.ts, which has the sources.
  return case
    when p_number ~ '^\+549[0-9]{10}$' then array[p_number, '+54' || substr(p_number, 5)]
    when p_number ~ '^\+54[0-9]{10}$' then array[p_number, '+549' || substr(p_number, 4)]
    when p_number ~ '^\+521[0-9]{10}$' then array[p_number, '+52' || substr(p_number, 5)]
    when p_number ~ '^\+52[0-9]{10}$' then array[p_number, '+521' || substr(p_number, 4)]
    when p_number ~ '^\+55[1-9][0-9]9[689][0-9]{7}$' then array[p_number, left(p_number, 5) || substr(p_number, 7)]
    when p_number ~ '^\+55[1-9][0-9][689][0-9]{7}$' then array[p_number, left(p_number, 5) || '9' || substr(p_number, 6)]
    when p_number ~ '^\+22901[2-9][0-9]{7}$' then array[p_number, '+229' || substr(p_number, 7)]
    when p_number ~ '^\+229[2-9][0-9]{7}$' then array[p_number, '+22901' || substr(p_number, 5)]
    when p_number ~ '^\+3780549[0-9]{6}$' then array[p_number, '+39' || substr(p_number, 5)]
    when p_number ~ '^\+390549[0-9]{6}$' then array[p_number, '+378' || substr(p_number, 4)]
    when p_number ~ '^\+9705[69][0-9]{7}$' then array[p_number, '+972' || substr(p_number, 5)]
    when p_number ~ '^\+9725[69][0-9]{7}$' then array[p_number, '+970' || substr(p_number, 5)]
    else array[p_number]
  end;
end;
$$;
comment on function private.spellings(text) is
  'Every way in which the person''s number is written: Argentine, Mexican, Brazilian and Palestinian mobiles have two, and so have the numbers of Benin and San Marino.';

create function private.prefixes(p_number text) returns text[]
language plpgsql immutable security definer set search_path = '' as $$
begin
  return array(
    select left(s.number, n)
    from unnest(private.spellings(p_number)) as s (number), generate_series(2, char_length(s.number)) as n
  );
end;
$$;
comment on function private.prefixes(text) is
  'Everything that the number begins with, in each spelling, itself included: looked up one by one in an index.';

create function private.on_do_not_call(p_workspace_id bigint, p_number text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.do_not_call as d
    where d.workspace_id = p_workspace_id
      and d.number = any (private.prefixes(p_number))
      and (d.is_prefix or d.number = any (private.spellings(p_number)))
  );
$$;
comment on function private.on_do_not_call(bigint, text) is 'Whether nobody of the workspace may call the number.';

create function private.rate_goes_on_at(
  p_workspace_id bigint, p_agent_id bigint, p_limit integer, p_leg_id bigint, p_at timestamptz
) returns timestamptz
language sql stable security definer set search_path = '' as $$
  select l.created_at + interval '1 minute'
  from public.call_leg as l
  where p_limit is not null
    and l.workspace_id = p_workspace_id
    and l.role in ('callee', 'outside')
    and not l.emergency
    and l.created_at > p_at - interval '1 minute'
    and (p_agent_id is null or l.agent_id = p_agent_id)
    and l.id is distinct from p_leg_id
  order by l.created_at desc
  offset p_limit - 1
  limit 1;
$$;
comment on function private.rate_goes_on_at(bigint, bigint, integer, bigint, timestamptz) is
  'Null while fewer than p_limit telephones were called in the last minute, by one seat or (null) by all; else when one more may be.';

create function private.outside_use(
  p_workspace_id bigint, p_agent_id bigint, p_time_zone text, p_leg_id bigint, p_at timestamptz
) returns private.outside_use
language plpgsql stable security definer set search_path = '' as $$
declare
  v_day_began constant timestamptz := date_trunc('day', p_at, p_time_zone);
  v_use private.outside_use;
begin
  select
    -- Added up as intervals, which is several times quicker than seconds one by one.
    coalesce(ceil(extract(epoch from
      sum(greatest(interval '0', u.stops - greatest(u.begins, v_day_began))) filter (where u.begins is not null)
    )), 0),
    coalesce(ceil(sum(
      case when u.begins is null then u.limit_s else greatest(0, u.limit_s - extract(epoch from p_at - u.begins)) end
    ) filter (where u.ended_at is null)), 0)
  into v_use.talked_s, v_use.reserved_s
  from (
    select b.begins, b.limit_s, l.ended_at, coalesce(l.ended_at, least(p_at, b.begins + make_interval(secs => b.limit_s))) as stops
    from public.call_leg as l,
      lateral (
        select
          coalesce(l.picked_up_at, l.ended_at - make_interval(secs => l.duration_s)) as begins,
          coalesce(l.time_limit_s, 14400) as limit_s
      ) as b
    where l.workspace_id = p_workspace_id
      and l.role in ('callee', 'outside')
      and not l.emergency
      -- A call of yesterday may still go on: 4 hours at most, and a little for its ringing.
      and l.created_at > v_day_began - interval '245 minutes'
      and (p_agent_id is null or l.agent_id = p_agent_id)
      and l.id is distinct from p_leg_id
      -- A ticket that nobody used in time holds nothing back; a job closes it within a minute.
      and not (l.status = 'ordered' and l.created_at <= p_at - interval '60 seconds' and l.parent_call_sid is null)
  ) as u;
  return v_use;
end;
$$;
comment on function private.outside_use(bigint, bigint, text, bigint, timestamptz) is
  'Of one seat''s telephones or (null) of all, without p_leg_id. A call over midnight counts on both days, each its part.';

create function private.seats_to_share_with(p_workspace_id bigint, p_agent_id bigint, p_at timestamptz) returns integer
language sql stable security definer set search_path = '' as $$
  select 1 + count(*)::integer
  from public.agent_presence as s
  join public.agent as a on a.id = s.agent_id and a.active
  where s.workspace_id = p_workspace_id
    and s.agent_id is distinct from p_agent_id
    and s.status <> 'offline'
    and s.heard_at > private.heard_since(p_at)
    and not exists (
      select from public.call_leg as l
      where l.workspace_id = p_workspace_id
        and l.agent_id = s.agent_id
        and l.role in ('callee', 'outside')
        and not l.emergency
        and l.ended_at is null
        and l.created_at > p_at - interval '245 minutes'
    );
$$;
comment on function private.seats_to_share_with(bigint, bigint, timestamptz) is
  'The seat itself, and whoever else is there and may call next.';

create function private.refuse_until(
  p_code text, p_policy public.workspace_policy, p_until timestamptz, p_facts jsonb default '{}'
) returns jsonb
language sql immutable security definer set search_path = '' as $$
  select private.refusal(p_code) || p_facts || jsonb_strip_nulls(
    jsonb_build_object('until', nullif(p_until, 'infinity'), 'time_zone', p_policy.time_zone)
  );
$$;
comment on function private.refuse_until(text, public.workspace_policy, timestamptz, jsonb) is
  'A refusal that ends by itself: when, and in whose time that is to be read. No moment: nobody can say.';

create function private.refuse_capped(
  p_code text, p_policy public.workspace_policy, p_scope text, p_limit integer, p_until timestamptz
) returns jsonb
language sql immutable security definer set search_path = '' as $$
  select private.refuse_until(p_code, p_policy, p_until, jsonb_build_object('scope', p_scope, 'limit', p_limit));
$$;
comment on function private.refuse_capped(text, public.workspace_policy, text, integer, timestamptz) is
  'Whose limit it is (agent or workspace), how much it is, and when calls go on.';

create function private.refuse_paused(p_policy public.workspace_policy) returns jsonb
language sql immutable security definer set search_path = '' as $$
  select private.refuse_until(
    'E-PAUSED', p_policy, p_policy.paused_until,
    jsonb_strip_nulls(jsonb_build_object('cause', p_policy.pause_cause, 'limit', p_policy.pause_limit))
  );
$$;
comment on function private.refuse_paused(public.workspace_policy) is 'Why calls out are paused, and until when.';

create function private.cap_workspace(
  p_policy public.workspace_policy, p_cause text, p_limit integer, p_until timestamptz, p_at timestamptz
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_policy public.workspace_policy;
begin
  if p_policy.when_capped = 'refuse' then
    return private.refuse_capped(
      case p_cause when 'calls' then 'E-CAP-RATE' else 'E-CAP-MINUTES' end, p_policy, 'workspace', p_limit, p_until
    );
  end if;
  update public.workspace_policy as p
  set paused_at = p_at, paused_until = private.day_ends_at(p.time_zone, p_at), pause_cause = p_cause,
      pause_limit = p_limit
  where p.workspace_id = p_policy.workspace_id
  returning * into v_policy;
  return private.refuse_paused(v_policy);
end;
$$;
comment on function private.cap_workspace(public.workspace_policy, text, integer, timestamptz, timestamptz) is
  'A limit of the whole workspace is reached: refuses this call, or pauses all, as the policy says.';

create function private.check_caps(
  p_policy public.workspace_policy, p_seat public.agent, p_leg_id bigint, p_at timestamptz
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_day_ends_at constant timestamptz := private.day_ends_at(p_policy.time_zone, p_at);
  v_until timestamptz;
  v_use private.outside_use;
  v_left_s integer;
  v_time_limit_s integer := 14400;
begin
  v_until := private.rate_goes_on_at(
    p_policy.workspace_id, p_seat.id, case when p_seat.id is not null then p_policy.agent_calls_per_minute end,
    p_leg_id, p_at
  );
  if v_until is not null then
    return private.refuse_capped('E-CAP-RATE', p_policy, 'agent', p_policy.agent_calls_per_minute, v_until);
  end if;
  v_until := private.rate_goes_on_at(
    p_policy.workspace_id, null, p_policy.workspace_calls_per_minute, p_leg_id, p_at
  );
  if v_until is not null then
    return private.cap_workspace(p_policy, 'calls', p_policy.workspace_calls_per_minute, v_until, p_at);
  end if;

  -- Less than a minute is no call: Twilio bills a minute, and it would end in the middle of "hello".
  if p_seat.id is not null and p_policy.agent_minutes_per_day is not null then
    v_use := private.outside_use(p_policy.workspace_id, p_seat.id, p_policy.time_zone, p_leg_id, p_at);
    v_left_s := p_policy.agent_minutes_per_day * 60 - v_use.talked_s - v_use.reserved_s;
    if v_left_s < 60 then
      return private.refuse_capped(
        'E-CAP-MINUTES', p_policy, 'agent', p_policy.agent_minutes_per_day, v_day_ends_at
      );
    end if;
    v_time_limit_s := least(v_time_limit_s, v_left_s);
  end if;
  if p_policy.workspace_minutes_per_day is not null then
    v_use := private.outside_use(p_policy.workspace_id, null, p_policy.time_zone, p_leg_id, p_at);
    v_left_s := p_policy.workspace_minutes_per_day * 60 - v_use.talked_s;
    if v_left_s < 60 then
      return private.cap_workspace(
        p_policy, 'minutes', p_policy.workspace_minutes_per_day, v_day_ends_at, p_at
      );
    elsif v_left_s - v_use.reserved_s < 60 then
      return private.refuse_capped(
        'E-CAP-HELD', p_policy, 'workspace', p_policy.workspace_minutes_per_day, null
      );
    end if;
    v_time_limit_s := least(
      v_time_limit_s,
      greatest(
        60,
        (v_left_s - v_use.reserved_s) / private.seats_to_share_with(p_policy.workspace_id, p_seat.id, p_at)
      )
    );
  end if;
  return jsonb_build_object('ok', true, 'time_limit_s', v_time_limit_s);
end;
$$;
comment on function private.check_caps(public.workspace_policy, public.agent, bigint, timestamptz) is
  'How long the call may last by what the limits leave, shared with whoever else may call; or which one is reached.';

create function private.lock_policy(p_workspace_id bigint) returns public.workspace_policy
language plpgsql security definer set search_path = '' as $$
declare
  v_policy public.workspace_policy;
begin
  select p.* into strict v_policy from public.workspace_policy as p where p.workspace_id = p_workspace_id;
  if num_nonnulls(
    v_policy.agent_calls_per_minute, v_policy.agent_minutes_per_day,
    v_policy.workspace_calls_per_minute, v_policy.workspace_minutes_per_day
  ) > 0 then
    select p.* into strict v_policy
    from public.workspace_policy as p
    where p.workspace_id = p_workspace_id
    for no key update;
  end if;
  return v_policy;
end;
$$;
comment on function private.lock_policy(bigint) is
  'The policy; where something is counted, with a lock: two calls at once must not pass a limit together. Locks are taken in the order seat, policy, call.';

create function private.check_outside_leg(
  p_policy public.workspace_policy, p_seat public.agent, p_to text, p_from text, p_to_country text,
  p_emergency boolean, p_leg_id bigint default null, p_at timestamptz default now()
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_open_at timestamptz;
begin
  if p_seat.id is not null and not private.may_call_from(p_seat.id, p_from) or not exists (
    select from public.workspace_twilio_number as n
    where n.workspace_id = p_policy.workspace_id and n.twilio_number = p_from
  ) then
    return private.refusal('E-FROM');
  end if;
  if p_emergency then
    -- Without an address help goes nowhere. With one, nothing below may stand in the way.
    return case
      when exists (
        select from public.workspace_twilio_number as n
        where n.workspace_id = p_policy.workspace_id and n.twilio_number = p_from and n.emergency_address
      ) then jsonb_build_object('ok', true, 'time_limit_s', 14400)
      else private.refusal('E-DEST-EMERGENCY')
    end;
  end if;

  if p_to_country is null or p_to_country <> all (p_policy.allowed_countries) then
    return private.refusal('E-DEST-COUNTRY') || jsonb_build_object('country', p_to_country);
  elsif private.on_do_not_call(p_policy.workspace_id, p_to) then
    return private.refusal('E-DEST-BLOCKED');
  end if;
  v_open_at := private.calls_out_open_at(p_policy, p_at);
  if v_open_at > p_at then
    return private.refuse_until('E-HOURS', p_policy, v_open_at);
  elsif p_policy.paused_until > p_at then
    return private.refuse_paused(p_policy);
  end if;
  return private.check_caps(p_policy, p_seat, p_leg_id, p_at);
end;
$$;
comment on function private.check_outside_leg(
  public.workspace_policy, public.agent, text, text, text, boolean, bigint, timestamptz
) is
  'The rule: {ok, time_limit_s}, or a refusal with its facts. p_seat: whoever has the telephone called; null for a line that does. p_leg_id is the leg itself, when it was counted before, or the one that gives way to it. p_policy is from private.lock_policy.';

-- What the Policy page shows of today, and its brake.

create function private.policy_use(p_workspace_id bigint) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_refusal constant jsonb := private.refuse_unless_admin(private.member((select auth.uid()), p_workspace_id));
  v_policy public.workspace_policy;
  v_use private.outside_use;
begin
  if v_refusal is not null then
    return v_refusal;
  end if;
  select p.* into strict v_policy from public.workspace_policy as p where p.workspace_id = p_workspace_id;
  v_use := private.outside_use(p_workspace_id, null, v_policy.time_zone, null, now());
  return jsonb_build_object(
    'ok', true,
    'day_ends_at', private.day_ends_at(v_policy.time_zone, now()),
    'talked_s', v_use.talked_s,
    'calls_in_last_minute', (
      select count(*) from public.call_leg as l
      where l.workspace_id = p_workspace_id and l.role in ('callee', 'outside') and not l.emergency
        and l.created_at > now() - interval '1 minute'
    ),
    'busiest', (
      select jsonb_build_object('name', a.display_name, 'talked_s', u.talked_s)
      from public.agent as a,
        lateral private.outside_use(p_workspace_id, a.id, v_policy.time_zone, null, now()) as u
      where a.workspace_id = p_workspace_id and a.active and u.talked_s > 0
      order by u.talked_s desc, a.id
      limit 1
    )
  );
end;
$$;
comment on function private.policy_use(bigint) is 'Calls out of today against the limits, for an admin.';
grant execute on function private.policy_use(bigint) to authenticated;

create function private.pause_calls_out(p_workspace_id bigint, p_paused boolean) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_refusal constant jsonb := private.refuse_unless_admin(private.member((select auth.uid()), p_workspace_id));
begin
  if v_refusal is not null then
    return v_refusal;
  end if;
  update public.workspace_policy as p
  set paused_at = case when p_paused then now() end,
      paused_until = case when p_paused then private.day_ends_at(p.time_zone, now()) end,
      pause_cause = case when p_paused then 'admin' end,
      pause_limit = null
  where p.workspace_id = p_workspace_id and p_paused <> (p.paused_until is not null and p.paused_until > now());
  return jsonb_build_object('ok', true);
end;
$$;
comment on function private.pause_calls_out(bigint, boolean) is
  'For an admin: pauses calls out until the day''s end, or lets them go on. The same again changes nothing.';
grant execute on function private.pause_calls_out(bigint, boolean) to authenticated;

create function public.policy_use(workspace_id bigint) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select private.policy_use(workspace_id);
$$;
comment on function public.policy_use(bigint) is
  'For an admin: {ok, day_ends_at, talked_s, calls_in_last_minute, busiest: {name, talked_s} | null}, or {ok: false, code}.';
grant execute on function public.policy_use(bigint) to authenticated;

create function public.pause_calls_out(workspace_id bigint, paused boolean) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.pause_calls_out(workspace_id, paused);
$$;
comment on function public.pause_calls_out(bigint, boolean) is
  'For an admin: pauses all calls out until the day''s end in the workspace''s zone, or resumes. {ok} or {ok: false, code}.';
grant execute on function public.pause_calls_out(bigint, boolean) to authenticated;

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

-- Time after a call before the next one rings: agent_presence.free_from, which private.free_seats reads.

create function private.has_talked(p_participant public.call_participant) returns boolean
language plpgsql immutable security definer set search_path = '' as $$
begin
  return p_participant.left_at is not null and p_participant.outcome in ('took', 'handed-over');
end;
$$;
comment on function private.has_talked(public.call_participant) is 'The seat''s part in the call is over, and it talked to the other side.';

create function private.begin_wrap_up() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- From the end on, not from when we heard of it: who hung up minutes ago has had the time. With two calls, the later
  -- end counts.
  update public.agent_presence as s
  set free_from = greatest(s.free_from, new.left_at + make_interval(secs => w.wrap_up_s))
  from public.workspace_policy as w
  where s.agent_id = new.agent_id
    and w.workspace_id = new.workspace_id
    and new.left_at + make_interval(secs => w.wrap_up_s) > now()
    and exists (select from public.call as c where c.id = new.call_id and c.direction <> 'internal');
  return null;
end;
$$;
comment on function private.begin_wrap_up() is
  'The seat is not rung for a while, if its workspace wants that. Nothing is to be written down after a talk with a colleague.';

-- Once: what is corrected later about the same end, such as its second, must not begin a wrap-up that was ended.
create trigger call_participant_begin_wrap_up after update on public.call_participant
for each row when (private.has_talked(new) and not private.has_talked(old))
execute function private.begin_wrap_up();

create function private.last_talk(p_agent_id bigint) returns public.call_participant
language sql stable security definer set search_path = '' as $$
  select p.*
  from public.call_participant as p
  join public.call as c on c.id = p.call_id and c.direction <> 'internal'
  where p.agent_id = p_agent_id and p.left_at is not null and p.outcome in ('took', 'handed-over')
  order by p.left_at desc
  limit 1;
$$;
comment on function private.last_talk(bigint) is 'The call that a seat that wraps up has come from.';

create function private.end_wrap_up(p_workspace_id bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member((select auth.uid()), p_workspace_id);
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  if exists (
    select
    from public.agent_presence as s
    join public.workspace_policy as w on w.workspace_id = s.workspace_id and w.outcome_required
    join public.call as c on c.id = (private.last_talk(s.agent_id)).call_id and c.outcome_tag_id is null
      -- What comes of one that was handed over is for those to say who still have it.
      and c.ended_at is not null
    where s.agent_id = v_seat.id and s.free_from > now()
      -- Where every outcome was archived since, nobody could choose one.
      and exists (select from public.outcome_tag as t where t.workspace_id = s.workspace_id and t.key is not null)
  ) then
    return private.refusal('E-OUTCOME-FIRST');
  end if;
  update public.agent_presence as s set free_from = null where s.agent_id = v_seat.id and s.free_from is not null;
  return jsonb_build_object('ok', true);
end;
$$;
grant execute on function private.end_wrap_up(bigint) to authenticated;

create function public.end_wrap_up(workspace_id bigint) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.end_wrap_up(workspace_id);
$$;
comment on function public.end_wrap_up(bigint) is
  'The caller''s own seat rings again from now on. {ok}, also where it was over already, or {ok: false, code}: E-SEAT, E-OUTCOME-FIRST (the workspace requires an outcome, and the call is over and has none; the time that is left ends it all the same).';
grant execute on function public.end_wrap_up(bigint) to authenticated;

create function private.extend_wrap_up(p_workspace_id bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member((select auth.uid()), p_workspace_id);
  v_latest timestamptz;
  v_free_from timestamptz;
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  select (private.last_talk(v_seat.id)).left_at + make_interval(secs => coalesce(w.wrap_up_s, 0)) + interval '5 minutes'
  into v_latest
  from public.workspace_policy as w
  where w.workspace_id = v_seat.workspace_id;
  update public.agent_presence as s
  set free_from = greatest(s.free_from, least(s.free_from + interval '1 minute', coalesce(v_latest, s.free_from)))
  where s.agent_id = v_seat.id and s.free_from > now()
  returning s.free_from into v_free_from;
  return jsonb_build_object('ok', true, 'free_from', v_free_from, 'may_extend', coalesce(v_free_from < v_latest, false));
end;
$$;
grant execute on function private.extend_wrap_up(bigint) to authenticated;

create function public.extend_wrap_up(workspace_id bigint) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.extend_wrap_up(workspace_id);
$$;
comment on function public.extend_wrap_up(bigint) is
  'A minute more of wrap-up for the caller''s own seat, five minutes at most beyond what the workspace gives. {ok, free_from, may_extend}; free_from is null where it was over already. {ok: false, code: E-SEAT}.';
grant execute on function public.extend_wrap_up(bigint) to authenticated;

-- Tickets: an order to call, given by a person through the function `outbound`, redeemed once by Twilio's webhook.

create function private.close_expired_tickets(p_agent_id bigint default null) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_closed integer;
begin
  with closed as (
    update public.call as c
    set status = 'never-connected', end_reason = 'expired', ended_at = c.expires_at
    where c.status = 'created'
      and c.expires_at <= now()
      and (p_agent_id is null or c.agent_id = p_agent_id)
    returning c.id
  )
  select count(private.forget_order(c.id)) into v_closed from closed as c;
  return v_closed;
end;
$$;
comment on function private.close_expired_tickets(bigint) is
  'Tickets that were never redeemed, of one seat or of all; answers how many it closed.';

create function private.forget_order(p_call_id bigint) returns bigint
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.call_leg as l where l.call_id = p_call_id and l.call_sid is null;
  update public.call_participant as p
  set outcome = 'left', left_at = case when p.joined_at is not null then now() end
  where p.call_id = p_call_id and p.outcome is null;
  return p_call_id;
end;
$$;
comment on function private.forget_order(bigint) is
  'The telephone of an order was never called: it counts for no limit any more.';

create function public.call_context(user_id uuid, workspace_id bigint, identity text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_seat constant public.agent :=
    private.active_seat(call_context.user_id, call_context.workspace_id, call_context.identity);
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  return (
    select jsonb_build_object('ok', true, 'agent_id', v_seat.id, 'country', w.country)
    from public.workspace as w
    where w.id = v_seat.workspace_id
  );
end;
$$;
comment on function public.call_context(uuid, bigint, text) is
  'The seat, and the country in which a number without a country code is read. Answers {ok: true, agent_id, country} or a refusal.';
grant execute on function public.call_context(uuid, bigint, text) to service_role;

create function private.first_leg(p_call_id bigint) returns public.call_leg
language plpgsql stable security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  select l.* into v_leg
  from public.call_leg as l
  where l.call_id = p_call_id and l.made_by <> 'dial'
  order by l.id
  limit 1;
  return v_leg;
end;
$$;
comment on function private.first_leg(bigint) is
  'The leg with which the call began at Twilio: the caller''s, or the dialer''s of a call out. Null before.';

create function private.bind_ticket(p_call public.call, p_form private.form) returns public.call
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
begin
  update public.call as c set status = 'initiated' where c.id = p_call.id returning c.* into v_call;
  perform private.begin_leg(
    v_call, p_form, 'seat', case v_call.mode when 'server' then 'rest' else 'twilio' end
  );
  update public.call_participant as p set joined_at = now() where p.call_id = p_call.id and p.joined_by = 'order';
  return v_call;
end;
$$;
comment on function private.bind_ticket(public.call, private.form) is 'The ticket is used: from now on it is this CallSid''s.';

create function private.redeem_ticket(
  p_workspace_id bigint, p_mode text, p_identity text, p_ticket text, p_form private.form
) returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
  v_agent public.agent;
  v_first public.call_leg;
  v_telephone public.call_leg;
  v_policy public.workspace_policy;
  v_check jsonb;
  v_reason text;
  v_step_id bigint;
begin
  if p_ticket is null or not pg_input_is_valid(p_ticket, 'uuid') then
    return private.webhook_result(null, false, 'no-ticket', private.say('cannot-place'));
  end if;
  select c.* into v_call
  from public.call as c
  where c.ticket = p_ticket::uuid and c.workspace_id = p_workspace_id;
  if not found then
    return private.webhook_result(null, false, 'unknown-ticket', private.say('cannot-place'));
  end if;
  select a.* into strict v_agent from public.agent as a where a.id = v_call.agent_id;
  if v_call.mode <> p_mode or v_agent.identity is distinct from p_identity then
    return private.webhook_result(null, false, 'not-this-caller''s-ticket', private.say('cannot-place'));
  end if;
  if v_call.direction = 'internal' then
    perform private.lock_both_seats(v_call);
  else
    v_policy := private.lock_policy(p_workspace_id);
  end if;
  select c.* into strict v_call from public.call as c where c.id = v_call.id for no key update;
  v_first := private.first_leg(v_call.id);
  if v_first.call_sid <> p_form.call_sid then
    return private.webhook_result(null, false, 'ticket-used', private.say('cannot-place'));
  end if;
  if private.is_terminal(v_call.status) then
    return private.webhook_result(v_call.id, false, 'ticket-closed', private.say('cannot-place'));
  end if;
  if v_call.status = 'created' and v_call.expires_at <= now() then
    perform private.close_expired_tickets(v_call.agent_id);
    return private.webhook_result(v_call.id, false, 'ticket-expired', private.say('cannot-place'));
  end if;

  if v_first.id is null then
    v_call := private.bind_ticket(v_call, p_form);
  else
    perform private.advance_leg(v_first, p_form);
  end if;

  if v_call.direction = 'internal' then
    return private.ring_colleague(v_call, v_agent, now());
  end if;
  -- The order was checked when it was given; seat, number and policy may have changed since.
  select l.* into strict v_telephone from public.call_leg as l where l.call_id = v_call.id and l.role = 'callee';
  v_check := private.check_outside_leg(
    v_policy, v_agent, v_telephone.to_address, v_call.from_number, v_telephone.to_country, v_telephone.emergency,
    v_telephone.id
  );
  v_reason := case
    when not v_agent.active then 'seat-inactive'
    when v_check ->> 'code' = 'E-FROM' then 'number-withdrawn'
    else v_check ->> 'code'
  end;
  if v_reason is not null then
    return private.refuse_to_dial(v_call.id, 'failed', v_reason);
  end if;
  update public.call_leg as l
  set time_limit_s = (v_check ->> 'time_limit_s')::integer, parent_call_sid = p_form.call_sid
  where l.id = v_telephone.id;
  insert into public.call_step (workspace_id, call_id, position, kind)
  values (p_workspace_id, v_call.id, 1, 'outside')
  on conflict on constraint call_step_call_id_position_key do update set kind = excluded.kind
  returning id into v_step_id;
  return private.webhook_result(
    v_call.id, true, null,
    jsonb_build_object(
      'do', 'dial-number', 'to', v_telephone.to_address, 'caller_id', v_call.from_number,
      'call_id', v_call.id, 'step_id', v_step_id, 'leg_id', v_telephone.id,
      'timeout_s', 60, 'time_limit_s', (v_check ->> 'time_limit_s')::integer
    ) || private.consent_before(v_call, 'whisper')
  );
end;
$$;
comment on function private.redeem_ticket(bigint, text, text, text, private.form) is
  'Dials what the ticket recorded. Nothing that the browser made up is looked at but the ticket itself.';

create function private.refuse_to_dial(p_call_id bigint, p_status text, p_reason text) returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
begin
  update public.call as c
  set status = p_status, end_reason = p_reason, ended_at = now()
  where c.id = p_call_id;
  perform private.forget_order(p_call_id);
  return private.webhook_result(p_call_id, true, p_reason, private.say('cannot-place'));
end;
$$;
comment on function private.refuse_to_dial(bigint, text, text) is 'What was ordered may not be dialled any more.';

create function private.bind_server_ticket(p_ticket text, p_form private.form, p_workspace_id bigint default null)
returns public.call
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
begin
  if not pg_input_is_valid(p_ticket, 'uuid') then
    return null;
  end if;
  select c.* into v_call
  from public.call as c
  where c.ticket = p_ticket::uuid
    and c.mode = 'server'
    and (p_workspace_id is null or c.workspace_id = p_workspace_id)
  for no key update;
  if (private.first_leg(v_call.id)).call_sid = p_form.call_sid then
    return v_call;
  elsif v_call.status = 'created' then
    return private.bind_ticket(v_call, p_form);
  end if;
  return null;
end;
$$;
comment on function private.bind_server_ticket(text, private.form, bigint) is
  'The server-mode call of the ticket, bound to the form''s CallSid; null when it is another''s or over.';

create function public.bind_server_call(ticket uuid, call_sid text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
begin
  if bind_server_call.call_sid ~ '^CA[0-9a-fA-F]{32}$' then
    perform pg_advisory_xact_lock(hashtextextended(bind_server_call.call_sid, 1));
    v_call := private.bind_server_ticket(
      bind_server_call.ticket::text,
      private.read_form(
        jsonb_build_object('CallSid', bind_server_call.call_sid, 'CallStatus', 'initiated')
      )
    );
  end if;
  if v_call.id is null then
    return private.refusal('E-TICKET');
  end if;
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.bind_server_call(uuid, text) is
  'The CallSid of the call that our server made to the agent''s dialer for this ticket. Its webhooks, which also name the ticket, may have come first. Answers {ok: true} or a refusal: E-TICKET.';
grant execute on function public.bind_server_call(uuid, text) to service_role;

create function public.fail_server_call(ticket uuid, reason text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
begin
  select c.* into v_call
  from public.call as c
  where c.ticket = fail_server_call.ticket and c.mode = 'server'
  for no key update;
  if v_call.status = 'created' then
    update public.call as c
    set status = 'failed', end_reason = fail_server_call.reason, ended_at = now()
    where c.id = v_call.id;
    perform private.forget_order(v_call.id);
  end if;
  return jsonb_build_object('ok', true, 'call_sid', (private.first_leg(v_call.id)).call_sid);
end;
$$;
comment on function public.fail_server_call(uuid, text) is
  'Our server could not ring the dialer: the order is over, and the next one is a new one. A call that Twilio began all the same stays, and call_sid names it.';
grant execute on function public.fail_server_call(uuid, text) to service_role;

create function private.own_open_call(p_seat public.agent) returns public.call
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
begin
  perform private.close_expired_tickets(p_seat.id);
  select c.* into v_call
  from public.call as c
  where c.workspace_id = p_seat.workspace_id and c.agent_id = p_seat.id and c.ended_at is null
  order by (c.status <> 'created') desc, c.id desc
  limit 1
  for no key update;
  return v_call;
end;
$$;
comment on function private.own_open_call(public.agent) is
  'The call that the seat placed or took and that goes on, or its open order, locked; null when there is none.';

create function private.orders_too_fast(p_seat public.agent) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return count(*) >= 30
  from public.call as c
  where c.workspace_id = p_seat.workspace_id and c.agent_id = p_seat.id and c.created_at > now() - interval '1 minute';
end;
$$;
comment on function private.orders_too_fast(public.agent) is 'Thirty calls in a minute are enough for anybody.';

create function private.supersede_order(p_call_id bigint) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call as c
  set status = 'never-connected', end_reason = 'superseded', ended_at = now()
  where c.id = p_call_id;
  perform private.forget_order(p_call_id);
end;
$$;
comment on function private.supersede_order(bigint) is 'An order that nobody connected with gives way to the next one.';

create function private.order_answer(p_call public.call, p_seat public.agent, p_reused boolean) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.call_event (workspace_id, call_id, source, payload, applied)
  values (
    p_call.workspace_id, p_call.id, 'outbound',
    jsonb_build_object(
      'agent_id', p_seat.id, 'to', p_call.to_number, 'from', p_call.from_number, 'mode', p_call.mode,
      'reused', p_reused
    ),
    not p_reused
  );
  return jsonb_build_object(
    'ok', true, 'call_id', p_call.ticket, 'expires_at', p_call.expires_at, 'reused', p_reused,
    'call_sid', (private.first_leg(p_call.id)).call_sid
  );
end;
$$;
comment on function private.order_answer(public.call, public.agent, boolean) is 'Keeps that the order was given, and answers its ticket.';

create function public.place_call(
  user_id uuid, workspace_id bigint, identity text, to_number text, from_number text, mode text,
  to_country text, emergency boolean
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat public.agent;
  v_policy public.workspace_policy;
  v_missing text[];
  v_call public.call;
  v_telephone public.call_leg;
  v_check jsonb;
  v_reused boolean := false;
begin
  v_seat := private.active_seat(place_call.user_id, place_call.workspace_id, place_call.identity);
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  v_missing := private.missing_config(v_seat.workspace_id);
  if cardinality(v_missing) > 0 then
    return private.refuse_config(v_missing);
  end if;

  -- One order at a time per seat: two tabs that press at once get the same ticket.
  perform from public.agent as a where a.id = v_seat.id for no key update;
  v_policy := private.lock_policy(v_seat.workspace_id);
  v_call := private.own_open_call(v_seat);
  if v_call.id is null and private.talks_to_colleague(v_seat.id) and not place_call.emergency then
    return private.refusal('E-CALL-LIVE');
  elsif v_call.id is not null then
    v_reused := v_call.direction = 'outbound'
      and v_call.to_number = place_call.to_number
      and v_call.from_number = place_call.from_number
      and v_call.mode = place_call.mode;
    if not v_reused and v_call.status <> 'created' then
      -- Nothing stands in the way of help, least of all a call of which we only have not heard that it is over.
      if not place_call.emergency then
        return private.refusal('E-CALL-LIVE');
      end if;
      v_call := null;
    end if;
  end if;

  if not v_reused then
    if private.orders_too_fast(v_seat) then
      return private.refusal('E-TOO-FAST');
    end if;
    select l.* into v_telephone from public.call_leg as l where l.call_id = v_call.id and l.role = 'callee';
    v_check := private.check_outside_leg(
      v_policy, v_seat, place_call.to_number, place_call.from_number, place_call.to_country, place_call.emergency,
      v_telephone.id
    );
    if not (v_check ->> 'ok')::boolean then
      return v_check;
    end if;
    perform private.supersede_order(v_call.id);
    insert into public.call (
      workspace_id, ticket, direction, mode, from_number, to_number, number_id, agent_id, status, expires_at
    )
    select
      v_seat.workspace_id, gen_random_uuid(), 'outbound', place_call.mode, n.twilio_number,
      place_call.to_number, n.id, v_seat.id, 'created', now() + interval '60 seconds'
    from public.workspace_twilio_number as n
    where n.workspace_id = v_seat.workspace_id and n.twilio_number = place_call.from_number
    returning * into v_call;
    insert into public.call_participant (call_id, agent_id, workspace_id, joined_by)
    values (v_call.id, v_seat.id, v_seat.workspace_id, 'order');
    insert into public.call_leg (
      workspace_id, call_id, role, made_by, agent_id, to_address, to_country, emergency, time_limit_s, status
    )
    values (
      v_seat.workspace_id, v_call.id, 'callee', 'dial', v_seat.id, place_call.to_number, place_call.to_country,
      place_call.emergency, (v_check ->> 'time_limit_s')::integer, 'ordered'
    );
  end if;

  return private.order_answer(v_call, v_seat, v_reused);
end;
$$;
comment on function public.place_call(uuid, bigint, text, text, text, text, text, boolean) is
  'Records the order to call and answers its ticket, or the ticket of the same order if that is still open. mode: browser or server. to_country: country of to_number, 001 for a number of no country. Answers {ok: true, call_id (the ticket, a uuid), expires_at, reused, call_sid} or a refusal: E-CONFIG, E-CALL-LIVE (not for an emergency), E-TOO-FAST (30 orders a minute), or what check_outside_leg refuses. In server mode only who got a new one rings the dialer. call_sid is set for a reused call that is already bound, else null.';
grant execute on function public.place_call(uuid, bigint, text, text, text, text, text, boolean) to service_role;

-- A call whose page is gone: crashed, reloaded, closed. The other side hears music instead of silence, the call is
-- offered to the seat again, then rings the line's others, and then ends with a sentence. The page of a running call says
-- every 3 s that it is there; a job looks every 3 s for calls of which it did not for 7.
-- See docs/decisions/interrupted-calls.md.

create table private.call_beat (
  call_id bigint not null,
  agent_id bigint not null,
  workspace_id bigint not null,
  beaten_at timestamptz not null default now(),
  leaving boolean not null default false,
  constraint call_beat_pkey primary key (call_id, agent_id),
  constraint call_beat_call_fkey foreign key (workspace_id, call_id)
    references public.call (workspace_id, id) on delete cascade,
  constraint call_beat_agent_fkey foreign key (workspace_id, agent_id) references public.agent (workspace_id, id)
);
comment on table private.call_beat is 'The last sign of life of the page that has a seat''s sound in a call.';
comment on column private.call_beat.leaving is 'The page said that it goes: a reload, or a closed tab.';
create index call_beat_workspace_id_call_id_idx on private.call_beat (workspace_id, call_id);
create index call_beat_workspace_id_agent_id_idx on private.call_beat (workspace_id, agent_id);
create index call_beat_beaten_at_idx on private.call_beat (beaten_at);
alter table private.call_beat enable row level security;

create function private.beat_call(p_call_id bigint, p_leaving boolean) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_part public.call_participant;
begin
  select p.* into v_part
  from public.call_participant as p
  where p.call_id = p_call_id and p.agent_id = any (array(select private.my_seats())) and p.joined_at is not null
  limit 1;
  if not found then
    return private.refusal('E-CALL-OTHER');
  end if;
  if exists (select from public.call as c where c.id = p_call_id and c.direction = 'internal') then
    -- A colleague who is cut off calls again: without a beat, nothing looks for the page.
    return '{"ok": true}';
  end if;
  insert into private.call_beat (call_id, agent_id, workspace_id, leaving)
  values (v_part.call_id, v_part.agent_id, v_part.workspace_id, p_leaving)
  on conflict on constraint call_beat_pkey do update set beaten_at = now(), leaving = excluded.leaving;
  return '{"ok": true}';
end;
$$;
grant execute on function private.beat_call(bigint, boolean) to authenticated;

create function public.beat_call(call_id bigint, leaving boolean default false) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.beat_call(call_id, leaving);
$$;
comment on function public.beat_call(bigint, boolean) is
  'The page that has the caller''s sound in the call is there; leaving: it goes. {ok: true}, or {ok: false, code}: E-CALL-OTHER.';
grant execute on function public.beat_call(bigint, boolean) to authenticated;

create function private.begin_beats() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update private.call_beat as b
  set beaten_at = now(), leaving = false
  where b.call_id = new.call_id and b.agent_id = new.agent_id and exists (
    select from public.call_leg as l
    where l.call_id = new.call_id and l.role = 'seat' and l.agent_id = new.agent_id and l.id < new.id
  );
  return null;
end;
$$;
comment on function private.begin_beats() is
  'A seat is back in a call: the beats before are another page''s, and this one has as long to send its first. By our clock: Twilio''s may differ, and counts in seconds.';

create trigger call_leg_begin_beats after update on public.call_leg
for each row when (
  new.role = 'seat'
  and (old.picked_up_at is null and new.picked_up_at is not null or old.joined_at is null and new.joined_at is not null)
)
execute function private.begin_beats();

create function private.is_interrupted(p_call_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from public.call as c where c.id = p_call_id and c.interrupted_at is not null);
end;
$$;
comment on function private.is_interrupted(bigint) is 'Whether the call waits for somebody because a page was lost.';

create function private.has_said_goodbye(p_call_id bigint, p_agent_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.call_command as m
    where m.call_id = p_call_id and m.agent_id = p_agent_id and m.kind in ('end', 'leave', 'transfer', 'hand-over')
      and m.outcome is distinct from 'failed'
      -- A call that was sent on and came back is theirs again, until they press again.
      and m.asked_at >= (
        select coalesce(max(l.created_at), '-infinity') from public.call_leg as l
        where l.call_id = p_call_id and l.role = 'seat' and l.agent_id = p_agent_id
          and (l.picked_up_at is not null or l.made_by = 'twilio')
      )
  );
end;
$$;
comment on function private.has_said_goodbye(bigint, bigint) is 'Whether the seat pressed what takes it out of the call, since it was last on the line.';

create function private.page_beat(p_call_id bigint, p_call_sid text) returns private.call_beat
language plpgsql stable security definer set search_path = '' as $$
declare
  v_beat private.call_beat;
begin
  select b.* into v_beat
  from private.call_beat as b
  join public.call_leg as l on l.call_id = b.call_id and l.agent_id = b.agent_id and l.role = 'seat'
  where b.call_id = p_call_id and l.call_sid = p_call_sid and not private.has_said_goodbye(b.call_id, b.agent_id);
  return v_beat;
end;
$$;
comment on function private.page_beat(bigint, text) is
  'The last beat of the page behind a seat''s line that is gone; null when the seat hung up, or its page never beat.';

create function private.waiting_document(p_call public.call, p_leg public.call_leg) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return private.conference_document(p_call, p_leg) || '{"music": true}';
end;
$$;
comment on function private.waiting_document(public.call, public.call_leg) is 'Into the conference, with music until somebody comes.';

create function private.others_move(p_leg public.call_leg) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return p_leg.role = 'seat' and exists (
    select from public.call_leg as l
    where l.call_id = p_leg.call_id and l.move_wanted and l.joined_at is null and private.is_open(l)
  );
end;
$$;
comment on function private.others_move(public.call_leg) is
  'Whether a Dial may still join somebody to this leg, whom its end would take along.';

create function private.interrupt(p_call public.call, p_agent_id bigint, p_at timestamptz) returns public.call
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
begin
  if p_call.wiring = 'plain' then
    perform private.begin_upgrade(p_call, p_at);
  end if;
  -- It may have been taken for over, for a moment.
  update public.call as c
  set wiring = 'conference', interrupted_at = p_at, interrupted_by = p_agent_id, status = 'in-progress',
      assumed = false, end_reason = null, ended_by = null, ended_at = null, duration_s = null
  where c.id = p_call.id
  returning * into v_call;
  update public.call_leg as l
  set end_wanted = true, wanted_at = p_at
  where l.call_id = p_call.id and l.role = 'seat' and l.agent_id = p_agent_id and private.is_open(l);
  update public.call_leg as l
  set hold_wanted = true, wanted_at = p_at
  where l.call_id = p_call.id and l.role in ('caller', 'callee', 'outside') and private.is_open(l)
    and l.joined_at is not null and not l.hold_wanted;
  return v_call;
end;
$$;
comment on function private.interrupt(public.call, bigint, timestamptz) is
  'The seat''s page is gone: whoever it talked to waits on hold from now on, and its own line ends.';

create function private.notice_lost_page(p_call public.call, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  if p_call.wiring <> 'conference' or private.is_interrupted(p_call.id) or exists (
    select from public.call_leg as l
    where l.call_id = p_call.id and private.talks_for_us(l) and private.is_open(l) and not l.end_wanted
  ) then
    return;
  end if;
  select l.* into v_leg
  from public.call_leg as l
  where l.call_id = p_call.id and l.role = 'seat' and l.joined_at is not null
  order by coalesce(l.left_at, l.ended_at) desc nulls last
  limit 1;
  if v_leg.end_wanted or private.has_said_goodbye(p_call.id, v_leg.agent_id) or not exists (
    select from private.call_beat as b where b.call_id = p_call.id and b.agent_id = v_leg.agent_id
  ) or not exists (
    select from public.call_leg as l
    where l.call_id = p_call.id and l.role in ('caller', 'callee', 'outside') and private.is_open(l) and not l.end_wanted
  ) then
    return;
  end if;
  perform private.interrupt(p_call, v_leg.agent_id, p_at);
end;
$$;
comment on function private.notice_lost_page(public.call, timestamptz) is
  'The last seat left the conference without a word, and somebody is still there.';

create function private.keep_caller(p_call public.call, p_agent_id bigint, p_form private.form)
returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_call constant public.call := private.interrupt(p_call, p_agent_id, now());
  v_leg public.call_leg;
begin
  select l.* into v_leg from public.call_leg as l where l.call_id = p_call.id and l.call_sid = p_form.call_sid;
  perform private.settle_call(v_call);
  return private.webhook_result(p_call.id, true, null, private.waiting_document(v_call, v_leg));
end;
$$;
comment on function private.keep_caller(public.call, bigint, private.form) is
  'The seat''s line of a plain call is gone, and the caller is still there: music, until somebody takes the call again.';

create function private.apply_redirect(p_call public.call, p_form private.form) returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_step public.call_step;
  v_beat private.call_beat;
begin
  select s.* into v_step from public.call_step as s where s.call_id = p_call.id and s.id = p_form.step_id;
  v_beat := private.page_beat(p_call.id, v_step.answered_call_sid);
  -- A page that is alive has seen its line end, and did nothing about it. That it goes may have come later than its line's end.
  if v_beat.call_id is null or v_beat.beaten_at > v_step.told_at and not v_beat.leaving
    or private.is_terminal(p_form.call_status)
  then
    return private.webhook_result(p_call.id, true, null, jsonb_build_object('do', 'hangup'));
  end if;
  return private.keep_caller(p_call, v_beat.agent_id, p_form);
end;
$$;
comment on function private.apply_redirect(public.call, private.form) is
  'Two seconds after the seat''s line ended without a word: was it a hang-up, or a crash?';

create function private.offer_to_others(p_call public.call, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  select l.* into v_leg from public.call_leg as l
  where l.call_id = p_call.id and l.role = 'seat' and l.agent_id = p_call.interrupted_by
  order by l.id desc
  limit 1;
  update public.call as c set interrupted_at = null, interrupted_by = null where c.id = p_call.id;
  if not private.bring_back(p_call, jsonb_populate_record(v_leg, '{"purpose": "return"}'), p_at) then
    perform private.say_farewell(p_call.id, p_at);
  end if;
end;
$$;
comment on function private.offer_to_others(public.call, timestamptz) is
  'The seat does not take its call back: it rings the line''s others, or ends with a sentence.';

create function private.answer_offer(p_call public.call, p_seat public.agent, p_command_id uuid, p_command text)
returns text
language plpgsql security definer set search_path = '' as $$
begin
  case p_command
    when 'end' then
      perform private.want_end(p_call, private.legs_to_end(p_call, p_seat.id), p_command_id);
    when 'let-go' then
      perform private.offer_to_others(p_call, now());
    when 'take-back' then
      if exists (
        select from public.call_leg as l
        where l.call_id = p_call.id and l.agent_id = p_seat.id and l.purpose = 'return' and private.is_open(l)
      ) then
        return null;
      end if;
      perform private.ring_seats(p_call, array[p_seat.id], 'return', p_seat.id, null, p_command_id, now());
  end case;
  return null;
end;
$$;
comment on function private.answer_offer(public.call, public.agent, uuid, text) is
  'What the seat says to the offer of its interrupted call; a second "take back" is the first.';

create function private.is_lost(p_beat private.call_beat, p_at timestamptz) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return (p_beat.beaten_at < p_at - interval '7 seconds' or p_beat.leaving and p_beat.beaten_at < p_at - interval '1 second')
    and exists (
      select from public.call_leg as l
      where l.call_id = p_beat.call_id and l.role = 'seat' and l.agent_id = p_beat.agent_id and private.is_open(l)
        and not l.end_wanted
        and (l.picked_up_at is not null or l.made_by = 'twilio')
    );
end;
$$;
comment on function private.is_lost(private.call_beat, timestamptz) is
  'Whether the page is gone and the seat''s line still stands. Of a seat that has left the call a beat may be older, and says nothing.';

create function private.lost_calls(p_at timestamptz) returns setof public.call
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
  select c.*
  from private.call_beat as b
  join public.call as c on c.id = b.call_id
  where c.ended_at is null and c.interrupted_at is null and c.status = 'in-progress' and private.is_lost(b, p_at);
end;
$$;
comment on function private.lost_calls(timestamptz) is 'Calls in which a seat''s line still stands, and its page is gone.';

create function private.lose_page(p_call public.call, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_was_plain constant boolean := p_call.wiring = 'plain';
  v_beat private.call_beat;
begin
  select b.* into v_beat from private.call_beat as b
  where b.call_id = p_call.id and private.is_lost(b, p_at)
  order by b.beaten_at
  limit 1;
  if not found then
    return false;
  end if;
  if exists (
    select from public.call_leg as l
    where l.call_id = p_call.id and private.talks_for_us(l) and l.agent_id <> v_beat.agent_id and l.joined_at is not null
      and private.is_open(l)
  ) then
    -- Somebody else of ours is there.
    update public.call_leg as l
    set end_wanted = true, wanted_at = p_at
    where l.call_id = p_call.id and l.role = 'seat' and l.agent_id = v_beat.agent_id and private.is_open(l);
    return true;
  end if;
  perform private.interrupt(p_call, v_beat.agent_id, p_at);
  if v_was_plain then
    update public.call_leg as l
    set move_wanted = true, wanted_at = p_at
    where l.call_id = p_call.id and l.role in ('caller', 'callee') and private.is_open(l);
  end if;
  return true;
end;
$$;
comment on function private.lose_page(public.call, timestamptz) is
  'The page of a call is gone, though Twilio still keeps its line: of a plain call the other side is told to come away. False: a beat has come after all.';

create function private.rescue(p_at timestamptz default now()) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
  v_workspaces bigint[] := '{}';
begin
  for v_call in
    select c.* from public.call as c where c.id in (select l.id from private.lost_calls(p_at) as l) for no key update skip locked
  loop
    continue when not private.lose_page(v_call, p_at);
    select c.* into strict v_call from public.call as c where c.id = v_call.id;
    perform private.settle_conference(v_call, p_at);
    v_workspaces := v_workspaces || v_call.workspace_id;
  end loop;
  for v_call in
    select c.* from public.call as c
    where c.interrupted_at < p_at - interval '45 seconds' and c.ended_at is null
      and not exists (
        select from public.call_leg as l
        where l.call_id = c.id and l.purpose = 'return' and l.purpose_outcome is null and private.is_open(l)
      )
    for no key update skip locked
  loop
    perform private.offer_to_others(v_call, p_at);
    select c.* into strict v_call from public.call as c where c.id = v_call.id;
    perform private.settle_conference(v_call, p_at);
    v_workspaces := v_workspaces || v_call.workspace_id;
  end loop;
  -- Whose function died, too.
  v_workspaces := v_workspaces || array(
    select m.workspace_id from public.call_command as m
    where m.outcome is null and m.asked_at < p_at - interval '15 seconds'
  );
  delete from private.call_beat as b
  using public.call as c
  -- For a moment it may still turn out that the page was lost.
  where c.id = b.call_id and c.ended_at < p_at - interval '1 minute';
  if cardinality(v_workspaces) = 0
     or not private.ask_function(
       '/reconcile/rescue', 'softphone_reconcile_secret', array(select distinct u.id from unnest(v_workspaces) as u (id))
     ) then
    return 0;
  end if;
  return cardinality(v_workspaces);
end;
$$;
comment on function private.rescue(timestamptz) is
  'The job, every 3 s: finds calls whose page is gone, and has the function ask Twilio for music; of how many. p_at: for tests.';

create function public.rescue_grant(workspace_id bigint, secret text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_workspace public.workspace;
  v_call public.call;
  v_work jsonb := '[]';
begin
  select w.* into v_workspace from public.workspace as w
  where w.id = rescue_grant.workspace_id and w.twilio_account_sid is not null;
  if not found or not private.is_job_secret('softphone_reconcile_secret', rescue_grant.secret) then
    return private.refusal('E-SECRET');
  end if;
  for v_call in
    select c.* from public.call as c
    where c.workspace_id = v_workspace.id and c.ended_at is null
      and (
        c.upgrade_began_at is not null
        or exists (select from public.call_command as m where m.call_id = c.id and m.outcome is null)
      )
    order by c.id
    for no key update
  loop
    v_work := v_work || jsonb_build_array(private.work_on(v_call.id));
  end loop;
  return jsonb_build_object(
    'ok', true,
    'work', (select coalesce(jsonb_agg(w.one), '[]') from jsonb_array_elements(v_work) as w (one) where w.one <> 'null')
  ) || private.twilio_credentials(v_workspace);
end;
$$;
comment on function public.rescue_grant(bigint, text) is
  'For the job that looks for lost pages: {ok, work: [{call_id, requests}], account_sid, username, password}. E-SECRET.';
grant execute on function public.rescue_grant(bigint, text) to service_role;

-- What happens next with a call from outside: whom it rings, in which rounds, and what the caller hears at last.

create type private.plan as (
  kind text, seats bigint[], rounds_planned integer, round_s integer, end_reason text, knocks boolean
);
comment on type private.plan is
  'One step. kind: ring (seats, the rounds that are planned, seconds of each, whether it is a second call to them), say (why nobody takes the call) or hang-up.';

create function private.is_blocked(p_workspace_id bigint, p_from text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.blocked_caller as b
    where b.workspace_id = p_workspace_id
      and b.number = any (private.prefixes(p_from))
      and (b.is_prefix or b.number = any (private.spellings(p_from)))
  ) or private.is_withheld(p_from) and exists (
    select from public.workspace_policy as p
    where p.workspace_id = p_workspace_id and p.block_withheld
  );
end;
$$;
comment on function private.is_blocked(bigint, text) is
  'Whether the caller is on the workspace''s list, or hides the number where that is not wanted.';

create function private.is_withheld(p_from text) returns boolean
language plpgsql immutable security definer set search_path = '' as $$
begin
  -- In words, as SIP hides it (RFC 3323), and ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE on a telephone's
  -- keys, as Twilio writes them: https://www.twilio.com/docs/voice/twiml#request-parameters
  return p_from ~* concat(
    '^(\+?(266696687|7378742833|2562533|8656696|86282452253)',
    '|(sips?:)?(anonymous|restricted|blocked|private|unknown|unavailable|withheld)(@.*)?)?$'
  );
end;
$$;
comment on function private.is_withheld(text) is
  'Whether the caller hides the number. A SIP address or a short code is no telephone number, but nothing is hidden.';

create function private.free_seats(p_workspace_id bigint, p_number text, p_call_id bigint, p_at timestamptz)
returns table (agent_id bigint, identity text)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
  select a.id, a.identity
  from public.agent_phone as u
  join public.agent as a on a.id = u.agent_id and a.active
  join public.agent_presence as s on s.agent_id = a.id
  left join lateral (
    select p.left_at
    from public.call_participant as p
    where p.agent_id = a.id and p.left_at is not null
    order by p.left_at desc
    limit 1
  ) as latest on true
  where u.workspace_id = p_workspace_id
    and u.phone_number = p_number
    and u.rings
    and s.status = 'available'
    and s.heard_at > private.heard_since(p_at)
    and (s.free_from is null or s.free_from <= p_at)
    and not private.is_engaged(a.id, p_call_id)
  order by greatest(latest.left_at, s.changed_at), a.id;
end;
$$;
comment on function private.free_seats(bigint, text, bigint, timestamptz) is
  'Whom a call to the number may ring now, the longest idle first: heard within 25 s, available, in no call and rung by no other one, done with the last one.';

create function private.is_engaged(p_agent_id bigint, p_but_call_id bigint default null) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.call_participant as p
    where p.agent_id = p_agent_id
      and p.outcome is null
      and (p.rang_at is not null or p.joined_at is not null)
      and p.call_id is distinct from p_but_call_id
  ) or exists (
    -- It may take its interrupted call back.
    select from public.call as c
    where c.interrupted_by = p_agent_id and c.ended_at is null and c.id is distinct from p_but_call_id
  ) or private.is_supervising(p_agent_id);
end;
$$;
comment on function private.is_engaged(bigint, bigint) is 'Whether the seat is rung by a call, or in one, other than the named one; or supervises one.';

create function private.is_free(p_agent_id bigint, p_at timestamptz, p_but_call_id bigint default null) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.agent_presence as s
    join public.agent as a on a.id = s.agent_id and a.active
    where s.agent_id = p_agent_id
      and s.status = 'available'
      and s.heard_at > private.heard_since(p_at)
      and (s.free_from is null or s.free_from <= p_at)
  ) and not private.is_engaged(p_agent_id, p_but_call_id);
end;
$$;
comment on function private.is_free(bigint, timestamptz, bigint) is
  'Whether the seat would ring now, as free_seats asks of a line''s; the named call does not count.';

create function private.why_nobody(p_workspace_id bigint, p_number text, p_at timestamptz) returns text
language sql stable security definer set search_path = '' as $$
  select case when exists (
    select from public.agent_phone as u
    join public.agent as a on a.id = u.agent_id and a.active
    join public.agent_presence as s on s.agent_id = a.id
    where u.workspace_id = p_workspace_id and u.phone_number = p_number and u.rings
      and s.status = 'available' and s.heard_at > private.heard_since(p_at)
  ) then 'all-busy' else 'nobody-available' end;
$$;
comment on function private.why_nobody(bigint, text, timestamptz) is
  'Why a call rings nobody: everybody who is there is in a call (all-busy), or nobody is there.';

create function private.next_step(p_call public.call, p_at timestamptz, p_line text default null) returns private.plan
language plpgsql stable security definer set search_path = '' as $$
declare
  v_ring_s constant integer := 30;
  v_last public.call_step;
  v_line text;
  v_waiting bigint[];
  v_knocks boolean := false;
  v_rounds integer;
begin
  if p_call.id is not null and p_line is null then
    select s.* into v_last from public.call_step as s where s.call_id = p_call.id order by s.position desc limit 1;
  end if;
  v_line := coalesce(p_line, v_last.line, p_call.to_number);
  if p_call.id is null and private.is_blocked(p_call.workspace_id, p_call.from_number) then
    return row('hang-up', '{}', null, null, 'blocked', false)::private.plan;
  end if;
  if v_last.id is null or (v_last.kind = 'ring' and v_last.rounds < v_last.rounds_planned) then
    if v_last.rounds = 0 and v_last.named is not null then
      v_waiting := array(
        select n.agent_id from unnest(v_last.named) as n (agent_id)
        where private.would_ring(n.agent_id, p_call.id, p_at)
      );
      v_knocks := not exists (
        select from unnest(v_waiting) as n (agent_id) where not private.is_engaged(n.agent_id, p_call.id)
      );
    end if;
    if coalesce(cardinality(v_waiting), 0) = 0 then
      v_waiting := array(
        select f.agent_id
        from private.free_seats(p_call.workspace_id, v_line, p_call.id, p_at)
          with ordinality as f (agent_id, identity, at)
        where f.agent_id <> all (coalesce(v_last.tried, '{}'))
        order by f.at
      );
      v_knocks := false;
    end if;
    if cardinality(v_waiting) = 0 then
      v_waiting := array(
        select k.agent_id
        from unnest(private.seats_to_knock_at(p_call.workspace_id, v_line, p_call.id, p_at))
          with ordinality as k (agent_id, at)
        where k.agent_id <> all (coalesce(v_last.tried, '{}'))
        order by k.at
      );
      v_knocks := true;
    end if;
    if cardinality(v_waiting) > 0 then
      -- Twilio dials at most ten at once.
      v_rounds := coalesce(v_last.rounds_planned, ceil(cardinality(v_waiting) / 10.0)::integer);
      return row(
        'ring', v_waiting[:10], v_rounds, coalesce(v_last.round_s, greatest(15, v_ring_s / v_rounds)), null,
        v_knocks
      )::private.plan;
    end if;
  end if;
  return row(
    'say', '{}', null, null,
    case when p_call.id is null then private.why_nobody(p_call.workspace_id, v_line, p_at) end, false
  )::private.plan;
end;
$$;
comment on function private.next_step(public.call, timestamptz, text) is
  'What a call from outside, or one that is sent to a line (p_line) now, does next at that moment, by what was tried; it changes nothing. Whoever is free and was not tried joins the next round; when nobody is, people who talk see it as a second call.';

create function private.take_step(
  p_call public.call, p_plan private.plan, p_line text default null, p_asked_by bigint default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_step public.call_step;
begin
  if p_plan.kind <> 'ring' then
    insert into public.call_step (workspace_id, call_id, position, kind, ended_at, outcome)
    select
      p_call.workspace_id, p_call.id, coalesce(max(s.position), 0) + 1, p_plan.kind, now(),
      case p_plan.kind when 'say' then 'said' else 'completed' end
    from public.call_step as s
    where s.call_id = p_call.id;
    return case p_plan.kind
      when 'say' then private.say('nobody-available')
      else jsonb_build_object('do', 'reject')
    end;
  end if;

  update public.call_step as s
  set rounds = s.rounds + 1, tried = s.tried || p_plan.seats, knocks = p_plan.knocks,
      began_at = case s.rounds when 0 then now() else s.began_at end
  where s.call_id = p_call.id and s.kind = 'ring' and s.ended_at is null
  returning s.* into v_step;
  if not found then
    insert into public.call_step (
      workspace_id, call_id, position, kind, line, asked_by, tried, knocks, rounds_planned, round_s
    )
    select
      p_call.workspace_id, p_call.id, coalesce(max(s.position), 0) + 1, 'ring', coalesce(p_line, p_call.to_number),
      p_asked_by, p_plan.seats, p_plan.knocks, p_plan.rounds_planned, p_plan.round_s
    from public.call_step as s
    where s.call_id = p_call.id
    returning * into v_step;
  end if;
  -- Whom the round before rang is free for another call.
  update public.call_participant as p
  set outcome = 'missed'
  where p.call_id = p_call.id and p.joined_by = 'ring' and p.outcome is null;
  insert into public.call_participant (call_id, agent_id, workspace_id, created_at, joined_by, rang_at)
  select p_call.id, r.agent_id, p_call.workspace_id, p_call.created_at, 'ring', now()
  from unnest(p_plan.seats) as r (agent_id)
  on conflict on constraint call_participant_pkey do update
  set rang_at = excluded.rang_at, outcome = null
  where call_participant.outcome is not null;
  return jsonb_build_object(
    'do', 'dial-clients',
    'identities', (
      select jsonb_agg(a.identity order by a.id) from public.agent as a where a.id = any (p_plan.seats)
    ),
    'caller_id', private.other_side(p_call), 'call_id', p_call.id, 'step_id', v_step.id, 'round', v_step.rounds,
    'timeout_s', v_step.round_s, 'time_limit_s', 14400
  ) || private.consent_before(p_call, 'greeting');
end;
$$;
comment on function private.take_step(public.call, private.plan, text, bigint) is 'Writes down the step, or its next round, and answers what Twilio is told.';

create function private.receive_call(p_workspace_id bigint, p_form private.form) returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
  v_plan private.plan;
  v_answer jsonb;
begin
  v_call.workspace_id := p_workspace_id;
  v_call.from_number := left(
    coalesce(nullif(regexp_replace(p_form.from_address, '[[:cntrl:]]', '', 'g'), ''), 'anonymous'), 100
  );
  v_call.to_number := p_form.to_address;
  select n.id into v_call.number_id
  from public.workspace_twilio_number as n
  where n.workspace_id = p_workspace_id and n.twilio_number = p_form.to_address;
  if v_call.number_id is null then
    return private.webhook_result(null, false, 'unknown-number', private.say('not-in-service'));
  end if;

  v_plan := private.next_step(v_call, now());
  insert into public.call (
    workspace_id, direction, from_number, to_number, number_id, status, end_reason, ringing_at, ended_at
  )
  values (
    p_workspace_id, 'inbound', v_call.from_number, v_call.to_number, v_call.number_id,
    case v_plan.kind when 'ring' then 'ringing' when 'say' then 'no-answer' else 'busy' end,
    v_plan.end_reason,
    case v_plan.kind when 'ring' then now() end,
    case when v_plan.kind <> 'ring' then now() end
  )
  returning * into v_call;
  if private.begin_leg(v_call, p_form, 'caller', 'twilio') is not null then
    raise exception 'Cannot begin the call: its CallSid is another call''s' using errcode = 'unique_violation';
  end if;
  v_answer := private.take_step(v_call, v_plan);
  if v_plan.kind = 'say' then
    perform private.settle_participants(v_call);
  end if;
  return private.webhook_result(v_call.id, true, null, v_answer);
end;
$$;
comment on function private.receive_call(bigint, private.form) is
  'A new call from outside to a line: its first step, and everybody whom that concerns.';

-- A call between two seats of a workspace: no telephone, so no line, no limit and nothing to pay but the browsers' own
-- minutes. It is ordered and redeemed like every call that a person places (40_tickets.sql), and rings one browser.
-- See docs/decisions/internal-calls.md.

create function private.lock_both_seats(p_call public.call) returns void
language plpgsql security definer set search_path = '' as $$
begin
  -- In the order of their ids: two who call each other at the same moment wait for each other, and one of them is rung.
  perform from public.agent as a
  where a.workspace_id = p_call.workspace_id and 'client:' || a.identity in (p_call.from_number, p_call.to_number)
  order by a.id
  for no key update;
end;
$$;
comment on function private.lock_both_seats(public.call) is 'Of an internal call: what is found out about both holds until it rings.';

create function private.talks_to_colleague(p_agent_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.call_participant as p
    join public.call as c on c.id = p.call_id and c.direction = 'internal'
    where p.agent_id = p_agent_id and p.joined_at is not null and p.outcome is null
  );
end;
$$;
comment on function private.talks_to_colleague(bigint) is 'Whether the seat is in an internal call, whoever placed it.';

create function private.ring_colleague(p_call public.call, p_caller public.agent, p_at timestamptz)
returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_colleague public.agent;
  v_step public.call_step;
begin
  if not p_caller.active then
    return private.refuse_to_dial(p_call.id, 'failed', 'seat-inactive');
  end if;
  select a.* into v_colleague
  from public.agent as a
  where a.workspace_id = p_call.workspace_id and 'client:' || a.identity = p_call.to_number;
  -- It would have rung when the order was given; seconds may have passed since.
  if not private.would_ring(v_colleague.id, p_call.id, p_at) then
    return private.refuse_to_dial(p_call.id, 'no-answer', 'E-TARGET');
  end if;
  insert into public.call_step (workspace_id, call_id, position, kind, tried, round_s)
  values (p_call.workspace_id, p_call.id, 1, 'ring', array[v_colleague.id], 30)
  returning * into v_step;
  insert into public.call_participant (call_id, agent_id, workspace_id, created_at, joined_by, rang_at)
  values (p_call.id, v_colleague.id, p_call.workspace_id, p_call.created_at, 'ring', p_at);
  return private.webhook_result(
    p_call.id, true, null,
    jsonb_build_object(
      'do', 'dial-clients', 'identities', jsonb_build_array(v_colleague.identity), 'caller_id', p_call.from_number,
      'call_id', p_call.id, 'step_id', v_step.id, 'round', v_step.rounds, 'timeout_s', v_step.round_s,
      'time_limit_s', 14400
    )
  );
end;
$$;
comment on function private.ring_colleague(public.call, public.agent, timestamptz) is
  'The ticket of an internal call is redeemed: the colleague''s browser is rung, once.';

create function public.call_colleague(user_id uuid, workspace_id bigint, identity text, colleague text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent :=
    private.active_seat(call_colleague.user_id, call_colleague.workspace_id, call_colleague.identity);
  v_to constant text := 'client:' || call_colleague.colleague;
  v_missing text[];
  v_call public.call;
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  v_missing := private.missing_config(v_seat.workspace_id);
  if cardinality(v_missing) > 0 then
    return private.refuse_config(v_missing);
  end if;

  -- One order at a time per seat: two tabs that press at once get the same ticket.
  perform from public.agent as a where a.id = v_seat.id for no key update;
  v_call := private.own_open_call(v_seat);
  if v_call.direction = 'internal' and v_call.to_number = v_to then
    return private.order_answer(v_call, v_seat, true);
  elsif v_call.status <> 'created' or private.talks_to_colleague(v_seat.id) then
    return private.refusal('E-CALL-LIVE');
  elsif private.orders_too_fast(v_seat) then
    return private.refusal('E-TOO-FAST');
  elsif not exists (
    select from public.agent as a
    where a.workspace_id = v_seat.workspace_id and a.identity = call_colleague.colleague and a.id <> v_seat.id
      and private.would_ring(a.id, null, now())
  ) then
    return private.refusal('E-TARGET');
  end if;
  perform private.supersede_order(v_call.id);
  insert into public.call (
    workspace_id, ticket, direction, from_number, to_number, agent_id, status, expires_at
  )
  values (
    v_seat.workspace_id, gen_random_uuid(), 'internal', 'client:' || v_seat.identity, v_to, v_seat.id, 'created',
    now() + interval '60 seconds'
  )
  returning * into v_call;
  insert into public.call_participant (call_id, agent_id, workspace_id, joined_by)
  values (v_call.id, v_seat.id, v_seat.workspace_id, 'order');
  return private.order_answer(v_call, v_seat, false);
end;
$$;
comment on function public.call_colleague(uuid, bigint, text, text) is
  'Records the order to call the seat with the identity colleague and answers its ticket, as place_call does. No rule about telephones or money is asked. Refusals: E-SEAT, E-CONFIG, E-CALL-LIVE, E-TOO-FAST, E-TARGET (would neither ring nor knock now: not there, not available, wrapping up, in two calls, or nobody''s identity).';
grant execute on function public.call_colleague(uuid, bigint, text, text) to service_role;

-- One webhook is one request and one transaction: check its signature, apply it, answer.

create table private.webhook_refusal (
  day date not null,
  workspace_id bigint not null,
  refused bigint not null default 1,
  last_refused_at timestamptz default now(),
  in_a_row bigint default 1,
  constraint webhook_refusal_pkey primary key (day, workspace_id)
);
comment on table private.webhook_refusal is
  'Forged or unverifiable requests a day (UTC), counted and not kept. Workspace 0: an account that nobody has.';
comment on column private.webhook_refusal.in_a_row is 'Refusals of the day since a webhook of the workspace verified.';
alter table private.webhook_refusal enable row level security;

create function private.signed_by(p_token text, p_signed text[], p_signature text) returns boolean
language plpgsql immutable security definer set search_path = '' as $$
begin
  -- Digests are compared, so that the time says nothing about how much of a guess was right.
  return coalesce(
    bool_or(
      extensions.digest(encode(extensions.hmac(s.candidate, p_token, 'sha1'), 'base64'), 'sha256')
      = extensions.digest(p_signature, 'sha256')
    ),
    false
  )
  from unnest(p_signed) as s (candidate);
end;
$$;
comment on function private.signed_by(text, text[], text) is
  'Whether Twilio''s signature, base64(HMAC-SHA1(token, string)), is right for one of the strings.';

create function private.verified_workspace(p_account_sid text, p_signature text, p_signed text[]) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  v_workspace_id bigint;
begin
  select w.id into v_workspace_id from public.workspace as w where w.twilio_account_sid = p_account_sid;
  if private.signed_by(private.unseal(v_workspace_id, 'twilio_auth_token'), p_signed, p_signature)
     or private.signed_by(private.unseal(v_workspace_id, 'twilio_auth_token_next'), p_signed, p_signature) then
    return v_workspace_id;
  end if;
  insert into private.webhook_refusal as r (day, workspace_id)
  values ((now() at time zone 'utc')::date, coalesce(v_workspace_id, 0))
  on conflict on constraint webhook_refusal_pkey do update set refused = r.refused + 1;
  return null;
end;
$$;
comment on function private.verified_workspace(text, text, text[]) is
  'The workspace whose account signed this, or null and one more refusal.';

create function private.apply_voice(p_workspace_id bigint, p_form private.form, p_query jsonb)
returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_result private.webhook_result;
begin
  if p_form.application_sid is not null and not exists (
    select from public.workspace as w
    where w.id = p_workspace_id and w.twilio_twiml_app_sid = p_form.application_sid
  ) then
    return private.webhook_result(null, false, 'unknown-application', private.say('cannot-place'));
  elsif private.client_identity(p_form.from_address) is not null then
    v_result := private.redeem_ticket(
      p_workspace_id, 'browser', private.client_identity(p_form.from_address), p_form.ticket, p_form
    );
  elsif p_form.direction = 'outbound-api' then
    v_result := private.redeem_ticket(
      p_workspace_id, 'server', private.client_identity(p_form.to_address), p_query ->> 'ticket', p_form
    );
  else
    v_result := private.receive_call(p_workspace_id, p_form);
  end if;
  return v_result;
end;
$$;
comment on function private.apply_voice(bigint, private.form, jsonb) is 'The Voice URL: a new call, from a browser, from our server or from outside.';

create function private.apply_action(p_call public.call, p_form private.form) returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_step public.call_step;
  v_outcome private.outcome;
  v_plan private.plan;
  v_waits boolean;
  v_back jsonb;
  v_beat private.call_beat;
begin
  select s.* into v_step from public.call_step as s where s.call_id = p_call.id and s.id = p_form.step_id;
  if not found then
    return private.webhook_result(p_call.id, false, 'unknown-step', jsonb_build_object('do', 'hangup'));
  elsif v_step.told_at is not null or p_form.round < v_step.rounds then
    return private.webhook_result(p_call.id, false, 'late', jsonb_build_object('do', 'hangup'));
  elsif p_call.wiring <> 'plain' or v_step.kind = 'conference' then
    return private.apply_conference_action(p_call, v_step, p_form);
  end if;
  -- Of a line's ring the one who waits is the parent, whoever called whom.
  v_outcome := private.outcome_of_action(
    case when v_step.line is not null then 'inbound' else p_call.direction end, p_form
  );
  v_waits := v_step.line is not null
    and v_outcome.status <> 'completed'
    and not private.is_terminal(p_form.call_status);
  if v_waits then
    v_plan := private.next_step(p_call, now());
    if v_plan.kind = 'ring' then
      return private.webhook_result(p_call.id, true, null, private.take_step(p_call, v_plan));
    end if;
  end if;

  update public.call_step as s
  set told_at = now(), ended_at = now(), outcome = v_outcome.status, assumed = v_outcome.assumed,
      end_reason = v_outcome.end_reason, ended_by = v_outcome.ended_by,
      answered_call_sid = case when v_outcome.status = 'completed' then p_form.dial_call_sid end,
      talked_s = case when v_outcome.status = 'completed' then p_form.dial_duration_s end
  where s.id = v_step.id;
  if v_step.kind = 'outside' and p_form.dial_call_sid is not null then
    perform private.name_telephone(p_call.id, l.id, p_form.dial_call_sid, p_form.call_sid)
    from public.call_leg as l
    where l.call_id = p_call.id and l.role = 'callee' and l.call_sid is null;
  end if;
  -- The caller is gone before the call could go where it was sent.
  delete from public.call_step as s where s.call_id = p_call.id and s.rounds = 0;
  if v_waits and v_step.asked_by is not null then
    v_back := private.come_back_from_line(p_call, v_step, now());
    select c.* into strict p_call from public.call as c where c.id = p_call.id;
  end if;
  if v_step.kind = 'ring' and p_form.dial_bridged and not private.is_terminal(p_form.call_status) then
    v_beat := private.page_beat(p_call.id, p_form.dial_call_sid);
    -- A recording is paused first: two seconds of silence, and then music.
    if v_beat.leaving and not private.is_recorded(p_call.id) then
      return private.keep_caller(p_call, v_beat.agent_id, p_form);
    end if;
  end if;
  perform private.settle_call(p_call);
  if v_beat.call_id is not null then
    v_back := jsonb_build_object('do', 'ask-again', 'call_id', p_call.id, 'step_id', v_step.id);
  end if;
  return private.webhook_result(
    p_call.id, true, null,
    coalesce(
      v_back, case when v_waits then private.take_step(p_call, v_plan) else jsonb_build_object('do', 'hangup') end
    )
  );
end;
$$;
comment on function private.apply_action(public.call, private.form) is
  'A Dial is over, and with it its step or one of its rounds: Twilio''s word on the outcome. A caller who is still there goes on to the next step.';

create function private.apply_status(p_call public.call, p_form private.form) returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_reason text;
  v_settled boolean;
  v_rang_at timestamptz;
begin
  v_reason := private.apply_leg(p_call, p_form);
  if p_call.direction <> 'inbound'
     and p_form.parent_call_sid is not null
     and p_form.call_status = 'ringing' then
    v_rang_at := coalesce(p_form.happened_at, now());
  end if;
  v_settled := private.settle_call(p_call, v_rang_at);
  return private.webhook_result(
    p_call.id, v_settled or v_reason is null, case when not v_settled then v_reason end, null
  );
end;
$$;
comment on function private.apply_status(public.call, private.form) is 'A status callback of one of the call''s legs.';

create function private.apply_conference_action(p_call public.call, p_step public.call_step, p_form private.form)
returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
  v_comes_in boolean;
begin
  select l.* into v_leg from public.call_leg as l where l.call_id = p_call.id and l.call_sid = p_form.call_sid;
  v_comes_in := p_step.kind <> 'conference' and not private.is_terminal(p_form.call_status)
    and v_leg.id is not null and not v_leg.end_wanted;
  if p_step.kind <> 'conference' then
    -- The Dial that joined the two is over, since its child was told to go. The call is not.
    update public.call_step as s
    set told_at = now(), ended_at = now(), outcome = 'completed', answered_call_sid = p_form.dial_call_sid,
        talked_s = p_form.dial_duration_s
    where s.id = p_step.id;
  end if;
  if not v_comes_in then
    update public.call_leg as l
    set left_at = coalesce(l.left_at, now())
    where l.id = v_leg.id and l.joined_at is not null;
    if private.is_terminal(p_form.call_status) then
      -- An action has no Timestamp: the leg's own callback says when it was.
      perform private.end_quietly(v_leg.id, now());
    end if;
  end if;
  perform private.settle_call(p_call);
  return private.webhook_result(
    p_call.id, true, null,
    case when v_comes_in
      then private.conference_document(p_call, v_leg) else jsonb_build_object('do', 'hangup') end
  );
end;
$$;
comment on function private.apply_conference_action(public.call, public.call_step, private.form) is
  'The parent follows its child into the conference; or somebody has left it, and there is nothing more to hear.';

create function private.apply_conference(p_call public.call, p_form private.form) returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_at constant timestamptz := coalesce(p_form.happened_at, now());
  v_call public.call := p_call;
  v_leg public.call_leg;
begin
  if p_call.wiring = 'plain' and p_call.upgrade_began_at is not null then
    -- Of a conference that the other side has left for a line.
    return private.webhook_result(p_call.id, false, 'late', null);
  elsif p_call.conference_sid is null and p_form.conference_event in ('conference-end', 'participant-leave') then
    return private.webhook_result(p_call.id, false, 'late', null);
  elsif p_call.conference_sid is null then
    update public.call as c set conference_sid = p_form.conference_sid where c.id = p_call.id returning * into v_call;
  elsif p_call.conference_sid <> p_form.conference_sid then
    return private.webhook_result(p_call.id, false, 'other-conference', null);
  end if;
  if p_form.conference_event = 'conference-end' then
    update public.call_leg as l
    set left_at = least(l.left_at, v_at)
    where l.call_id = p_call.id and l.joined_at is not null and l.leave_number is null;
  elsif starts_with(p_form.conference_event, 'participant-') then
    select l.* into v_leg from public.call_leg as l where l.call_id = p_call.id and l.call_sid = p_form.call_sid;
    if not found and p_form.participant_label ~ '^leg-[1-9][0-9]{0,17}$' then
      v_leg := private.name_telephone(p_call.id, substr(p_form.participant_label, 5)::bigint, p_form.call_sid, null);
    end if;
    if v_leg.id is null then
      return private.webhook_result(p_call.id, false, 'unknown-leg', null);
    end if;
    case p_form.conference_event
      when 'participant-join' then
        update public.call_leg as l
        set joined_at = coalesce(l.joined_at, v_at), picked_up_at = coalesce(l.picked_up_at, v_at),
            -- We took it for ended; whoever comes all the same has nobody to talk to.
            end_wanted = l.end_wanted or l.assumed and private.is_terminal(l.status),
            ended_at = case when not l.assumed then l.ended_at end,
            status = case when private.is_terminal(l.status) and not l.assumed then l.status else 'in-progress' end,
            assumed = false
        where l.id = v_leg.id;
      when 'participant-leave' then
        -- In place of what our own clock, or the conference's end, made of it.
        update public.call_leg as l
        set left_at = v_at, leave_number = p_form.sequence_number
        where l.id = v_leg.id and l.joined_at is not null;
      -- The answer to the request said so before, if it was not lost.
      when 'participant-hold' then
        update public.call_leg as l set held_at = v_at where l.id = v_leg.id and l.hold_wanted and l.held_at is null;
      when 'participant-unhold' then
        update public.call_leg as l
        set held_at = null, held_s = l.held_s + greatest(0, extract(epoch from v_at - l.held_at))::integer
        where l.id = v_leg.id and not l.hold_wanted and l.held_at is not null;
      else null;
    end case;
  elsif starts_with(p_form.conference_event, 'announcement-') then
    perform private.apply_announcement(v_call, p_form, v_at);
  end if;
  if v_call.upgrade_began_at is not null then
    perform private.settle_conference(v_call);
  end if;
  return private.webhook_result(p_call.id, true, null, null);
end;
$$;
comment on function private.apply_conference(public.call, private.form) is
  'An event of the call''s conference. Only by its SID does Twilio let anybody act on a conference, so the first event''s is kept.';

create function private.apply_event(
  p_workspace_id bigint, p_kind text, p_call public.call, p_form private.form, p_payload jsonb, p_query jsonb
) returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
begin
  case p_kind
    when 'voice' then return private.apply_voice(p_workspace_id, p_form, p_query);
    when 'action' then return private.apply_action(p_call, p_form);
    when 'status' then return private.apply_status(p_call, p_form);
    when 'conference' then return private.apply_conference(p_call, p_form);
    when 'redirect' then return private.apply_redirect(p_call, p_form);
    when 'recording' then return private.apply_recording(p_call, p_form, p_payload);
    when 'consent' then return private.apply_consent(p_call, p_form, p_query);
  end case;
end;
$$;
comment on function private.apply_event(bigint, text, public.call, private.form, jsonb, jsonb) is
  'Each kind of webhook by its own function; an unknown kind raises. All but voice are of a call that is known and locked.';

create function private.keep_early(
  p_workspace_id bigint, p_kind text, p_form jsonb, p_query jsonb, p_idempotency_token text, p_fingerprint bytea
) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.early_event (workspace_id, sid, kind, form, query, idempotency_token, fingerprint)
  values (
    p_workspace_id, coalesce(nullif(p_form ->> 'ParentCallSid', ''), p_form ->> 'CallSid', p_form ->> 'ConferenceSid'), p_kind, p_form, p_query,
    p_idempotency_token, p_fingerprint
  )
  on conflict on constraint early_event_workspace_id_sid_fingerprint_key do nothing;
end;
$$;
comment on function private.keep_early(bigint, text, jsonb, jsonb, text, bytea) is
  'A callback overtook the webhook that begins its call: it waits for it.';

create function private.apply_early(p_workspace_id bigint, p_sid text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_event private.early_event;
  v_form private.form;
  v_call public.call;
  v_result private.webhook_result;
begin
  for v_event in
    delete from private.early_event as e where e.workspace_id = p_workspace_id and e.sid = p_sid returning e.*
  loop
    v_form := private.read_form(v_event.form, v_event.query);
    select c.* into v_call from public.call as c
    where c.id = private.find_call(p_workspace_id, v_form)
    for no key update;
    v_result := case
      when v_call.id is null then private.webhook_result(null, false, 'unknown-call', null)
      else private.apply_event(p_workspace_id, v_event.kind, v_call, v_form, v_event.form, v_event.query)
    end;
    insert into public.call_event (
      workspace_id, call_id, call_sid, source, payload, query, idempotency_token, fingerprint, received_at, applied,
      reason
    )
    values (
      p_workspace_id, v_result.call_id, v_form.call_sid, v_event.kind, v_event.form, v_event.query,
      v_event.idempotency_token, v_event.fingerprint, v_event.received_at, v_result.applied, v_result.reason
    );
  end loop;
end;
$$;
comment on function private.apply_early(bigint, text) is 'The call has begun: what overtook its first webhook is applied.';

create function private.forget_early_events() returns void
language sql volatile security definer set search_path = '' as $$
  delete from private.early_event as e where e.received_at < now() - interval '1 day';
$$;
comment on function private.forget_early_events() is 'Callbacks whose call never came.';

create function private.repeated_event(
  p_workspace_id bigint, p_kind text, p_call_sid text, p_fingerprint bytea, p_idempotency_token text
) returns public.call_event
language plpgsql stable security definer set search_path = '' as $$
declare
  v_first public.call_event;
begin
  select e.* into v_first
  from public.call_event as e
  where e.workspace_id = p_workspace_id
    and e.call_sid = p_call_sid
    and e.source = p_kind
    and (e.repeat_of is null or e.applied)
    -- A call begins once: asked again, in whatever words, it gets the same.
    and (
      e.fingerprint = p_fingerprint
      or e.idempotency_token = p_idempotency_token
      or (p_kind = 'voice' and e.applied)
    )
  order by e.applied desc, e.id
  limit 1;
  return v_first;
end;
$$;
comment on function private.repeated_event(bigint, text, text, bytea, text) is
  'The first event that this one repeats, or null. A next round has another URL, and so is a new event.';

create function private.work_after(p_call_id bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_work constant jsonb := private.work_on(p_call_id);
  v_workspace public.workspace;
begin
  if v_work is null or v_work -> 'requests' = '[]' then
    return '{}';
  end if;
  select w.* into strict v_workspace
  from public.workspace as w join public.call as c on c.workspace_id = w.id
  where c.id = p_call_id;
  return jsonb_build_object('work', v_work, 'workspace_id', v_workspace.id) || private.twilio_credentials(v_workspace);
end;
$$;
comment on function private.work_after(bigint) is
  'What follows from an event, for the function to ask Twilio once it has answered; mostly nothing.';

create function public.apply_webhook(
  kind text, account_sid text, signature text, signed text[], form jsonb,
  query jsonb default null, idempotency_token text default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_workspace_id bigint;
  v_sid constant text := apply_webhook.form ->> 'CallSid';
  v_begins_with constant text := coalesce(nullif(apply_webhook.form ->> 'ParentCallSid', ''), v_sid, '');
  v_answers constant boolean := apply_webhook.kind in ('voice', 'action', 'redirect', 'consent');
  -- Where Twilio's media are open, whoever has the address can listen.
  v_kept constant jsonb := apply_webhook.form - 'RecordingUrl';
  v_form private.form;
  v_fingerprint constant bytea := sha256(
    convert_to(concat_ws(E'\n', apply_webhook.kind, apply_webhook.form, apply_webhook.query), 'UTF8')
  );
  v_fault text;
  v_call public.call;
  v_first public.call_event;
  v_result private.webhook_result;
begin
  if apply_webhook.kind not in ('voice', 'action', 'redirect', 'status', 'conference', 'recording', 'consent') then
    raise exception 'Cannot apply the webhook: no kind is called %', apply_webhook.kind
      using errcode = 'invalid_parameter_value';
  end if;
  v_workspace_id := private.verified_workspace(
    apply_webhook.account_sid, apply_webhook.signature, apply_webhook.signed
  );
  if v_workspace_id is null then
    return jsonb_build_object('verdict', 'forbidden');
  end if;

  -- Everything of one call one after the other: behind its row, or while there is none behind the SID it begins with.
  v_fault := private.wrong_type(apply_webhook.kind, apply_webhook.form);
  if v_fault is null then
    v_form := private.read_form(apply_webhook.form, apply_webhook.query);
    if apply_webhook.kind = 'voice' then
      perform pg_advisory_xact_lock(hashtextextended(v_begins_with, 1));
    else
      v_call := private.lock_call(v_workspace_id, v_form);
      if v_call.id is null then
        perform pg_advisory_xact_lock(hashtextextended(v_begins_with, 1));
        v_call := private.lock_call(v_workspace_id, v_form);
      end if;
      if v_call.id is null and apply_webhook.query ->> 'ticket' is not null then
        -- A call that our server made, faster than the answer that tells us its SID.
        v_call := private.bind_server_ticket(apply_webhook.query ->> 'ticket', v_form, v_workspace_id);
      end if;
    end if;
  end if;
  v_first := private.repeated_event(
    v_workspace_id, apply_webhook.kind, v_sid, v_fingerprint, apply_webhook.idempotency_token
  );

  begin
    if v_fault is not null then
      v_result := private.webhook_result(null, false, v_fault, private.say('cannot-place'));
    elsif v_answers and v_first.reason is null and v_first.answer is not null then
      v_result := private.webhook_result(v_first.call_id, false, 'repeat', v_first.answer);
    elsif v_call.id is null and apply_webhook.kind in ('action', 'redirect', 'consent') then
      v_result := private.webhook_result(null, false, 'unknown-call', jsonb_build_object('do', 'hangup'));
    elsif v_call.id is null and apply_webhook.kind <> 'voice' then
      perform private.keep_early(
        v_workspace_id, apply_webhook.kind, v_kept, apply_webhook.query, apply_webhook.idempotency_token,
        v_fingerprint
      );
      return jsonb_build_object('verdict', 'ok', 'call_id', null, 'applied', false, 'reason', 'early', 'answer', null);
    else
      v_result := private.apply_event(v_workspace_id, apply_webhook.kind, v_call, v_form, apply_webhook.form, apply_webhook.query);
    end if;
  exception when others then
    -- The caller must hear something and the event must be kept, whatever is wrong with us.
    -- Without the message, which can quote a number.
    raise warning 'Cannot apply the % webhook of %: %', apply_webhook.kind, v_sid, sqlstate;
    v_result := private.webhook_result(null, false, 'error: ' || sqlstate, private.say('cannot-place'));
  end;
  if not v_answers then
    v_result.answer := null;
  end if;
  if v_first.id is not null and not v_result.applied and v_fault is null then
    v_result.reason := 'repeat';
  end if;

  insert into public.call_event (
    workspace_id, call_id, call_sid, source, payload, query, answer, idempotency_token, fingerprint,
    repeat_of, applied, reason
  )
  values (
    v_workspace_id, v_result.call_id, v_sid, apply_webhook.kind, coalesce(v_kept, '{}'),
    apply_webhook.query, v_result.answer, apply_webhook.idempotency_token, v_fingerprint,
    v_first.id, v_result.applied, v_result.reason
  );
  if apply_webhook.kind = 'voice' and v_result.applied then
    perform private.apply_early(v_workspace_id, v_sid);
  end if;

  if v_fault is not null and not v_answers then
    return jsonb_build_object('verdict', 'invalid', 'reason', v_fault);
  end if;
  return jsonb_build_object(
    'verdict', 'ok', 'call_id', v_result.call_id, 'applied', v_result.applied,
    'reason', v_result.reason, 'answer', v_result.answer
  ) || case when v_call.upgrade_began_at is not null or v_result.answer ->> 'do' = 'conference'
    -- Most calls can't be recorded, and say so themselves.
    or case when v_call.can_be_recorded then private.is_recorded(v_call.id) end
    then private.work_after(v_call.id) else '{}' end;
end;
$$;
comment on function public.apply_webhook(text, text, text, text[], jsonb, jsonb, text) is
  'Checks and applies one webhook of Twilio: one round trip, one transaction. kind: voice, action, redirect, status, conference, recording, consent.
{verdict: forbidden}: unknown account or wrong signature; nothing is kept but the count.
{verdict: invalid, reason}: signature right, types wrong; the raw event is kept.
{verdict: ok, call_id, applied, reason, answer}: answer, for voice, action, redirect and consent, is one of
{do: dial-number, to, caller_id, call_id, step_id, leg_id, timeout_s, time_limit_s[, whisper]},
{do: dial-clients, identities, caller_id, call_id, step_id, round, timeout_s, time_limit_s[, consent: {language, sentence}]},
{do: conference, name, label, call_id, step_id, time_limit_s[, music: true]},
{do: ask-again, call_id, step_id}: a pause of two seconds, and the kind redirect,
{do: tell, language, sentence, call_id, leg_id, confirms: whether Twilio has to come again},
{do: say, sentence} and then the end, {do: reject} (unanswered and unbilled), {do: hangup}.
work, workspace_id, account_sid, username, password: there when Twilio has to be asked something about the call now (keep_answers).';
grant execute on function public.apply_webhook(text, text, text, text[], jsonb, jsonb, text) to service_role;

create function private.lock_call(p_workspace_id bigint, p_form private.form) returns public.call
language plpgsql security definer set search_path = '' as $$
declare
  v_id bigint;
  v_call public.call;
begin
  -- Nearly every event names its call in the URL that we gave for it.
  if p_form.call_id is not null then
    select c.* into v_call from public.call as c
    where c.id = p_form.call_id and c.workspace_id = p_workspace_id
    for no key update;
    if found then
      return v_call;
    end if;
  end if;
  v_id := private.find_call(p_workspace_id, p_form);
  if v_id is not null then
    select c.* into v_call from public.call as c where c.id = v_id for no key update;
  end if;
  return v_call;
end;
$$;
comment on function private.lock_call(bigint, private.form) is
  'The call of an event as it is once whoever changes it is done, locked; null when there is none.';

-- What Twilio has to be asked so that a call becomes what people want of it. The functions carry the requests out; they
-- are written down before, so that no two of them ask the same, and whoever dies half way is followed by the next.
-- See docs/decisions/commands.md.

create table private.twilio_request (
  id bigint generated always as identity,
  workspace_id bigint not null,
  call_id bigint not null,
  leg_id bigint,
  kind text not null,
  details jsonb not null default '{}',
  asked_at timestamptz not null default now(),
  ended_at timestamptz,
  outcome text,
  twilio_code integer,
  constraint twilio_request_pkey primary key (id),
  constraint twilio_request_call_fkey foreign key (workspace_id, call_id)
    references public.call (workspace_id, id) on delete cascade,
  constraint twilio_request_kind_check check (
    kind in (
      'find-legs', 'redirect', 'to-line', 'find-conference', 'add', 'ends-conference', 'hold', 'end', 'mute', 'coach',
      'announce', 'record', 'pause-recording', 'resume-recording'
    )
  ),
  constraint twilio_request_outcome_check check (outcome in ('done', 'refused', 'lost', 'skipped')),
  constraint twilio_request_end_check check ((outcome is null) = (ended_at is null))
);
comment on table private.twilio_request is 'One request of Twilio''s REST API about a running call.';
comment on column private.twilio_request.outcome is
  'lost: no answer came, so it may have taken effect. skipped: the one before it, about the same leg, failed.';
create index twilio_request_workspace_id_call_id_idx on private.twilio_request (workspace_id, call_id);
create index twilio_request_call_id_leg_id_idx on private.twilio_request (call_id, leg_id, kind, asked_at);
create index twilio_request_open_idx on private.twilio_request (asked_at) where outcome is null;
alter table private.twilio_request enable row level security;

create type private.due_request as (leg_id bigint, kind text, details jsonb);
comment on type private.due_request is 'What Twilio has to be asked. details: what of it is not in the leg.';

create function private.talking_child(p_call_id bigint) returns public.call_leg
language plpgsql stable security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  select l.* into v_leg
  from public.call_leg as l
  where l.call_id = p_call_id and l.made_by = 'dial' and l.picked_up_at is not null
    and l.call_sid is not null and private.is_open(l)
    -- A telephone that was called and then sent to a line has dialled itself: a parent must not be redirected.
    and not exists (
      select from public.call_leg as c
      where c.call_id = l.call_id and c.parent_call_sid = l.call_sid and c.picked_up_at is not null and private.is_open(c)
    )
  order by l.picked_up_at desc
  limit 1;
  return v_leg;
end;
$$;
comment on function private.talking_child(bigint) is
  'The leg that the Dial made that goes on, and that picked up; null when none is known.';

create function private.was_asked(p_call_id bigint, p_leg_id bigint, p_kind text, p_since timestamptz) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from private.twilio_request as r
    where r.call_id = p_call_id and r.leg_id is not distinct from p_leg_id and r.kind = p_kind and r.asked_at >= p_since
  );
end;
$$;
comment on function private.was_asked(bigint, bigint, text, timestamptz) is 'Whether Twilio was asked that since then.';

create function private.may_ask(p_leg public.call_leg, p_kind text, p_at timestamptz) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return count(*) filter (where r.outcome is null and r.asked_at > p_at - interval '15 seconds') = 0
    and case p_kind
      -- To end a line is never given up.
      when 'end' then count(*) < 2 or max(r.asked_at) < p_at - interval '15 seconds'
      else count(*) filter (where r.outcome = 'refused') = 0 and count(*) < 2
    end
  from private.twilio_request as r
  where r.call_id = p_leg.call_id and r.leg_id = p_leg.id and r.kind = p_kind
    and r.asked_at >= coalesce(p_leg.wanted_at, '-infinity')
    and r.outcome is distinct from 'done' and r.outcome is distinct from 'skipped';
end;
$$;
comment on function private.may_ask(public.call_leg, text, timestamptz) is
  'Whether asking makes sense: nobody is asking right now, Twilio has not refused, and no two answers were lost since somebody wanted it.';

create function private.waits_for_hold(p_leg public.call_leg) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.call_leg as l
    where l.call_id = p_leg.call_id and l.id <> p_leg.id and l.wanted_by = p_leg.wanted_by
      and l.hold_wanted <> (l.held_at is not null) and private.is_open(l)
  );
end;
$$;
comment on function private.waits_for_hold(public.call_leg) is
  'Whether the same press also puts somebody on hold, or releases them: that comes first, so that nobody is rung, or goes, when it fails.';

create function private.upgrade_requests(p_call public.call, p_at timestamptz) returns setof private.due_request
language plpgsql stable security definer set search_path = '' as $$
declare
  v_first constant public.call_leg := private.first_leg(p_call.id);
  v_child constant public.call_leg := private.talking_child(p_call.id);
begin
  if private.was_asked(p_call.id, v_child.id, 'redirect', p_call.upgrade_began_at) then
    -- A lost callback must not break a talk: Twilio is asked itself before anybody is given up.
    if p_at > p_call.upgrade_began_at + interval '5 seconds'
       and not private.was_asked(p_call.id, null, 'find-conference', p_at - interval '5 seconds') then
      return next row(null, 'find-conference', jsonb_build_object('name', 'call-' || p_call.id))::private.due_request;
    end if;
  elsif v_child.id is not null then
    -- The child: a parent that is redirected takes it down.
    return next row(
      v_child.id, 'redirect', jsonb_build_object('document', private.conference_document(p_call, v_child))
    )::private.due_request;
  elsif not private.was_asked(p_call.id, null, 'find-legs', p_call.upgrade_began_at) then
    return next row(null, 'find-legs', jsonb_build_object('first_sid', v_first.call_sid))::private.due_request;
  end if;
end;
$$;
comment on function private.upgrade_requests(public.call, timestamptz) is
  'From a plain call to a conference: find the child, redirect it (the parent follows by its action), and when a callback stays away ask who is there.';

create function private.conference_requests(p_call public.call, p_at timestamptz) returns setof private.due_request
language plpgsql stable security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
  v_open integer;
  v_inside integer;
  v_is_held boolean;
  v_ends boolean;
begin
  select
    count(*), count(*) filter (where l.joined_at is not null),
    coalesce(bool_or(l.hold_wanted or l.held_at is not null), false)
  into v_open, v_inside, v_is_held
  from public.call_leg as l
  where l.call_id = p_call.id and private.is_open(l) and l.role <> 'supervisor';
  for v_leg in
    select l.* from public.call_leg as l
    where l.call_id = p_call.id and private.is_open(l) and not l.end_wanted
    order by l.id
  loop
    if v_leg.status = 'ordered' and v_leg.made_by = 'rest' and not private.waits_for_hold(v_leg)
       and private.may_ask(v_leg, 'add', p_at) then
      return next row(v_leg.id, 'add', '{}')::private.due_request;
    end if;
    if v_leg.move_wanted and v_leg.joined_at is null and private.may_ask(v_leg, 'redirect', p_at) and not exists (
      select from private.twilio_request as r
      where r.leg_id = v_leg.id and r.kind = 'redirect' and r.asked_at >= v_leg.wanted_at and r.outcome = 'done'
    ) then
      return next row(
        v_leg.id, 'redirect', jsonb_build_object('document', private.waiting_document(p_call, v_leg))
      )::private.due_request;
    end if;
    continue when v_leg.joined_at is null or p_call.conference_sid is null;
    if v_leg.line_wanted is not null then
      if private.may_ask(v_leg, 'to-line', p_at) then
        return next row(v_leg.id, 'to-line', '{}')::private.due_request;
      end if;
      continue;
    end if;
    -- It cannot be changed on hold, so it is false before anybody goes there.
    v_ends := v_leg.role in ('caller', 'callee', 'outside') and v_open = 2 and v_inside = 2 and not v_is_held;
    if v_ends <> v_leg.ends_conference and v_leg.held_at is null and private.may_ask(v_leg, 'ends-conference', p_at) then
      return next row(v_leg.id, 'ends-conference', jsonb_build_object('ends', v_ends))::private.due_request;
    end if;
    if v_leg.hold_wanted <> (v_leg.held_at is not null) and private.may_ask(v_leg, 'hold', p_at) then
      return next row(v_leg.id, 'hold', jsonb_build_object('hold', v_leg.hold_wanted))::private.due_request;
    end if;
  end loop;
end;
$$;
comment on function private.conference_requests(public.call, timestamptz) is
  'Whom to call into the conference, whom to put on hold or release, and whose going ends it: the requests about one leg in their order.';

create function private.due_requests(p_call public.call, p_at timestamptz) returns setof private.due_request
language plpgsql stable security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  for v_leg in
    select l.* from public.call_leg as l
    where l.call_id = p_call.id and l.end_wanted and l.call_sid is not null and private.is_open(l)
    order by l.id
  loop
    if v_leg.farewell and not private.was_asked(p_call.id, v_leg.id, 'redirect', v_leg.wanted_at) then
      return next row(
        v_leg.id, 'redirect', jsonb_build_object('document', private.say('nobody-available'))
      )::private.due_request;
    elsif not v_leg.farewell and not private.waits_for_hold(v_leg) and not private.others_move(v_leg) and private.may_ask(v_leg, 'end', p_at) then
      return next row(v_leg.id, 'end', '{}')::private.due_request;
    end if;
  end loop;
  -- Before anybody goes on hold.
  return query select r.* from private.recording_requests(p_call, p_at) as r;
  if p_call.wiring = 'upgrading' then
    return query select u.* from private.upgrade_requests(p_call, p_at) as u;
  elsif p_call.wiring = 'conference' then
    return query select c.* from private.conference_requests(p_call, p_at) as c;
    return query select s.* from private.supervision_requests(p_call, p_at) as s;
  end if;
end;
$$;
comment on function private.due_requests(public.call, timestamptz) is
  'The difference between what people want of a call and what Twilio was told of it; it changes nothing.';

create function private.request_for_twilio(p_call public.call, p_request private.twilio_request) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  select l.* into v_leg from public.call_leg as l where l.call_id = p_call.id and l.id = p_request.leg_id;
  return jsonb_build_object(
    'id', p_request.id, 'leg_id', p_request.leg_id,
    'kind', case p_request.kind when 'to-line' then 'redirect' else p_request.kind end
  )
    || p_request.details
    || case p_request.kind
      when 'find-legs' then '{}'
      when 'find-conference' then jsonb_build_object(
        'legs', (
          select coalesce(jsonb_agg(l.call_sid order by l.id), '[]') from public.call_leg as l
          where l.call_id = p_call.id and l.call_sid is not null and private.is_open(l)
        )
      )
      when 'add' then jsonb_build_object(
        'name', 'call-' || p_call.id, 'label', 'leg-' || v_leg.id, 'to', v_leg.to_address, 'manner', v_leg.manner,
        'from', private.caller_id(p_call, v_leg), 'call_id', p_call.id, 'other', private.other_side(p_call),
        'step_id', private.conference_document(p_call, v_leg) -> 'step_id', 'timeout_s', 30,
        'time_limit_s', coalesce(v_leg.time_limit_s, (private.conference_document(p_call, v_leg) ->> 'time_limit_s')::integer)
      )
      when 'ends-conference' then jsonb_build_object('conference_sid', p_call.conference_sid, 'call_sid', v_leg.call_sid)
      when 'mute' then jsonb_build_object('conference_sid', p_call.conference_sid, 'call_sid', v_leg.call_sid)
      when 'coach' then jsonb_build_object('conference_sid', p_call.conference_sid, 'call_sid', v_leg.call_sid)
      when 'hold' then jsonb_build_object('conference_sid', p_call.conference_sid, 'call_sid', v_leg.call_sid)
      else jsonb_build_object('call_sid', v_leg.call_sid)
    end;
end;
$$;
comment on function private.request_for_twilio(public.call, private.twilio_request) is 'All that a function needs to ask it.';

create function private.other_side(p_call public.call) returns text
language plpgsql immutable security definer set search_path = '' as $$
begin
  return case p_call.direction when 'inbound' then p_call.from_number else p_call.to_number end;
end;
$$;
comment on function private.other_side(public.call) is 'Whom the workspace talks to.';

create function private.caller_id(p_call public.call, p_leg public.call_leg) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  v_line constant text := private.call_line(p_call);
begin
  if p_leg.role = 'outside' and not private.may_call_from(p_leg.asked_by, v_line) then
    return (
      select u.phone_number from public.agent_phone as u
      where u.agent_id = p_leg.asked_by and u.may_call
      order by u.id
      limit 1
    );
  end if;
  return v_line;
end;
$$;
comment on function private.caller_id(public.call, public.call_leg) is
  'What the one who is rung sees: the line that the call is on, or a number that whoever asked may call from.';

create function private.take_requests(p_call public.call, p_at timestamptz default now()) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_due private.due_request;
  v_request private.twilio_request;
  v_taken jsonb := '[]';
begin
  for v_due in select d.* from private.due_requests(p_call, p_at) as d loop
    insert into private.twilio_request (workspace_id, call_id, leg_id, kind, details, asked_at)
    values (
      p_call.workspace_id, p_call.id, v_due.leg_id, v_due.kind,
      case v_due.kind
        when 'to-line' then jsonb_build_object(
          'document', private.leave_for_line(
            p_call, (select l from public.call_leg as l where l.id = v_due.leg_id), p_at
          )
        )
        else v_due.details
      end,
      p_at
    )
    returning * into v_request;
    v_taken := v_taken || jsonb_build_array(private.request_for_twilio(p_call, v_request));
  end loop;
  return v_taken;
end;
$$;
comment on function private.take_requests(public.call, timestamptz) is
  'What is due, written down as asked: whoever gets it asks Twilio, and nobody else does meanwhile.';

create function private.is_underway(p_call public.call, p_at timestamptz) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return p_call.ended_at is null and (
    p_call.wiring = 'upgrading'
    or exists (
      select from private.twilio_request as r
      where r.call_id = p_call.id and r.outcome is null and r.asked_at > p_at - interval '15 seconds'
        -- Nobody notices whose going ends the conference, so no press waits for it.
        and r.kind <> 'ends-conference'
    )
  );
end;
$$;
comment on function private.is_underway(public.call, timestamptz) is
  'Whether Twilio''s answer, or its callbacks, are waited for by whoever pressed.';

create function private.fail_commands(p_call_id bigint, p_wanted_by uuid, p_code integer, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_command as m
  set outcome = 'failed', ended_at = p_at, answer = jsonb_strip_nulls(jsonb_build_object('twilioCode', p_code))
  where m.call_id = p_call_id and m.outcome is null and m.kind <> 'end' and (p_wanted_by is null or m.id = p_wanted_by);
end;
$$;
comment on function private.fail_commands(bigint, uuid, integer, timestamptz) is
  'What a press wanted cannot be had; null: what everybody wanted. To end a call is never given up.';

create function private.end_quietly(p_leg_id bigint, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_leg as l
  set status = case when l.picked_up_at is null then 'canceled' else 'completed' end, assumed = true,
      ended_at = coalesce(l.left_at, p_at)
  where l.id = p_leg_id and not private.is_terminal(l.status);
end;
$$;
comment on function private.end_quietly(bigint, timestamptz) is 'Twilio has ended it, or knows it no longer; its own callback may still correct that.';

create function private.undo_rest(p_leg public.call_leg, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
begin
  -- Nobody is rung yet, and nobody has gone: all that waited for the hold.
  update public.call_leg as l
  set status = 'canceled', assumed = true, ended_at = p_at, purpose_outcome = 'taken-back'
  where l.call_id = p_leg.call_id and l.wanted_by = p_leg.wanted_by and l.status = 'ordered' and l.made_by = 'rest';
  update public.call_leg as l
  set end_wanted = false,
      purpose_outcome = case when l.purpose = 'consult' and l.purpose_outcome = 'reached' then null else l.purpose_outcome end
  where l.call_id = p_leg.call_id and l.wanted_by = p_leg.wanted_by and private.is_open(l);
end;
$$;
comment on function private.undo_rest(public.call_leg, timestamptz) is
  'What the same press wanted beside the hold that cannot be had: a call is sent on, or handed over, whole or not at all.';

create function private.give_up(
  p_call public.call, p_request private.twilio_request, p_leg public.call_leg, p_at timestamptz
) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  case p_request.kind
    when 'redirect' then
      if p_call.wiring = 'upgrading' then
        perform private.fail_commands(p_call.id, null, p_request.twilio_code, p_at);
        perform private.abandon_upgrade(p_call, p_at);
        return private.upgrade_notice(p_call, p_leg, p_at);
      end if;
      -- Without the sentence, then; and who can't be moved is lost: the page says so.
      update public.call_leg as l set farewell = false, move_wanted = false where l.id = p_leg.id;
    when 'add' then
      update public.call_leg as l
      set status = 'failed', assumed = true, ended_at = p_at
      where l.id = p_leg.id;
      perform private.fail_commands(p_call.id, p_leg.wanted_by, p_request.twilio_code, p_at);
    when 'ends-conference' then
      if p_leg.hold_wanted and p_leg.held_at is null then
        -- Whoever is put on hold all the same ends everybody's call by hanging up.
        update public.call_leg as l set hold_wanted = false where l.id = p_leg.id;
        perform private.undo_rest(p_leg, p_at);
        perform private.fail_commands(p_call.id, p_leg.wanted_by, p_request.twilio_code, p_at);
        return private.notice('hold-failed', p_leg, p_at);
      end if;
    when 'hold' then
      update public.call_leg as l set hold_wanted = l.held_at is not null where l.id = p_leg.id;
      perform private.undo_rest(p_leg, p_at);
      perform private.fail_commands(p_call.id, p_leg.wanted_by, p_request.twilio_code, p_at);
      return private.notice(case when p_leg.hold_wanted then 'hold-failed' else 'resume-failed' end, p_leg, p_at);
    when 'mute', 'coach' then
      perform private.give_up_supervision(p_call, p_request, p_leg, p_at);
    when 'find-legs' then
      perform private.fail_commands(p_call.id, null, p_request.twilio_code, p_at);
      perform private.abandon_upgrade(p_call, p_at);
    when 'to-line' then
      perform private.fail_commands(p_call.id, p_leg.wanted_by, p_request.twilio_code, p_at);
      perform private.stay_with_agent(p_call, p_leg, p_at);
    else null;
  end case;
  return null;
end;
$$;
comment on function private.give_up(public.call, private.twilio_request, public.call_leg, timestamptz) is
  'Twilio refused, or two answers were lost: back to a state that is known; answers the notice that says so, or null.';

create function private.apply_conference_found(p_call public.call, p_facts jsonb, p_at timestamptz) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  perform private.apply_check(p_call, f.leg) from jsonb_array_elements(p_facts -> 'legs') as f (leg);
  if p_facts ->> 'conference_sid' is not null then
    update public.call as c
    set conference_sid = coalesce(c.conference_sid, p_facts ->> 'conference_sid')
    where c.id = p_call.id;
    update public.call_leg as l
    set joined_at = coalesce(l.joined_at, p_at)
    where l.call_id = p_call.id and p_facts -> 'participants' ? l.call_sid;
  end if;
  if not exists (select from public.call_leg as l where l.call_id = p_call.id and l.joined_at is not null)
     and (select count(*) from public.call_leg as l where l.call_id = p_call.id and private.is_open(l) and l.status <> 'ordered') > 1 then
    -- Both are there, and nobody was moved.
    perform private.fail_commands(p_call.id, null, null, p_at);
    perform private.abandon_upgrade(p_call, p_at);
    return private.upgrade_notice(p_call, private.first_leg(p_call.id), p_at);
  end if;
  return null;
end;
$$;
comment on function private.apply_conference_found(public.call, jsonb, timestamptz) is
  'Twilio''s word on both legs and on who is in the conference, since the callbacks did not say.';

create function private.apply_answer(p_call public.call, p_answer jsonb, p_at timestamptz) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_request private.twilio_request;
  v_leg public.call_leg;
  v_facts constant jsonb := p_answer -> 'facts';
begin
  update private.twilio_request as r
  set outcome = p_answer ->> 'outcome', ended_at = p_at, twilio_code = (p_answer ->> 'code')::integer
  where r.id = (p_answer ->> 'id')::bigint and r.call_id = p_call.id and r.outcome is null
  returning r.* into v_request;
  if not found or v_request.outcome = 'skipped' then
    return null;
  end if;
  select l.* into v_leg from public.call_leg as l where l.call_id = p_call.id and l.id = v_request.leg_id;

  if v_request.kind in ('announce', 'record', 'pause-recording', 'resume-recording') then
    return private.apply_recording_answer(p_call, v_request, v_leg, v_facts, p_at);
  end if;
  if v_request.kind = 'add' and v_request.twilio_code = 16026 then
    -- The label is in use: the answer that was lost said that it rings. Its callbacks name the line.
    update public.call_leg as l set status = 'initiated' where l.id = v_leg.id and l.status = 'ordered';
    return null;
  end if;
  -- Not found, or "call is not in progress": it is over. Its own callback says how.
  if v_request.kind in ('end', 'hold', 'ends-conference') and v_request.twilio_code in (20404, 21220) then
    if v_request.kind = 'end' then
      perform private.end_quietly(v_leg.id, p_at);
      return null;
    end if;
    return private.give_up(p_call, v_request, v_leg, p_at);
  end if;
  if v_request.outcome = 'refused'
     or v_request.outcome = 'lost' and (case v_request.kind
       when 'redirect' then v_leg.farewell
       -- Whether it left is told by those who stay.
       when 'to-line' then false
       when 'find-legs' then true
       when 'find-conference' then false
       else not private.may_ask(v_leg, v_request.kind, p_at)
     end) then
    return private.give_up(p_call, v_request, v_leg, p_at);
  elsif v_request.outcome = 'lost' then
    return null;
  end if;

  case v_request.kind
    when 'find-legs' then
      perform private.apply_check(p_call, f.leg) from jsonb_array_elements(v_facts -> 'legs') as f (leg);
      if (private.talking_child(p_call.id)).id is null then
        perform private.fail_commands(p_call.id, null, null, p_at);
        perform private.abandon_upgrade(p_call, p_at);
      end if;
    when 'find-conference' then
      return private.apply_conference_found(p_call, v_facts, p_at);
    when 'add' then
      perform private.name_telephone(p_call.id, v_leg.id, v_facts ->> 'call_sid', null);
      update public.call_leg as l
      set status = 'initiated', started_at = coalesce(l.started_at, p_at)
      where l.id = v_leg.id and l.status = 'ordered';
    when 'to-line' then
      perform private.arrive_at_line(p_call, v_leg, p_at);
    when 'ends-conference' then
      update public.call_leg as l set ends_conference = (v_request.details ->> 'ends')::boolean where l.id = v_leg.id;
    when 'hold' then
      update public.call_leg as l
      set held_at = case when (v_request.details ->> 'hold')::boolean then p_at end,
          held_s = l.held_s + case
            when not (v_request.details ->> 'hold')::boolean
            then coalesce(extract(epoch from p_at - l.held_at)::integer, 0) else 0
          end
      where l.id = v_leg.id and (l.held_at is not null) <> (v_request.details ->> 'hold')::boolean;
    when 'mute', 'coach' then
      perform private.apply_supervision_answer(v_request);
    when 'end' then
      perform private.end_quietly(v_leg.id, p_at);
    else null;
  end case;
  return null;
end;
$$;
comment on function private.apply_answer(public.call, jsonb, timestamptz) is
  'What came of one request: {id, outcome, code, facts}. Answers a notice, or null.';

create function private.work_on(p_call_id bigint, p_at timestamptz default now()) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
  v_requests jsonb;
begin
  perform private.settle_recording(p_call_id, p_at);
  select c.* into strict v_call from public.call as c where c.id = p_call_id;
  v_requests := private.take_requests(v_call, p_at);
  if not private.is_underway(v_call, p_at) then
    update public.call_command as m set outcome = 'done', ended_at = p_at where m.call_id = p_call_id and m.outcome is null;
    if v_requests = '[]' then
      return null;
    end if;
  end if;
  return jsonb_build_object('call_id', v_call.id, 'requests', v_requests);
end;
$$;
comment on function private.work_on(bigint, timestamptz) is
  'What is to be asked of Twilio now: {call_id, requests}, none while an answer is waited for. Null: the call is what people want. Every command on it is done as soon as only what nobody notices is left.';

create function public.keep_answers(
  workspace_id bigint, call_id bigint, answers jsonb, command_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
  v_answer jsonb;
  v_notice jsonb;
  v_last jsonb;
  v_outcome text;
begin
  select c.* into v_call from public.call as c
  where c.workspace_id = keep_answers.workspace_id and c.id = keep_answers.call_id
  for no key update;
  if not found then
    return jsonb_build_object('ok', true, 'outcome', 'failed', 'work', null);
  end if;
  for v_answer in select a.value from jsonb_array_elements(keep_answers.answers) as a loop
    v_notice := private.apply_answer(v_call, v_answer, now());
    v_last := coalesce(v_notice, v_last);
    select c.* into v_call from public.call as c where c.id = v_call.id;
  end loop;
  if v_last is not null then
    update public.call as c set notice = v_last where c.id = v_call.id returning c.* into v_call;
  end if;
  perform private.settle_call(v_call);
  v_answer := private.work_on(v_call.id);
  select m.outcome into v_outcome from public.call_command as m
  where m.workspace_id = keep_answers.workspace_id and m.id = keep_answers.command_id;
  return jsonb_build_object('ok', true, 'outcome', v_outcome, 'work', v_answer);
end;
$$;
comment on function public.keep_answers(bigint, bigint, jsonb, uuid) is
  'Keeps what Twilio answered, [{id, outcome: done, refused, lost or skipped, code, facts}], and answers what comes next: {ok, outcome of the command, work: {call_id, requests} or null}.';
grant execute on function public.keep_answers(bigint, bigint, jsonb, uuid) to service_role;

-- What the Voice SDK in the browser saw: warnings, errors and timings, kept beside Twilio's own events.

create function private.record_call_event(p_call_id bigint, p_kind text, p_payload jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_agent_id bigint;
  v_call public.call;
begin
  if p_kind is null or p_kind !~ '^[a-z][a-z0-9._-]{0,63}$' then
    raise exception 'Cannot keep the event: its kind is lower-case letters, digits and ._-, 64 at most'
      using errcode = 'check_violation';
  end if;
  if octet_length(p_payload::text) > 4096 then
    raise exception 'Cannot keep the event: its payload is larger than 4096 bytes'
      using errcode = 'check_violation';
  end if;
  select r.agent_id into v_agent_id
  from public.call_participant as r
  where r.call_id = p_call_id and r.agent_id = any (array(select private.my_seats()));
  if v_agent_id is null then
    return private.refusal('E-SEAT');
  end if;
  select c.* into strict v_call from public.call as c where c.id = p_call_id;
  if v_call.ended_at < now() - interval '5 minutes' then
    return private.refusal('E-CALL-OVER');
  end if;
  -- One at a time, or events side by side would all be counted as the last that may come.
  perform pg_advisory_xact_lock(hashtextextended('private.record_call_event ' || p_call_id, 0));
  if (
    select count(*) from public.call_event as e where e.call_id = p_call_id and e.source = 'sdk'
  ) >= 1000 then
    raise exception 'Cannot keep the event: 1000 of this call are kept already'
      using errcode = 'check_violation';
  end if;
  insert into public.call_event (workspace_id, call_id, call_sid, source, payload, applied)
  values (
    v_call.workspace_id, v_call.id, (private.first_leg(v_call.id)).call_sid, 'sdk',
    jsonb_build_object('agent_id', v_agent_id, 'kind', p_kind, 'data', p_payload),
    false
  );
  return jsonb_build_object('ok', true);
end;
$$;
grant execute on function private.record_call_event(bigint, text, jsonb) to authenticated;

create function public.record_call_event(call_id bigint, kind text, payload jsonb) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.record_call_event(call_id, kind, payload);
$$;
comment on function public.record_call_event(bigint, text, jsonb) is
  'Keeps an SDK event of the caller''s own call (payload up to 4096 bytes, 1000 a call). Answers {ok: true}, or {ok: false, code}: E-SEAT for another''s call, E-CALL-OVER five minutes after its end; what is too large is a check violation.';
grant execute on function public.record_call_event(bigint, text, jsonb) to authenticated;

-- How a job asks a function of ours, and how the function proves that the job did.

create function private.ask_function(p_path text, p_secret_name text, p_workspaces bigint[]) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_url text;
  v_secret text;
begin
  select s.value into v_url from private.health_setting as s where s.name = 'functions_url';
  select v.decrypted_secret into v_secret from vault.decrypted_secrets as v where v.name = p_secret_name;
  if v_url is null or v_secret is null then
    return false;
  end if;
  perform net.http_post(
    url := v_url || p_path,
    headers := jsonb_build_object('content-type', 'application/json', 'x-softphone-secret', v_secret),
    body := jsonb_build_object('workspaceId', u.id),
    timeout_milliseconds := 60000
  )
  from unnest(p_workspaces) as u (id);
  return true;
end;
$$;
comment on function private.ask_function(text, text, bigint[]) is
  'Posts to the function once for each workspace, with the secret of that name from the Vault. False: no function has said where they are, or there is no such secret.';

create function private.is_job_secret(p_secret_name text, p_secret text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  -- Digests are compared, so that the time says nothing about how much of a guess was right.
  return exists (
    select from vault.decrypted_secrets as v
    where v.name = p_secret_name
      and extensions.digest(v.decrypted_secret, 'sha256') = extensions.digest(p_secret, 'sha256')
  );
end;
$$;
comment on function private.is_job_secret(text, text) is 'Whether it is the secret that the job sends.';

-- What a person asks of a running call, through the function `call`. A command changes what is wanted of the call's
-- legs, in the transaction that keeps it; 45_twilio_requests.sql has Twilio do the rest.

create function private.may_command(p_call_id bigint, p_agent_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.call_participant as p
    where p.call_id = p_call_id
      and p.agent_id = p_agent_id
      and (p.joined_at is not null or p.joined_by = 'order')
  );
end;
$$;
comment on function private.may_command(bigint, bigint) is
  'Whether the seat takes part in the call, or did: whoever sent it on may take it back.';

create function private.is_in(p_call_id bigint, p_agent_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.call_participant as p
    where p.call_id = p_call_id and p.agent_id = p_agent_id and p.left_at is null
      and (p.joined_at is not null or p.joined_by = 'order')
  );
end;
$$;
comment on function private.is_in(bigint, bigint) is 'Whether the seat takes part in the call and has not left it.';

create function private.is_asked(p_call_id bigint, p_agent_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.call_leg as l
    join public.call_leg as host on host.call_id = l.call_id and host.role = 'seat' and host.agent_id = l.asked_by
    where l.call_id = p_call_id and l.role = 'seat' and l.agent_id = p_agent_id and l.purpose = 'consult'
      and l.purpose_outcome is null and l.asked_by <> p_agent_id
      and private.is_open(l) and private.is_open(host) and host.joined_at is not null and not host.end_wanted
  ) and exists (
    select from public.call_leg as w where w.call_id = p_call_id and w.hold_wanted and private.is_open(w)
  );
end;
$$;
comment on function private.is_asked(bigint, bigint) is
  'Whether the seat is asked about the call, while somebody waits: the call is whose asks, until it is handed over.';

create function private.twilio_credentials(p_workspace public.workspace) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return jsonb_build_object(
    'account_sid', p_workspace.twilio_account_sid,
    'username', coalesce(p_workspace.twilio_api_key_sid, p_workspace.twilio_account_sid),
    'password', case
      when p_workspace.twilio_api_key_sid is not null then private.unseal(p_workspace.id, 'twilio_api_key_secret')
      else private.unseal(p_workspace.id, 'twilio_auth_token')
    end
  );
end;
$$;
comment on function private.twilio_credentials(public.workspace) is
  'What asks Twilio about calls: the API key, before there is one the auth token. In plain, for Twilio only.';

create function private.want_end(p_call public.call, p_leg_ids bigint[], p_command_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_leg as l
  set end_wanted = true, wanted_by = p_command_id, wanted_at = now()
  where l.call_id = p_call.id and l.id = any (p_leg_ids) and private.is_open(l);
  -- Twilio was not asked for these yet, so nobody has to end them.
  update public.call_leg as l
  set status = 'canceled', assumed = true, ended_at = now()
  where l.call_id = p_call.id and l.id = any (p_leg_ids) and l.status = 'ordered' and l.made_by = 'rest'
    and not private.was_asked(p_call.id, l.id, 'add', l.created_at);
end;
$$;
comment on function private.want_end(public.call, bigint[], uuid) is 'These legs have to end.';

create function private.legs_to_end(p_call public.call, p_agent_id bigint) returns bigint[]
language plpgsql stable security definer set search_path = '' as $$
declare
  v_first constant public.call_leg := private.first_leg(p_call.id);
  v_child constant public.call_leg := private.talking_child(p_call.id);
begin
  -- Between colleagues the one who hangs up ends their own line, so that Twilio tells who it was.
  if p_call.direction = 'internal' and p_call.wiring = 'plain' and v_child.agent_id = p_agent_id then
    return array[v_child.id];
  end if;
  -- While they are wired plainly, the leg that dialled takes the other with it.
  if p_call.wiring = 'plain' and not private.is_terminal(v_first.status) then
    return array[v_first.id];
  end if;
  return array(
    select l.id from public.call_leg as l where l.call_id = p_call.id and not private.is_terminal(l.status) order by l.id
  );
end;
$$;
comment on function private.legs_to_end(public.call, bigint) is 'The legs that have to end so that nobody is left on the line.';

create function private.want_hold(
  p_call public.call, p_leg_ids bigint[], p_hold boolean, p_command_id uuid
) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_leg as l
  set hold_wanted = p_hold, wanted_by = p_command_id, wanted_at = now()
  where l.call_id = p_call.id and l.id = any (p_leg_ids) and private.is_open(l) and l.hold_wanted <> p_hold;
end;
$$;
comment on function private.want_hold(public.call, bigint[], boolean, uuid) is 'These legs hear music from now on, or no longer.';

create function private.consultation(p_call_id bigint) returns public.call_leg
language plpgsql stable security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  select l.* into v_leg
  from public.call_leg as l
  where l.call_id = p_call_id and l.purpose in ('consult', 'transfer') and l.purpose_outcome is null
    and private.is_open(l) and not l.end_wanted
  order by l.id desc
  limit 1;
  return v_leg;
end;
$$;
comment on function private.consultation(bigint) is
  'Whoever is consulted, or rung by a transfer, while the other side waits; null when nobody is.';

create function private.other_sides(p_call public.call, p_agent_id bigint, p_but_leg_id bigint default null)
returns bigint[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return array(
    select l.id from public.call_leg as l
    where l.call_id = p_call.id and private.is_open(l) and l.id is distinct from p_but_leg_id
      and case
        when l.role in ('caller', 'callee', 'outside') then l.picked_up_at is not null or l.purpose is null
        else p_call.direction = 'internal' and l.role = 'seat' and l.agent_id <> p_agent_id and l.picked_up_at is not null
      end
    order by l.id
  );
end;
$$;
comment on function private.other_sides(public.call, bigint, bigint) is
  'Whom the seat puts on hold: the telephones on the line, between colleagues whoever else is on it; but for one.';

create function private.check_target(
  p_call public.call, p_seat public.agent, p_policy public.workspace_policy, p_target jsonb
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_from constant text := coalesce(
    (select private.call_line(p_call) where private.may_call_from(p_seat.id, private.call_line(p_call))),
    (select u.phone_number from public.agent_phone as u where u.agent_id = p_seat.id and u.may_call order by u.id limit 1)
  );
begin
  return private.check_outside_leg(
    p_policy, p_seat, p_target ->> 'to', v_from, p_target ->> 'country', (p_target ->> 'emergency')::boolean
  );
end;
$$;
comment on function private.check_target(public.call, public.agent, public.workspace_policy, jsonb) is
  'Whether the seat may have the number called into the call, as check_outside_leg answers it.';

create function private.order_target(
  p_call public.call, p_seat public.agent, p_policy public.workspace_policy, p_command_id uuid, p_command text,
  p_arguments jsonb
) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_target constant jsonb := p_arguments -> 'target';
  v_agent_id bigint;
  v_check jsonb;
begin
  if (
    select count(*) from public.call_leg as l
    where l.call_id = p_call.id and l.purpose is not null and private.is_open(l) and l.picked_up_at is null
  ) >= 3 then
    return 'E-TOO-MANY-RINGING';
  end if;
  if v_target ->> 'kind' = 'seat' then
    select a.id into v_agent_id
    from public.agent as a
    where a.workspace_id = p_call.workspace_id and a.id = (v_target ->> 'agentId')::bigint and a.id <> p_seat.id
      and private.would_ring(a.id, p_call.id, now());
    if v_agent_id is null then
      return 'E-TARGET';
    end if;
    perform private.ring_seats(
      p_call, array[v_agent_id], p_command, p_seat.id, p_arguments ->> 'word', p_command_id, now()
    );
    return null;
  end if;

  v_check := private.check_target(p_call, p_seat, p_policy, v_target);
  if not (v_check ->> 'ok')::boolean then
    return v_check ->> 'code';
  end if;
  insert into public.call_leg (
    workspace_id, call_id, role, made_by, agent_id, to_address, to_country, emergency, time_limit_s, status, purpose,
    asked_by, word, wanted_by, wanted_at
  )
  values (
    p_call.workspace_id, p_call.id, 'outside', 'rest', p_seat.id, v_target ->> 'to', v_target ->> 'country',
    (v_target ->> 'emergency')::boolean, (v_check ->> 'time_limit_s')::integer, 'ordered', p_command, p_seat.id,
    nullif(p_arguments ->> 'word', ''), p_command_id, now()
  );
  return null;
end;
$$;
comment on function private.order_target(public.call, public.agent, public.workspace_policy, uuid, text, jsonb) is
  'Orders a leg to whom the press named; answers a code when that may not be.';

create function private.want_line(
  p_call public.call, p_seat public.agent, p_command_id uuid, p_command text, p_line text
) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_others constant bigint[] := private.other_sides(p_call, p_seat.id);
begin
  -- One line rings for one caller, who is no colleague; and nobody talks to a line first.
  if p_call.direction = 'internal' or p_command <> 'transfer' or cardinality(v_others) <> 1 or (private.consultation(p_call.id)).id is not null then
    return 'E-CALL-STATE';
  elsif not exists (
    select from public.workspace_twilio_number as n
    where n.workspace_id = p_call.workspace_id and n.twilio_number = p_line
  ) or (private.next_step(p_call, now(), p_line)).kind <> 'ring' then
    return 'E-TARGET';
  end if;
  update public.call_leg as l
  set line_wanted = p_line, wanted_by = p_command_id, wanted_at = now()
  where l.id = v_others[1];
  return null;
end;
$$;
comment on function private.want_line(public.call, public.agent, uuid, text, text) is
  'The other side goes on with what that line''s callers get; answers a code when nobody there would ring.';

create function private.apply_command(
  p_call public.call, p_seat public.agent, p_policy public.workspace_policy, p_command_id uuid, p_command text,
  p_arguments jsonb
) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_at constant timestamptz := now();
  v_call public.call := p_call;
  v_own bigint[];
  v_target public.call_leg;
  v_leg public.call_leg;
  v_code text;
begin
  if private.acts_as_supervisor(p_call, p_seat, p_command) then
    return private.apply_supervision(p_call, p_seat, p_command_id, p_command);
  elsif p_command in ('decline', 'send-on') then
    return private.turn_away(p_call, p_seat, p_command_id, p_command, p_arguments);
  elsif p_command = 'end' and p_call.wiring = 'plain' then
    -- Whoever sent it to a line is out of it: others talk there, on a plain call again.
    if not private.is_in(p_call.id, p_seat.id) then
      return 'E-CALL-OTHER';
    end if;
    perform private.want_end(p_call, private.legs_to_end(p_call, p_seat.id), p_command_id);
    return null;
  elsif private.status_rank(p_call.status) < 2 then
    return 'E-CALL-STATE';
  end if;
  v_own := array(
    select l.id from public.call_leg as l
    where l.call_id = p_call.id and l.role = 'seat' and l.agent_id = p_seat.id and private.is_open(l)
      and (l.picked_up_at is not null or l.made_by = 'twilio')
  );
  v_target := private.consultation(p_call.id);
  -- Whoever sent it on is out of it, and may still take it back; so may whoever's page was lost.
  if p_command in ('take-back', 'let-go', 'end') and p_call.interrupted_by = p_seat.id then
    return private.answer_offer(p_call, p_seat, p_command_id, p_command);
  elsif p_command in ('take-back', 'let-go') then
    return 'E-CALL-STATE';
  elsif cardinality(v_own) = 0 and not (p_command = 'cancel' and v_target.asked_by = p_seat.id) then
    return 'E-CALL-OTHER';
  elsif p_command in ('hold', 'resume', 'transfer', 'consult', 'add', 'drop', 'end')
    and private.is_asked(p_call.id, p_seat.id)
  then
    -- Whoever hangs up before their page knows what the call is goes alone.
    if p_command <> 'end' then
      return 'E-CALL-STATE';
    end if;
    perform private.release_all(p_call.id, p_command_id, v_at);
    perform private.want_end(p_call, v_own, p_command_id);
    return null;
  elsif p_command in ('hold', 'transfer', 'consult', 'add') and p_call.wiring = 'plain' then
    perform private.begin_upgrade(p_call, v_at);
  end if;

  if p_arguments ->> 'legId' is not null then
    select l.* into v_leg from public.call_leg as l
    where l.call_id = p_call.id and l.id = (p_arguments ->> 'legId')::bigint and private.is_open(l)
      and l.id <> all (v_own) and l.role <> 'supervisor';
    if not found then
      return 'E-CALL-STATE';
    end if;
  end if;

  if p_arguments -> 'target' ->> 'kind' = 'line' then
    return private.want_line(p_call, p_seat, p_command_id, p_command, p_arguments -> 'target' ->> 'number');
  end if;

  case p_command
    when 'end' then
      perform private.want_end(p_call, private.legs_to_end(p_call, p_seat.id), p_command_id);
    when 'hold', 'resume' then
      perform private.want_hold(
        p_call,
        case when v_leg.id is not null then array[v_leg.id]
          else private.other_sides(p_call, p_seat.id, v_target.id) end,
        p_command = 'hold', p_command_id
      );
    when 'transfer', 'consult', 'add' then
      if v_target.id is not null and p_command <> 'add' then
        return 'E-CALL-STATE';
      end if;
      v_code := private.order_target(p_call, p_seat, p_policy, p_command_id, p_command, p_arguments);
      if v_code is not null then
        return v_code;
      end if;
      if p_command <> 'add' then
        perform private.want_hold(p_call, private.other_sides(p_call, p_seat.id), true, p_command_id);
      end if;
    when 'hand-over' then
      -- Whoever is consulted, or was added, hands over to nobody.
      if v_target.purpose is distinct from 'consult' or v_target.joined_at is null or v_target.asked_by <> p_seat.id then
        return 'E-CALL-STATE';
      end if;
      update public.call_leg as l
      set purpose_outcome = 'reached', wanted_by = p_command_id, wanted_at = v_at
      where l.id = v_target.id;
      perform private.release_all(p_call.id, p_command_id, v_at);
      perform private.want_end(p_call, v_own, p_command_id);
    when 'swap' then
      if v_target.purpose is distinct from 'consult' or v_target.joined_at is null or v_target.asked_by <> p_seat.id then
        return 'E-CALL-STATE';
      end if;
      perform private.want_hold(p_call, private.other_sides(p_call, p_seat.id, v_target.id), v_target.hold_wanted, p_command_id);
      perform private.want_hold(p_call, array[v_target.id], not v_target.hold_wanted, p_command_id);
    when 'cancel' then
      if v_target.id is null then
        return 'E-CALL-STATE';
      end if;
      perform private.want_end(p_call, array[v_target.id], p_command_id);
      if cardinality(v_own) = 0 then
        perform private.ring_seats(p_call, array[p_seat.id], 'return', p_seat.id, null, p_command_id, v_at);
      else
        update public.call_leg as l set purpose_outcome = 'taken-back' where l.id = v_target.id;
        perform private.release_all(p_call.id, p_command_id, v_at);
      end if;
    when 'drop' then
      perform private.want_end(p_call, array[v_leg.id], p_command_id);
    when 'leave' then
      perform private.release_all(p_call.id, p_command_id, v_at);
      perform private.want_end(p_call, v_own, p_command_id);
    when 'record', 'pause-recording', 'resume-recording' then
      return private.command_recording(p_call, p_seat, p_command_id, p_command, p_arguments);
  end case;
  return null;
end;
$$;
comment on function private.apply_command(public.call, public.agent, public.workspace_policy, uuid, text, jsonb) is
  'Changes what is wanted of the call, a row that is locked; answers a code when the command does not fit what the call is now.';

create function public.workspace_country(user_id uuid, workspace_id bigint) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(workspace_country.user_id, workspace_country.workspace_id);
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  return (
    select jsonb_build_object('ok', true, 'country', w.country) from public.workspace as w where w.id = v_seat.workspace_id
  );
end;
$$;
comment on function public.workspace_country(uuid, bigint) is
  'The country in which a number that a press names is read: {ok, country}. E-SEAT.';
grant execute on function public.workspace_country(uuid, bigint) to service_role;

create function public.begin_command(
  user_id uuid, workspace_id bigint, call_id bigint, command_id uuid, command text, arguments jsonb default '{}'
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(begin_command.user_id, begin_command.workspace_id);
  v_known public.call_command;
  v_policy public.workspace_policy;
  v_call public.call;
  v_workspace public.workspace;
  v_code text;
  v_work jsonb;
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  -- The same press twice at the same moment is one; a seat's presses one after the other, or they would all be the tenth.
  perform from public.agent as a where a.id = v_seat.id for no key update;
  select c.* into v_known from public.call_command as c where c.id = begin_command.command_id;
  if found then
    if (v_known.agent_id, v_known.call_id, v_known.kind)
       is distinct from (v_seat.id, begin_command.call_id, begin_command.command) then
      return private.refusal('E-COMMAND');
    end if;
    return jsonb_build_object('ok', true, 'outcome', v_known.outcome, 'work', null);
  end if;
  if (
    select count(*) from public.call_command as c
    where c.workspace_id = v_seat.workspace_id and c.agent_id = v_seat.id and c.asked_at > now() - interval '10 seconds'
  ) >= 10 then
    return private.refusal('E-TOO-FAST');
  end if;

  if begin_command.arguments -> 'target' ->> 'kind' = 'number' then
    v_policy := private.lock_policy(v_seat.workspace_id);
  end if;
  select c.* into v_call
  from public.call as c
  where c.id = begin_command.call_id and c.workspace_id = v_seat.workspace_id
  for no key update;
  if not found or not (
    private.may_command(v_call.id, v_seat.id)
    or begin_command.command in ('decline', 'send-on') and private.is_rung(v_call.id, v_seat.id)
    or private.may_supervise(v_call, v_seat, begin_command.command)
  ) then
    return private.refusal('E-CALL-OTHER');
  end if;
  if v_call.ended_at is null and v_call.status = 'created' and begin_command.command = 'end' then
    -- Nobody was called yet, so nothing is left to ask of Twilio.
    update public.call as c
    set status = 'never-connected', end_reason = 'canceled', ended_by = 'agent', ended_at = now()
    where c.id = v_call.id
    returning * into v_call;
    perform private.forget_order(v_call.id);
  end if;
  if v_call.ended_at is not null and begin_command.command <> 'end' then
    -- Nothing comes of it, so nothing is kept: a call that is over must not grow.
    return private.refusal('E-CALL-OVER');
  elsif v_call.ended_at is not null and exists (
    select from public.call_command as c
    where c.call_id = v_call.id and c.agent_id = v_seat.id and c.kind = 'end' and c.outcome = 'done'
  ) then
    return jsonb_build_object('ok', true, 'outcome', 'done', 'work', null);
  end if;
  insert into public.call_command (id, workspace_id, call_id, agent_id, kind, arguments)
  values (
    begin_command.command_id, v_seat.workspace_id, v_call.id, v_seat.id, begin_command.command, begin_command.arguments
  );
  if v_call.ended_at is null then
    begin
      v_code := private.apply_command(
        v_call, v_seat, v_policy, begin_command.command_id, begin_command.command, begin_command.arguments
      );
      if v_code is not null then
        -- What it had begun to change is undone.
        raise exception using errcode = 'SP001';
      end if;
    exception when sqlstate 'SP001' then
      if v_code = 'E-PAUSED' then
        -- But not the pause that a limit has just brought about.
        perform private.check_target(v_call, v_seat, v_policy, begin_command.arguments -> 'target');
      end if;
    end;
  end if;
  if v_code is not null then
    update public.call_command as c
    set outcome = 'failed', ended_at = now(), answer = jsonb_build_object('code', v_code)
    where c.id = begin_command.command_id;
    return private.refusal(v_code);
  end if;
  select c.* into strict v_call from public.call as c where c.id = v_call.id;
  if v_call.upgrade_began_at is not null then
    perform private.settle_conference(v_call);
  end if;
  v_work := private.work_on(v_call.id);
  select w.* into strict v_workspace from public.workspace as w where w.id = v_seat.workspace_id;
  return jsonb_build_object(
    'ok', true,
    'outcome', (select c.outcome from public.call_command as c where c.id = begin_command.command_id),
    'work', v_work
  ) || private.twilio_credentials(v_workspace);
end;
$$;
comment on function public.begin_command(uuid, bigint, bigint, uuid, text, jsonb) is
  'A press, by its own UUID: contracts/call_command.ts has the commands and their arguments; a number is given as {kind, to, country, emergency}. {ok, outcome, work: what Twilio has to be asked (keep_answers) or null, account_sid, username, password}: outcome is null while Twilio is asked; of a press that was kept before, what came of it, and no work. Refusals: E-SEAT, E-CALL-OTHER (a call that the seat takes no part in, nor supervises), E-COMMAND (the UUID was another press''s), E-TOO-FAST (ten in 10 s), E-CALL-OVER, E-CALL-STATE (not now), E-TARGET (does not ring), E-TOO-MANY-RINGING (three), E-OWN-CALL and E-OWN-PHONE (a supervisor who is in a call, or whose phone is offline), E-CHANGES-LIMIT (a supervisor''s lines of the audit log), E-MEDIA-OPEN, and what check_outside_leg refuses.';
grant execute on function public.begin_command(uuid, bigint, bigint, uuid, text, jsonb) to service_role;

-- No call stays open here that is over at Twilio, and no command stays half done: a job asks Twilio, through the
-- function `reconcile`, about every call that nothing was heard of for a minute.

create table private.call_check (
  call_id bigint not null,
  workspace_id bigint not null,
  checked_at timestamptz not null default now(),
  constraint call_check_pkey primary key (call_id),
  constraint call_check_call_fkey foreign key (workspace_id, call_id)
    references public.call (workspace_id, id) on delete cascade
);
comment on table private.call_check is 'When Twilio was last asked about a call that is open.';
create index call_check_workspace_id_call_id_idx on private.call_check (workspace_id, call_id);
alter table private.call_check enable row level security;

create table private.reconcile_run (
  workspace_id bigint not null,
  asked_at timestamptz not null,
  constraint reconcile_run_pkey primary key (workspace_id),
  constraint reconcile_run_workspace_id_fkey foreign key (workspace_id) references public.workspace (id)
);
comment on table private.reconcile_run is 'When the function reconcile was last asked to look at a workspace.';
alter table private.reconcile_run enable row level security;

create function private.last_news_at(p_call public.call) returns timestamptz
language plpgsql stable security definer set search_path = '' as $$
begin
  return greatest(
    p_call.created_at,
    (
      select max(e.received_at) from public.call_event as e
      where e.call_id = p_call.id and e.source in ('voice', 'action', 'status', 'conference', 'recording', 'consent')
    ),
    (select k.checked_at from private.call_check as k where k.call_id = p_call.id)
  );
end;
$$;
comment on function private.last_news_at(public.call) is
  'When Twilio was last heard of a call: an event or a check. A seat''s beat says nothing of a call.';

create function private.calls_due(p_at timestamptz) returns setof public.call
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
  select c.*
  from public.call as c
  where c.ended_at is null
    and c.status <> 'created'
    and (
      private.last_news_at(c) < p_at - interval '60 seconds'
      or private.recording_is_due(c.id, p_at)
      or c.wiring = 'upgrading' and c.upgrade_began_at < p_at - interval '15 seconds'
      or exists (
        select from public.call_leg as l
        where l.call_id = c.id and l.end_wanted and l.wanted_at < p_at - interval '15 seconds' and private.is_open(l)
      )
      or exists (
        select from public.call_command as m
        where m.call_id = c.id and m.outcome is null and m.asked_at < p_at - interval '15 seconds'
      )
      or exists (
        select from public.call_leg as l
        where l.call_id = c.id and l.end_wanted and private.is_open(l) and l.wanted_at < p_at - interval '15 seconds'
      )
    );
end;
$$;
comment on function private.calls_due(timestamptz) is
  'Open calls of which nothing was heard for a minute, of which a command was left half done, or in which somebody is who should not be.';

create function private.end_without_account(p_at timestamptz) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
  v_ended integer := 0;
begin
  for v_call in
    select c.* from public.call as c
    join public.workspace as w on w.id = c.workspace_id
    where c.ended_at is null and c.status <> 'created' and w.twilio_account_sid is null
    for no key update of c
  loop
    update public.call_leg as l
    set status = case when l.picked_up_at is not null then 'completed' else 'failed' end, assumed = true, ended_at = p_at
    where l.call_id = v_call.id and not private.is_terminal(l.status);
    update public.call_step as s
    set ended_at = p_at, outcome = 'failed', assumed = true
    where s.call_id = v_call.id and s.ended_at is null;
    update public.call as c
    set status = case when c.status = 'in-progress' then 'completed' else 'failed' end, assumed = true,
        end_reason = 'account-gone', ended_at = p_at
    where c.id = v_call.id
    returning * into v_call;
    perform private.settle_participants(v_call);
    v_ended := v_ended + 1;
  end loop;
  return v_ended;
end;
$$;
comment on function private.end_without_account(timestamptz) is
  'Calls whose account was disconnected: nobody can be asked about them any more.';

create function private.end_unattended(p_at timestamptz) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_ended integer;
begin
  update public.call_leg as l
  set end_wanted = true, wanted_at = p_at
  from public.call as c
  where c.id = l.call_id and c.ended_at is null and c.upgrade_began_at < p_at - interval '60 minutes'
    and private.is_open(l) and not l.end_wanted
    and (
      select max(coalesce(s.left_at, s.ended_at, 'infinity')) from public.call_leg as s
      where s.call_id = c.id and s.role = 'seat' and s.picked_up_at is not null
    ) < p_at - interval '60 minutes';
  get diagnostics v_ended = row_count;
  return v_ended;
end;
$$;
comment on function private.end_unattended(timestamptz) is
  'Telephones that talk on among themselves are paid for by the workspace: an hour after the last seat left they end. Answers how many legs.';

create function private.reconcile(p_at timestamptz default now()) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_due bigint[];
begin
  perform private.end_without_account(p_at);
  perform private.end_unattended(p_at);
  update public.call_command as m
  set outcome = 'done', ended_at = p_at
  from public.call as c
  where m.outcome is null and c.id = m.call_id and c.ended_at is not null;
  delete from private.call_check as k
  using public.call as c
  where c.id = k.call_id and c.ended_at is not null;

  -- Fifty accounts a run, whoever waited longest first; each is asked at most every 20 s.
  select coalesce(array_agg(d.workspace_id), '{}') into v_due
  from (
    select u.workspace_id
    from (select distinct c.workspace_id from private.calls_due(p_at) as c) as u
    left join private.reconcile_run as r on r.workspace_id = u.workspace_id
    where r.asked_at is null or r.asked_at < p_at - interval '20 seconds'
    order by r.asked_at nulls first, u.workspace_id
    limit 50
  ) as d;
  if not private.ask_function('/reconcile', 'softphone_reconcile_secret', v_due) then
    return 0;
  end if;
  insert into private.reconcile_run (workspace_id, asked_at)
  select u.id, p_at from unnest(v_due) as u (id)
  on conflict on constraint reconcile_run_pkey do update set asked_at = excluded.asked_at;
  return cardinality(v_due);
end;
$$;
comment on function private.reconcile(timestamptz) is
  'The job, every 30 s: has Twilio asked about the calls that are due; of how many workspaces. p_at: for tests.';

create function public.reconcile_grant(workspace_id bigint, secret text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_workspace public.workspace;
begin
  if not private.is_job_secret('softphone_reconcile_secret', reconcile_grant.secret) then
    return private.refusal('E-SECRET');
  end if;
  select w.* into v_workspace from public.workspace as w
  where w.id = reconcile_grant.workspace_id and w.twilio_account_sid is not null;
  if not found then
    return private.refusal('E-SECRET');
  end if;
  return jsonb_build_object(
    'ok', true,
    'calls', coalesce(
      (
        select jsonb_agg(
          jsonb_build_object(
            'id', c.id,
            'first_sid', (private.first_leg(c.id)).call_sid,
            'other_sids', (
              select coalesce(jsonb_agg(l.call_sid order by l.id), '[]') from public.call_leg as l
              where l.call_id = c.id and c.wiring <> 'plain' and l.made_by <> 'twilio' and l.call_sid is not null
                and private.is_open(l)
            )
          )
          order by c.id
        )
        from (
          select d.* from private.calls_due(now()) as d where d.workspace_id = v_workspace.id order by d.id limit 100
        ) as c
      ),
      '[]'
    )
  ) || private.twilio_credentials(v_workspace);
end;
$$;
comment on function public.reconcile_grant(bigint, text) is
  'For the reconciler: {ok, calls: [{id, first_sid, other_sids: of a conference, the lines that no Dial joins to the first}], account_sid, username, password}; at most 100 calls. E-SECRET.';
grant execute on function public.reconcile_grant(bigint, text) to service_role;

create function private.apply_check(p_call public.call, p_leg jsonb) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_step public.call_step;
  v_form private.form;
begin
  select s.* into v_step from public.call_step as s
  where s.call_id = p_call.id and s.kind in ('ring', 'outside')
  order by s.position desc
  limit 1;
  v_form := private.read_form(jsonb_build_object(
    'CallSid', p_leg ->> 'call_sid', 'ParentCallSid', p_leg ->> 'parent_call_sid', 'CallStatus', p_leg ->> 'status',
    'To', p_leg ->> 'to', 'Timestamp', p_leg ->> 'at', 'CallDuration', p_leg ->> 'duration_s'
  ));
  v_form.step_id := v_step.id;
  v_form.leg_id := (
    select l.id from public.call_leg as l
    where l.call_id = p_call.id and l.call_sid is null and l.to_address = p_leg ->> 'to' and v_form.parent_call_sid is not null
    limit 1
  );
  return private.apply_leg(p_call, v_form) is null;
end;
$$;
comment on function private.apply_check(public.call, jsonb) is
  'One leg as Twilio tells it: known before, or of the call''s last dial. Answers whether it was news.';

create function public.keep_reconciled(workspace_id bigint, secret text, calls jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_found record;
  v_call public.call;
  v_news boolean;
  v_work jsonb := '[]';
begin
  if not private.is_job_secret('softphone_reconcile_secret', keep_reconciled.secret) then
    return private.refusal('E-SECRET');
  end if;
  for v_found in
    select f.id, f.legs from jsonb_to_recordset(keep_reconciled.calls) as f (id bigint, legs jsonb) order by f.id
  loop
    select c.* into v_call from public.call as c
    where c.id = v_found.id and c.workspace_id = keep_reconciled.workspace_id
    for no key update;
    continue when not found;
    select coalesce(bool_or(private.apply_check(v_call, l.leg)), false) into v_news
    from jsonb_array_elements(v_found.legs) as l (leg);
    v_news := private.settle_call(v_call) or v_news;
    insert into private.call_check (call_id, workspace_id) values (v_call.id, v_call.workspace_id)
    on conflict on constraint call_check_pkey do update set checked_at = now();
    if v_news then
      insert into public.call_event (workspace_id, call_id, source, payload, applied)
      select
        v_call.workspace_id, v_call.id, 'check',
        jsonb_build_object('legs', v_found.legs, 'ended', v_call.ended_at is null and c.ended_at is not null), true
      from public.call as c
      where c.id = v_call.id;
    end if;
    v_work := v_work || coalesce(private.work_on(v_call.id), '[]');
  end loop;
  return jsonb_build_object('ok', true, 'work', v_work);
end;
$$;
comment on function public.keep_reconciled(bigint, text, jsonb) is
  'What Twilio said of calls: [{id, legs: [{call_sid, parent_call_sid, to, status, at, duration_s}]}]. It is applied like callbacks; what was news is an event of the call. Answers {ok, work: [{call_id, requests}], what is still to be asked for commands that were left half done}. E-SECRET.';
grant execute on function public.keep_reconciled(bigint, text, jsonb) to service_role;

create function private.clear_job_log() returns void
language sql volatile security definer set search_path = '' as $$
  delete from cron.job_run_details as d where d.end_time < now() - interval '1 day';
$$;
comment on function private.clear_job_log() is 'A job every 30 s leaves a million lines a year in the scheduler''s own log.';

-- Broadcasts on private topics, and who may join them. Delivery is not guaranteed: the web refetches whenever it subscribes.

create function private.call_payload(p_call public.call) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return jsonb_build_object(
    'id', p_call.id,
    'workspace_id', p_call.workspace_id,
    'ticket', p_call.ticket,
    'direction', p_call.direction,
    'mode', p_call.mode,
    'from_number', p_call.from_number,
    'to_number', p_call.to_number,
    'number_id', p_call.number_id,
    'agent_id', p_call.agent_id,
    'status', p_call.status,
    'wiring', p_call.wiring,
    'open_legs', p_call.open_legs,
    'notice', p_call.notice,
    'interrupted_at', p_call.interrupted_at,
    'interrupted_by', p_call.interrupted_by,
    'assumed', p_call.assumed,
    'end_reason', p_call.end_reason,
    'ended_by', p_call.ended_by,
    'created_at', p_call.created_at,
    'expires_at', p_call.expires_at,
    'ringing_at', p_call.ringing_at,
    'picked_up_at', p_call.picked_up_at,
    'answered_at', p_call.answered_at,
    'ended_at', p_call.ended_at,
    'duration_s', p_call.duration_s,
    'to_return', p_call.to_return,
    'also_joined', p_call.also_joined,
    'has_note', p_call.has_note,
    'outcome_tag_id', p_call.outcome_tag_id,
    'recording', p_call.recording,
    'recording_since', p_call.recording_since,
    'is_recorded', p_call.is_recorded,
    'can_be_recorded', p_call.can_be_recorded,
    'version', p_call.version
  );
end;
$$;
comment on function private.call_payload(public.call) is 'The columns of a call that the web reads, by name: never the whole row.';

create function private.broadcast_call() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_payload constant jsonb := private.call_payload(new);
begin
  perform realtime.send(v_payload, 'call', 'workspace:' || new.workspace_id || ':calls', true);
  perform realtime.send(v_payload, 'call', 'agent:' || u.agent_id, true)
  from (
    select new.agent_id
    union
    select p.agent_id from public.call_participant as p
    where p.call_id = new.id
      and (p.joined_at is not null or p.joined_by in ('order', 'transfer') or new.direction = 'internal')
  ) as u
  where u.agent_id is not null;
  -- One message for all whom it rings: that it rings, who took it, how it ended; not what happens in between.
  if new.direction = 'inbound'
     and new.number_id is not null
     and new.end_reason is distinct from 'blocked'
     and (new.agent_id is null or new.ended_at is not null or old.agent_id is null) then
    perform realtime.send(v_payload, 'call', 'line:' || new.to_number, true);
  end if;
  return null;
end;
$$;
comment on function private.broadcast_call() is
  'To supervisors and admins, to the seats that take part, and of a call in to everybody whom its line rings.';

create trigger call_broadcast after insert or update on public.call
for each row execute function private.broadcast_call();

create function private.broadcast_presence() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(
    jsonb_build_object(
      'agent_id', new.agent_id, 'status', new.status,
      'changed_at', new.changed_at, 'heard_at', new.heard_at, 'free_from', new.free_from
    ),
    'presence', 'workspace:' || new.workspace_id || ':presence', true
  );
  return null;
end;
$$;
comment on function private.broadcast_presence() is 'A changed choice, which the seat''s own browsers follow, wrap-up, and the first beat after a silence; not each beat, since Realtime''s rate is limited.';

create trigger agent_presence_broadcast_first after insert on public.agent_presence
for each row execute function private.broadcast_presence();

create trigger agent_presence_broadcast_change after update on public.agent_presence
for each row when (
  old.status is distinct from new.status
  or old.free_from is distinct from new.free_from
  or new.status <> 'offline' and new.heard_at is not null
  and (old.heard_at is null or old.heard_at <= private.heard_since(new.heard_at))
)
execute function private.broadcast_presence();

create function private.tell_seat_change() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- To the person, not to the seat: nobody may join the topic of a seat that is off, and hear that it is on again.
  perform realtime.send(
    jsonb_build_object(
      'agent_id', new.id, 'workspace_id', new.workspace_id, 'active', new.active, 'role', new.role,
      'display_name', new.display_name
    ),
    'seat', 'user:' || new.user_id, true
  );
  perform realtime.send(
    jsonb_build_object('agent_id', new.id), 'seat', 'workspace:' || new.workspace_id || ':presence', true
  );
  return null;
end;
$$;
comment on function private.tell_seat_change() is
  'The person''s own browsers act on it at once, whatever their tokens would still allow; colleagues read the list of people again.';

create trigger agent_tell_new after insert on public.agent
for each row execute function private.tell_seat_change();

create trigger agent_tell_change after update on public.agent
for each row when ((old.role, old.display_name, old.active) is distinct from (new.role, new.display_name, new.active))
execute function private.tell_seat_change();

create function private.broadcast_seats_numbers() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send('{}', 'numbers', 'agent:' || s.agent_id, true)
  from (select new.agent_id union select old.agent_id) as s
  where s.agent_id is not null;
  return null;
end;
$$;
comment on function private.broadcast_seats_numbers() is
  'The seat''s own dialers read their numbers again. The message says nothing of them.';

create trigger agent_phone_broadcast after insert or update or delete on public.agent_phone
for each row execute function private.broadcast_seats_numbers();

create function private.broadcast_policy() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(
    jsonb_build_object(
      'workspace_id', new.workspace_id,
      'allowed_countries', new.allowed_countries,
      'agent_calls_per_minute', new.agent_calls_per_minute,
      'agent_minutes_per_day', new.agent_minutes_per_day,
      'workspace_calls_per_minute', new.workspace_calls_per_minute,
      'workspace_minutes_per_day', new.workspace_minutes_per_day,
      'when_capped', new.when_capped,
      'time_zone', new.time_zone,
      'calling_hours', new.calling_hours,
      'block_withheld', new.block_withheld,
      'show_listeners', new.show_listeners,
      'recording', new.recording,
      'consent_language', new.consent_language,
      'consent_sentence', new.consent_sentence,
      'recordings_kept_days', new.recordings_kept_days,
      'recordings_heard_by', new.recordings_heard_by,
      'paused_at', new.paused_at,
      'paused_until', new.paused_until,
      'pause_cause', new.pause_cause,
      'pause_limit', new.pause_limit,
      'wrap_up_s', new.wrap_up_s,
      'outcome_required', new.outcome_required
    ),
    'policy', 'workspace:' || new.workspace_id || ':policy', true
  );
  return null;
end;
$$;
comment on function private.broadcast_policy() is 'Dialers show at once what may not be called any more, and a pause.';

create trigger workspace_policy_broadcast after update on public.workspace_policy
for each row when (old.* is distinct from new.*)
execute function private.broadcast_policy();

create function private.tell_outcome_tags() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send('{}', 'outcomes', 'workspace:' || t.workspace_id || ':policy', true)
  from (select distinct c.workspace_id from changed as c) as t;
  return null;
end;
$$;
comment on function private.tell_outcome_tags() is 'Screens that show outcomes read them again. The message says nothing of them.';

create trigger outcome_tag_tell_new after insert on public.outcome_tag
referencing new table as changed
for each statement execute function private.tell_outcome_tags();

create trigger outcome_tag_tell_change after update on public.outcome_tag
referencing new table as changed
for each statement execute function private.tell_outcome_tags();

create function private.tell_note() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(
    jsonb_build_object('call_id', new.call_id, 'agent_id', new.agent_id, 'version', new.version),
    'note', 'agent:' || u.agent_id, true
  )
  from (
    select new.agent_id
    union
    select p.agent_id from public.call_participant as p
    where p.call_id = new.call_id and (p.joined_at is not null or p.joined_by = 'order')
  ) as u;
  return null;
end;
$$;
comment on function private.tell_note() is
  'To the author''s other tabs and to whoever takes part in the call: what was written is read, where policies decide.';

create trigger call_note_tell after insert or update on public.call_note
for each row execute function private.tell_note();

create function private.tell_dialers_of_key() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(
    jsonb_build_object('api_key_sid', new.twilio_api_key_sid), 'token', 'agent:' || a.id, true
  )
  from public.agent as a
  where a.workspace_id = new.id and a.active;
  return null;
end;
$$;
comment on function private.tell_dialers_of_key() is
  'Another API key signs from now on: every dialer asks for a new token between its calls. Keys'' SIDs are no secrets.';

create trigger workspace_tell_dialers after update of twilio_api_key_sid on public.workspace
for each row when (
  new.twilio_api_key_sid is not null and old.twilio_api_key_sid is distinct from new.twilio_api_key_sid
)
execute function private.tell_dialers_of_key();

create function private.tell_audit_line() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(
    jsonb_build_object('line_id', new.id, 'action', new.action),
    'change', 'workspace:' || new.workspace_id || ':audit', true
  );
  return null;
end;
$$;
comment on function private.tell_audit_line() is
  'That something changed and of what kind, never what it is now: names and addresses are read, where policies decide.';

create trigger audit_log_tell after insert on public.audit_log
for each row execute function private.tell_audit_line();

-- Who may join. The pattern is matched before the cast: a topic may be any text. There is no policy for
-- insert, so that no browser can send.
create policy "people hear of the calls of their own seat" on realtime.messages
for select to authenticated
using (
  extension = 'broadcast'
  and case
    when (select realtime.topic()) ~ '^agent:[1-9][0-9]{0,17}$'
      then split_part((select realtime.topic()), ':', 2)::bigint = any (array(select private.my_seats()))
    else false
  end
);

create policy "people hear of the calls to lines that ring them" on realtime.messages
for select to authenticated
using (
  extension = 'broadcast'
  and case
    when (select realtime.topic()) ~ '^line:\+[1-9][0-9]{1,14}$'
      then split_part((select realtime.topic()), ':', 2) = any (array(select private.my_lines()))
    else false
  end
);

create policy "supervisors and admins hear of every call of their workspace" on realtime.messages
for select to authenticated
using (
  extension = 'broadcast'
  and case
    when (select realtime.topic()) ~ '^workspace:[1-9][0-9]{0,17}:calls$'
      then split_part((select realtime.topic()), ':', 2)::bigint
        = any (array(select private.my_supervised_workspaces()))
    else false
  end
);

create policy "members hear who is there in their workspace" on realtime.messages
for select to authenticated
using (
  extension = 'broadcast'
  and case
    when (select realtime.topic()) ~ '^workspace:[1-9][0-9]{0,17}:presence$'
      then split_part((select realtime.topic()), ':', 2)::bigint
        = any (array(select private.my_workspaces()))
    else false
  end
);

create policy "people hear of their own seats" on realtime.messages
for select to authenticated
using (
  extension = 'broadcast'
  and (select realtime.topic()) = 'user:' || (select auth.uid())::text
);

create policy "members hear of the policy of their workspace" on realtime.messages
for select to authenticated
using (
  extension = 'broadcast'
  and case
    when (select realtime.topic()) ~ '^workspace:[1-9][0-9]{0,17}:policy$'
      then split_part((select realtime.topic()), ':', 2)::bigint
        = any (array(select private.my_workspaces()))
    else false
  end
);

create policy "admins hear of the health of their workspace" on realtime.messages
for select to authenticated
using (
  extension = 'broadcast'
  and case
    when (select realtime.topic()) ~ '^workspace:[1-9][0-9]{0,17}:health$'
      then split_part((select realtime.topic()), ':', 2)::bigint
        = any (array(select private.my_administered_workspaces()))
    else false
  end
);

create policy "admins hear of what is changed in their workspace" on realtime.messages
for select to authenticated
using (
  extension = 'broadcast'
  and case
    when (select realtime.topic()) ~ '^workspace:[1-9][0-9]{0,17}:audit$'
      then split_part((select realtime.topic()), ':', 2)::bigint
        = any (array(select private.my_administered_workspaces()))
    else false
  end
);

-- Which calls are recorded is an admin's to say: for the workspace (workspace_policy.recording), and for a line that
-- differs (workspace_twilio_number.recording).

create function private.guard_recording() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if private.media_are_open(new.workspace_id) then
    perform private.refuse_change(
      'E-MEDIA-OPEN', 'Twilio gives recordings to anybody who has their address',
      'Switch on HTTP authentication for media in the Twilio console, then check Health again.'
    );
  end if;
  return new;
end;
$$;
comment on function private.guard_recording() is
  'Recording can''t be switched on while anybody could listen. What was on before stays written, and private.recording_mode ignores it.';

create trigger workspace_policy_guard_recording before update of recording on public.workspace_policy
for each row when (new.recording <> 'off' and new.recording is distinct from old.recording)
execute function private.guard_recording();

create trigger workspace_twilio_number_guard_recording before update of recording on public.workspace_twilio_number
for each row when (new.recording <> 'off' and new.recording is distinct from old.recording)
execute function private.guard_recording();

create function private.fill_can_be_recorded() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.can_be_recorded := private.recording_mode(new) <> 'off';
  return new;
end;
$$;
comment on function private.fill_can_be_recorded() is 'For the Record key, and for all that asks whether the call is recorded. A press is held to the policy of its own moment as well.';

create trigger call_fill_can_be_recorded before insert on public.call
for each row execute function private.fill_can_be_recorded();

create function private.audit_line_recording() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.audit_change(
    new.workspace_id, 'number.recording_changed',
    jsonb_build_object(
      'number', new.twilio_number, 'before', coalesce(old.recording, 'policy'), 'after', coalesce(new.recording, 'policy')
    )
  );
  return null;
end;
$$;
comment on function private.audit_line_recording() is 'Which of a line''s calls are recorded.';

create trigger workspace_twilio_number_audit_recording after update of recording on public.workspace_twilio_number
for each row when (old.recording is distinct from new.recording)
execute function private.audit_line_recording();

-- Who is recorded, and who was told before. People want a call recorded or paused (recording_wish); what Twilio has to be
-- asked follows from that and from who is on the line, like all that is asked about a running call
-- (45_twilio_requests.sql). See docs/decisions/recording.md.

create table private.recording_wish (
  call_id bigint not null,
  workspace_id bigint not null,
  wanted text not null default 'on',
  started_by bigint,
  wanted_by uuid,
  wanted_at timestamptz not null,
  resumes_at timestamptz,
  constraint recording_wish_pkey primary key (call_id),
  constraint recording_wish_call_fkey foreign key (workspace_id, call_id)
    references public.call (workspace_id, id) on delete cascade,
  constraint recording_wish_started_by_fkey foreign key (workspace_id, started_by)
    references public.agent (workspace_id, id),
  constraint recording_wish_wanted_check check (wanted in ('on', 'paused'))
);
comment on table private.recording_wish is 'Running calls that are to be recorded. What is recorded is in private.recording.';
comment on column private.recording_wish.started_by is 'Null: the policy.';
comment on column private.recording_wish.wanted_by is 'The command that last changed what is wanted.';
comment on column private.recording_wish.resumes_at is 'When a pause ends by itself. Null while paused: when somebody says so.';
create index recording_wish_workspace_id_call_id_idx on private.recording_wish (workspace_id, call_id);
create index recording_wish_workspace_id_started_by_idx on private.recording_wish (workspace_id, started_by)
  where started_by is not null;
create index recording_wish_resumes_at_idx on private.recording_wish (resumes_at) where resumes_at is not null;
alter table private.recording_wish enable row level security;

create table private.consent (
  leg_id bigint not null,
  workspace_id bigint not null,
  call_id bigint not null,
  way text not null,
  language text not null,
  sentence text not null,
  asked_at timestamptz not null,
  heard_at timestamptz,
  constraint consent_pkey primary key (leg_id),
  constraint consent_call_fkey foreign key (workspace_id, call_id)
    references public.call (workspace_id, id) on delete cascade,
  constraint consent_way_check check (way in ('greeting', 'whisper', 'announcement'))
);
comment on table private.consent is 'Which telephone was told that it is recorded, when, and in what words. It goes with the call.';
comment on column private.consent.way is
  'greeting: before it rings here. whisper: to whom was called, once they pick up. announcement: in the conference.';
comment on column private.consent.heard_at is 'When the sentence was over. Null: on its way, so nothing is recorded yet.';
create index consent_workspace_id_call_id_idx on private.consent (workspace_id, call_id);
create index consent_on_its_way_idx on private.consent (asked_at) where heard_at is null;
alter table private.consent enable row level security;

create table private.recording (
  id bigint generated always as identity,
  workspace_id bigint not null,
  call_id bigint not null,
  leg_id bigint not null,
  account_sid text not null,
  recording_sid text not null,
  status text not null default 'running',
  started_by bigint,
  started_at timestamptz not null,
  checked_at timestamptz not null,
  ended_at timestamptz,
  duration_s integer,
  delete_wanted_at timestamptz,
  delete_reason text,
  delete_wanted_by bigint,
  delete_tries integer not null default 0,
  delete_next_at timestamptz,
  delete_code integer,
  deleted_at timestamptz,
  constraint recording_pkey primary key (id),
  constraint recording_workspace_id_id_key unique (workspace_id, id),
  constraint recording_workspace_id_recording_sid_key unique (workspace_id, recording_sid),
  constraint recording_call_fkey foreign key (workspace_id, call_id) references public.call (workspace_id, id),
  constraint recording_started_by_fkey foreign key (workspace_id, started_by)
    references public.agent (workspace_id, id),
  constraint recording_delete_wanted_by_fkey foreign key (workspace_id, delete_wanted_by)
    references public.agent (workspace_id, id),
  constraint recording_recording_sid_check check (recording_sid ~ '^RE[0-9a-fA-F]{32}$'),
  constraint recording_status_check check (
    status in ('running', 'paused', 'processing', 'completed', 'absent', 'failed')
  ),
  constraint recording_delete_check check ((delete_wanted_at is null) = (delete_reason is null)),
  constraint recording_deleted_check check (deleted_at is null or delete_wanted_at is not null)
);
comment on table private.recording is
  'One recording at Twilio: a call has several when its wiring or its first telephone changes. Nobody but the functions learns a SID: with the media open to everybody, it is all that one needs to listen.';
comment on column private.recording.leg_id is 'Whose line was recorded; Twilio may name its parent instead.';
comment on column private.recording.account_sid is 'Where it is. After a workspace has moved to another account, it stays there.';
comment on column private.recording.status is
  'processing: over, and Twilio has not said what came of it. absent: too short, or nothing but silence.';
comment on column private.recording.checked_at is
  'When Twilio last said that it runs: one that began before its leg moved to a conference may have ended there.';
comment on column private.recording.delete_wanted_at is 'From then on nobody can listen. Twilio is asked until it has deleted it.';
comment on column private.recording.delete_reason is 'What the admin wrote; "retention" when its days are over.';
create index recording_workspace_id_call_id_idx on private.recording (workspace_id, call_id);
create index recording_call_id_idx on private.recording (call_id);
create index recording_workspace_id_started_by_idx on private.recording (workspace_id, started_by)
  where started_by is not null;
create index recording_workspace_id_delete_wanted_by_idx on private.recording (workspace_id, delete_wanted_by)
  where delete_wanted_by is not null;
create index recording_kept_idx on private.recording (workspace_id, started_at) where delete_wanted_at is null;
create index recording_to_delete_idx on private.recording (workspace_id, delete_next_at)
  where delete_wanted_at is not null and deleted_at is null;
create index recording_unfinished_idx on private.recording (workspace_id, ended_at) where status = 'processing';
alter table private.recording enable row level security;

create function private.media_are_open(p_workspace_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.health_check as h
    where h.workspace_id = p_workspace_id and h."check" = 'recordings' and h.finding = 'recordings-open'
  );
end;
$$;
comment on function private.media_are_open(bigint) is
  'Whether Health found that anybody who knows a recording''s address can listen to it: Twilio''s default.';

create function private.recording_mode(p_call public.call) returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  if private.media_are_open(p_call.workspace_id) or exists (
    select from public.call_leg as l where l.call_id = p_call.id and l.emergency
  ) then
    return 'off';
  end if;
  return coalesce(
    (select n.recording from public.workspace_twilio_number as n where n.id = p_call.number_id),
    (select p.recording from public.workspace_policy as p where p.workspace_id = p_call.workspace_id),
    'off'
  );
end;
$$;
comment on function private.recording_mode(public.call) is
  'off, on-demand or always: the line''s own, else the workspace''s. Never a call to an emergency service, and nothing while the media are open.';

create function private.is_recorded(p_call_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from private.recording_wish as w where w.call_id = p_call_id);
end;
$$;
comment on function private.is_recorded(bigint) is 'Whether it is a running call that somebody, or the policy, wants recorded.';

create function private.is_told(p_leg_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from private.consent as k where k.leg_id = p_leg_id and k.heard_at is not null);
end;
$$;
comment on function private.is_told(bigint) is 'Whether whoever is there heard that the call is recorded.';

create function private.waits(p_leg public.call_leg) returns boolean
language plpgsql immutable security definer set search_path = '' as $$
begin
  return p_leg.hold_wanted or p_leg.held_at is not null or p_leg.line_wanted is not null;
end;
$$;
comment on function private.waits(public.call_leg) is 'Whether it is on hold, on the way there or back, or on the way to a line.';

create function private.may_be_taken_back(p_call public.call) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return p_call.wiring = 'plain' and p_call.status = 'completed' and exists (
    select from public.call_leg as l
    where l.call_id = p_call.id and l.role in ('caller', 'callee', 'outside') and private.is_open(l)
  ) and exists (
    select from private.call_beat as b
    where b.call_id = p_call.id and not private.has_said_goodbye(b.call_id, b.agent_id)
  );
end;
$$;
comment on function private.may_be_taken_back(public.call) is
  'The seat''s line of a plain call has ended without a word, and the other side is still there: for the moment until it is known whether the page was lost, the call counts as over.';

create function private.talking_telephones(p_call public.call) returns setof public.call_leg
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
  select l.*
  from public.call_leg as l
  where l.call_id = p_call.id
    and l.role in ('caller', 'callee', 'outside')
    and l.call_sid is not null
    and private.is_open(l)
    and not l.end_wanted
    -- Whoever is consulted talks to the seat alone.
    and (l.purpose is distinct from 'consult' or l.purpose_outcome is not null)
    and case p_call.wiring
      when 'plain' then (p_call.status = 'in-progress' or private.may_be_taken_back(p_call))
        and (l.role = 'caller' or l.picked_up_at is not null)
      else l.joined_at is not null or l.move_wanted
    end
  order by l.id;
end;
$$;
comment on function private.talking_telephones(public.call) is
  'The telephones in the talk, on hold or not, or coming away from a seat whose page is gone; the first one first: its line is the one that is recorded.';

create function private.seat_talks(p_call public.call) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.call_leg as l
    where l.call_id = p_call.id and l.role = 'seat' and private.is_open(l) and not l.end_wanted
      and case p_call.wiring
        when 'conference' then l.joined_at is not null
        else l.picked_up_at is not null or l.made_by <> 'dial' and l.purpose is null
      end
  );
end;
$$;
comment on function private.seat_talks(public.call) is
  'Whether anybody of the workspace is in the talk: not while a line is rung for who was sent there, nor once the last seat has left.';

create function private.consent_words(p_workspace_id bigint) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return (
    select jsonb_build_object('language', p.consent_language, 'sentence', p.consent_sentence)
    from public.workspace_policy as p
    where p.workspace_id = p_workspace_id
  );
end;
$$;
comment on function private.consent_words(bigint) is 'What a telephone is told before it is recorded: {language, sentence}.';

create function private.begin_consent(p_call public.call, p_leg_id bigint, p_way text, p_at timestamptz, p_heard boolean)
returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_words constant jsonb := private.consent_words(p_call.workspace_id);
begin
  insert into private.consent as k (leg_id, workspace_id, call_id, way, language, sentence, asked_at, heard_at)
  values (
    p_leg_id, p_call.workspace_id, p_call.id, p_way, v_words ->> 'language', v_words ->> 'sentence', p_at,
    case when p_heard then p_at end
  )
  on conflict on constraint consent_pkey do update
  set way = excluded.way, language = excluded.language, sentence = excluded.sentence, asked_at = excluded.asked_at,
      heard_at = excluded.heard_at
  where k.heard_at is null;
end;
$$;
comment on function private.begin_consent(public.call, bigint, text, timestamptz, boolean) is
  'The telephone is being told, or was. What it has heard once stays.';

create function private.consent_before(p_call public.call, p_way text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  if not p_call.can_be_recorded or private.recording_mode(p_call) <> 'always' then
    return '{}';
  end if;
  select l.* into v_leg
  from public.call_leg as l
  where l.call_id = p_call.id and l.role in ('caller', 'callee')
  order by l.id
  limit 1;
  if private.is_told(v_leg.id) then
    return '{}';
  elsif p_way = 'greeting' then
    -- Twilio says it before it dials, in one document: whoever talks to a seat has heard it.
    perform private.begin_consent(p_call, v_leg.id, p_way, now(), true);
    return jsonb_build_object('consent', private.consent_words(p_call.workspace_id));
  end if;
  perform private.begin_consent(p_call, v_leg.id, p_way, now(), false);
  return jsonb_build_object('whisper', true);
end;
$$;
comment on function private.consent_before(public.call, text) is
  'What the answer that dials says beside that, where every call is recorded: {consent} to be spoken first, or {whisper} to whom is called.';

create function private.apply_consent(p_call public.call, p_form private.form, p_query jsonb)
returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  select l.* into v_leg from public.call_leg as l where l.call_id = p_call.id and l.id = p_form.leg_id;
  if not found then
    return private.webhook_result(p_call.id, false, 'unknown-leg', null);
  elsif p_query ->> 'told' = '1' then
    update private.consent as k set heard_at = coalesce(k.heard_at, now()) where k.leg_id = v_leg.id;
    return private.webhook_result(p_call.id, true, null, null);
  end if;
  update private.consent as k set asked_at = now() where k.leg_id = v_leg.id and k.heard_at is null;
  return private.webhook_result(
    p_call.id, true, null,
    jsonb_build_object(
      'do', 'tell', 'call_id', p_call.id, 'leg_id', v_leg.id, 'confirms', p_query ->> 'way' is null
    ) || private.consent_words(p_call.workspace_id)
  );
end;
$$;
comment on function private.apply_consent(public.call, private.form, jsonb) is
  'Twilio asks for the words, and comes again when a whisper is over. The end of an announcement is an event of the conference.';

create function private.apply_announcement(p_call public.call, p_form private.form, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  select l.* into v_leg from public.call_leg as l where l.call_id = p_call.id and l.call_sid = p_form.call_sid;
  if p_form.conference_event = 'announcement-end' then
    update private.consent as k set heard_at = p_at where k.leg_id = v_leg.id and k.heard_at is null;
  elsif p_form.conference_event = 'announcement-fail' then
    perform private.miss_announcement(p_call, v_leg, p_at);
  end if;
end;
$$;
comment on function private.apply_announcement(public.call, private.form, timestamptz) is 'An event about an announcement to one telephone.';

create function private.miss_announcement(p_call public.call, p_leg public.call_leg, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_wish private.recording_wish;
begin
  delete from private.consent as k where k.leg_id = p_leg.id and k.heard_at is null;
  select w.* into v_wish from private.recording_wish as w where w.call_id = p_call.id;
  if (
    select count(*) from private.twilio_request as r
    where r.call_id = p_call.id and r.leg_id = p_leg.id and r.kind = 'announce' and r.asked_at >= v_wish.wanted_at
  ) >= 2 then
    perform private.fail_recording(p_call, p_leg, null, p_at);
  end if;
end;
$$;
comment on function private.miss_announcement(public.call, public.call_leg, timestamptz) is
  'It was not heard, as far as anybody knows: it is tried once more, and then nothing is recorded.';

create function private.fail_recording(p_call public.call, p_leg public.call_leg, p_code integer, p_at timestamptz)
returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_wish private.recording_wish;
begin
  select w.* into v_wish from private.recording_wish as w where w.call_id = p_call.id;
  if v_wish.wanted_by is not null then
    perform private.fail_commands(p_call.id, v_wish.wanted_by, p_code, p_at);
  end if;
  if exists (select from private.recording as r where r.call_id = p_call.id and r.status in ('running', 'paused')) then
    update private.recording_wish as w
    set wanted = 'paused', resumes_at = null, wanted_by = null, wanted_at = p_at
    where w.call_id = p_call.id;
  else
    delete from private.recording_wish as w where w.call_id = p_call.id;
  end if;
  update public.call as c set notice = private.notice('recording-failed', p_leg, p_at) where c.id = p_call.id;
end;
$$;
comment on function private.fail_recording(public.call, public.call_leg, integer, timestamptz) is
  'It cannot be begun, or not go on: it is off, or stays paused, until somebody presses again; and the phone says so.';

create function private.reaches_emergency(p_call_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.call_leg as l where l.call_id = p_call_id and l.emergency and private.is_open(l)
  );
end;
$$;
comment on function private.reaches_emergency(bigint) is
  'Whether an emergency service is on the line, or called: while it is, nothing is recorded, whatever is wanted.';

create function private.recording_state(p_call public.call) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  v_wish private.recording_wish;
begin
  select w.* into v_wish from private.recording_wish as w where w.call_id = p_call.id;
  if not found or p_call.ended_at is not null then
    return null;
  elsif exists (
    select from private.recording as r join public.call_leg as l on l.id = r.leg_id
    where r.call_id = p_call.id and r.status = 'running' and private.is_open(l)
  ) then
    return 'on';
  elsif v_wish.wanted = 'paused' or private.reaches_emergency(p_call.id)
    or not private.seat_talks(p_call) and p_call.wiring <> 'upgrading' or exists (
    select from private.talking_telephones(p_call) as t where private.waits(t)
  ) and not exists (
    select from private.talking_telephones(p_call) as t where not private.waits(t) and not private.is_told(t.id)
  ) then
    return 'paused';
  end if;
  return 'announcing';
end;
$$;
comment on function private.recording_state(public.call) is
  'What screens show: on only while Twilio records. announcing: somebody is being told, or it is about to begin.';

create function private.settle_recording(p_call_id bigint, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
  v_wish private.recording_wish;
  v_leg public.call_leg;
  v_untold public.call_leg;
begin
  select w.* into v_wish from private.recording_wish as w where w.call_id = p_call_id;
  if not found then
    return;
  end if;
  select c.* into strict v_call from public.call as c where c.id = p_call_id;
  if v_call.ended_at is not null then
    perform private.end_recording(v_call);
    return;
  end if;
  if v_wish.wanted = 'paused' and v_wish.resumes_at <= p_at then
    update private.recording_wish as w
    set wanted = 'on', resumes_at = null, wanted_by = null, wanted_at = p_at
    where w.call_id = p_call_id
    returning * into v_wish;
  end if;
  for v_leg in
    select l.* from private.consent as k
    join public.call_leg as l on l.id = k.leg_id
    where k.call_id = p_call_id and k.way = 'announcement' and k.heard_at is null
      and k.asked_at < p_at - interval '30 seconds'
  loop
    perform private.miss_announcement(v_call, v_leg, p_at);
  end loop;
  if v_call.wiring = 'plain' and v_wish.wanted = 'on' and private.seat_talks(v_call) then
    -- A telephone in a plain call can only be told in a conference; but a whisper gets its time.
    select t.* into v_untold
    from private.talking_telephones(v_call) as t
    left join private.consent as k on k.leg_id = t.id
    where k.heard_at is null and (k.leg_id is null or greatest(k.asked_at, t.picked_up_at) < p_at - interval '30 seconds')
    limit 1;
    if v_untold.id is not null and exists (
      select from private.twilio_request as r
      where r.call_id = p_call_id and r.kind in ('find-legs', 'redirect') and r.asked_at >= v_wish.wanted_at
    ) then
      -- It was tried, and nobody could be moved.
      perform private.fail_recording(v_call, v_untold, null, p_at);
    elsif v_untold.id is not null then
      perform private.begin_upgrade(v_call, p_at);
      select c.* into strict v_call from public.call as c where c.id = p_call_id;
      perform private.settle_conference(v_call, p_at);
    end if;
  end if;
  perform private.show_recording(p_call_id);
end;
$$;
comment on function private.settle_recording(bigint, timestamptz) is
  'What follows for a recorded call, a row that is locked, from what happened and from the time that has passed.';

create function private.show_recording(p_call_id bigint) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call as c
  set recording = s.state, recording_since = s.since, is_recorded = s.is_kept
  from (
    select
      private.recording_state(o) as state,
      (select min(r.started_at) from private.recording as r where r.call_id = o.id) as since,
      exists (
        select from private.recording as r
        where r.call_id = o.id and r.status = 'completed' and r.delete_wanted_at is null
      ) as is_kept
    from public.call as o
    where o.id = p_call_id
  ) as s
  where c.id = p_call_id
    and (c.recording, c.recording_since, c.is_recorded) is distinct from (s.state, s.since, s.is_kept);
end;
$$;
comment on function private.show_recording(bigint) is 'Writes what screens show of it into the call, which broadcasts it.';

create function private.show_change_of_recording() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.show_recording(coalesce(new.call_id, old.call_id));
  return null;
end;
$$;
comment on function private.show_change_of_recording() is 'So that no change can be forgotten on screens.';

create trigger recording_show after insert or update on private.recording
for each row execute function private.show_change_of_recording();

create trigger recording_wish_show after insert or update or delete on private.recording_wish
for each row execute function private.show_change_of_recording();

create function private.end_recording(p_call public.call) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if private.may_be_taken_back(p_call) then
    return;
  end if;
  delete from private.recording_wish as w where w.call_id = p_call.id;
  update private.recording as r
  set status = 'processing', ended_at = coalesce(r.ended_at, p_call.ended_at)
  where r.call_id = p_call.id and r.status in ('running', 'paused');
end;
$$;
comment on function private.end_recording(public.call) is
  'The call is over. While it may still turn out to be interrupted, what is wanted stays, and whoever asks pauses it meanwhile.';

create function private.record_by_policy() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if not new.can_be_recorded then
    return null;
  elsif new.ended_at is not null then
    perform private.end_recording(new);
  elsif private.recording_mode(new) = 'always' then
    insert into private.recording_wish (call_id, workspace_id, wanted_at)
    values (new.id, new.workspace_id, now())
    on conflict on constraint recording_wish_pkey do nothing;
  end if;
  return null;
end;
$$;
comment on function private.record_by_policy() is 'A talk begins, or is over.';

create trigger call_record_by_policy after update on public.call
for each row when (
  new.status = 'in-progress' and old.status <> 'in-progress' or new.ended_at is not null and old.ended_at is null
)
execute function private.record_by_policy();

create function private.may_ask_since(p_wish private.recording_wish, p_leg public.call_leg) returns timestamptz
language plpgsql immutable security definer set search_path = '' as $$
begin
  return greatest(p_wish.wanted_at, p_leg.wanted_at, p_leg.joined_at);
end;
$$;
comment on function private.may_ask_since(private.recording_wish, public.call_leg) is
  'What Twilio refused before then may be asked again: somebody pressed, or the leg moved.';

create function private.due_recording(
  p_call public.call, p_wish private.recording_wish, p_leg public.call_leg, p_kind text, p_details jsonb, p_at timestamptz
) returns setof private.due_request
language plpgsql stable security definer set search_path = '' as $$
declare
  v_leg public.call_leg := p_leg;
begin
  v_leg.wanted_at := private.may_ask_since(p_wish, p_leg);
  if private.may_ask(v_leg, p_kind, p_at) then
    return next row(p_leg.id, p_kind, p_details)::private.due_request;
  end if;
end;
$$;
comment on function private.due_recording(public.call, private.recording_wish, public.call_leg, text, jsonb, timestamptz) is
  'The request, unless asking makes no sense.';

create function private.recording_requests(p_call public.call, p_at timestamptz) returns setof private.due_request
language plpgsql stable security definer set search_path = '' as $$
declare
  v_wish private.recording_wish;
  v_leg public.call_leg;
  v_first public.call_leg;
  v_recording private.recording;
  v_all_told boolean := true;
  v_seat_talks boolean;
begin
  select w.* into v_wish from private.recording_wish as w where w.call_id = p_call.id;
  if not found or p_call.wiring = 'upgrading' then
    return;
  end if;
  if private.reaches_emergency(p_call.id) then
    v_wish.wanted := 'paused';
  end if;
  v_seat_talks := private.seat_talks(p_call);
  for v_leg in select t.* from private.talking_telephones(p_call) as t loop
    if v_first.id is null then
      v_first := v_leg;
    end if;
    continue when private.is_told(v_leg.id) or private.waits(v_leg);
    v_all_told := false;
    if p_call.wiring = 'conference' and v_seat_talks and v_wish.wanted = 'on' and p_call.conference_sid is not null
       and not exists (select from private.consent as k where k.leg_id = v_leg.id) then
      return query select d.* from private.due_recording(
        p_call, v_wish, v_leg, 'announce',
        jsonb_build_object('conference_sid', p_call.conference_sid, 'call_id', p_call.id), p_at
      ) as d;
    end if;
  end loop;
  if v_first.id is null then
    return;
  end if;

  select r.* into v_recording
  from private.recording as r
  where r.leg_id = v_first.id and r.status in ('running', 'paused')
  order by r.id desc
  limit 1;
  if v_wish.wanted = 'on' and v_seat_talks and v_all_told and not private.waits(v_first) then
    if v_recording.id is null or v_recording.status = 'running' and v_recording.checked_at < v_first.joined_at then
      return query select d.* from private.due_recording(
        p_call, v_wish, v_first, 'record', jsonb_build_object('call_id', p_call.id), p_at
      ) as d;
    elsif v_recording.status = 'paused' then
      return query select d.* from private.due_recording(
        p_call, v_wish, v_first, 'resume-recording',
        jsonb_build_object('recording_sid', v_recording.recording_sid), p_at
      ) as d;
    end if;
  elsif v_recording.status = 'running' then
    return query select d.* from private.due_recording(
      p_call, v_wish, v_first, 'pause-recording',
      jsonb_build_object('recording_sid', v_recording.recording_sid), p_at
    ) as d;
  end if;
end;
$$;
comment on function private.recording_requests(public.call, timestamptz) is
  'Whom to tell, and what to do with the recording of the first telephone''s line. Nothing is recorded on hold, without a seat in the talk, or while somebody in the talk was not told.';

create function private.apply_recording_answer(
  p_call public.call, p_request private.twilio_request, p_leg public.call_leg, p_facts jsonb, p_at timestamptz
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_wish private.recording_wish;
  v_leg public.call_leg := p_leg;
  v_sid constant text := p_request.details ->> 'recording_sid';
begin
  select w.* into v_wish from private.recording_wish as w where w.call_id = p_call.id;
  v_leg.wanted_at := private.may_ask_since(v_wish, p_leg);
  if p_request.outcome = 'done' then
    case p_request.kind
      when 'record' then
        perform private.keep_recording(
          p_call, p_leg.id, p_facts ->> 'recording_sid', p_facts ->> 'recording_status', v_wish.started_by, p_at
        );
      when 'announce' then
        perform private.begin_consent(p_call, p_leg.id, 'announcement', p_at, false);
      else
        update private.recording as r
        set status = case p_request.kind when 'pause-recording' then 'paused' else 'running' end, checked_at = p_at
        where r.workspace_id = p_call.workspace_id and r.recording_sid = v_sid and r.status in ('running', 'paused');
    end case;
    return null;
  elsif p_request.outcome = 'lost' and private.may_ask(v_leg, p_request.kind, p_at) then
    return null;
  elsif v_sid is not null and p_request.twilio_code in (20404, 21220) then
    -- It ended without a word, as it may when its leg moves: if it is still wanted, the next one begins.
    update private.recording as r
    set status = 'processing', ended_at = p_at
    where r.workspace_id = p_call.workspace_id and r.recording_sid = v_sid and r.status in ('running', 'paused');
    return null;
  elsif p_request.kind = 'pause-recording' then
    perform private.fail_commands(p_call.id, v_wish.wanted_by, p_request.twilio_code, p_at) where v_wish.wanted_by is not null;
    update private.recording_wish as w
    set wanted = 'on', resumes_at = null
    where w.call_id = p_call.id and w.wanted = 'paused';
    return private.notice('pause-failed', p_leg, p_at);
  end if;
  perform private.fail_recording(p_call, p_leg, p_request.twilio_code, p_at);
  return null;
end;
$$;
comment on function private.apply_recording_answer(public.call, private.twilio_request, public.call_leg, jsonb, timestamptz) is
  'What came of a request about recording: a state that is known, whatever came. Answers a notice, or null.';

create function private.keep_recording(
  p_call public.call, p_leg_id bigint, p_recording_sid text, p_status text, p_started_by bigint, p_at timestamptz
) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.recording as r (
    workspace_id, call_id, leg_id, account_sid, recording_sid, status, started_by, started_at, checked_at
  )
  select
    p_call.workspace_id, p_call.id, p_leg_id, w.twilio_account_sid, p_recording_sid,
    case when p_status = 'paused' then 'paused' else 'running' end, p_started_by, p_at, p_at
  from public.workspace as w
  where w.id = p_call.workspace_id and w.twilio_account_sid is not null
  on conflict on constraint recording_workspace_id_recording_sid_key do update
  set checked_at = excluded.checked_at,
      status = case when r.status in ('running', 'paused') then excluded.status else r.status end
  where r.call_id = p_call.id;
end;
$$;
comment on function private.keep_recording(public.call, bigint, text, text, bigint, timestamptz) is
  'Twilio names a recording of the leg. One that it named before is known.';

create function private.apply_recording(p_call public.call, p_form private.form, p_payload jsonb)
returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_sid constant text := p_payload ->> 'RecordingSid';
  v_status constant text := p_payload ->> 'RecordingStatus';
  v_at constant timestamptz := coalesce(p_form.happened_at, now());
begin
  if not exists (select from private.recording as r where r.workspace_id = p_call.workspace_id and r.recording_sid = v_sid) then
    if not exists (select from public.call_leg as l where l.call_id = p_call.id and l.id = p_form.leg_id) then
      return private.webhook_result(p_call.id, false, 'unknown-leg', null);
    end if;
    -- The answer that named it was lost.
    perform private.keep_recording(
      p_call, p_form.leg_id, v_sid, 'in-progress',
      (select w.started_by from private.recording_wish as w where w.call_id = p_call.id), v_at
    );
  end if;
  if v_status = 'in-progress' then
    return private.webhook_result(p_call.id, true, null, null);
  end if;
  update private.recording as r
  set status = v_status, duration_s = nullif(p_payload ->> 'RecordingDuration', '')::integer,
      ended_at = coalesce(r.ended_at, now())
  where r.workspace_id = p_call.workspace_id and r.call_id = p_call.id and r.recording_sid = v_sid
    and r.status in ('running', 'paused', 'processing');
  if found and v_status = 'completed' then
    -- With the account's first recording Health can find out who may listen: the next run comes at once.
    delete from private.health_run as h
    where h.workspace_id = p_call.workspace_id and exists (
      select from public.health_check as k
      where k.workspace_id = h.workspace_id and k."check" = 'recordings' and k.finding = 'recordings-none'
    );
    return private.webhook_result(p_call.id, true, null, null);
  end if;
  return private.webhook_result(p_call.id, found, case when not found then 'late' end, null);
end;
$$;
comment on function private.apply_recording(public.call, private.form, jsonb) is
  'A recording has begun, or what came of it: by our own URL, since Twilio may name the leg''s parent.';

create function private.command_recording(
  p_call public.call, p_seat public.agent, p_command_id uuid, p_command text, p_arguments jsonb
) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_pause constant interval := '2 minutes';
  v_wish private.recording_wish;
begin
  select w.* into v_wish from private.recording_wish as w where w.call_id = p_call.id;
  if p_call.status <> 'in-progress' then
    return 'E-CALL-STATE';
  elsif p_command = 'record' then
    if private.media_are_open(p_call.workspace_id) then
      return 'E-MEDIA-OPEN';
    elsif not p_call.can_be_recorded or private.recording_mode(p_call) = 'off' then
      return 'E-CALL-STATE';
    elsif v_wish.call_id is not null then
      return 'E-CALL-STATE';
    end if;
    insert into private.recording_wish (call_id, workspace_id, started_by, wanted_by, wanted_at)
    values (p_call.id, p_call.workspace_id, p_seat.id, p_command_id, now());
    return null;
  elsif v_wish.call_id is null then
    return 'E-CALL-STATE';
  end if;
  update private.recording_wish as w
  set wanted = case p_command when 'pause-recording' then 'paused' else 'on' end,
      resumes_at = case when p_command = 'pause-recording' and not coalesce((p_arguments ->> 'stays')::boolean, false)
        then now() + v_pause end,
      wanted_by = p_command_id, wanted_at = now()
  where w.call_id = p_call.id;
  return null;
end;
$$;
comment on function private.command_recording(public.call, public.agent, uuid, text, jsonb) is
  'record, pause-recording (by itself it goes on after two minutes, unless {stays}) and resume-recording; answers a code when that may not be.';

create function private.recording_is_due(p_call_id bigint, p_at timestamptz) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from private.recording_wish as w where w.call_id = p_call_id and w.resumes_at <= p_at
  ) or exists (
    select from private.recording_wish as w
    join private.consent as k on k.call_id = w.call_id
    where w.call_id = p_call_id and w.wanted = 'on' and k.heard_at is null and k.asked_at < p_at - interval '30 seconds'
  );
end;
$$;
comment on function private.recording_is_due(bigint, timestamptz) is
  'Whether a pause is over, or nothing was heard of what somebody was told: nobody''s event wakes these.';

create function private.wake_recordings(p_at timestamptz default now()) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_due constant bigint[] := array(
    select distinct w.workspace_id from private.recording_wish as w
    where private.recording_is_due(w.call_id, p_at)
    order by w.workspace_id
    limit 50
  );
begin
  -- Nobody's event came after the end.
  perform private.end_recording(c)
  from private.recording_wish as w join public.call as c on c.id = w.call_id
  where c.ended_at < p_at - interval '1 minute';
  if cardinality(v_due) > 0 and private.ask_function('/reconcile', 'softphone_reconcile_secret', v_due) then
    return cardinality(v_due);
  end if;
  return 0;
end;
$$;
comment on function private.wake_recordings(timestamptz) is
  'The job, every 10 s: a pause that is over goes on. Of how many workspaces. p_at: for tests.';

-- A running call that is sent to a line: the other side's leg leaves the conference and goes on with what that line's
-- callers get, as if it had called there. It is wired plainly again until the next need.

create function private.leave_for_line(p_call public.call, p_leg public.call_leg, p_at timestamptz) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_step as s
  set ended_at = p_at, outcome = 'completed'
  where s.call_id = p_call.id and s.kind = 'conference' and s.ended_at is null;
  update public.call as c set wiring = 'plain' where c.id = p_call.id;
  update public.call_leg as l
  set joined_at = null, hold_wanted = false, held_at = null, ends_conference = false,
      held_s = l.held_s + coalesce(extract(epoch from p_at - l.held_at)::integer, 0)
  where l.id = p_leg.id;
  return private.take_step(
    p_call, private.next_step(p_call, p_at, p_leg.line_wanted), p_leg.line_wanted,
    (select m.agent_id from public.call_command as m where m.id = p_leg.wanted_by)
  );
end;
$$;
comment on function private.leave_for_line(public.call, public.call_leg, timestamptz) is
  'Written down before Twilio is asked: the conference''s word that the leg has left may come first. Answers the document for the leg.';

create function private.stay_with_agent(p_call public.call, p_leg public.call_leg, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_step as s
  set ended_at = p_at, outcome = 'failed', assumed = true
  where s.call_id = p_call.id and s.kind = 'ring' and s.ended_at is null;
  update public.call_participant as p
  set outcome = 'elsewhere'
  where p.call_id = p_call.id and p.outcome is null and p.joined_at is null;
  update public.call_step as s
  set ended_at = null, outcome = null
  where s.id = (
    select c.id from public.call_step as c
    where c.call_id = p_call.id and c.kind = 'conference'
    order by c.position desc
    limit 1
  );
  update public.call_leg as l set joined_at = p_at, line_wanted = null where l.id = p_leg.id;
  update public.call as c set wiring = 'conference' where c.id = p_call.id;
end;
$$;
comment on function private.stay_with_agent(public.call, public.call_leg, timestamptz) is
  'Twilio did not let the leg go: the talk goes on as it was.';

create function private.arrive_at_line(p_call public.call, p_leg public.call_leg, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call as c set conference_sid = null where c.id = p_call.id;
  update public.call_leg as l
  set end_wanted = true, wanted_by = p_leg.wanted_by, wanted_at = p_at
  where l.call_id = p_call.id and l.id <> p_leg.id and private.is_open(l)
    and (l.joined_at is not null or l.role = 'supervisor');
  perform private.follow_supervisors(p_call, p_at);
  update public.call_leg as l set line_wanted = null where l.id = p_leg.id;
end;
$$;
comment on function private.arrive_at_line(public.call, public.call_leg, timestamptz) is
  'The leg is gone, so whoever was in the conference with it may go too.';

create function private.come_back_from_line(p_call public.call, p_step public.call_step, p_at timestamptz) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  select l.* into v_leg
  from public.call_leg as l
  where l.call_id = p_call.id and l.role in ('caller', 'callee', 'outside') and private.is_open(l)
  order by l.id
  limit 1;
  if v_leg.id is null or not private.bring_back(
    p_call, jsonb_populate_record(v_leg, jsonb_build_object('purpose', 'transfer', 'asked_by', p_step.asked_by)), p_at
  ) then
    return null;
  end if;
  insert into public.call_step (workspace_id, call_id, position, kind)
  select p_call.workspace_id, p_call.id, max(s.position) + 1, 'conference' from public.call_step as s
  where s.call_id = p_call.id;
  update public.call as c
  set wiring = 'conference',
      notice = jsonb_build_object('kind', 'not-reached', 'at', p_at, 'agent_id', null, 'address', p_step.line)
  where c.id = p_call.id;
  update public.call_leg as l set hold_wanted = true, wanted_at = p_at where l.id = v_leg.id;
  return private.conference_document(p_call, v_leg);
end;
$$;
comment on function private.come_back_from_line(public.call, public.call_step, timestamptz) is
  'Nobody of the line took it: it waits on hold while it rings whoever sent it. Null: nobody is left to ring.';

-- Who may listen to a recording, and the pass by which a browser's player fetches it: an audio element sends no headers, so
-- the pass is in its address. It is for one recording and one seat, and lasts five minutes.

create table private.listening_pass (
  digest bytea not null,
  workspace_id bigint not null,
  recording_id bigint not null,
  agent_id bigint not null,
  expires_at timestamptz not null,
  constraint listening_pass_pkey primary key (digest),
  constraint listening_pass_recording_fkey foreign key (workspace_id, recording_id)
    references private.recording (workspace_id, id) on delete cascade,
  constraint listening_pass_agent_fkey foreign key (workspace_id, agent_id) references public.agent (workspace_id, id)
);
comment on table private.listening_pass is 'SHA-256 of each pass: whoever reads the database cannot listen.';
create index listening_pass_workspace_id_recording_id_idx on private.listening_pass (workspace_id, recording_id);
create index listening_pass_workspace_id_agent_id_idx on private.listening_pass (workspace_id, agent_id);
create index listening_pass_expires_at_idx on private.listening_pass (expires_at);
alter table private.listening_pass enable row level security;

create function private.may_hear(p_seat public.agent, p_call_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return p_seat.id is not null and p_seat.active and case (
    select p.recordings_heard_by from public.workspace_policy as p where p.workspace_id = p_seat.workspace_id
  )
    when 'admins' then p_seat.role = 'admin'
    when 'supervisors' then p_seat.role in ('supervisor', 'admin')
    else p_seat.role in ('supervisor', 'admin') or exists (
      select from public.call_participant as m
      where m.call_id = p_call_id and m.agent_id = p_seat.id and m.joined_at is not null
    )
  end;
end;
$$;
comment on function private.may_hear(public.agent, bigint) is
  'Whether the seat may listen to what was recorded of a call of its workspace: as the policy says, an agent at most to its own talks.';

create function public.list_recordings(workspace_id bigint, call_id bigint) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member((select auth.uid()), list_recordings.workspace_id);
  v_call public.call;
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  select c.* into v_call from public.call as c
  where c.workspace_id = v_seat.workspace_id and c.id = list_recordings.call_id
    and (
      v_seat.role <> 'agent'
      or exists (select from public.call_participant as p where p.call_id = c.id and p.agent_id = v_seat.id)
    );
  if not found then
    return private.refusal('E-CALL-OTHER');
  end if;
  return jsonb_build_object(
    'ok', true,
    'may_hear', private.may_hear(v_seat, v_call.id),
    'may_delete', v_seat.role = 'admin',
    'recordings', (
      select coalesce(
        jsonb_agg(
          jsonb_build_object(
            'id', r.id, 'started_at', r.started_at, 'duration_s', r.duration_s,
            'state', case
              when r.deleted_at is not null then 'deleted'
              when r.delete_wanted_at is not null then 'deleting'
              when r.status in ('running', 'paused') then 'running'
              else r.status
            end,
            'delete_reason', r.delete_reason
          )
          order by r.id
        ),
        '[]'
      )
      from private.recording as r
      where r.call_id = v_call.id
    )
  );
end;
$$;
comment on function public.list_recordings(bigint, bigint) is
  'What was recorded of a call that the person may see: {ok, may_hear, may_delete, recordings: [{id, started_at, duration_s, state: running, processing, completed, absent, failed, deleting or deleted, delete_reason}]}, oldest first; they are played as one. Refusals: E-SEAT, E-CALL-OTHER.';
grant execute on function public.list_recordings(bigint, bigint) to authenticated;

create function public.give_listening_pass(user_id uuid, workspace_id bigint, recording_id bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(give_listening_pass.user_id, give_listening_pass.workspace_id);
  v_lasts constant interval := '5 minutes';
  v_pass constant text := translate(encode(extensions.gen_random_bytes(32), 'base64'), '+/=', '-_');
  v_recording private.recording;
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  elsif private.asks_too_often(v_seat, 'listen', 60) then
    return private.refusal('E-TOO-FAST');
  end if;
  select r.* into v_recording
  from private.recording as r
  where r.workspace_id = v_seat.workspace_id and r.id = give_listening_pass.recording_id;
  -- Whoever may not listen does not learn which recordings there are.
  if not found or not private.may_hear(v_seat, v_recording.call_id) then
    return private.refusal('E-RECORDING-GONE');
  elsif v_recording.status <> 'completed' or v_recording.delete_wanted_at is not null then
    return private.refusal('E-RECORDING-GONE');
  end if;
  insert into private.listening_pass (digest, workspace_id, recording_id, agent_id, expires_at)
  values (extensions.digest(v_pass, 'sha256'), v_seat.workspace_id, v_recording.id, v_seat.id, now() + v_lasts);
  return jsonb_build_object('ok', true, 'pass', v_pass, 'expires_at', now() + v_lasts);
end;
$$;
comment on function public.give_listening_pass(uuid, bigint, bigint) is
  'For who may listen: {ok, pass, expires_at}. The pass is kept nowhere. Refusals: E-SEAT, E-TOO-FAST (60 a minute), E-RECORDING-GONE (not theirs to hear, none, deleted, nothing in it, or not whole yet).';
grant execute on function public.give_listening_pass(uuid, bigint, bigint) to service_role;

create function public.use_listening_pass(pass text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_pass private.listening_pass;
  v_seat public.agent;
  v_recording private.recording;
  v_workspace public.workspace;
begin
  select p.* into v_pass from private.listening_pass as p
  where p.digest = extensions.digest(use_listening_pass.pass, 'sha256') and p.expires_at > now();
  if not found then
    return private.refusal('E-RECORDING-GONE');
  end if;
  -- All is asked again: five minutes are long for who was just put out.
  select a.* into v_seat from public.agent as a where a.id = v_pass.agent_id;
  select r.* into v_recording from private.recording as r where r.id = v_pass.recording_id;
  select w.* into v_workspace from public.workspace as w where w.id = v_pass.workspace_id;
  if not private.may_hear(v_seat, v_recording.call_id) then
    return private.refusal('E-RECORDING-GONE');
  elsif v_recording.delete_wanted_at is not null or v_recording.account_sid is distinct from v_workspace.twilio_account_sid then
    return private.refusal('E-RECORDING-GONE');
  end if;
  return jsonb_build_object('ok', true, 'recording_sid', v_recording.recording_sid)
    || private.twilio_credentials(v_workspace);
end;
$$;
comment on function public.use_listening_pass(text) is
  'Where the recording of a pass is: {ok, recording_sid, account_sid, username, password}, for our function only. E-RECORDING-GONE: the pass is wrong or over, the seat''s right is gone, the recording is deleted, or in an account that the workspace has left.';
grant execute on function public.use_listening_pass(text) to service_role;

create function private.forget_listening_passes() returns void
language sql volatile security definer set search_path = '' as $$
  delete from private.listening_pass as p where p.expires_at <= now();
$$;
comment on function private.forget_listening_passes() is 'Passes that are over.';

-- A second call for somebody who talks: who is shown one, and what they can say to a call that rings, first or second,
-- beside answering it. Hold and answer is no command of its own: the page holds the one call and answers the other.
-- See docs/decisions/second-call.md.

create function private.may_knock(p_agent_id bigint, p_call_id bigint, p_at timestamptz) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  v_call_ids bigint[];
begin
  if not exists (
    select from public.agent_presence as s
    join public.agent as a on a.id = s.agent_id and a.active
    where s.agent_id = p_agent_id and s.status = 'available' and s.heard_at > private.heard_since(p_at)
  ) or private.is_supervising(p_agent_id) then
    return false;
  end if;
  v_call_ids := array(
    select p.call_id from public.call_participant as p
    where p.agent_id = p_agent_id and p.outcome is null and (p.rang_at is not null or p.joined_at is not null)
      and p.call_id is distinct from p_call_id
    limit 2
  );
  return cardinality(v_call_ids) = 1 and exists (
    select from public.call as c
    join public.call_participant as p on p.call_id = c.id and p.agent_id = p_agent_id and p.joined_at is not null
    where c.id = v_call_ids[1] and c.status = 'in-progress' and c.wiring <> 'upgrading'
      and c.interrupted_at is null
      -- A third one would wait without knowing why, and hear what is said to the second caller.
      and (c.wiring = 'plain' or private.count_talkers(c.id) <= 2)
      and not exists (
        select from public.call_leg as l
        where l.call_id = c.id and l.purpose is not null and l.purpose_outcome is null and private.is_open(l)
      )
  );
end;
$$;
comment on function private.may_knock(bigint, bigint, timestamptz) is
  'Whether the seat may be shown the call as a second one: it is heard, and talks in one call, to one other side.';

create function private.would_ring(p_agent_id bigint, p_call_id bigint, p_at timestamptz) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return private.is_free(p_agent_id, p_at, p_call_id) or private.may_knock(p_agent_id, p_call_id, p_at);
end;
$$;
comment on function private.would_ring(bigint, bigint, timestamptz) is
  'Whether a call that is meant for this person (their name was chosen) would ring, or knock, now.';

create function private.seats_to_knock_at(p_workspace_id bigint, p_number text, p_call_id bigint, p_at timestamptz)
returns bigint[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return array(
    select u.agent_id
    from public.agent_phone as u
    join lateral (
      select max(p.joined_at) as talks_since
      from public.call_participant as p
      where p.agent_id = u.agent_id and p.outcome is null and p.joined_at is not null
    ) as t on t.talks_since is not null
    where u.workspace_id = p_workspace_id and u.phone_number = p_number and u.rings
      and private.may_knock(u.agent_id, p_call_id, p_at)
    -- Whoever has talked longest will be done first.
    order by t.talks_since, u.agent_id
  );
end;
$$;
comment on function private.seats_to_knock_at(bigint, text, bigint, timestamptz) is
  'Who is shown a call to the number as a second one, when nobody of the line is free.';

create function private.is_rung(p_call_id bigint, p_agent_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.call_participant as p
    where p.call_id = p_call_id and p.agent_id = p_agent_id
      and p.rang_at is not null and p.joined_at is null and p.outcome is null
  );
end;
$$;
comment on function private.is_rung(bigint, bigint) is 'Whether the call rings the seat right now.';

create function private.ringing_legs(p_call_id bigint, p_agent_id bigint default null) returns bigint[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return array(
    select l.id from public.call_leg as l
    where l.call_id = p_call_id and l.role = 'seat' and l.picked_up_at is null and private.is_open(l)
      and l.made_by <> 'twilio' and l.call_sid is not null and (p_agent_id is null or l.agent_id = p_agent_id)
    order by l.id
  );
end;
$$;
comment on function private.ringing_legs(bigint, bigint) is 'The legs that ring the seat, or (null) any seat.';

create function private.turn_away(
  p_call public.call, p_seat public.agent, p_command_id uuid, p_command text, p_arguments jsonb
) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_legs constant bigint[] := private.ringing_legs(p_call.id, p_seat.id);
begin
  if not private.is_rung(p_call.id, p_seat.id) then
    return 'E-CALL-STATE';
  elsif p_command = 'send-on' then
    -- Their callbacks may be late; without a name Twilio can't be told to end a leg.
    return case
      when cardinality(v_legs) = 0 then 'E-CALL-STATE'
      else private.send_on(p_call, p_seat, p_command_id, p_arguments -> 'target')
    end;
  end if;
  update public.call_participant as p
  set outcome = 'declined'
  where p.call_id = p_call.id and p.agent_id = p_seat.id;
  -- Of a leg that is not known yet the page itself lets go, a moment later.
  -- Whoever rang it by a press is still who wanted it: what follows goes by that (follow_purpose).
  update public.call_leg as l set end_wanted = true, wanted_at = now() where l.id = any (v_legs);
  return null;
end;
$$;
comment on function private.turn_away(public.call, public.agent, uuid, text, jsonb) is
  'Whoever is rung does not take the call: decline (it rings the others on) or send-on. Answers a code when it does not ring there.';

create function private.send_on(p_call public.call, p_seat public.agent, p_command_id uuid, p_target jsonb)
returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_at constant timestamptz := now();
  v_target_id constant bigint := (p_target ->> 'agentId')::bigint;
  v_line constant text := p_target ->> 'number';
  v_plan private.plan;
  v_step public.call_step;
begin
  select s.* into v_step
  from public.call_step as s
  where s.call_id = p_call.id and s.kind = 'ring' and s.ended_at is null
  order by s.position desc
  limit 1;
  if p_call.direction <> 'inbound' or p_call.wiring <> 'plain' or v_step.line is null or v_step.rounds = 0 then
    return 'E-CALL-STATE';
  elsif v_line is not null then
    v_plan := private.next_step(p_call, v_at, v_line);
    if v_plan.kind <> 'ring' or not exists (
      select from public.workspace_twilio_number as n
      where n.workspace_id = p_call.workspace_id and n.twilio_number = v_line
    ) then
      return 'E-TARGET';
    end if;
  elsif v_target_id = p_seat.id or not exists (
    select from public.agent as a
    where a.workspace_id = p_call.workspace_id and a.id = v_target_id and private.would_ring(a.id, p_call.id, v_at)
  ) then
    return 'E-TARGET';
  end if;

  -- The Dial that rings now ends with its legs, and its action asks for the next step: this one.
  update public.call_step as s set ended_at = v_at, outcome = 'canceled' where s.id = v_step.id;
  insert into public.call_step (
    workspace_id, call_id, position, kind, line, asked_by, named, tried, rounds, rounds_planned, round_s
  )
  values (
    p_call.workspace_id, p_call.id, v_step.position + 1, 'ring', coalesce(v_line, v_step.line), v_step.asked_by,
    case when v_line is null then array[v_target_id] end,
    -- It does not come back to whoever has just sent it on.
    case when v_line is null then v_step.tried else array[p_seat.id] end, 0,
    -- Whom it was sent to, and then the line's others.
    case when v_line is null then 2 else v_plan.rounds_planned end,
    case when v_line is null then v_step.round_s else v_plan.round_s end
  );
  update public.call_participant as p
  set outcome = case when p.agent_id = p_seat.id then 'handed-over' else 'missed' end
  where p.call_id = p_call.id and p.rang_at is not null and p.joined_at is null and p.outcome is null;
  perform private.want_end(p_call, private.ringing_legs(p_call.id), p_command_id);
  return null;
end;
$$;
comment on function private.send_on(public.call, public.agent, uuid, jsonb) is
  'A call that rings goes on to a colleague, then the line''s others, or to another line. Answers E-CALL-STATE or E-TARGET when it can''t.';

-- Recordings go: when their days are over, when an admin deletes one, and with their calls. From then on nobody can listen;
-- Twilio is asked until it has deleted its part. The same job asks about recordings whose last callback was lost.

create function private.want_deletion(p_recording_id bigint, p_reason text, p_agent_id bigint, p_at timestamptz)
returns void
language plpgsql security definer set search_path = '' as $$
begin
  update private.recording as r
  set delete_wanted_at = p_at, delete_reason = p_reason, delete_wanted_by = p_agent_id, delete_next_at = p_at
  where r.id = p_recording_id and r.delete_wanted_at is null;
  delete from private.listening_pass as p where p.recording_id = p_recording_id;
end;
$$;
comment on function private.want_deletion(bigint, text, bigint, timestamptz) is 'Nobody can listen from now on; Twilio follows.';

create function public.delete_recording(user_id uuid, workspace_id bigint, recording_id bigint, reason text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(delete_recording.user_id, delete_recording.workspace_id);
  v_reason constant text := btrim(regexp_replace(delete_recording.reason, '[[:cntrl:]]', ' ', 'g'));
  v_recording private.recording;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  select r.* into v_recording from private.recording as r
  where r.workspace_id = v_seat.workspace_id and r.id = delete_recording.recording_id
  for no key update;
  if not found then
    return private.refusal('E-RECORDING-GONE');
  elsif v_recording.status in ('running', 'paused') then
    return private.refusal('E-CALL-STATE');
  elsif v_reason is null or v_reason = '' or char_length(v_reason) > 200 then
    return private.refusal('E-BODY');
  end if;
  if v_recording.delete_wanted_at is null then
    perform private.want_deletion(v_recording.id, v_reason, v_seat.id, now());
    perform private.audit(
      v_seat, 'recording.deleted',
      jsonb_build_object('call_id', v_recording.call_id, 'recorded_at', v_recording.started_at, 'reason', v_reason)
    );
  end if;
  return private.deletion_work(v_seat.workspace_id, v_recording.id, now());
end;
$$;
comment on function public.delete_recording(uuid, bigint, bigint, text) is
  'For an admin, who says why; it is in the audit log. Answers as recording_work does, with this recording alone. Refusals: E-SEAT, E-ADMIN, E-RECORDING-GONE, E-CALL-STATE (it still runs), E-BODY (no reason, or one over 200 characters).';
grant execute on function public.delete_recording(uuid, bigint, bigint, text) to service_role;

create function private.recordings_due(p_at timestamptz) returns setof private.recording
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
  select r.*
  from private.recording as r
  join public.workspace as w on w.id = r.workspace_id
  -- What is in an account that the workspace left is nobody's to reach.
  where r.account_sid = w.twilio_account_sid
    and (
      r.delete_wanted_at is not null and r.deleted_at is null and r.delete_next_at <= p_at
      or r.status = 'processing' and r.ended_at < p_at - interval '2 minutes' and r.delete_wanted_at is null
    );
end;
$$;
comment on function private.recordings_due(timestamptz) is
  'What Twilio has to be asked: to delete one, or what became of one of which it has not said so for two minutes.';

create function private.deletion_work(p_workspace_id bigint, p_recording_id bigint, p_at timestamptz) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_workspace public.workspace;
  v_due jsonb;
begin
  select w.* into strict v_workspace from public.workspace as w where w.id = p_workspace_id;
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'id', d.id, 'recording_sid', d.recording_sid,
        'do', case when d.delete_wanted_at is not null then 'delete' else 'look' end
      )
      order by d.id
    ),
    '[]'
  ) into v_due
  from (
    select r.id, r.recording_sid, r.delete_wanted_at
    from private.recordings_due(p_at) as r
    where r.workspace_id = p_workspace_id and (p_recording_id is null or r.id = p_recording_id)
    order by r.id
    limit 100
  ) as d;
  return jsonb_build_object('ok', true, 'recordings', v_due) || private.twilio_credentials(v_workspace);
end;
$$;
comment on function private.deletion_work(bigint, bigint, timestamptz) is 'What is due of a workspace, or of one recording, and who asks.';

create function public.recording_work(workspace_id bigint, secret text) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  if not private.is_job_secret('softphone_recording_secret', recording_work.secret)
     or not exists (
       select from public.workspace as w where w.id = recording_work.workspace_id and w.twilio_account_sid is not null
     ) then
    return private.refusal('E-SECRET');
  end if;
  return private.deletion_work(recording_work.workspace_id, null, now());
end;
$$;
comment on function public.recording_work(bigint, text) is
  'For the job: {ok, recordings: [{id, recording_sid, do: delete or look}], at most 100, account_sid, username, password}. E-SECRET.';
grant execute on function public.recording_work(bigint, text) to service_role;

create function public.keep_recording_answers(workspace_id bigint, answers jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_answer record;
begin
  for v_answer in
    select a.id, a.outcome, a.code, a.duration_s
    from jsonb_to_recordset(keep_recording_answers.answers) as a (id bigint, outcome text, code integer, duration_s integer)
    order by a.id
  loop
    case
      when v_answer.outcome in ('deleted', 'gone') then
        update private.recording as r
        set deleted_at = coalesce(r.deleted_at, now()), delete_code = null,
            -- Twilio has none: somebody deleted it there.
            delete_wanted_at = coalesce(r.delete_wanted_at, now()), delete_reason = coalesce(r.delete_reason, 'gone')
        where r.workspace_id = keep_recording_answers.workspace_id and r.id = v_answer.id;
      when v_answer.outcome in ('completed', 'absent', 'failed') then
        update private.recording as r
        set status = v_answer.outcome, duration_s = coalesce(r.duration_s, v_answer.duration_s)
        where r.workspace_id = keep_recording_answers.workspace_id and r.id = v_answer.id and r.status = 'processing';
      when v_answer.outcome = 'refused' then
        -- Soon, and then ever more rarely, but never given up.
        update private.recording as r
        set delete_tries = r.delete_tries + 1, delete_code = v_answer.code,
            delete_next_at = now() + least(interval '5 minutes' * power(2, least(r.delete_tries, 10)), interval '1 day')
        where r.workspace_id = keep_recording_answers.workspace_id and r.id = v_answer.id
          and r.delete_wanted_at is not null and r.deleted_at is null;
      else null;
    end case;
  end loop;
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.keep_recording_answers(bigint, jsonb) is
  'What Twilio answered: [{id, outcome: deleted, gone (it has none), completed, absent, failed (what became of it), processing (not yet) or refused, code, duration_s}].';
grant execute on function public.keep_recording_answers(bigint, jsonb) to service_role;

create function private.delete_old_recordings(p_count integer, p_at timestamptz default now()) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_ids constant bigint[] := array(
    select r.id
    from private.recording as r
    join public.workspace as w on w.id = r.workspace_id
    join public.workspace_policy as p on p.workspace_id = r.workspace_id
    where r.delete_wanted_at is null
      and r.status not in ('running', 'paused')
      and r.started_at < p_at - make_interval(days => least(p.recordings_kept_days, w.calls_kept_days))
    order by r.started_at
    limit p_count
  );
begin
  perform private.want_deletion(u.id, 'retention', null, p_at) from unnest(v_ids) as u (id);
  return cardinality(v_ids);
end;
$$;
comment on function private.delete_old_recordings(integer, timestamptz) is
  'Recordings whose days are over, the oldest first; how many. A call is kept until its recordings are gone.';

create function private.follow_recordings(p_at timestamptz default now()) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_due constant bigint[] := array(
    select distinct r.workspace_id from private.recordings_due(p_at) as r order by r.workspace_id limit 50
  );
begin
  perform private.delete_old_recordings(500, p_at);
  perform private.forget_listening_passes();
  if private.ask_function('/recording/scheduled', 'softphone_recording_secret', v_due) then
    return cardinality(v_due);
  end if;
  return 0;
end;
$$;
comment on function private.follow_recordings(timestamptz) is
  'The job, every five minutes: has Twilio asked to delete recordings, and about those it said nothing of. Of how many workspaces. p_at: for tests.';

create function private.recordings_left(p_workspace_id bigint) returns bigint
language sql stable security definer set search_path = '' as $$
  select count(*)
  from private.recording as r
  join public.workspace as w on w.id = r.workspace_id and w.twilio_account_sid = r.account_sid
  where r.workspace_id = p_workspace_id and r.deleted_at is null and r.status <> 'absent';
$$;
comment on function private.recordings_left(bigint) is 'How many recordings of the workspace its present account has.';

-- Supervisors: who listens to a running call, whispers to its seat or joins it. A supervisor has a leg of their own in the
-- call's conference, which comes in muted. See docs/decisions/supervision.md.

create function private.is_hidden(p_leg public.call_leg) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return p_leg.role = 'supervisor' and p_leg.manner = 'listen' and p_leg.muted and not exists (
    select from public.workspace_policy as p where p.workspace_id = p_leg.workspace_id and p.show_listeners
  );
end;
$$;
comment on function private.is_hidden(public.call_leg) is
  'Whether agents must not learn of it: somebody who only listens, where the workspace does not show that. The policy on call_leg says the same.';

create function private.manner_now(p_leg public.call_leg) returns text
language plpgsql immutable security definer set search_path = '' as $$
begin
  return case when p_leg.role = 'supervisor' then
    case when p_leg.muted then 'listen' when p_leg.coaches is not null then 'whisper' else 'join' end
  end;
end;
$$;
comment on function private.manner_now(public.call_leg) is 'Who hears the supervisor, as Twilio was last told; null for others.';

create function private.talks_for_us(p_leg public.call_leg) returns boolean
language plpgsql immutable security definer set search_path = '' as $$
begin
  return p_leg.role = 'seat' or p_leg.role = 'supervisor' and p_leg.manner = 'join' and not p_leg.muted;
end;
$$;
comment on function private.talks_for_us(public.call_leg) is
  'Whether a customer has somebody of the workspace to talk to: a seat, or a supervisor who has joined.';

create function private.supervisor_leg(p_call_id bigint, p_agent_id bigint) returns public.call_leg
language plpgsql stable security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  select l.* into v_leg
  from public.call_leg as l
  where l.call_id = p_call_id and l.agent_id = p_agent_id and l.role = 'supervisor' and private.is_open(l)
    and not l.end_wanted;
  return v_leg;
end;
$$;
comment on function private.supervisor_leg(bigint, bigint) is 'The seat''s own leg as a supervisor; null when there is none.';

create function private.is_supervising(p_agent_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.call_leg as l
    where l.agent_id = p_agent_id and l.role = 'supervisor' and l.ended_at is null and private.is_open(l)
  );
end;
$$;
comment on function private.is_supervising(bigint) is 'Whether the seat listens to some call, or is about to: it does not ring meanwhile.';

create function private.seat_in(p_call_id bigint) returns public.call_leg
language plpgsql stable security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  select l.* into v_leg
  from public.call_leg as l
  where l.call_id = p_call_id and l.role = 'seat' and private.is_open(l) and not l.end_wanted
    and (l.picked_up_at is not null or l.made_by = 'twilio')
  -- Whoever was brought in to be talked to first does not have the call yet.
  order by (l.purpose = 'consult' and l.purpose_outcome is null) nulls first, l.id desc
  limit 1;
  return v_leg;
end;
$$;
comment on function private.seat_in(bigint) is 'The seat that talks: the latest that has the call; null when none does.';

create function private.count_talkers(p_call_id bigint) returns integer
language plpgsql stable security definer set search_path = '' as $$
begin
  return (
    select
      count(*) filter (where l.role <> 'supervisor')
      -- Whoever has joined a customer is somebody to talk to; colleagues alone are kept together by nobody.
      + case when bool_or(l.role in ('caller', 'callee', 'outside'))
        then count(*) filter (where l.role = 'supervisor' and private.talks_for_us(l) and not l.end_wanted)
        else 0 end
    from public.call_leg as l
    where l.call_id = p_call_id and private.is_open(l)
  );
end;
$$;
comment on function private.count_talkers(bigint) is 'How many are on the line, or on the way there, for whom the call goes on. A listener is none.';

create function private.follow_supervisors(p_call public.call, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.call_leg := private.seat_in(p_call.id);
begin
  -- Twilio was not asked for these yet.
  update public.call_leg as l
  set status = 'canceled', assumed = true, ended_at = p_at
  where l.call_id = p_call.id and l.role = 'supervisor' and l.status = 'ordered' and l.end_wanted
    and not private.was_asked(p_call.id, l.id, 'add', l.created_at);
  -- What was meant for the one who left is not said to the one who comes.
  update public.call_leg as l
  set manner = case l.manner when 'whisper' then 'listen' else l.manner end, supervises = v_seat.agent_id,
      wanted_at = case l.manner when 'whisper' then p_at else l.wanted_at end
  where l.call_id = p_call.id and l.role = 'supervisor' and private.is_open(l) and v_seat.id is not null
    and l.supervises is distinct from v_seat.agent_id
    and not exists (
      select from public.call_leg as s
      where s.call_id = p_call.id and s.role = 'seat' and s.agent_id = l.supervises and private.is_open(s)
        and not s.end_wanted
    );
end;
$$;
comment on function private.follow_supervisors(public.call, timestamptz) is
  'What follows for supervisors from who is on the line now: whoever is supervised may have left.';

create function private.supervision_requests(p_call public.call, p_at timestamptz) returns setof private.due_request
language plpgsql stable security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
  v_coached public.call_leg;
  v_muted boolean;
begin
  for v_leg in
    select l.* from public.call_leg as l
    where l.call_id = p_call.id and l.role = 'supervisor' and private.is_open(l) and not l.end_wanted
      and l.joined_at is not null and p_call.conference_sid is not null
    order by l.id
  loop
    v_coached := null;
    if v_leg.manner = 'whisper' then
      select l.* into v_coached from public.call_leg as l
      where l.call_id = p_call.id and l.role = 'seat' and l.agent_id = v_leg.supervises and private.is_open(l)
        and not l.end_wanted and l.joined_at is not null
      order by l.id desc
      limit 1;
    end if;
    v_muted := v_leg.manner = 'listen' or v_leg.manner = 'whisper' and v_coached.id is null;
    -- Nobody may hear a word that is not for them: muted before, and heard only once it is settled by whom.
    if v_muted and not v_leg.muted and private.may_ask(v_leg, 'mute', p_at) then
      return next row(v_leg.id, 'mute', jsonb_build_object('muted', true))::private.due_request;
    end if;
    if v_coached.id is distinct from v_leg.coaches and private.may_ask(v_leg, 'coach', p_at) then
      return next row(
        v_leg.id, 'coach', jsonb_build_object('coaches', v_coached.id, 'coached_sid', v_coached.call_sid)
      )::private.due_request;
    end if;
    if v_leg.muted and not v_muted and private.may_ask(v_leg, 'coach', p_at) and private.may_ask(v_leg, 'mute', p_at) then
      return next row(v_leg.id, 'mute', jsonb_build_object('muted', false))::private.due_request;
    end if;
  end loop;
end;
$$;
comment on function private.supervision_requests(public.call, timestamptz) is
  'Whom Twilio must let a supervisor be heard by: the requests about one leg in their order.';

create function private.apply_supervision_answer(p_request private.twilio_request) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_leg as l
  set muted = coalesce((p_request.details ->> 'muted')::boolean, l.muted),
      coaches = case p_request.kind when 'coach' then (p_request.details ->> 'coaches')::bigint else l.coaches end
  where l.id = p_request.leg_id;
end;
$$;
comment on function private.apply_supervision_answer(private.twilio_request) is 'Twilio did what a "mute" or "coach" asked.';

create function private.give_up_supervision(p_call public.call, p_request private.twilio_request, p_leg public.call_leg, p_at timestamptz)
returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.fail_commands(p_call.id, p_leg.wanted_by, p_request.twilio_code, p_at);
  update public.call_leg as l
  -- Who could not be muted must not be heard, nor somebody of whom nobody knows who hears them: then out with them.
  set manner = private.manner_now(l), wanted_at = p_at,
      end_wanted = l.end_wanted or p_request.outcome = 'lost' or (p_request.details ->> 'muted')::boolean is true
  where l.id = p_leg.id and private.is_open(l);
end;
$$;
comment on function private.give_up_supervision(public.call, private.twilio_request, public.call_leg, timestamptz) is
  'Twilio refused a "mute" or "coach": back to how it is. Two answers were lost: nobody knows how it is, and the leg ends.';

create function private.upgrade_notice(p_call public.call, p_leg public.call_leg, p_at timestamptz) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return case when exists (
    select from public.call_command as m
    where m.call_id = p_call.id and m.asked_at >= p_call.upgrade_began_at and m.kind in ('hold', 'transfer', 'consult', 'add')
  ) then private.notice('hold-failed', p_leg, p_at) end;
end;
$$;
comment on function private.upgrade_notice(public.call, public.call_leg, timestamptz) is
  'What the phone says when nobody could be moved; nothing when only a supervisor wanted it: that one is answered by the press.';

create function private.audit_supervision(p_call public.call, p_seat public.agent, p_done text, p_supervised bigint) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.audit(
    p_seat, 'call.' || p_done,
    jsonb_strip_nulls(jsonb_build_object(
      'call_id', p_call.id, 'number', private.other_side(p_call), 'with_agent_id', p_supervised,
      'with_agent', (select a.display_name from public.agent as a where a.id = p_supervised)
    ))
  );
end;
$$;
comment on function private.audit_supervision(public.call, public.agent, text, bigint) is
  'A line of the audit log on what a supervisor did to a call: of whom, and with whom.';

create function private.may_supervise(p_call public.call, p_seat public.agent, p_command text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return p_seat.role in ('supervisor', 'admin') and p_command in ('listen', 'whisper', 'join', 'leave', 'end')
    -- Whose turn it is to call somebody is nobody else's to undo.
    and p_call.status <> 'created';
end;
$$;
comment on function private.may_supervise(public.call, public.agent, text) is
  'Whether the seat may command the call without taking part in it. The call is looked up in the seat''s workspace.';

create function private.acts_as_supervisor(p_call public.call, p_seat public.agent, p_command text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return p_command in ('listen', 'whisper', 'join')
    or p_command in ('leave', 'end') and private.may_supervise(p_call, p_seat, p_command)
      and p_call.interrupted_by is distinct from p_seat.id and not private.is_in(p_call.id, p_seat.id);
end;
$$;
comment on function private.acts_as_supervisor(public.call, public.agent, text) is
  'Whether the press is a supervisor''s, and not one of somebody who talks in the call.';

create function private.apply_supervision(p_call public.call, p_seat public.agent, p_command_id uuid, p_command text)
returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_leg constant public.call_leg := private.supervisor_leg(p_call.id, p_seat.id);
  v_with constant public.call_leg := private.seat_in(p_call.id);
begin
  if not private.may_supervise(p_call, p_seat, p_command) then
    return 'E-CALL-OTHER';
  elsif p_command = 'end' then
    perform private.want_end(p_call, private.legs_to_end(p_call, p_seat.id), p_command_id);
    perform private.audit_supervision(p_call, p_seat, 'ended', v_with.agent_id);
    return null;
  elsif p_command = 'leave' then
    if v_leg.id is null then
      return 'E-CALL-STATE';
    end if;
    perform private.want_end(p_call, array[v_leg.id], p_command_id);
    return null;
  elsif p_call.status <> 'in-progress' or p_call.direction = 'internal' then
    return 'E-CALL-STATE';
  elsif v_with.id is null and (v_leg.id is null or p_command <> 'join') then
    -- Nobody is there to be listened to; and whoever has joined a customer does not leave them in silence.
    return 'E-CALL-STATE';
  elsif exists (
    select from public.call_leg as l
    where l.call_id = p_call.id and l.role = 'seat' and l.agent_id = p_seat.id and private.is_open(l)
  ) then
    return 'E-CALL-STATE';
  elsif private.changes_too_often(p_seat) then
    return 'E-CHANGES-LIMIT';
  end if;

  if v_leg.id is not null then
    update public.call_leg as l
    set manner = p_command, supervises = coalesce(v_with.agent_id, l.supervises), wanted_by = p_command_id, wanted_at = now()
    where l.id = v_leg.id;
  elsif private.is_engaged(p_seat.id) then
    return 'E-OWN-CALL';
  elsif not private.is_heard(p_seat.id, now()) then
    return 'E-OWN-PHONE';
  else
    if p_call.wiring = 'plain' then
      perform private.begin_upgrade(p_call, now());
    end if;
    insert into public.call_leg (
      workspace_id, call_id, role, made_by, agent_id, to_address, status, manner, supervises, muted, wanted_by, wanted_at
    )
    values (
      p_call.workspace_id, p_call.id, 'supervisor', 'rest', p_seat.id, 'client:' || p_seat.identity, 'ordered', p_command,
      v_with.agent_id, true, p_command_id, now()
    );
  end if;
  perform private.audit_supervision(
    p_call, p_seat, case p_command when 'listen' then 'listened_to' when 'whisper' then 'whispered_to' else 'joined' end,
    v_with.agent_id
  );
  return null;
end;
$$;
comment on function private.apply_supervision(public.call, public.agent, uuid, text) is
  'Changes what a supervisor wants of the call, a row that is locked; answers a code when it may not be.';

create function private.audit_supervisor_left() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
  v_seat public.agent;
begin
  select c.* into strict v_call from public.call as c where c.id = new.call_id;
  select a.* into strict v_seat from public.agent as a where a.id = new.agent_id;
  perform private.audit_supervision(
    v_call, v_seat, case when new.joined_at is not null then 'left' else 'not_reached' end, new.supervises
  );
  return null;
end;
$$;
comment on function private.audit_supervisor_left() is
  'Each line on a supervisor who came has one on their going, however that was.';

create trigger call_leg_audit_supervisor after update on public.call_leg
for each row when (new.role = 'supervisor' and private.is_open(old) and not private.is_open(new))
execute function private.audit_supervisor_left();

create function private.supervisor_payload(p_leg public.call_leg) returns jsonb
language plpgsql immutable security definer set search_path = '' as $$
begin
  return jsonb_build_object(
    'id', p_leg.id, 'call_id', p_leg.call_id, 'agent_id', p_leg.agent_id, 'supervises', p_leg.supervises,
    'manner', p_leg.manner, 'muted', p_leg.muted, 'coaches', p_leg.coaches, 'joined_at', p_leg.joined_at,
    'left_at', p_leg.left_at, 'ended_at', p_leg.ended_at, 'version', p_leg.version
  );
end;
$$;
comment on function private.supervisor_payload(public.call_leg) is 'The columns of a supervisor''s leg that the web reads.';

create function private.broadcast_supervisor() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(
    private.supervisor_payload(new), 'supervisor', 'workspace:' || new.workspace_id || ':calls', true
  );
  return null;
end;
$$;
comment on function private.broadcast_supervisor() is
  'To supervisors and admins only. Whom agents may see is in call.open_legs, and goes to them with the call.';

create trigger call_leg_broadcast_new_supervisor after insert on public.call_leg
for each row when (new.role = 'supervisor')
execute function private.broadcast_supervisor();

create trigger call_leg_broadcast_supervisor after update on public.call_leg
for each row when (new.role = 'supervisor')
execute function private.broadcast_supervisor();

create function private.show_listeners_anew() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.call as c
  set open_legs = private.open_legs(c)
  where c.workspace_id = new.workspace_id and c.ended_at is null and c.wiring <> 'plain'
    and exists (select from public.call_leg as l where l.call_id = c.id and l.role = 'supervisor' and private.is_open(l));
  return null;
end;
$$;
comment on function private.show_listeners_anew() is 'The setting counts at once, in calls that go on as well.';

create trigger workspace_policy_show_listeners after update on public.workspace_policy
for each row when (new.show_listeners is distinct from old.show_listeners)
execute function private.show_listeners_anew();

create function private.end_supervision() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_leg as l
  set end_wanted = true, wanted_at = now()
  where l.agent_id = new.id and l.role = 'supervisor' and l.ended_at is null and private.is_open(l) and not l.end_wanted;
  if found then
    -- In a talk in which nothing happens the next event may be minutes away.
    perform private.ask_function('/reconcile/rescue', 'softphone_reconcile_secret', array[new.workspace_id]);
  end if;
  return null;
end;
$$;
comment on function private.end_supervision() is
  'Whoever may supervise no longer leaves the calls of others, at once.';

create trigger agent_end_supervision after update on public.agent
for each row when (
  (old.active and old.role in ('supervisor', 'admin')) and not (new.active and new.role in ('supervisor', 'admin'))
)
execute function private.end_supervision();

-- Connecting a Twilio account from the Setup page: what the function `connection` keeps and asks.

create function private.missing_config(p_workspace_id bigint) returns text[]
language sql stable security definer set search_path = '' as $$
  select array_remove(
    array[
      case when w.twilio_account_sid is null then 'twilio_account_sid' end,
      case when w.twilio_auth_token is null then 'twilio_auth_token' end,
      case when w.twilio_twiml_app_sid is null then 'twilio_twiml_app_sid' end
    ],
    null
  )
  from public.workspace as w
  where w.id = p_workspace_id;
$$;
comment on function private.missing_config(bigint) is 'Columns of workspace without which nobody can call.';

create function private.refuse_config(p_missing text[]) returns jsonb
language sql immutable security definer set search_path = '' as $$
  select jsonb_build_object('ok', false, 'code', 'E-CONFIG', 'missing', to_jsonb(p_missing));
$$;
comment on function private.refuse_config(text[]) is 'The refusal that names what an admin must fill in.';

create function public.connection_grant(user_id uuid, workspace_id bigint) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(connection_grant.user_id, connection_grant.workspace_id);
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  -- Every step of connecting and of buying begins here.
  if private.asks_too_often(v_seat, 'connection', 600) then
    return private.refusal('E-TOO-FAST');
  end if;
  return (
    select jsonb_build_object(
      'ok', true,
      'account_sid', w.twilio_account_sid,
      'auth_token', private.unseal(w.id, 'twilio_auth_token'),
      'next_auth_token', private.unseal(w.id, 'twilio_auth_token_next'),
      'next_is_former', w.twilio_auth_token_next_is_former,
      'app_sid', w.twilio_twiml_app_sid,
      'api_key_sid', w.twilio_api_key_sid,
      'recordings', private.recordings_left(w.id),
      'dialers', d.dialers,
      'moved', d.moved,
      'retiring', coalesce(
        (
          select jsonb_agg(
            jsonb_build_object('sid', r.key_sid, 'tokens_end_at', r.tokens_end_at) order by r.retired_at
          )
          from private.retiring_api_key as r
          where r.workspace_id = w.id
        ),
        '[]'
      ),
      'numbers', coalesce(
        (
          select jsonb_agg(
            jsonb_build_object(
              'sid', b.number_sid, 'number', b.twilio_number,
              'settings', private.settings_before(b.workspace_id, b.number_sid), 'app_sid', b.app_sid
            )
            order by b.twilio_number
          )
          from private.number_before as b
          where b.workspace_id = w.id
        ),
        '[]'
      )
    )
    from public.workspace as w, private.dialers_moved(w.id) as d
    where w.id = connection_grant.workspace_id
  );
end;
$$;
comment on function public.connection_grant(uuid, bigint) is
  'For an admin. Answers {ok: true, account_sid, auth_token, next_auth_token, next_is_former, app_sid, api_key_sid, recordings, dialers, moved, retiring: [{sid, tokens_end_at}], numbers: [{sid, number, settings, app_sid}]} or a refusal. recordings: how many the account has; dialers: live ones; moved: those of them that hold a token of the present key; numbers: what answered each number before. Tokens in plain, for Twilio only.';
grant execute on function public.connection_grant(uuid, bigint) to service_role;

create function public.connect_account(user_id uuid, workspace_id bigint, account_sid text, auth_token text)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(connect_account.user_id, connect_account.workspace_id);
  v_before public.workspace;
  v_token_before text;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  select w.* into strict v_before
  from public.workspace as w
  where w.id = v_seat.workspace_id
  for no key update;
  v_token_before := private.unseal(v_before.id, 'twilio_auth_token');

  -- Another account would leave this one's numbers, app and key without anybody who can undo them.
  if v_before.twilio_account_sid <> connect_account.account_sid and (
    v_before.twilio_twiml_app_sid is not null
    or v_before.twilio_api_key_sid is not null
    or exists (select from private.number_before as b where b.workspace_id = v_before.id)
    or exists (select from private.retiring_api_key as r where r.workspace_id = v_before.id)
  ) then
    return private.refusal('E-ACCOUNT-OTHER');
  end if;

  -- The token that was kept as the next one, typed as the token: the present one is the former from now on.
  if v_before.twilio_account_sid = connect_account.account_sid
    and private.unseal(v_before.id, 'twilio_auth_token_next') = connect_account.auth_token then
    perform private.swap_tokens(v_before.id);
    perform private.audit(v_seat, 'auth_token.promoted', jsonb_build_object('account_sid', connect_account.account_sid));
    return jsonb_build_object('ok', true);
  end if;

  begin
    update public.workspace as w
    set twilio_account_sid = connect_account.account_sid, twilio_auth_token = connect_account.auth_token
    where w.id = v_before.id;
  exception when unique_violation then
    return private.refusal('E-ACCOUNT-TAKEN');
  end;

  if v_before.twilio_account_sid is distinct from connect_account.account_sid then
    perform private.audit(v_seat, 'account.connected', jsonb_build_object('account_sid', connect_account.account_sid));
  elsif v_token_before is distinct from connect_account.auth_token then
    perform private.audit(v_seat, 'auth_token.replaced', jsonb_build_object('account_sid', connect_account.account_sid));
  end if;
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.connect_account(uuid, bigint, text, text) is
  'For an admin: keeps an account and its token, which Twilio has just confirmed. The same again changes nothing. Answers {ok: true} or a refusal: E-ACCOUNT-TAKEN, E-ACCOUNT-OTHER.';
grant execute on function public.connect_account(uuid, bigint, text, text) to service_role;

create function public.replace_twiml_app(
  user_id uuid, workspace_id bigint, account_sid text, former_sid text, app_sid text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(replace_twiml_app.user_id, replace_twiml_app.workspace_id);
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  update public.workspace as w
  set twilio_twiml_app_sid = replace_twiml_app.app_sid
  where w.id = v_seat.workspace_id
    and w.twilio_account_sid = replace_twiml_app.account_sid
    and w.twilio_twiml_app_sid is not distinct from replace_twiml_app.former_sid;
  if found then
    perform private.audit(v_seat, 'twiml_app.set', jsonb_build_object('app_sid', replace_twiml_app.app_sid));
    return jsonb_build_object('ok', true, 'stored', true, 'sid', replace_twiml_app.app_sid);
  end if;
  return (
    select jsonb_build_object('ok', true, 'stored', false, 'sid', w.twilio_twiml_app_sid)
    from public.workspace as w
    where w.id = v_seat.workspace_id
  );
end;
$$;
comment on function public.replace_twiml_app(uuid, bigint, text, text, text) is
  'For an admin: keeps a TwiML App in place of former_sid (null: none). Compare and set: if another app is there meanwhile, that one stays. Answers {ok: true, stored, sid} or a refusal; sid is the one that is kept.';
grant execute on function public.replace_twiml_app(uuid, bigint, text, text, text) to service_role;

create function public.disconnect_account(user_id uuid, workspace_id bigint, account_sid text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(disconnect_account.user_id, disconnect_account.workspace_id);
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  if private.leave_account(v_seat.workspace_id, disconnect_account.account_sid) then
    perform private.audit(
      v_seat, 'account.disconnected', jsonb_build_object('account_sid', disconnect_account.account_sid)
    );
  end if;
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.disconnect_account(uuid, bigint, text) is
  'For an admin: forgets the account, its token, key and app. Numbers and calls stay, so that connecting again finds them. Answers {ok: true} or a refusal.';
grant execute on function public.disconnect_account(uuid, bigint, text) to service_role;

create function private.leave_account(p_workspace_id bigint, p_account_sid text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  -- The account's trigger forgets the API key with it.
  update public.workspace as w
  set twilio_account_sid = null, twilio_auth_token = null, twilio_auth_token_next = null,
      twilio_auth_token_next_is_former = false, twilio_twiml_app_sid = null
  where w.id = p_workspace_id and w.twilio_account_sid = p_account_sid;
  if not found then
    return false;
  end if;
  delete from private.number_before as b where b.workspace_id = p_workspace_id;
  delete from private.retiring_api_key as r where r.workspace_id = p_workspace_id;
  return true;
end;
$$;
comment on function private.leave_account(bigint, text) is
  'Forgets an account, its tokens, keys and app, and what its numbers had; false when it was another one.';

create function public.forget_account(user_id uuid, workspace_id bigint, account_sid text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(forget_account.user_id, forget_account.workspace_id);
  v_left jsonb;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  select jsonb_build_object(
    'account_sid', w.twilio_account_sid,
    'app_sid', w.twilio_twiml_app_sid,
    'api_key_sids', to_jsonb(
      array_remove(array[w.twilio_api_key_sid], null)
      || array(select r.key_sid from private.retiring_api_key as r where r.workspace_id = w.id order by r.retired_at)
    ),
    'recordings', private.recordings_left(w.id),
    'numbers', to_jsonb(
      array(select b.twilio_number from private.number_before as b where b.workspace_id = w.id order by b.twilio_number)
    )
  ) into v_left
  from public.workspace as w
  where w.id = v_seat.workspace_id;
  if private.leave_account(v_seat.workspace_id, forget_account.account_sid) then
    perform private.audit(v_seat, 'account.forgotten', v_left);
  end if;
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.forget_account(uuid, bigint, text) is
  'For an admin: forgets an account that Twilio no longer opens. The audit log says what is left there. Answers {ok: true} or a refusal.';
grant execute on function public.forget_account(uuid, bigint, text) to service_role;

-- Numbers brought in from the account: what answered them before, and how that comes back.

create table private.number_before (
  workspace_id bigint not null,
  number_sid text not null,
  twilio_number text not null,
  app_sid text,
  kept_at timestamptz not null default now(),
  constraint number_before_pkey primary key (workspace_id, number_sid),
  constraint number_before_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint number_before_number_sid_check check (number_sid ~ '^PN[0-9a-fA-F]{32}$'),
  constraint number_before_twilio_number_check check (twilio_number ~ '^\+[1-9][0-9]{1,14}$')
);
comment on table private.number_before is
  'Numbers that were brought in. What answered each before is sealed, to be put back when the workspace disconnects: its addresses can hold passwords and keys.';
comment on column private.number_before.app_sid is
  'Which app of ours the number was pointed at last: a number at a former one of ours was not moved by anybody else.';
alter table private.number_before enable row level security;

create function private.settings_before(p_workspace_id bigint, p_number_sid text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select private.unseal(p_workspace_id, 'number_settings ' || p_number_sid)::jsonb;
$$;
comment on function private.settings_before(bigint, text) is
  'Names as in Twilio''s API: voice_url, voice_method, voice_fallback_url, voice_application_sid, trunk_sid, status_callback … Only for the function that puts them back.';

create function private.forget_settings_before() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.sealed_secret as s
  where s.workspace_id = old.workspace_id and s.name = 'number_settings ' || old.number_sid;
  return null;
end;
$$;
comment on function private.forget_settings_before() is 'What was sealed of a number goes with its row.';

create trigger number_before_forget_settings after delete on private.number_before
for each row execute function private.forget_settings_before();

create function private.host_of(p_url text) returns text
language sql immutable security definer set search_path = '' as $$
  select substring(p_url from '^(https?://)([^/?#@]*@)?[A-Za-z0-9.-]+(:[0-9]+)?([/?#][^@]*)?$')
    || substring(p_url from '^https?://(?:[^/?#@]*@)?([A-Za-z0-9.-]+(?::[0-9]+)?)');
$$;
comment on function private.host_of(text) is
  'Scheme, host and port. People keep secrets in all the rest of an address, its path included. Null for what is not plainly an address.';

create function private.settings_for_the_log(p_settings jsonb) returns jsonb
language sql immutable security definer set search_path = '' as $$
  select coalesce(
    jsonb_object_agg(
      s.name,
      case when s.value ~ '^([A-Z]{2}[0-9a-fA-F]{32}|GET|POST)$' then s.value else coalesce(private.host_of(s.value), '…') end
    ),
    '{}'
  )
  from jsonb_each_text(p_settings) as s (name, value)
  where s.value <> '';
$$;
comment on function private.settings_for_the_log(jsonb) is
  'SIDs and methods as they are, addresses by their host. The log is kept for ever, and read by every admin.';

create function public.keep_number_settings(
  user_id uuid, workspace_id bigint, account_sid text, number_sid text, twilio_number text, settings jsonb
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(keep_number_settings.user_id, keep_number_settings.workspace_id);
  v_answered_by constant text := keep_number_settings.settings ->> 'voice_application_sid';
  v_app_sid text;
  v_before private.number_before;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  select w.twilio_twiml_app_sid into v_app_sid
  from public.workspace as w
  where w.id = v_seat.workspace_id and w.twilio_account_sid = keep_number_settings.account_sid
  -- Of two at once, the second sees what the first kept.
  for no key update;
  if not found then
    return private.refusal('E-ACCOUNT-OTHER');
  end if;
  if exists (
    select from public.workspace_twilio_number as n
    join public.workspace as w on w.id = n.workspace_id
    where n.twilio_number = keep_number_settings.twilio_number
      and n.workspace_id <> v_seat.workspace_id
      and w.twilio_account_sid is not null
  ) then
    return private.refusal('E-NUMBER-TAKEN');
  end if;
  select b.* into v_before
  from private.number_before as b
  where b.workspace_id = v_seat.workspace_id and b.number_sid = keep_number_settings.number_sid;
  insert into private.number_before as b (workspace_id, number_sid, twilio_number, app_sid)
  values (
    v_seat.workspace_id, keep_number_settings.number_sid, keep_number_settings.twilio_number, v_app_sid
  )
  on conflict on constraint number_before_pkey do update
  set twilio_number = excluded.twilio_number, app_sid = excluded.app_sid, kept_at = now();
  -- What we set ourselves is never what was there before us.
  if v_before.number_sid is null or not coalesce(v_answered_by in (v_before.app_sid, v_app_sid), false) then
    perform private.seal(
      v_seat.workspace_id, 'number_settings ' || keep_number_settings.number_sid, keep_number_settings.settings::text
    );
  end if;
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.keep_number_settings(uuid, bigint, text, text, text, jsonb) is
  'For an admin: keeps what answers a number now, before it is routed here; our own app never overwrites it. Answers {ok: true} or a refusal: E-ACCOUNT-OTHER, E-NUMBER-TAKEN (another connected workspace has the number).';
grant execute on function public.keep_number_settings(uuid, bigint, text, text, text, jsonb) to service_role;

create function private.enter_number(p_seat public.agent, p_before private.number_before, p_friendly_name text)
returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  -- A workspace that disconnected has no claim on the number any more; its calls keep their own columns.
  delete from public.workspace_twilio_number as n
  using public.workspace as w
  where n.twilio_number = p_before.twilio_number
    and w.id = n.workspace_id
    and w.id <> p_seat.workspace_id
    and w.twilio_account_sid is null;
  insert into public.workspace_twilio_number (workspace_id, twilio_number, friendly_name)
  values (p_seat.workspace_id, p_before.twilio_number, p_friendly_name)
  on conflict on constraint workspace_twilio_number_workspace_id_twilio_number_key do nothing;
  return null;
exception when unique_violation then
  return private.refusal('E-NUMBER-TAKEN');
end;
$$;
comment on function private.enter_number(public.agent, private.number_before, text) is
  'The number becomes the workspace''s; who uses it, the caller says. Answers null, or a refusal.';

create function private.ring_somebody(p_seat public.agent, p_number text, p_friendly_name text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  -- A number that rings nobody would be no proof that it works: it rings whoever brought it in.
  if not exists (
    select from public.agent_phone as p
    where p.workspace_id = p_seat.workspace_id and p.phone_number = p_number and p.rings
  ) then
    insert into public.agent_phone (agent_id, phone_number, friendly_name)
    values (p_seat.id, p_number, p_friendly_name)
    on conflict on constraint agent_phone_agent_id_phone_number_key do update set rings = true;
  end if;
end;
$$;
comment on function private.ring_somebody(public.agent, text, text) is
  'The number rings the seat, unless it rings somebody already.';

create function public.add_number(user_id uuid, workspace_id bigint, number_sid text, friendly_name text)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(add_number.user_id, add_number.workspace_id);
  v_before private.number_before;
  v_friendly_name constant text := left(coalesce(add_number.friendly_name, ''), 200);
  v_refusal jsonb;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  select b.* into v_before
  from private.number_before as b
  where b.workspace_id = v_seat.workspace_id and b.number_sid = add_number.number_sid;
  if not found then
    return private.refusal('E-NUMBER-GONE');
  end if;
  v_refusal := private.enter_number(v_seat, v_before, v_friendly_name);
  if v_refusal is not null then
    return v_refusal;
  end if;
  perform private.ring_somebody(v_seat, v_before.twilio_number, v_friendly_name);
  perform private.audit(
    v_seat, 'number.brought_in',
    jsonb_build_object(
      'number_sid', v_before.number_sid, 'number', v_before.twilio_number,
      'before', private.settings_for_the_log(private.settings_before(v_before.workspace_id, v_before.number_sid))
    )
  );
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.add_number(uuid, bigint, text, text) is
  'For an admin, after keep_number_settings: the number is routed here now, so it becomes the workspace''s. It rings the admin unless it rings somebody already. Answers {ok: true} or a refusal: E-NUMBER-GONE, E-NUMBER-TAKEN.';
grant execute on function public.add_number(uuid, bigint, text, text) to service_role;

create function public.forget_number_settings(user_id uuid, workspace_id bigint, number_sid text, outcome text)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(forget_number_settings.user_id, forget_number_settings.workspace_id);
  v_number text;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  if forget_number_settings.outcome not in ('undone', 'restored', 'left_alone', 'gone') then
    raise exception 'Cannot forget the settings: the outcome is undone, restored, left_alone or gone'
      using errcode = 'check_violation';
  end if;
  delete from private.number_before as b
  where b.workspace_id = v_seat.workspace_id and b.number_sid = forget_number_settings.number_sid
  returning b.twilio_number into v_number;
  if found then
    perform private.audit(
      v_seat, 'number.' || forget_number_settings.outcome,
      jsonb_build_object('number_sid', forget_number_settings.number_sid, 'number', v_number)
    );
  end if;
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.forget_number_settings(uuid, bigint, text, text) is
  'For an admin: what was kept of a number is no longer needed. outcome: undone, restored, left_alone or gone. Answers {ok: true} or a refusal.';
grant execute on function public.forget_number_settings(uuid, bigint, text, text) to service_role;

-- Buying and releasing numbers: what the function `numbers` asks and keeps.

create function public.look_at_number(user_id uuid, workspace_id bigint, twilio_number text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(look_at_number.user_id, look_at_number.workspace_id);
  v_refusal constant jsonb := private.refuse_unless_admin(v_seat);
begin
  if v_refusal is not null then
    return v_refusal;
  end if;
  return jsonb_build_object(
    'ok', true,
    'is_ours', exists (
      select from public.workspace_twilio_number as n
      where n.workspace_id = v_seat.workspace_id and n.twilio_number = look_at_number.twilio_number
    ),
    'is_taken', exists (
      select from public.workspace_twilio_number as n
      join public.workspace as w on w.id = n.workspace_id
      where n.twilio_number = look_at_number.twilio_number
        and n.workspace_id <> v_seat.workspace_id
        and w.twilio_account_sid is not null
    ),
    'in_call', exists (
      select from public.call as c
      join public.workspace_twilio_number as n on n.workspace_id = c.workspace_id and n.id = c.number_id
      where c.workspace_id = v_seat.workspace_id
        and n.twilio_number = look_at_number.twilio_number
        and c.ended_at is null
        and (c.status <> 'created' or c.expires_at > now())
    )
  );
end;
$$;
comment on function public.look_at_number(uuid, bigint, text) is
  'For an admin. Answers {ok: true, is_ours, is_taken, in_call} or a refusal: the workspace has the number; another connected workspace has it; a call on it is in progress.';
grant execute on function public.look_at_number(uuid, bigint, text) to service_role;

create function public.take_number(
  user_id uuid, workspace_id bigint, account_sid text, number_sid text, twilio_number text, friendly_name text,
  uses jsonb
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(take_number.user_id, take_number.workspace_id);
  v_friendly_name constant text := left(coalesce(take_number.friendly_name, ''), 200);
  v_before private.number_before;
  v_answer jsonb;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  -- Pressed again: whoever changed it since meant it.
  if exists (
    select from public.workspace_twilio_number as n
    where n.workspace_id = v_seat.workspace_id and n.twilio_number = take_number.twilio_number
  ) then
    return jsonb_build_object('ok', true);
  end if;
  -- It checks the account and whose number it is. Nothing answered the number before it was bought.
  v_answer := public.keep_number_settings(
    take_number.user_id, take_number.workspace_id, take_number.account_sid, take_number.number_sid,
    take_number.twilio_number, '{}'
  );
  if not (v_answer ->> 'ok')::boolean then
    return v_answer;
  end if;
  select b.* into strict v_before
  from private.number_before as b
  where b.workspace_id = v_seat.workspace_id and b.number_sid = take_number.number_sid;
  v_answer := private.enter_number(v_seat, v_before, v_friendly_name);
  if v_answer is not null then
    return v_answer;
  end if;

  -- Only those who were chosen: a number that the buyer never had is not theirs to lose again, in the audit log either.
  if take_number.uses is null then
    perform private.ring_somebody(v_seat, take_number.twilio_number, v_friendly_name);
  else
    insert into public.agent_phone (agent_id, phone_number, friendly_name, may_call, rings)
    select a.id, take_number.twilio_number, v_friendly_name, u.may_call, u.rings
    from jsonb_to_recordset(take_number.uses) as u (agent_id bigint, may_call boolean, rings boolean)
    join public.agent as a on a.workspace_id = v_seat.workspace_id and a.id = u.agent_id and a.active
    where u.may_call or u.rings;
  end if;
  perform private.audit(
    v_seat, 'number.bought',
    jsonb_build_object(
      'number_sid', take_number.number_sid, 'number', take_number.twilio_number,
      'friendly_name', take_number.friendly_name
    )
  );
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.take_number(uuid, bigint, text, text, text, text, jsonb) is
  'For an admin: a number that was just bought, and is routed here, becomes the workspace''s; one that is here already stays as it is. uses: [{agent_id, may_call, rings}], null: the buyer''s. Answers {ok: true} or a refusal: E-ACCOUNT-OTHER, E-NUMBER-TAKEN.';
grant execute on function public.take_number(uuid, bigint, text, text, text, text, jsonb) to service_role;

create function public.remove_number(user_id uuid, workspace_id bigint, twilio_number text, outcome text)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(remove_number.user_id, remove_number.workspace_id);
  v_refusal constant jsonb := private.refuse_unless_admin(v_seat);
  v_users jsonb;
  v_friendly_name text;
begin
  if v_refusal is not null then
    return v_refusal;
  end if;
  if remove_number.outcome not in ('released', 'gone', 'put_away') then
    raise exception 'Cannot remove the number: the outcome is released, gone or put_away'
      using errcode = 'check_violation';
  end if;
  select coalesce(jsonb_agg(a.display_name order by a.display_name), '[]') into v_users
  from public.agent_phone as p
  join public.agent as a on a.id = p.agent_id
  where p.workspace_id = v_seat.workspace_id and p.phone_number = remove_number.twilio_number;
  delete from private.number_before as b
  where b.workspace_id = v_seat.workspace_id and b.twilio_number = remove_number.twilio_number;
  -- Its seats' rows go with it; its calls stay and lose only the link.
  delete from public.workspace_twilio_number as n
  where n.workspace_id = v_seat.workspace_id and n.twilio_number = remove_number.twilio_number
  returning n.friendly_name into v_friendly_name;
  if found then
    perform private.audit(
      v_seat, 'number.' || remove_number.outcome,
      jsonb_build_object(
        'number', remove_number.twilio_number, 'friendly_name', v_friendly_name, 'used_by', v_users
      )
    );
  end if;
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.remove_number(uuid, bigint, text, text) is
  'For an admin: the workspace no longer has the number. outcome: released (at Twilio), gone (from the account) or put_away (kept at Twilio). Its calls stay. Answers {ok: true} or a refusal.';
grant execute on function public.remove_number(uuid, bigint, text, text) to service_role;

-- The API key that signs voice tokens: made, used, and rotated while people talk.

create table private.retiring_api_key (
  workspace_id bigint not null,
  key_sid text not null,
  account_sid text not null,
  retired_at timestamptz not null default now(),
  tokens_end_at timestamptz not null,
  constraint retiring_api_key_pkey primary key (workspace_id, key_sid),
  constraint retiring_api_key_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint retiring_api_key_key_sid_check check (key_sid ~ '^SK[0-9a-fA-F]{32}$')
);
comment on table private.retiring_api_key is
  'Former API keys that live on at Twilio: a dialer may hold a token of theirs. Their secrets are gone already.';
comment on column private.retiring_api_key.tokens_end_at is
  'When the last token that the key signed has expired: an hour after the rotation, and some slack.';
alter table private.retiring_api_key enable row level security;

create table private.reported_token (
  agent_id bigint not null,
  workspace_id bigint not null,
  key_sid text not null,
  reported_at timestamptz not null default now(),
  constraint reported_token_pkey primary key (agent_id),
  constraint reported_token_agent_fkey foreign key (workspace_id, agent_id) references public.agent (workspace_id, id),
  constraint reported_token_key_sid_check check (key_sid ~ '^SK[0-9a-fA-F]{32}$')
);
comment on table private.reported_token is 'Which API key signed the token that a seat''s dialer holds, as the dialer reports it.';
comment on column private.reported_token.reported_at is 'When it first reported a token of this key.';
create index reported_token_workspace_id_agent_id_idx on private.reported_token (workspace_id, agent_id);
alter table private.reported_token enable row level security;

create function private.forget_former_api_key() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.sealed_secret as s
  where s.workspace_id = new.id and s.name = 'twilio_api_key_secret';
  new.twilio_api_key_sid := null;
  return new;
end;
$$;
comment on function private.forget_former_api_key() is
  'An API key of the former Twilio account signs tokens that the new account refuses.';

create trigger workspace_forget_former_api_key before update of twilio_account_sid on public.workspace
for each row when (old.twilio_account_sid is distinct from new.twilio_account_sid)
execute function private.forget_former_api_key();

create function public.store_api_key(workspace_id bigint, account_sid text, key_sid text, key_secret text)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_key_sid text;
begin
  update public.workspace as w
  set twilio_api_key_sid = store_api_key.key_sid
  where w.id = store_api_key.workspace_id
    and w.twilio_account_sid = store_api_key.account_sid
    and w.twilio_api_key_sid is null;
  if found then
    perform private.seal(store_api_key.workspace_id, 'twilio_api_key_secret', store_api_key.key_secret);
    return jsonb_build_object('stored', true, 'key_sid', store_api_key.key_sid);
  end if;
  select w.twilio_api_key_sid into v_key_sid
  from public.workspace as w
  where w.id = store_api_key.workspace_id;
  return jsonb_build_object('stored', false, 'key_sid', v_key_sid);
end;
$$;
comment on function public.store_api_key(bigint, text, text, text) is
  'Keeps the workspace''s API key. The first to store wins; the others delete their key at Twilio. Answers {stored, key_sid}: key_sid is the one that is kept.';
grant execute on function public.store_api_key(bigint, text, text, text) to service_role;

create function public.voice_grant(user_id uuid, workspace_id bigint, identity text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_seat constant public.agent :=
    private.active_seat(voice_grant.user_id, voice_grant.workspace_id, voice_grant.identity);
  v_missing text[];
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  v_missing := private.missing_config(v_seat.workspace_id);
  if cardinality(v_missing) > 0 then
    return private.refuse_config(v_missing);
  end if;
  return (
    select jsonb_build_object(
      'ok', true,
      'account_sid', w.twilio_account_sid,
      'app_sid', w.twilio_twiml_app_sid,
      'api_key_sid', w.twilio_api_key_sid,
      'api_key_secret',
        case when w.twilio_api_key_sid is not null then private.unseal(w.id, 'twilio_api_key_secret') end,
      'auth_token',
        case when w.twilio_api_key_sid is null then private.unseal(w.id, 'twilio_auth_token') end,
      'key_retires', exists (select from private.retiring_api_key as r where r.workspace_id = w.id)
    )
    from public.workspace as w
    where w.id = v_seat.workspace_id
  );
end;
$$;
comment on function public.voice_grant(uuid, bigint, text) is
  'What the function token signs with. Answers {ok: true, account_sid, app_sid, api_key_sid, api_key_secret, auth_token, key_retires} or a refusal: E-CONFIG. While no API key is stored, the key fields are null and auth_token is there to create one; afterwards auth_token is null. key_retires: a former key may be due for deletion. In plain, for Twilio only.';
grant execute on function public.voice_grant(uuid, bigint, text) to service_role;

create function public.server_call_grant(user_id uuid, workspace_id bigint, identity text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_grant jsonb :=
    public.voice_grant(server_call_grant.user_id, server_call_grant.workspace_id, server_call_grant.identity);
begin
  if not (v_grant ->> 'ok')::boolean then
    return v_grant;
  end if;
  if v_grant ->> 'api_key_sid' is null then
    return private.refuse_config(array['twilio_api_key_sid']);
  end if;
  return v_grant - 'app_sid' - 'auth_token' - 'key_retires';
end;
$$;
comment on function public.server_call_grant(uuid, bigint, text) is
  'What a call by REST is made with. Answers {ok: true, account_sid, api_key_sid, api_key_secret} or a refusal: E-CONFIG, also while there is no API key. In plain, for Twilio only.';
grant execute on function public.server_call_grant(uuid, bigint, text) to service_role;

create function public.replace_api_key(
  user_id uuid, workspace_id bigint, account_sid text, former_sid text, key_sid text, key_secret text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(replace_api_key.user_id, replace_api_key.workspace_id);
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  update public.workspace as w
  set twilio_api_key_sid = replace_api_key.key_sid
  where w.id = v_seat.workspace_id
    and w.twilio_account_sid = replace_api_key.account_sid
    and w.twilio_api_key_sid is not distinct from replace_api_key.former_sid;
  if found then
    perform private.seal(v_seat.workspace_id, 'twilio_api_key_secret', replace_api_key.key_secret);
    perform private.audit(v_seat, 'api_key.made', jsonb_build_object('api_key_sid', replace_api_key.key_sid));
    return jsonb_build_object('ok', true, 'stored', true, 'sid', replace_api_key.key_sid);
  end if;
  return (
    select jsonb_build_object('ok', true, 'stored', false, 'sid', w.twilio_api_key_sid)
    from public.workspace as w
    where w.id = v_seat.workspace_id
  );
end;
$$;
comment on function public.replace_api_key(uuid, bigint, text, text, text, text) is
  'For an admin: keeps a new API key in place of former_sid (null: none). Compare and set: if another key is there meanwhile, that one stays. Answers {ok: true, stored, sid} or a refusal; sid is the one that is kept.';
grant execute on function public.replace_api_key(uuid, bigint, text, text, text, text) to service_role;

create function private.report_token(p_workspace_id bigint, p_api_key_sid text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_agent_id bigint;
begin
  select a.id into v_agent_id
  from public.agent as a
  where a.workspace_id = p_workspace_id and a.user_id = (select auth.uid()) and a.active;
  if v_agent_id is null then
    return private.refusal('E-SEAT');
  end if;
  insert into private.reported_token as h (agent_id, workspace_id, key_sid)
  values (v_agent_id, p_workspace_id, p_api_key_sid)
  on conflict on constraint reported_token_pkey do update
  set key_sid = excluded.key_sid, reported_at = now()
  where h.key_sid <> excluded.key_sid;
  return '{"ok": true}';
end;
$$;
grant execute on function private.report_token(bigint, text) to authenticated;

create function public.report_token(workspace_id bigint, api_key_sid text) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.report_token(workspace_id, api_key_sid);
$$;
comment on function public.report_token(bigint, text) is
  'The caller''s own seat: its dialer holds a token that this API key signed. Answers {ok: true} or {ok: false, code: E-SEAT}.';
grant execute on function public.report_token(bigint, text) to authenticated;

create function private.dialers_moved(p_workspace_id bigint, out dialers integer, out moved integer)
language sql stable security definer set search_path = '' as $$
  -- A call that began before the report may be another device's, which holds what it held then.
  select
    count(*)::integer,
    count(*) filter (where h.key_sid = w.twilio_api_key_sid and not coalesce(l.began_at < h.reported_at, false))::integer
  from public.workspace as w
  join public.agent as a on a.workspace_id = w.id
  left join public.agent_presence as p
    on p.agent_id = a.id and p.status <> 'offline' and p.heard_at > private.heard_since(now())
  left join private.reported_token as h on h.agent_id = a.id
  left join lateral (
    select min(c.created_at) as began_at
    from public.call as c
    where c.workspace_id = a.workspace_id and c.agent_id = a.id and c.ended_at is null
  ) as l on true
  where w.id = p_workspace_id and (p.agent_id is not null or l.began_at is not null);
$$;
comment on function private.dialers_moved(bigint) is
  'How many seats have a dialer that is online or in a call, and how many of these hold a token of the present key.';

create function public.rotate_api_key(
  user_id uuid, workspace_id bigint, account_sid text, former_sid text, key_sid text, key_secret text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(rotate_api_key.user_id, rotate_api_key.workspace_id);
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  update public.workspace as w
  set twilio_api_key_sid = rotate_api_key.key_sid
  where w.id = v_seat.workspace_id
    and w.twilio_account_sid = rotate_api_key.account_sid
    and w.twilio_api_key_sid = rotate_api_key.former_sid;
  if found then
    perform private.seal(v_seat.workspace_id, 'twilio_api_key_secret', rotate_api_key.key_secret);
    -- Tokens live an hour (functions/_shared/twilio/access_token.ts); five minutes for clocks that differ.
    insert into private.retiring_api_key (workspace_id, key_sid, account_sid, tokens_end_at)
    values (
      v_seat.workspace_id, rotate_api_key.former_sid, rotate_api_key.account_sid, now() + interval '65 minutes'
    )
    on conflict on constraint retiring_api_key_pkey do nothing;
    perform private.audit(
      v_seat, 'api_key.rotated',
      jsonb_build_object('api_key_sid', rotate_api_key.key_sid, 'before', rotate_api_key.former_sid)
    );
    return jsonb_build_object('ok', true, 'stored', true, 'sid', rotate_api_key.key_sid);
  end if;
  return (
    select jsonb_build_object('ok', true, 'stored', false, 'sid', w.twilio_api_key_sid)
    from public.workspace as w
    where w.id = v_seat.workspace_id
  );
end;
$$;
comment on function public.rotate_api_key(uuid, bigint, text, text, text, text) is
  'For an admin: as replace_api_key, and the former key retires instead of being forgotten. Answers {ok: true, stored, sid} or a refusal.';
grant execute on function public.rotate_api_key(uuid, bigint, text, text, text, text) to service_role;

create function private.api_keys_due(p_workspace_id bigint) returns text[]
language sql stable security definer set search_path = '' as $$
  -- A token or a call that was being made as the key retired has come through after 20 seconds.
  select coalesce(array_agg(r.key_sid order by r.retired_at), '{}')
  from private.retiring_api_key as r, private.dialers_moved(p_workspace_id) as d
  where r.workspace_id = p_workspace_id
    and r.retired_at < now() - interval '20 seconds'
    and (d.moved = d.dialers or r.tokens_end_at < now());
$$;
comment on function private.api_keys_due(bigint) is 'Retiring keys that nobody needs any more: to be deleted at Twilio.';

create function public.api_keys_due(workspace_id bigint) returns jsonb
language sql volatile security definer set search_path = '' as $$
  select jsonb_build_object(
    'ok', true,
    'account_sid', w.twilio_account_sid,
    'auth_tokens', case
      when d.keys = '{}' then '[]'
      else to_jsonb(array_remove(
        array[private.unseal(w.id, 'twilio_auth_token'), private.unseal(w.id, 'twilio_auth_token_next')], null
      ))
    end,
    'keys', to_jsonb(d.keys)
  )
  from public.workspace as w, private.api_keys_due(w.id) as d (keys)
  where w.id = api_keys_due.workspace_id;
$$;
comment on function public.api_keys_due(bigint) is
  'Retired keys that can be deleted at Twilio now, and the tokens to do it with. Answers {ok: true, account_sid, auth_tokens, keys}; no token where nothing is due. In plain, for Twilio only.';
grant execute on function public.api_keys_due(bigint) to service_role;

create function public.forget_api_key(workspace_id bigint, key_sid text) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.retiring_api_key as r
  where r.workspace_id = forget_api_key.workspace_id and r.key_sid = forget_api_key.key_sid;
  if found then
    perform private.audit_change(
      forget_api_key.workspace_id, 'api_key.deleted', jsonb_build_object('api_key_sid', forget_api_key.key_sid)
    );
  end if;
  return '{"ok": true}';
end;
$$;
comment on function public.forget_api_key(bigint, text) is
  'A retired key has been deleted at Twilio. Answers {ok: true}, also the second time.';
grant execute on function public.forget_api_key(bigint, text) to service_role;

-- Rotating the auth token: for a while two verify.

create function public.keep_next_token(user_id uuid, workspace_id bigint, account_sid text, auth_token text)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(keep_next_token.user_id, keep_next_token.workspace_id);
  v_before text;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  v_before := private.unseal(v_seat.workspace_id, 'twilio_auth_token_next');
  update public.workspace as w
  set twilio_auth_token_next = keep_next_token.auth_token, twilio_auth_token_next_is_former = false
  where w.id = v_seat.workspace_id and w.twilio_account_sid = keep_next_token.account_sid;
  if not found then
    return private.refusal('E-ACCOUNT-OTHER');
  end if;
  if v_before is distinct from keep_next_token.auth_token then
    perform private.audit(
      v_seat, 'next_auth_token.stored', jsonb_build_object('account_sid', keep_next_token.account_sid)
    );
  end if;
  return '{"ok": true}';
end;
$$;
comment on function public.keep_next_token(uuid, bigint, text, text) is
  'For an admin: keeps the account''s secondary auth token, which Twilio has just confirmed; from now on both verify webhooks. Answers {ok: true} or a refusal: E-ACCOUNT-OTHER.';
grant execute on function public.keep_next_token(uuid, bigint, text, text) to service_role;

create function private.swap_tokens(p_workspace_id bigint) returns void
language sql volatile security definer set search_path = '' as $$
  update public.workspace as w
  set twilio_auth_token = private.unseal(w.id, 'twilio_auth_token_next'),
      twilio_auth_token_next = private.unseal(w.id, 'twilio_auth_token'),
      twilio_auth_token_next_is_former = true
  where w.id = p_workspace_id;
$$;
comment on function private.swap_tokens(bigint) is 'The next token becomes the token, and the token the former one.';

create function public.promote_next_token(user_id uuid, workspace_id bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(promote_next_token.user_id, promote_next_token.workspace_id);
  v_workspace public.workspace;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  select w.* into strict v_workspace
  from public.workspace as w
  where w.id = v_seat.workspace_id
  for no key update;
  if v_workspace.twilio_auth_token_next is null then
    return private.refuse_config(array['twilio_auth_token_next']);
  end if;
  if not v_workspace.twilio_auth_token_next_is_former then
    perform private.swap_tokens(v_workspace.id);
    perform private.audit(
      v_seat, 'auth_token.promoted', jsonb_build_object('account_sid', v_workspace.twilio_account_sid)
    );
  end if;
  return '{"ok": true}';
end;
$$;
comment on function public.promote_next_token(uuid, bigint) is
  'For an admin: Twilio has promoted the next token. The former one verifies until it is removed. The same again changes nothing. Answers {ok: true} or a refusal: E-CONFIG.';
grant execute on function public.promote_next_token(uuid, bigint) to service_role;

create function public.forget_next_token(user_id uuid, workspace_id bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(forget_next_token.user_id, forget_next_token.workspace_id);
  v_before public.workspace;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  select w.* into strict v_before
  from public.workspace as w
  where w.id = v_seat.workspace_id
  for no key update;
  if v_before.twilio_auth_token_next is not null then
    update public.workspace as w
    set twilio_auth_token_next = null, twilio_auth_token_next_is_former = false
    where w.id = v_before.id;
    perform private.audit(
      v_seat,
      case when v_before.twilio_auth_token_next_is_former then 'former_auth_token.removed' else 'next_auth_token.removed' end,
      jsonb_build_object('account_sid', v_before.twilio_account_sid)
    );
  end if;
  return '{"ok": true}';
end;
$$;
comment on function public.forget_next_token(uuid, bigint) is
  'For an admin: whichever token is beside the token, the next or the former one, no longer verifies anything. Answers {ok: true} or a refusal.';
grant execute on function public.forget_next_token(uuid, bigint) to service_role;

-- Connection health: what a run of the checks reads from the database, and how it keeps what it found.

create table public.health_check (
  workspace_id bigint not null,
  "check" text not null,
  level text not null,
  finding text not null,
  facts jsonb not null,
  repair jsonb,
  since timestamptz not null default now(),
  checked_at timestamptz not null default now(),
  constraint health_check_pkey primary key (workspace_id, "check"),
  constraint health_check_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint health_check_check_check check ("check" ~ '^[a-z]+(-[a-z]+)*$'),
  constraint health_check_level_check check (level in ('green', 'amber', 'red')),
  constraint health_check_finding_check check (finding ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  constraint health_check_facts_check check (jsonb_typeof(facts) = 'object'),
  constraint health_check_repair_check check (jsonb_typeof(repair) = 'object')
);
comment on table public.health_check is
  'What each check of the connection found last; written by the function health. Its words are the web''s.';
comment on column public.health_check.finding is 'A stable code of contracts/health_findings.ts, which types facts.';
comment on column public.health_check.repair is 'How to set it right, null when that is nobody''s to press.';
comment on column public.health_check.since is 'Since when the check has had this level.';
alter table public.health_check enable row level security;
grant select on table public.health_check to authenticated;

create table private.expected_forgery (
  workspace_id bigint not null,
  pending integer not null,
  expires_at timestamptz not null,
  constraint expected_forgery_pkey primary key (workspace_id),
  constraint expected_forgery_workspace_id_fkey foreign key (workspace_id) references public.workspace (id)
);
comment on table private.expected_forgery is
  'A check of the signatures forges a request itself: so many are not counted as refusals, for half a minute.';
alter table private.expected_forgery enable row level security;

create table private.health_setting (
  name text not null,
  value text not null,
  constraint health_setting_pkey primary key (name),
  constraint health_setting_name_check check (name = 'functions_url')
);
comment on table private.health_setting is
  'functions_url: the public base of the functions, as a function last said it. The hourly run asks there.';
alter table private.health_setting enable row level security;

create table private.health_run (
  workspace_id bigint not null,
  began_at timestamptz not null default now(),
  constraint health_run_pkey primary key (workspace_id),
  constraint health_run_workspace_id_fkey foreign key (workspace_id) references public.workspace (id)
);
comment on table private.health_run is 'When a workspace was last checked, or last asked to be.';
alter table private.health_run enable row level security;

create function private.last_genuine_webhook(p_workspace_id bigint) returns timestamptz
language sql stable security definer set search_path = '' as $$
  -- By way of the newest calls: a check's own request belongs to no call, and there is an index.
  select max(e.received_at)
  from (
    select c.id
    from public.call as c
    where c.workspace_id = p_workspace_id and c.status <> 'created'
    order by c.created_at desc
    limit 20
  ) as latest
  join public.call_event as e on e.call_id = latest.id and e.source in ('voice', 'action', 'status');
$$;
comment on function private.last_genuine_webhook(bigint) is 'When Twilio last signed a webhook that verified; null for never.';

create function private.count_refusal() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    update private.expected_forgery as f
    set pending = f.pending - 1
    where f.workspace_id = new.workspace_id and f.pending > 0 and f.expires_at > now();
    -- Null skips the update that the insert becomes on conflict, too.
    return case when found then null else new end;
  end if;
  new.last_refused_at := now();
  new.in_a_row := case
    when private.last_genuine_webhook(new.workspace_id) > old.last_refused_at then 1
    else coalesce(old.in_a_row, 0) + 1
  end;
  return new;
end;
$$;
comment on function private.count_refusal() is 'Leaves our own forgery out, and notes when and how many in a row.';

create trigger webhook_refusal_expected before insert on private.webhook_refusal
for each row execute function private.count_refusal();

create trigger webhook_refusal_count before update of refused on private.webhook_refusal
for each row execute function private.count_refusal();

create function private.refuse_health(p_user_id uuid, p_workspace_id bigint, p_secret text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if p_secret is null then
    return private.refuse_unless_admin(private.member(p_user_id, p_workspace_id));
  end if;
  if private.is_job_secret('softphone_health_secret', p_secret)
     and exists (select from public.workspace as w where w.id = p_workspace_id) then
    return null;
  end if;
  return private.refusal('E-SECRET');
end;
$$;
comment on function private.refuse_health(uuid, bigint, text) is
  'Null for an admin of the workspace, or for who has the secret of the hourly run.';

create function private.health_facts(p_workspace_id bigint) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'home', w.country,
    'allowed', (
      select to_jsonb(p.allowed_countries) from public.workspace_policy as p where p.workspace_id = w.id
    ),
    'numbers', coalesce(
      (
        select jsonb_agg(
          jsonb_build_object(
            'number', n.twilio_number,
            'since', n.created_at,
            'last_at', (
              select max(c.created_at)
              from public.call as c
              where c.workspace_id = n.workspace_id and c.number_id = n.id and c.direction = 'inbound'
            ),
            'ring', (select count(*) from private.free_seats(n.workspace_id, n.twilio_number, null, now())),
            'given', (
              select count(*)
              from public.agent_phone as p
              join public.agent as a on a.id = p.agent_id and a.active
              where p.workspace_id = n.workspace_id and p.phone_number = n.twilio_number and p.rings
            )
          )
          order by n.id
        )
        from public.workspace_twilio_number as n
        where n.workspace_id = w.id
      ),
      '[]'
    ),
    'called', coalesce(
      (
        select jsonb_agg(distinct c.to_number)
        from (
          select k.to_number
          from public.call as k
          where k.workspace_id = w.id and k.direction = 'outbound' and k.created_at > now() - interval '30 days'
          order by k.created_at desc
          limit 2000
        ) as c
      ),
      '[]'
    ),
    'genuine_at', g.at,
    'refused', coalesce(
      (
        select sum(r.in_a_row)
        from private.webhook_refusal as r
        where r.workspace_id = w.id
          and r.last_refused_at > greatest(g.at, now() - interval '1 day')
      ),
      0
    ),
    'last_refused_at', (
      select max(r.last_refused_at) from private.webhook_refusal as r where r.workspace_id = w.id
    ),
    'requests', e.requests,
    'broken', e.broken,
    'calls', (
      select count(*) from public.call as c
      where c.workspace_id = w.id and c.created_at > now() - interval '1 day'
    ),
    'closed', e.closed,
    'undeleted', (
      select jsonb_build_object('count', count(*), 'since', min(r.delete_wanted_at), 'code', max(r.delete_code))
      from private.recording as r
      where r.workspace_id = w.id and r.delete_wanted_at is not null and r.deleted_at is null
        and r.account_sid = w.twilio_account_sid and r.delete_tries > 1
    )
  )
  from public.workspace as w,
    lateral private.last_genuine_webhook(w.id) as g (at),
    lateral (
      select
        count(*) filter (where v.source <> 'check' and (v.call_id is not null or v.reason like any (array['error: %', 'wrong-type: %']))) as requests,
        count(*) filter (where v.reason like any (array['error: %', 'wrong-type: %'])) as broken,
        count(*) filter (where v.source = 'check' and v.payload -> 'ended' = 'true') as closed
      from public.call_event as v
      where v.workspace_id = w.id
        and v.received_at > now() - interval '1 day'
        and v.source in ('voice', 'action', 'status', 'conference', 'recording', 'consent', 'check')
    ) as e
  where w.id = p_workspace_id;
$$;
comment on function private.health_facts(bigint) is
  'What the database knows about a connection''s health; no secret. {home, allowed (countries), numbers: [{number, since, last_at (last call in), ring (agents who would ring now), given (active seats that it rings)}], called (numbers called in the last 30 days), genuine_at (last webhook that verified), refused (wrongly signed in a row since, in the last day), last_refused_at, requests and broken (webhooks of the last day, and those that failed or had wrong types), calls and closed (calls of the last day, and those that only ended because Twilio was asked), undeleted: {count, since, code} (recordings that Twilio has failed to delete twice or more)}.';

create function public.health_grant(user_id uuid, workspace_id bigint, secret text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_refusal constant jsonb :=
    private.refuse_health(health_grant.user_id, health_grant.workspace_id, health_grant.secret);
begin
  if v_refusal is not null then
    return v_refusal;
  end if;
  if health_grant.secret is null
    and private.asks_too_often(private.member(health_grant.user_id, health_grant.workspace_id), 'health', 30) then
    return private.refusal('E-TOO-FAST');
  end if;
  insert into private.expected_forgery as f (workspace_id, pending, expires_at)
  values (health_grant.workspace_id, 1, now() + interval '30 seconds')
  on conflict on constraint expected_forgery_pkey do update
  set pending = case when f.expires_at > now() then f.pending else 0 end + 1, expires_at = excluded.expires_at;
  return (
    select jsonb_build_object(
      'ok', true,
      'account_sid', w.twilio_account_sid,
      'auth_token', private.unseal(w.id, 'twilio_auth_token'),
      -- The former token is none that Twilio may take: it refused it when it took the present one.
      'next_auth_token',
        case when not w.twilio_auth_token_next_is_former then private.unseal(w.id, 'twilio_auth_token_next') end,
      'app_sid', w.twilio_twiml_app_sid,
      'api_key_sid', w.twilio_api_key_sid,
      'api_key_secret', private.unseal(w.id, 'twilio_api_key_secret'),
      'facts', private.health_facts(w.id)
    )
    from public.workspace as w
    where w.id = health_grant.workspace_id
  );
end;
$$;
comment on function public.health_grant(uuid, bigint, text) is
  'For an admin, or for the hourly run by its secret. Answers {ok: true, account_sid, auth_token, next_auth_token, app_sid, api_key_sid, api_key_secret, facts} or a refusal, E-SECRET for a wrong secret. next_auth_token: Twilio''s secondary token, which it may have promoted; null when it is the former one. facts: see private.health_facts. Expects one forged request within half a minute. In plain, for Twilio only.';
grant execute on function public.health_grant(uuid, bigint, text) to service_role;

create function private.announce_health(p_workspace_id bigint) returns void
language sql volatile security definer set search_path = '' as $$
  select realtime.send(
    (
      select jsonb_build_object(
        'red', count(*) filter (where h.level = 'red'),
        'amber', count(*) filter (where h.level = 'amber'),
        'checked_at', max(h.checked_at)
      )
      from public.health_check as h
      where h.workspace_id = p_workspace_id
    ),
    'health', 'workspace:' || p_workspace_id || ':health', true
  );
$$;
comment on function private.announce_health(bigint) is 'Tells the admins that there is something to read again.';

create function public.keep_health(
  user_id uuid, workspace_id bigint, secret text, functions_url text, findings jsonb, emergency_numbers text[]
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_refusal constant jsonb :=
    private.refuse_health(keep_health.user_id, keep_health.workspace_id, keep_health.secret);
begin
  if v_refusal is not null then
    return v_refusal;
  end if;
  insert into private.health_setting (name, value)
  values ('functions_url', keep_health.functions_url)
  on conflict on constraint health_setting_pkey do update set value = excluded.value;
  insert into private.health_run (workspace_id)
  values (keep_health.workspace_id)
  on conflict on constraint health_run_pkey do update set began_at = now();

  insert into public.health_check as h (workspace_id, "check", level, finding, facts, repair)
  select keep_health.workspace_id, f."check", f.level, f.finding, f.facts, f.repair
  from jsonb_to_recordset(keep_health.findings)
    as f ("check" text, level text, finding text, facts jsonb, repair jsonb)
  on conflict on constraint health_check_pkey do update
  set level = excluded.level,
      finding = excluded.finding,
      facts = excluded.facts,
      repair = excluded.repair,
      since = case when h.level = excluded.level then h.since else now() end,
      checked_at = now();
  -- A check that this build does not make any more.
  delete from public.health_check as h
  where h.workspace_id = keep_health.workspace_id and h.checked_at < now();
  -- Null: Twilio did not say, so what it said last stays.
  update public.workspace_twilio_number as n
  set emergency_address = not n.emergency_address
  where n.workspace_id = keep_health.workspace_id
    and n.emergency_address <> (n.twilio_number = any (keep_health.emergency_numbers));
  perform private.announce_health(keep_health.workspace_id);
  return jsonb_build_object(
    'ok', true,
    'checks', (
      select jsonb_agg(to_jsonb(h) - 'workspace_id')
      from public.health_check as h
      where h.workspace_id = keep_health.workspace_id
    )
  );
end;
$$;
comment on function public.keep_health(uuid, bigint, text, text, jsonb, text[]) is
  'Keeps what every check of a run found (health_check) and which numbers have an emergency address (null: leaves that as it is), and announces both to the admins. functions_url: where the hourly run finds us. Answers {ok: true, checks} with since when each has its level, or a refusal, E-SECRET for a wrong secret.';
grant execute on function public.keep_health(uuid, bigint, text, text, jsonb, text[]) to service_role;

create function private.forget_health() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.health_check as h where h.workspace_id = new.id;
  delete from private.health_run as r where r.workspace_id = new.id;
  perform private.announce_health(new.id);
  return null;
end;
$$;
comment on function private.forget_health() is 'What was found of one account says nothing of another, or of none.';

create trigger workspace_forget_health after update of twilio_account_sid on public.workspace
for each row when (old.twilio_account_sid is distinct from new.twilio_account_sid)
execute function private.forget_health();

create function private.check_health() returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_due bigint[];
begin
  -- A tenth of all at most, every five minutes: nobody is late, and they never all come at once.
  select coalesce(array_agg(d.id), '{}') into v_due
  from (
    select w.id
    from public.workspace as w
    left join private.health_run as r on r.workspace_id = w.id
    where w.twilio_account_sid is not null
      and (r.began_at is null or r.began_at < now() - interval '1 hour')
    order by r.began_at nulls first, w.id
    limit greatest(10, (select count(*) / 10 from public.workspace))
  ) as d;
  if not private.ask_function('/health/scheduled', 'softphone_health_secret', v_due) then
    return 0;
  end if;
  insert into private.health_run (workspace_id)
  select u.id from unnest(v_due) as u (id)
  on conflict on constraint health_run_pkey do update set began_at = now();
  return cardinality(v_due);
end;
$$;
comment on function private.check_health() is
  'Asks the function health to check whoever was not checked for an hour; how many. Nobody, before a function said where they are.';

create function public.keep_functions_url(functions_url text) returns jsonb
language sql volatile security definer set search_path = '' as $$
  insert into private.health_setting as s (name, value)
  values ('functions_url', keep_functions_url.functions_url)
  on conflict on constraint health_setting_pkey do update
  set value = excluded.value
  where s.value <> excluded.value;
  select '{"ok": true}'::jsonb;
$$;
comment on function public.keep_functions_url(text) is
  'A function says where the hourly run finds the functions: when a workspace is first connected, and when its key is made. Answers {ok: true}.';
grant execute on function public.keep_functions_url(text) to service_role;

create policy "admins see the health of their workspace" on public.health_check
for select to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())));

-- A test call is billed, so it is written down, and nobody makes them without end.

create function public.begin_test_call(user_id uuid, workspace_id bigint, twilio_number text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(begin_test_call.user_id, begin_test_call.workspace_id);
  v_missing text[];
  v_from text;
  v_until timestamptz;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  v_missing := private.missing_config(v_seat.workspace_id);
  if cardinality(v_missing) > 0 then
    return private.refuse_config(v_missing);
  end if;
  if not exists (
    select from public.workspace_twilio_number as n
    where n.workspace_id = v_seat.workspace_id and n.twilio_number = begin_test_call.twilio_number
  ) then
    return private.refusal('E-NUMBER-GONE');
  end if;
  select n.twilio_number into v_from
  from public.workspace_twilio_number as n
  where n.workspace_id = v_seat.workspace_id and n.twilio_number <> begin_test_call.twilio_number
  order by n.id
  limit 1;
  -- With one number a person dials it: we make no call.
  if v_from is not null then
    -- Of two that are asked for at once, the second counts the first.
    perform from public.workspace as w where w.id = v_seat.workspace_id for no key update;
    select l.created_at + interval '1 hour' into v_until
    from public.audit_log as l
    where l.workspace_id = v_seat.workspace_id
      and l.action = 'health.test_called'
      and l.created_at > now() - interval '1 hour'
    order by l.created_at desc
    offset 19
    limit 1;
    if found then
      return private.refusal('E-TEST-LIMIT') || (
        select jsonb_build_object('until', v_until, 'time_zone', p.time_zone)
        from public.workspace_policy as p
        where p.workspace_id = v_seat.workspace_id
      );
    end if;
    perform private.audit(
      v_seat, 'health.test_called', jsonb_build_object('number', begin_test_call.twilio_number, 'from', v_from)
    );
  end if;
  return (
    select jsonb_build_object(
      'ok', true,
      'account_sid', w.twilio_account_sid,
      'auth_token', private.unseal(w.id, 'twilio_auth_token'),
      'next_auth_token', private.unseal(w.id, 'twilio_auth_token_next'),
      'from', v_from
    )
    from public.workspace as w
    where w.id = v_seat.workspace_id
  );
end;
$$;
comment on function public.begin_test_call(uuid, bigint, text) is
  'For an admin, never by the secret: which number calls twilio_number, and as which account. Answers {ok: true, account_sid, auth_token, next_auth_token, from} and writes the audit log; from is null, and nothing is written, if there is no second number. Refuses with E-CONFIG, E-NUMBER-GONE, E-TEST-LIMIT (20 an hour) with until and time_zone. In plain, for Twilio only.';
grant execute on function public.begin_test_call(uuid, bigint, text) to service_role;

-- A seat made from a person's name, and a workspace of one's own after the sign-up.

create function private.person_name(p_user_id uuid) returns text
language sql stable security definer set search_path = '' as $$
  select left(coalesce(
    nullif(btrim(u.raw_user_meta_data ->> 'display_name'), ''),
    nullif(btrim(u.raw_user_meta_data ->> 'full_name'), ''),
    nullif(btrim(u.raw_user_meta_data ->> 'name'), ''),
    nullif(split_part(u.email, '@', 1), ''),
    'Somebody'
  ), 200)
  from auth.users as u
  where u.id = p_user_id;
$$;
comment on function private.person_name(uuid) is
  'What the person called themselves at the sign-up, under the names that Supabase Auth and its providers use.';

create function private.identity_from(p_name text) returns text
language sql immutable set search_path = '' as $$
  -- NFKD takes the accents off their letters; what is left of them, and all other signs, become one "_".
  select coalesce(nullif(left(btrim(
    regexp_replace(
      regexp_replace(lower(normalize(p_name, nfkd)), '[\u0300-\u036f]', '', 'g'), '[^a-z0-9]+', '_', 'g'
    ), '_'
  ), 60), ''), 'agent');
$$;
comment on function private.identity_from(text) is 'Jürgen O''Neill: jurgen_o_neill. A name without Latin letters: agent.';

create function private.create_seat(
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

create function private.create_workspace(p_name text, p_country text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_user_id constant uuid := (select auth.uid());
  v_limit_a_day constant integer := 5;
  v_workspace_id bigint;
  v_seat public.agent;
begin
  if v_user_id is null then
    return private.refusal('E-AUTH-SIGNIN');
  end if;
  if coalesce(p_name, '') !~ '\S' or char_length(btrim(p_name)) > 200 or coalesce(p_country, '') !~ '^[A-Z]{2}$' then
    return private.refusal('E-BODY');
  end if;
  -- One at a time, or requests side by side would all be counted as the first.
  perform pg_advisory_xact_lock(hashtextextended('private.create_workspace ' || v_user_id, 0));
  if v_limit_a_day <= (
    select count(*)
    from public.agent as a
    join public.audit_log as l
      on l.workspace_id = a.workspace_id and l.agent_id = a.id and l.action = 'workspace.created'
    where a.user_id = v_user_id and l.created_at > now() - interval '1 day'
  ) then
    return private.refusal('E-WORKSPACE-LIMIT');
  end if;

  insert into public.workspace (name, country) values (btrim(p_name), p_country)
  returning id into v_workspace_id;
  v_seat := private.create_seat(v_workspace_id, v_user_id, 'admin', private.person_name(v_user_id));
  perform private.audit(
    v_seat, 'workspace.created', jsonb_build_object('name', btrim(p_name), 'country', p_country)
  );
  return jsonb_build_object('ok', true, 'workspace_id', v_workspace_id, 'agent_id', v_seat.id);
end;
$$;
grant execute on function private.create_workspace(text, text) to authenticated;

create function public.create_workspace(name text, country text) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.create_workspace(name, country);
$$;
comment on function public.create_workspace(text, text) is
  'A workspace whose first admin is the caller; five a day. Answers {ok, workspace_id, agent_id} or {ok: false, code}.';
grant execute on function public.create_workspace(text, text) to authenticated;

-- Accounts lie in schema auth, which is Supabase Auth's. What this product adds: whoever proves a mailbox chooses the
-- password, and people name themselves.

create function private.void_password() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.encrypted_password := '';
  return new;
end;
$$;
comment on function private.void_password() is
  'Auth takes an empty password for none: nobody signs in with it, and the next one is the first.';

-- Auth keeps the password of whoever signs up first with an address, and that may be a stranger. So it ends where the
-- mailbox is proved, in the same statement, before the proof gives anybody a session. An account that an admin of the
-- project makes and confirms had no mail, and keeps its password.
create trigger user_void_password before update of email, email_confirmed_at on auth.users
for each row when (
  lower(new.email) is distinct from lower(old.email)
  or (
    old.email_confirmed_at is null and new.email_confirmed_at is not null and old.confirmation_sent_at is not null
  )
)
execute function private.void_password();

create function private.refuse_unless_own_password() returns jsonb
language sql stable security definer set search_path = '' as $$
  select case
    -- A new password ends every session but the one that chose it; an access token outlives its session by minutes.
    when not exists (
      select from auth.sessions as s
      where s.user_id = (select auth.uid()) and s.id::text = (select auth.jwt()) ->> 'session_id'
    ) then private.refusal('E-AUTH-SIGNIN')
    when exists (
      select from auth.users as u
      where u.id = (select auth.uid()) and coalesce(u.encrypted_password, '') = ''
    ) then private.refusal('E-PASSWORD-FIRST')
  end;
$$;
comment on function private.refuse_unless_own_password() is
  'Null, or why the signed-in person gets no seat yet: the session is over, or nobody has chosen a password since the mailbox was proved.';

create function private.rename_own_seat(p_workspace_id bigint, p_display_name text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_name constant text := btrim(regexp_replace(p_display_name, '[[:cntrl:][:space:]]+', ' ', 'g'));
  v_seat constant public.agent := private.member((select auth.uid()), p_workspace_id);
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  if coalesce(v_name, '') = '' or char_length(v_name) > 200 then
    return private.refusal('E-BODY');
  end if;
  update public.agent as a set display_name = v_name where a.id = v_seat.id and a.display_name <> v_name;
  return jsonb_build_object('ok', true, 'display_name', v_name);
end;
$$;
grant execute on function private.rename_own_seat(bigint, text) to authenticated;

create function public.rename_own_seat(workspace_id bigint, display_name text) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.rename_own_seat(workspace_id, display_name);
$$;
comment on function public.rename_own_seat(bigint, text) is
  'The signed-in person''s name in that workspace. Answers {ok, display_name}, or {ok: false, code: E-SEAT or E-BODY}.';
grant execute on function public.rename_own_seat(bigint, text) to authenticated;

-- How many invitations are made: whoever opens a workspace of their own could mail strangers through it.

create function private.may_invite(p_seat public.agent) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_day constant timestamptz := now() - interval '1 day';
  v_most integer := 50;
begin
  -- A person in several workspaces at once is counted together.
  perform pg_advisory_xact_lock(hashtextextended('private.may_invite ' || p_seat.user_id, 0));
  if exists (select from public.workspace as w where w.id = p_seat.workspace_id and w.created_at > v_day)
    or exists (select from auth.users as u where u.id = p_seat.user_id and u.created_at > v_day) then
    v_most := 10;
  end if;
  return v_most > (
    select greatest(
      count(*) filter (where i.workspace_id = p_seat.workspace_id),
      count(*) filter (where a.user_id = p_seat.user_id)
    )
    from public.invitation as i
    join public.agent as a on a.id = i.invited_by
    where i.created_at > v_day
      and i.workspace_id in (
        select p_seat.workspace_id
        union
        select m.workspace_id from public.agent as m where m.user_id = p_seat.user_id
      )
  );
end;
$$;
comment on function private.may_invite(public.agent) is
  'In 24 hours, 50 invitations of a workspace and 50 of a person over all their workspaces; 10 of either on the first day of the workspace or of the account.';

-- Invitations: a link that gives one person, known by an email address, a seat in a workspace.

create table public.invitation (
  id bigint generated always as identity,
  workspace_id bigint not null,
  email text not null,
  role text not null,
  invited_by bigint not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  accepted_at timestamptz,
  accepted_by bigint,
  withdrawn_at timestamptz,
  constraint invitation_pkey primary key (id),
  constraint invitation_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint invitation_invited_by_fkey foreign key (workspace_id, invited_by)
    references public.agent (workspace_id, id),
  constraint invitation_accepted_by_fkey foreign key (workspace_id, accepted_by)
    references public.agent (workspace_id, id),
  constraint invitation_role_check check (role in ('admin', 'supervisor', 'agent')),
  -- What would need quotes, or would end a header of the mail, is no address here.
  constraint invitation_email_check check (
    email = lower(email) and char_length(email) <= 254
    and email ~ '^[^@[:space:][:cntrl:]<>()",:;\\]+@[^@[:space:][:cntrl:]<>()",:;\\]+$'
  ),
  constraint invitation_accepted_check check ((accepted_at is null) = (accepted_by is null)),
  constraint invitation_end_check check (accepted_at is null or withdrawn_at is null)
);
comment on table public.invitation is
  'Bound to an address, used once, for seven days. Pending until it is accepted or withdrawn; a new one withdraws it.';
comment on column public.invitation.email is 'In lower case, as Supabase Auth keeps addresses.';
create unique index invitation_pending_key on public.invitation (workspace_id, email)
where accepted_at is null and withdrawn_at is null;
create index invitation_workspace_id_invited_by_idx on public.invitation (workspace_id, invited_by);
create index invitation_workspace_id_accepted_by_idx on public.invitation (workspace_id, accepted_by);
alter table public.invitation enable row level security;
grant select on table public.invitation to authenticated;

create table private.invitation_token (
  invitation_id bigint not null,
  token_hash bytea not null,
  constraint invitation_token_pkey primary key (invitation_id),
  constraint invitation_token_token_hash_key unique (token_hash),
  constraint invitation_token_invitation_id_fkey foreign key (invitation_id) references public.invitation (id),
  constraint invitation_token_token_hash_check check (octet_length(token_hash) = 32)
);
comment on table private.invitation_token is
  'Of pending invitations: the SHA-256 of the link''s token, which is 256 random bits and kept nowhere. So nobody who reads the database has a link, and guessing needs no limit of attempts.';
alter table private.invitation_token enable row level security;

create function private.open_invitation(p_token text) returns public.invitation
language sql stable security definer set search_path = '' as $$
  select i.*
  from private.invitation_token as t
  join public.invitation as i on i.id = t.invitation_id
  where t.token_hash = sha256(convert_to(p_token, 'UTF8'))
    and i.accepted_at is null
    and i.withdrawn_at is null
    and i.expires_at > now();
$$;
comment on function private.open_invitation(text) is
  'The invitation that the link opens, or null: unknown, expired, used and withdrawn are alike.';

create function private.lock_workspace(p_workspace_id bigint) returns void
language sql volatile security definer set search_path = '' as $$
  select from public.workspace as w where w.id = p_workspace_id for no key update;
$$;
comment on function private.lock_workspace(bigint) is
  'Who invites, withdraws or accepts holds the workspace until the end: of two at once, the second sees what the first did.';

create function private.end_invitation(
  p_invitation_id bigint, p_accepted_by bigint default null
) returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.invitation_token as t where t.invitation_id = p_invitation_id;
  update public.invitation as i
  set accepted_by = p_accepted_by,
      accepted_at = case when p_accepted_by is not null then now() end,
      withdrawn_at = case when p_accepted_by is null then now() end
  where i.id = p_invitation_id;
end;
$$;
comment on function private.end_invitation(bigint, bigint) is
  'Accepted by a seat, or withdrawn. Its link opens nothing any more.';

create function public.invite(
  user_id uuid, workspace_id bigint, email text, role text, token_hash text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(invite.user_id, invite.workspace_id);
  v_email constant text := lower(btrim(invite.email));
  v_invitation public.invitation;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  perform private.lock_workspace(v_seat.workspace_id);
  if exists (
    select from public.agent as a
    join auth.users as u on u.id = a.user_id
    where a.workspace_id = v_seat.workspace_id and a.active and lower(u.email) = v_email
  ) then
    return private.refusal('E-INVITE-SEATED');
  end if;
  if not private.may_invite(v_seat) then
    return private.refusal('E-INVITE-LIMIT');
  end if;
  -- Each invitation is a mail: nobody is to get the tenth of a day.
  if (
    select count(*) from public.invitation as i
    where i.workspace_id = v_seat.workspace_id and i.email = v_email and i.created_at > now() - interval '1 day'
  ) >= 3 then
    return private.refusal('E-INVITE-REPEATED');
  end if;

  perform private.end_invitation(i.id)
  from public.invitation as i
  where i.workspace_id = v_seat.workspace_id
    and i.email = v_email
    and i.accepted_at is null
    and i.withdrawn_at is null;
  insert into public.invitation (workspace_id, email, role, invited_by)
  values (v_seat.workspace_id, v_email, invite.role, v_seat.id)
  returning * into v_invitation;
  insert into private.invitation_token (invitation_id, token_hash)
  values (v_invitation.id, decode(invite.token_hash, 'hex'));

  perform private.audit(
    v_seat, 'invitation.made',
    jsonb_build_object('email', v_invitation.email, 'role', v_invitation.role)
  );
  return (
    select jsonb_build_object(
      'ok', true, 'invitation_id', v_invitation.id, 'email', v_invitation.email,
      'expires_at', v_invitation.expires_at, 'workspace_name', w.name, 'invited_by', v_seat.display_name
    )
    from public.workspace as w
    where w.id = v_seat.workspace_id
  );
end;
$$;
comment on function public.invite(uuid, bigint, text, text, text) is
  'For an admin. The function makes the token and sends only its SHA-256 (hex), so that no log of the database can hold a link. A pending invitation of the address is withdrawn: inviting again makes a new link. Answers {ok: true, invitation_id, email, expires_at, workspace_name, invited_by} or a refusal: E-INVITE-SEATED, E-INVITE-LIMIT.';
grant execute on function public.invite(uuid, bigint, text, text, text) to service_role;

create function private.withdraw_invitation(p_invitation_id bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_invitation public.invitation;
  v_seat public.agent;
begin
  select i.* into v_invitation from public.invitation as i where i.id = p_invitation_id;
  v_seat := private.member((select auth.uid()), v_invitation.workspace_id);
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  perform private.lock_workspace(v_seat.workspace_id);
  if not exists (
    select from public.invitation as i
    where i.id = p_invitation_id and i.accepted_at is null and i.withdrawn_at is null
  ) then
    return private.refusal('E-INVITE-GONE');
  end if;
  perform private.end_invitation(p_invitation_id);
  perform private.audit(
    v_seat, 'invitation.withdrawn',
    jsonb_build_object('email', v_invitation.email, 'role', v_invitation.role)
  );
  return jsonb_build_object('ok', true);
end;
$$;
grant execute on function private.withdraw_invitation(bigint) to authenticated;

create function public.withdraw_invitation(invitation_id bigint) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.withdraw_invitation(invitation_id);
$$;
comment on function public.withdraw_invitation(bigint) is
  'For an admin: the link opens nothing any more. Answers {ok: true}, or {ok: false, code: E-SEAT, E-ADMIN or E-INVITE-GONE}.';
grant execute on function public.withdraw_invitation(bigint) to authenticated;

create function private.withdraw_invitations_of() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform
    private.end_invitation(i.id),
    private.audit_change(
      i.workspace_id, 'invitation.withdrawn', jsonb_build_object('email', i.email, 'role', i.role)
    )
  from public.invitation as i
  where i.workspace_id = new.workspace_id
    and i.invited_by = new.id
    and i.accepted_at is null
    and i.withdrawn_at is null;
  return null;
end;
$$;
comment on function private.withdraw_invitations_of() is
  'Whoever may invite no longer has no way back, or for others, by a link that they made before.';

create trigger agent_withdraw_invitations after update on public.agent
for each row when (old.active and old.role = 'admin' and not (new.active and new.role = 'admin'))
execute function private.withdraw_invitations_of();

create function private.look_at_invitation(p_token text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_invitation constant public.invitation := private.open_invitation(p_token);
begin
  if v_invitation.id is null then
    return private.refusal('E-INVITE-GONE');
  end if;
  return (
    select jsonb_build_object(
      'ok', true, 'workspace_name', w.name, 'email', v_invitation.email, 'role', v_invitation.role
    )
    from public.workspace as w
    where w.id = v_invitation.workspace_id
  );
end;
$$;
grant execute on function private.look_at_invitation(text) to anon, authenticated;

create function public.look_at_invitation(token text) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select private.look_at_invitation(token);
$$;
comment on function public.look_at_invitation(text) is
  'For whoever has the link, before they sign in. Answers {ok, workspace_name, email, role}, or {ok: false, code: E-INVITE-GONE}.';
grant execute on function public.look_at_invitation(text) to anon, authenticated;

create function private.accept_invitation(p_token text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_user_id constant uuid := (select auth.uid());
  v_invitation public.invitation := private.open_invitation(p_token);
  v_email text;
  v_seat public.agent;
begin
  perform private.lock_workspace(v_invitation.workspace_id);
  -- Read again: somebody may have used or withdrawn it while this waited.
  v_invitation := private.open_invitation(p_token);
  if v_invitation.id is null then
    return private.refusal('E-INVITE-GONE');
  end if;
  -- Else a stranger who made the account beforehand would have the password of this seat.
  if private.refuse_unless_own_password() is not null then
    return private.refuse_unless_own_password();
  end if;
  -- An address that nobody confirmed may be anybody's.
  select lower(u.email) into v_email
  from auth.users as u
  where u.id = v_user_id and u.email_confirmed_at is not null;
  if v_email is distinct from v_invitation.email then
    return private.refusal('E-INVITE-OTHER');
  end if;

  select a.* into v_seat
  from public.agent as a
  where a.workspace_id = v_invitation.workspace_id and a.user_id = v_user_id
  for no key update;
  if v_seat.active then
    return private.refusal('E-SEAT-EXISTS');
  elsif v_seat.id is not null then
    -- A seat is never doubled: the person comes back to their own calls and identity.
    update public.agent as a
    set active = true, role = v_invitation.role
    where a.id = v_seat.id;
  else
    v_seat := private.create_seat(
      v_invitation.workspace_id, v_user_id, v_invitation.role, private.person_name(v_user_id)
    );
  end if;
  perform private.end_invitation(v_invitation.id, v_seat.id);
  perform private.audit(
    v_seat, 'invitation.accepted',
    jsonb_build_object('email', v_invitation.email, 'role', v_invitation.role)
  );
  return jsonb_build_object('ok', true, 'workspace_id', v_invitation.workspace_id);
end;
$$;
grant execute on function private.accept_invitation(text) to authenticated;

create function public.accept_invitation(token text) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.accept_invitation(token);
$$;
comment on function public.accept_invitation(text) is
  'Gives the signed-in person the seat. Answers {ok, workspace_id}, or {ok: false, code}: E-INVITE-GONE (unknown, expired, used or withdrawn), E-INVITE-OTHER (their confirmed address is another), E-SEAT-EXISTS, E-AUTH-SIGNIN (the session is over), E-PASSWORD-FIRST (nobody has chosen a password since the mailbox was proved).';
grant execute on function public.accept_invitation(text) to authenticated;

create policy "admins see the invitations of their workspace" on public.invitation
for select to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())));

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

-- What the dialer has to know when it opens, in one question instead of eight, six of which waited for the other two.
-- It runs as the person who asks: row-level security says what they may read.

create function public.who_is_there(workspace_id bigint) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
#variable_conflict use_column
begin
  return jsonb_build_object(
    'now', now(),
    'connected', exists (
      select from public.workspace as w
      where w.id = who_is_there.workspace_id
        and w.twilio_account_sid is not null
        and w.twilio_auth_token is not null
        and w.twilio_twiml_app_sid is not null
    ),
    'presence', (
      select coalesce(jsonb_agg(to_jsonb(r)), '[]') from (
        select p.agent_id, p.status, p.changed_at, p.heard_at, p.free_from from public.agent_presence as p
        where p.workspace_id = who_is_there.workspace_id
      ) as r
    ),
    'busy', (
      select coalesce(jsonb_agg(to_jsonb(r)), '[]') from (
        select c.agent_id, c.created_at from public.call as c
        -- That it is open says its status, too; but only few of many are, and an index has them.
        where c.workspace_id = who_is_there.workspace_id and c.ended_at is null and c.status = 'in-progress'
          and c.open_legs = '[]'
        union all
        -- Whoever placed or took it may have handed it over.
        select (l.leg ->> 'agent_id')::bigint, c.created_at
        from public.call as c, jsonb_array_elements(c.open_legs) as l (leg)
        where c.workspace_id = who_is_there.workspace_id and c.ended_at is null and c.status = 'in-progress'
          and l.leg ->> 'role' = 'seat' and l.leg ->> 'status' = 'connected'
        union all
        select a.id, c.created_at from public.call as c
        join public.agent as a on a.workspace_id = c.workspace_id and 'client:' || a.identity = c.to_number
        where c.workspace_id = who_is_there.workspace_id and c.ended_at is null and c.status = 'in-progress'
          and c.direction = 'internal' and c.open_legs = '[]'
      ) as r
    )
  );
end;
$$;
comment on function public.who_is_there(bigint) is
  'As the person may read it: {now, connected, presence, busy}. now is the server''s clock, which beats are judged by; connected: Twilio could be asked for a call.';
grant execute on function public.who_is_there(bigint) to authenticated;

create function public.open_dialer(workspace_id bigint) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
#variable_conflict use_column
declare
  v_seat public.agent;
begin
  select a.* into v_seat from public.agent as a
  where a.user_id = (select auth.uid()) and a.active
  order by a.workspace_id is not distinct from open_dialer.workspace_id desc, a.id
  limit 1;
  return jsonb_build_object(
    'seats', (
      select coalesce(jsonb_agg(to_jsonb(r)), '[]') from (
        select a.id, a.workspace_id, a.role, a.identity, a.display_name, a.active from public.agent as a
        where a.user_id = (select auth.uid()) and a.active
        order by a.id
      ) as r
    ),
    'workspaces', (
      select coalesce(jsonb_agg(to_jsonb(r)), '[]') from (select w.id, w.name, w.country from public.workspace as w) as r
    ),
    'open', case when v_seat.id is not null then jsonb_build_object(
      'agent_id', v_seat.id,
      'numbers', (
        select coalesce(jsonb_agg(to_jsonb(r)), '[]') from (
          select p.phone_number, p.friendly_name from public.agent_phone as p
          where p.agent_id = v_seat.id and p.may_call
          order by p.id
        ) as r
      ),
      'lines', (
        select coalesce(jsonb_agg(to_jsonb(r)), '[]') from (
          select n.twilio_number, n.friendly_name, n.emergency_address from public.workspace_twilio_number as n
          where n.workspace_id = v_seat.workspace_id
        ) as r
      ),
      'people', (
        select coalesce(jsonb_agg(to_jsonb(r)), '[]') from (
          select a.id, a.workspace_id, a.role, a.identity, a.display_name, a.active from public.agent as a
          where a.workspace_id = v_seat.workspace_id
          order by a.display_name
        ) as r
      ),
      'policy', (
        select to_jsonb(p) from public.workspace_policy as p where p.workspace_id = v_seat.workspace_id
      ),
      'there', public.who_is_there(v_seat.workspace_id)
    ) end
  );
end;
$$;
comment on function public.open_dialer(bigint) is
  'As the person may read it: {seats, workspaces, open: {agent_id, numbers, lines, people, policy, there} | null}; open is the seat in the named workspace, else the oldest one.';
grant execute on function public.open_dialer(bigint) to authenticated;

-- The lists of calls, and the day's figures. A page of a list is read by one range of one index, whoever asks and
-- however many calls there are; the policies of `call`, which ask of each call whose it is, could not do that.
-- So these functions check the seat themselves. Where few calls are asked about one by one, "offset 0" keeps Postgres
-- from reading every part that the seat ever had in a call, in order to have them at hand.

create function private.is_missed(p_call public.call) returns boolean
language plpgsql immutable security definer set search_path = '' as $$
begin
  return p_call.direction = 'inbound'
    and p_call.status in ('no-answer', 'busy', 'canceled', 'failed')
    and p_call.end_reason is distinct from 'blocked';
end;
$$;
comment on function private.is_missed(public.call) is
  'Somebody called, nobody took it, and it is over. Who is blocked is not missed.';

create function private.mark_missed() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if not private.is_missed(new) then
    new.to_return := false;
  elsif tg_op = 'INSERT' or not private.is_missed(old) then
    new.to_return := new.from_number ~ '^\+[1-9][0-9]{1,14}$' and not private.is_withheld(new.from_number);
  end if;
  return new;
end;
$$;
comment on function private.mark_missed() is
  'A call that becomes a missed one waits to be returned. A number that is withheld, an extension and a SIP address nobody can call back.';

create trigger call_mark_missed_first before insert on public.call
for each row execute function private.mark_missed();

create trigger call_mark_missed before update of status, end_reason on public.call
for each row execute function private.mark_missed();

create function private.mark_returned() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- Always from a call to older ones, so that two calls of one caller cannot wait for each other.
  update public.call as c
  set to_return = false
  where c.workspace_id = new.workspace_id
    and c.from_number = any (
      private.spellings(case new.direction when 'inbound' then new.from_number else new.to_number end)
    )
    and c.to_return
    and (c.created_at, c.id) < (new.created_at, new.id)
    and (not new.to_return or c.to_number = new.to_number);
  return null;
end;
$$;
comment on function private.mark_returned() is
  'Whoever was reached, or tried, or came through waits no longer. Who was missed again on the same line waits with the later call.';

create trigger call_mark_returned_first after insert on public.call
for each row when (new.to_return)
execute function private.mark_returned();

create trigger call_mark_returned after update on public.call
for each row when (
  (new.to_return and not old.to_return)
  or (new.status in ('in-progress', 'completed') and old.status not in ('in-progress', 'completed'))
  or (
    new.direction = 'outbound'
    and new.status <> old.status
    and (new.status in ('busy', 'no-answer') or (new.status = 'canceled' and new.ringing_at is not null))
  )
)
execute function private.mark_returned();

create function private.list_calls(
  p_workspace_id bigint, p_which text, p_before_at timestamptz, p_before_id bigint, p_count integer
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member((select auth.uid()), p_workspace_id);
  v_all constant boolean := v_seat.role <> 'agent';
  v_at constant timestamptz := coalesce(p_before_at, 'infinity');
  v_id constant bigint := coalesce(p_before_id, 0);
  v_count constant integer := least(greatest(p_count, 1), 200);
  v_ids bigint[];
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  if p_which = 'all' and v_all then
    v_ids := array(
      select c.id from public.call as c
      where c.workspace_id = v_seat.workspace_id and (c.created_at, c.id) < (v_at, v_id)
      order by c.created_at desc, c.id desc
      limit v_count
    );
  elsif p_which = 'all' then
    v_ids := array(
      select p.call_id from public.call_participant as p
      where p.agent_id = v_seat.id and (p.created_at, p.call_id) < (v_at, v_id)
      order by p.created_at desc, p.call_id desc
      limit v_count
    );
  elsif p_which = 'open' then
    v_ids := array(
      select c.id from public.call as c
      where c.workspace_id = v_seat.workspace_id
        and c.ended_at is null
        and (c.created_at, c.id) < (v_at, v_id)
        and (
          v_all
          or exists (
            select from public.call_participant as p where p.call_id = c.id and p.agent_id = v_seat.id offset 0
          )
        )
      order by c.created_at desc, c.id desc
      limit v_count
    );
  elsif p_which = 'to-return' then
    v_ids := array(
      select c.id from public.call as c
      where c.workspace_id = v_seat.workspace_id
        and c.to_return
        and c.created_at > now() - private.return_within()
        and (c.created_at, c.id) < (v_at, v_id)
        and (
          v_all
          or exists (
            select from public.call_participant as p where p.call_id = c.id and p.agent_id = v_seat.id offset 0
          )
        )
      order by c.created_at desc, c.id desc
      limit v_count
    );
  else
    raise exception 'Cannot list calls: no list is called %', p_which using errcode = 'invalid_parameter_value';
  end if;
  return jsonb_build_object(
    'ok', true,
    'calls', (
      select coalesce(jsonb_agg(private.call_payload(c) order by c.created_at desc, c.id desc), '[]')
      from public.call as c
      where c.id = any (v_ids)
    )
  );
end;
$$;
grant execute on function private.list_calls(bigint, text, timestamptz, bigint, integer) to authenticated;

create function private.return_within() returns interval
language plpgsql immutable security definer set search_path = '' as $$
begin
  return interval '7 days';
end;
$$;
comment on function private.return_within() is
  'A call that was missed longer ago is in the log as a missed one, but nobody is asked to return it any more.';

create function public.list_calls(
  workspace_id bigint, which text default 'all', before_at timestamptz default null, before_id bigint default null,
  count integer default 50
) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select private.list_calls(workspace_id, which, before_at, before_id, count);
$$;
comment on function public.list_calls(bigint, text, timestamptz, bigint, integer) is
  'One page of the calls that the person may see, newest first: everybody''s for supervisors and admins, else those the own seat has a part in. which: all; open, those that go on; to-return, those missed in the last seven days after which nobody has reached or tried the caller. before_at, before_id: of the last call of the page before. count: 200 at most.
{ok: true, calls}, each as its broadcast; {ok: false, code: E-SEAT}.';
grant execute on function public.list_calls(bigint, text, timestamptz, bigint, integer) to authenticated;

create function private.day_figures(p_workspace_id bigint, p_since timestamptz) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member((select auth.uid()), p_workspace_id);
  v_all constant boolean := v_seat.role <> 'agent';
  -- No day is longer, wherever it begins.
  v_since constant timestamptz := greatest(p_since, now() - interval '26 hours');
  v_calls bigint;
  v_talked_s bigint;
  v_to_return bigint;
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  if v_all then
    select count(*), coalesce(sum(c.duration_s) filter (where c.status = 'completed'), 0)
    into v_calls, v_talked_s
    from public.call as c
    where c.workspace_id = v_seat.workspace_id and c.created_at >= v_since and c.direction <> 'internal';
  else
    select count(*), coalesce(sum(p.talked_s), 0)
    into v_calls, v_talked_s
    from public.call_participant as p
    where p.agent_id = v_seat.id and p.created_at >= v_since
      -- Few of many are between colleagues, and an index has them.
      and p.call_id <> all (
        array(
          select c.id from public.call as c
          where c.workspace_id = v_seat.workspace_id and c.direction = 'internal' and c.created_at >= v_since
        )
      );
  end if;
  select count(*) into v_to_return
  from public.call as c
  where c.workspace_id = v_seat.workspace_id
    and c.to_return
    and c.created_at > now() - private.return_within()
    and (
      v_all
      or exists (
        select from public.call_participant as p where p.call_id = c.id and p.agent_id = v_seat.id offset 0
      )
    );
  return jsonb_build_object('ok', true, 'calls', v_calls, 'talked_s', v_talked_s, 'to_return', v_to_return);
end;
$$;
grant execute on function private.day_figures(bigint, timestamptz) to authenticated;

create function public.day_figures(workspace_id bigint, since timestamptz) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select private.day_figures(workspace_id, since);
$$;
comment on function public.day_figures(bigint, timestamptz) is
  'Of the lists that list_calls reads, whole: how many calls with somebody outside since then (the day''s begin, 26 hours ago at most), the seconds talked in them, by an agent the own ones, and how many are to be returned. {ok: true, calls, talked_s, to_return}, or {ok: false, code: E-SEAT}.';
grant execute on function public.day_figures(bigint, timestamptz) to authenticated;

-- How long calls are kept, and the one way in which what is append-only goes.

create table private.erasure (
  transaction_id xid8 not null,
  relation oid not null,
  constraint erasure_pkey primary key (transaction_id, relation)
);
comment on table private.erasure is
  'While a function of this file deletes, its transaction may. Nobody else can write here, so nobody else passes the triggers.';
alter table private.erasure enable row level security;

create function private.erase_events(p_workspace_id bigint, p_event_ids bigint[]) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  v_erased bigint;
begin
  insert into private.erasure (transaction_id, relation)
  values (pg_current_xact_id(), 'public.call_event'::regclass);
  with recursive doomed as (
    select e.id from public.call_event as e where e.workspace_id = p_workspace_id and e.id = any (p_event_ids)
    union
    -- A repeat names its first.
    select e.id
    from doomed as d
    join public.call_event as e on e.workspace_id = p_workspace_id and e.repeat_of = d.id
  )
  delete from public.call_event as e where e.id in (select d.id from doomed as d);
  get diagnostics v_erased = row_count;
  delete from private.erasure as p where p.transaction_id = pg_current_xact_id();
  return v_erased;
end;
$$;
comment on function private.erase_events(bigint, bigint[]) is
  'Deletes events, and their repeats, past the trigger that keeps them; answers how many. Nothing else may.';

create function private.erase_calls(p_workspace_id bigint, p_call_ids bigint[]) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  v_ids constant bigint[] := array(
    select c.id from public.call as c
    where c.workspace_id = p_workspace_id and c.id = any (p_call_ids)
    order by c.id
    for update
  );
begin
  perform private.erase_events(
    p_workspace_id, array(select e.id from public.call_event as e where e.call_id = any (v_ids))
  );
  delete from private.call_beat as b where b.workspace_id = p_workspace_id and b.call_id = any (v_ids);
  delete from private.recording as r where r.workspace_id = p_workspace_id and r.call_id = any (v_ids);
  delete from private.twilio_request as r where r.workspace_id = p_workspace_id and r.call_id = any (v_ids);
  delete from public.call_note as n where n.workspace_id = p_workspace_id and n.call_id = any (v_ids);
  delete from public.call_command as m where m.workspace_id = p_workspace_id and m.call_id = any (v_ids);
  delete from public.call_participant as p where p.call_id = any (v_ids);
  delete from public.call_step as s where s.call_id = any (v_ids);
  delete from public.call_leg as l where l.call_id = any (v_ids);
  delete from public.call as c where c.id = any (v_ids);
  return cardinality(v_ids);
end;
$$;
comment on function private.erase_calls(bigint, bigint[]) is
  'Deletes calls of the workspace with all that they are made of; answers how many.';

create function private.forget_calls(p_count integer, p_at timestamptz default now()) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  v_workspace record;
  v_ids bigint[];
  v_left bigint := p_count;
begin
  for v_workspace in
    select w.id, w.twilio_account_sid, p_at - make_interval(days => w.calls_kept_days) as kept_from
    from public.workspace as w
    where w.calls_kept_days is not null
    order by w.id
  loop
    v_ids := array(
      select c.id from public.call as c
      where c.workspace_id = v_workspace.id and c.created_at < v_workspace.kept_from and c.ended_at is not null
        -- Whose recordings Twilio still has: without the row nobody would delete them.
        and not exists (
          select from private.recording as r
          where r.call_id = c.id and r.deleted_at is null and r.account_sid = v_workspace.twilio_account_sid
        )
      order by c.created_at, c.id
      limit v_left
      -- Somebody is at it: the next run finds it again.
      for update skip locked
    );
    v_left := v_left - private.erase_calls(v_workspace.id, v_ids);
    v_ids := array(
      select e.id from public.call_event as e
      where e.workspace_id = v_workspace.id and e.call_id is null and e.received_at < v_workspace.kept_from
      limit v_left
    );
    v_left := v_left - private.erase_events(v_workspace.id, v_ids);
    exit when v_left <= 0;
  end loop;
  return p_count - v_left;
end;
$$;
comment on function private.forget_calls(integer, timestamptz) is
  'Deletes what workspaces keep no longer, the oldest first and no more than so many calls and events of no call; answers how many. A run is one transaction, so it stays short: the job comes back each minute of the night.';

-- What no difference of two catalogs shows: scheduled jobs, secrets in the Vault, the first data key. A change here
-- goes into a migration by hand; a check compares the jobs and the names of the secrets.

do $$
begin
  -- create_secret writes the plaintext before it encrypts, which leaves it in the WAL: create it empty, then update it.
  perform vault.update_secret(
    vault.create_secret('', 'softphone_health_secret', 'Proves to the function health that the hourly run asks.'),
    encode(extensions.gen_random_bytes(32), 'hex')
  );
  perform vault.update_secret(
    vault.create_secret('', 'softphone_reconcile_secret', 'Proves to the function reconcile that the job asks.'),
    encode(extensions.gen_random_bytes(32), 'hex')
  );
  perform vault.update_secret(
    vault.create_secret('', 'softphone_recording_secret', 'Proves to the function recording that the job asks.'),
    encode(extensions.gen_random_bytes(32), 'hex')
  );
end;
$$;

select private.create_data_key(1);

select cron.schedule('close-expired-tickets', '* * * * *', 'select private.close_expired_tickets()');
select cron.schedule('forget-early-events', '17 3 * * *', 'select private.forget_early_events()');
select cron.schedule('rescue', '3 seconds', 'select private.rescue()');
select cron.schedule('reconcile', '30 seconds', 'select private.reconcile()');
select cron.schedule('wake-recordings', '10 seconds', 'select private.wake_recordings()');
select cron.schedule('follow-recordings', '*/5 * * * *', 'select private.follow_recordings()');
select cron.schedule('clear-job-log', '43 3 * * *', 'select private.clear_job_log()');
select cron.schedule('forget-calls', '* 2-4 * * *', 'select private.forget_calls(2000)');
select cron.schedule('check-health', '*/5 * * * *', 'select private.check_health()');
