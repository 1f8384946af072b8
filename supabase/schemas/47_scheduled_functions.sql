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
