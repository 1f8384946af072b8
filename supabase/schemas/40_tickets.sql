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
