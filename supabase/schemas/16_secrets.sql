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
