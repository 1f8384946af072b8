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
