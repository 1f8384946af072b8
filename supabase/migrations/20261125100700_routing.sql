-- What Twilio is told to do with a new call: redeem a ticket, or ring whoever is there.

create type private.webhook_result as (call_id bigint, applied boolean, reason text, answer jsonb);
comment on type private.webhook_result is 'What became of a webhook, and what it is answered.';

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

create function private.bind_ticket(p_call public.call, p_form private.form) returns public.call
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
begin
  update public.call as c
  set parent_call_sid = p_form.call_sid, status = 'initiated'
  where c.id = p_call.id
  returning c.* into v_call;
  perform private.apply_leg(v_call, p_form);
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
  v_reason text;
begin
  if p_ticket is null or not pg_input_is_valid(p_ticket, 'uuid') then
    return private.webhook_result(null, false, 'no-ticket', private.say('cannot-place'));
  end if;
  select c.* into v_call
  from public.call as c
  where c.ticket = p_ticket::uuid and c.workspace_id = p_workspace_id
  for no key update;
  if not found then
    return private.webhook_result(null, false, 'unknown-ticket', private.say('cannot-place'));
  end if;
  select a.* into strict v_agent from public.agent as a where a.id = v_call.agent_id;
  if v_call.mode <> p_mode or v_agent.identity is distinct from p_identity then
    return private.webhook_result(null, false, 'not-this-caller''s-ticket', private.say('cannot-place'));
  end if;
  if v_call.parent_call_sid <> p_form.call_sid then
    return private.webhook_result(null, false, 'ticket-used', private.say('cannot-place'));
  end if;
  if private.is_terminal(v_call.status) then
    return private.webhook_result(v_call.id, false, 'ticket-closed', private.say('cannot-place'));
  end if;
  if v_call.status = 'created' and v_call.expires_at <= now() then
    perform private.close_expired_tickets(v_call.agent_id);
    return private.webhook_result(v_call.id, false, 'ticket-expired', private.say('cannot-place'));
  end if;

  if v_call.parent_call_sid is null then
    v_call := private.bind_ticket(v_call, p_form);
  else
    perform private.apply_leg(v_call, p_form);
  end if;

  -- The order was checked when it was given; the seat or the number may have been taken since.
  v_reason := case
    when not v_agent.active then 'seat-inactive'
    when not exists (
      select from public.agent_phone as p
      where p.agent_id = v_agent.id and p.phone_number = v_call.from_number
    ) then 'number-withdrawn'
  end;
  if v_reason is not null then
    update public.call as c
    set status = 'failed', end_reason = v_reason, ended_at = now()
    where c.id = v_call.id;
    return private.webhook_result(v_call.id, true, v_reason, private.say('cannot-place'));
  end if;
  return private.webhook_result(
    v_call.id, true, null,
    jsonb_build_object(
      'do', 'dial-number', 'to', v_call.to_number, 'caller_id', v_call.from_number,
      'timeout_s', 60, 'time_limit_s', 14400
    )
  );
end;
$$;
comment on function private.redeem_ticket(bigint, text, text, text, private.form) is
  'Dials what the ticket recorded. Nothing that the browser made up is looked at but the ticket itself.';

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
  'Who has the number, is available, was heard within 25 s and is not in a call; the longest idle first.';

create function private.ring_agents(p_workspace_id bigint, p_form private.form) returns private.webhook_result
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
  'A call from outside rings everybody who is there at once; the first to answer wins.';

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
  if v_call.parent_call_sid = p_form.call_sid then
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
  'The CallSid of the call that our server made to the agent''s dialer for this ticket. Its webhooks, which name the ticket too, may have come first.';

revoke all on type private.webhook_result from public, anon, authenticated, service_role;
revoke all on function
  private.webhook_result(bigint, boolean, text, jsonb), private.say(text), private.bind_ticket(public.call, private.form),
  private.redeem_ticket(bigint, text, text, text, private.form), private.agents_to_ring(bigint, text),
  private.ring_agents(bigint, private.form), private.bind_server_ticket(text, private.form, bigint),
  public.bind_server_call(uuid, text)
from public, anon, authenticated, service_role;

grant execute on function public.bind_server_call(uuid, text) to service_role;
