-- Every workspace is checked once an hour, without anybody's asking.

create extension if not exists pg_net with schema extensions;

do $$
begin
  -- create_secret writes the plaintext before it encrypts, which leaves it in the WAL: create it empty, then update it.
  perform vault.update_secret(
    vault.create_secret('', 'softphone_health_secret', 'Proves to the function health that the hourly run asks.'),
    encode(extensions.gen_random_bytes(32), 'hex')
  );
end;
$$;

create function private.check_health() returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_url text;
  v_secret text;
  v_due bigint[];
begin
  select s.value into v_url from private.health_setting as s where s.name = 'functions_url';
  select v.decrypted_secret into v_secret from vault.decrypted_secrets as v where v.name = 'softphone_health_secret';
  if v_url is null or v_secret is null then
    return 0;
  end if;
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
  insert into private.health_run (workspace_id)
  select u.id from unnest(v_due) as u (id)
  on conflict on constraint health_run_pkey do update set began_at = now();
  perform net.http_post(
    url := v_url || '/health/scheduled',
    headers := jsonb_build_object('content-type', 'application/json', 'x-softphone-secret', v_secret),
    body := jsonb_build_object('workspaceId', u.id),
    timeout_milliseconds := 60000
  )
  from unnest(v_due) as u (id);
  return cardinality(v_due);
end;
$$;
comment on function private.check_health() is
  'Asks the function health to check whoever was not checked for an hour; how many. Nobody, before it was ever asked by a person.';

select cron.schedule('check-health', '*/5 * * * *', 'select private.check_health()');

revoke all on function private.check_health() from public, anon, authenticated, service_role;
