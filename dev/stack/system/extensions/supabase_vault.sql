-- Supabase Vault's interface over pgcrypto: every value is encrypted under a key that the server reads from
-- a file outside the data directory (setting vault.key_file). Unlike hosted's, create_secret encrypts before
-- it writes. https://supabase.com/docs/guides/database/vault

create table vault.secrets (
  id uuid primary key default gen_random_uuid(),
  name text,
  description text not null default '',
  secret text not null,
  key_id uuid,
  nonce bytea,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index secrets_name_idx on vault.secrets (name) where name is not null;

-- plpgsql: a SQL function with settings of its own would be planned at each call.
create function vault._key() returns text
language plpgsql stable security definer set search_path = ''
as $$
begin
  return pg_catalog.pg_read_file(pg_catalog.current_setting('vault.key_file'));
end
$$;

-- The row's id lies inside the ciphertext, so that a value copied to another row does not decrypt. The key file has
-- full entropy, so that an iterated key derivation would guard nothing; hosted's cipher takes its key as it is, too.
create function vault._encrypt(id uuid, secret text) returns text
language sql volatile security definer set search_path = ''
as $$
  select pg_catalog.encode(
    extensions.pgp_sym_encrypt(
      id::text || secret, vault._key(), 'cipher-algo=aes256, s2k-mode=1, compress-algo=0'
    ),
    'base64'
  )
$$;

create function vault._decrypt(id uuid, secret text) returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
  opened constant text := extensions.pgp_sym_decrypt(
    pg_catalog.decode(secret, 'base64'), vault._key()
  );
begin
  if pg_catalog.left(opened, 36) <> id::text then
    raise exception 'Cannot read secret %: it was sealed for another row', id;
  end if;
  return pg_catalog.substr(opened, 37);
end
$$;

create view vault.decrypted_secrets as
  select id, name, description, secret, vault._decrypt(id, secret) as decrypted_secret, key_id, nonce,
    created_at, updated_at
  from vault.secrets;

create function vault.create_secret(
  new_secret text, new_name text default null, new_description text default '', new_key_id uuid default null
) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  new_id constant uuid := pg_catalog.gen_random_uuid();
begin
  insert into vault.secrets (id, secret, name, description)
  values (new_id, vault._encrypt(new_id, new_secret), new_name, new_description);
  return new_id;
end
$$;

create function vault.update_secret(
  secret_id uuid, new_secret text default null, new_name text default null,
  new_description text default null, new_key_id uuid default null
) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update vault.secrets s
  set secret = case when new_secret is null then s.secret else vault._encrypt(s.id, new_secret) end,
    name = coalesce(new_name, s.name),
    description = coalesce(new_description, s.description),
    updated_at = pg_catalog.now()
  where s.id = secret_id;
end
$$;

revoke all on all functions in schema vault from public;
grant usage on schema vault to postgres, service_role;
grant select, delete on vault.secrets, vault.decrypted_secrets to postgres, service_role;
grant execute on function vault.create_secret(text, text, text, uuid) to postgres, service_role;
grant execute on function vault.update_secret(uuid, text, text, text, uuid) to postgres, service_role;
grant execute on function vault._decrypt(uuid, text) to postgres, service_role;
