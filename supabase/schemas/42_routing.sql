-- Whom a call from outside rings.

create function private.agents_to_ring(p_workspace_id bigint, p_number text) returns setof public.agent
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
  select a.*
  from public.agent_phone as p
  join public.agent as a on a.id = p.agent_id and a.active
  join public.agent_presence as s on s.agent_id = a.id
  left join lateral (
    select max(c.ended_at) as ended_at
    from public.call as c
    where c.workspace_id = p_workspace_id and c.agent_id = a.id
  ) as latest on true
  where p.workspace_id = p_workspace_id
    and p.phone_number = p_number
    and p.rings
    and s.status = 'available'
    and s.heard_at > now() - interval '25 seconds'
    and not exists (
      select from public.call as c
      where c.workspace_id = p_workspace_id
        and c.agent_id = a.id
        and c.ended_at is null
        and private.is_live(c)
    )
  order by greatest(latest.ended_at, s.changed_at), a.id
  -- Twilio dials at most ten at once.
  limit 10;
end;
$$;
comment on function private.agents_to_ring(bigint, text) is
  'Whom the number rings, who is available, was heard within 25 s and is not in a call; the longest idle first.';

create function private.ring_agents(p_workspace_id bigint, p_form private.form)
returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_from constant text := left(coalesce(nullif(p_form.from_address, ''), 'anonymous'), 100);
  v_number_id bigint;
  v_agents bigint[];
  v_identities jsonb;
  v_call public.call;
begin
  select n.id into v_number_id
  from public.workspace_twilio_number as n
  where n.workspace_id = p_workspace_id and n.twilio_number = p_form.to_address;
  if v_number_id is null then
    return private.webhook_result(null, false, 'unknown-number', private.say('not-in-service'));
  end if;

  if private.is_blocked(p_workspace_id, v_from) then
    insert into public.call (
      workspace_id, direction, from_number, to_number, number_id, parent_call_sid, status, end_reason, ended_at
    )
    values (
      p_workspace_id, 'inbound', v_from, p_form.to_address, v_number_id, p_form.call_sid, 'busy', 'blocked', now()
    )
    returning * into v_call;
    perform private.apply_leg(v_call, p_form);
    return private.webhook_result(v_call.id, true, null, jsonb_build_object('do', 'reject'));
  end if;

  select coalesce(array_agg(a.id order by a.id), '{}'), coalesce(jsonb_agg(a.identity order by a.id), '[]')
  into v_agents, v_identities
  from private.agents_to_ring(p_workspace_id, p_form.to_address) as a;

  insert into public.call (
    workspace_id, direction, from_number, to_number, number_id, parent_call_sid,
    status, end_reason, ringing_at, ended_at
  )
  select p_workspace_id, 'inbound', v_from, p_form.to_address, v_number_id, p_form.call_sid,
         case when rung then 'ringing' else 'no-answer' end,
         case when not rung then 'nobody-available' end,
         case when rung then now() end,
         case when not rung then now() end
  from (select cardinality(v_agents) > 0 as rung) as r
  returning * into v_call;
  perform private.apply_leg(v_call, p_form);
  if cardinality(v_agents) = 0 then
    return private.webhook_result(v_call.id, true, null, private.say('nobody-available'));
  end if;

  insert into public.call_agent (call_id, agent_id, workspace_id)
  select v_call.id, r.agent_id, p_workspace_id
  from unnest(v_agents) as r (agent_id);
  return private.webhook_result(
    v_call.id, true, null,
    jsonb_build_object(
      'do', 'dial-clients', 'identities', v_identities, 'caller_id', v_from, 'call_id', v_call.id,
      'timeout_s', 30, 'time_limit_s', 14400
    )
  );
end;
$$;
comment on function private.ring_agents(bigint, private.form) is
  'A call from outside rings everybody who is there at once, unless its caller is blocked; the first to answer wins.';

create function private.is_blocked(p_workspace_id bigint, p_from text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.blocked_caller as b
    where b.workspace_id = p_workspace_id
      and b.number = any (private.prefixes(p_from))
      and (b.is_prefix or b.number = p_from)
  ) or exists (
    select from public.workspace_policy as p
    where p.workspace_id = p_workspace_id
      and p.block_withheld
      and (
        p_from !~ '^\+[1-9][0-9]{1,14}$'
        -- ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE on a telephone's keys, as Twilio writes them:
        -- https://www.twilio.com/docs/voice/twiml#request-parameters
        or p_from in ('+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253')
      )
  );
end;
$$;
comment on function private.is_blocked(bigint, text) is
  'Whether the caller is on the workspace''s list, or hides the number where that is not wanted.';
