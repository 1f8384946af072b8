-- The checks ask Twilio by whichever auth token it takes, and know since when a number is the workspace's.

create or replace function private.health_facts(p_workspace_id bigint) returns jsonb
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
            'ring', (select count(*) from private.agents_to_ring(n.workspace_id, n.twilio_number)),
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
    'broken', e.broken
  )
  from public.workspace as w,
    lateral private.last_genuine_webhook(w.id) as g (at),
    lateral (
      select
        count(*) filter (where v.call_id is not null or v.reason like any (array['error: %', 'wrong-type: %'])) as requests,
        count(*) filter (where v.reason like any (array['error: %', 'wrong-type: %'])) as broken
      from public.call_event as v
      where v.workspace_id = w.id
        and v.received_at > now() - interval '1 day'
        and v.source in ('voice', 'action', 'status')
    ) as e
  where w.id = p_workspace_id;
$$;

create or replace function public.health_grant(user_id uuid, workspace_id bigint, secret text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_refusal constant jsonb :=
    private.refuse_health(health_grant.user_id, health_grant.workspace_id, health_grant.secret);
begin
  if v_refusal is not null then
    return v_refusal;
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
