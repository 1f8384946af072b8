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
