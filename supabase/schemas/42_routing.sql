-- What happens next with a call from outside: whom it rings, in which rounds, and what the caller hears at last.

create type private.plan as (
  kind text, seats bigint[], rounds_planned integer, round_s integer, end_reason text, knocks boolean
);
comment on type private.plan is
  'One step. kind: ring (seats, the rounds that are planned, seconds of each, whether it is a second call to them), say (why nobody takes the call) or hang-up.';

create function private.is_blocked(p_workspace_id bigint, p_from text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.blocked_caller as b
    where b.workspace_id = p_workspace_id
      and b.number = any (private.prefixes(p_from))
      and (b.is_prefix or b.number = any (private.spellings(p_from)))
  ) or private.is_withheld(p_from) and exists (
    select from public.workspace_policy as p
    where p.workspace_id = p_workspace_id and p.block_withheld
  );
end;
$$;
comment on function private.is_blocked(bigint, text) is
  'Whether the caller is on the workspace''s list, or hides the number where that is not wanted.';

create function private.is_withheld(p_from text) returns boolean
language plpgsql immutable security definer set search_path = '' as $$
begin
  -- In words, as SIP hides it (RFC 3323), and ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE on a telephone's
  -- keys, as Twilio writes them: https://www.twilio.com/docs/voice/twiml#request-parameters
  return p_from ~* concat(
    '^(\+?(266696687|7378742833|2562533|8656696|86282452253)',
    '|(sips?:)?(anonymous|restricted|blocked|private|unknown|unavailable|withheld)(@.*)?)?$'
  );
end;
$$;
comment on function private.is_withheld(text) is
  'Whether the caller hides the number. A SIP address or a short code is no telephone number, but nothing is hidden.';

create function private.free_seats(p_workspace_id bigint, p_number text, p_call_id bigint, p_at timestamptz)
returns table (agent_id bigint, identity text)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
  select a.id, a.identity
  from public.agent_phone as u
  join public.agent as a on a.id = u.agent_id and a.active
  join public.agent_presence as s on s.agent_id = a.id
  left join lateral (
    select p.left_at
    from public.call_participant as p
    where p.agent_id = a.id and p.left_at is not null
    order by p.left_at desc
    limit 1
  ) as latest on true
  where u.workspace_id = p_workspace_id
    and u.phone_number = p_number
    and u.rings
    and s.status = 'available'
    and s.heard_at > private.heard_since(p_at)
    and (s.free_from is null or s.free_from <= p_at)
    and not private.is_engaged(a.id, p_call_id)
  order by greatest(latest.left_at, s.changed_at), a.id;
end;
$$;
comment on function private.free_seats(bigint, text, bigint, timestamptz) is
  'Whom a call to the number may ring now, the longest idle first: heard within 25 s, available, in no call and rung by no other one, done with the last one.';

create function private.is_engaged(p_agent_id bigint, p_but_call_id bigint default null) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.call_participant as p
    where p.agent_id = p_agent_id
      and p.outcome is null
      and (p.rang_at is not null or p.joined_at is not null)
      and p.call_id is distinct from p_but_call_id
  ) or exists (
    -- It may take its interrupted call back.
    select from public.call as c
    where c.interrupted_by = p_agent_id and c.ended_at is null and c.id is distinct from p_but_call_id
  ) or private.is_supervising(p_agent_id);
end;
$$;
comment on function private.is_engaged(bigint, bigint) is 'Whether the seat is rung by a call, or in one, other than the named one; or supervises one.';

create function private.is_free(p_agent_id bigint, p_at timestamptz, p_but_call_id bigint default null) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.agent_presence as s
    join public.agent as a on a.id = s.agent_id and a.active
    where s.agent_id = p_agent_id
      and s.status = 'available'
      and s.heard_at > private.heard_since(p_at)
      and (s.free_from is null or s.free_from <= p_at)
  ) and not private.is_engaged(p_agent_id, p_but_call_id);
end;
$$;
comment on function private.is_free(bigint, timestamptz, bigint) is
  'Whether the seat would ring now, as free_seats asks of a line''s; the named call does not count.';

create function private.why_nobody(p_workspace_id bigint, p_number text, p_at timestamptz) returns text
language sql stable security definer set search_path = '' as $$
  select case when exists (
    select from public.agent_phone as u
    join public.agent as a on a.id = u.agent_id and a.active
    join public.agent_presence as s on s.agent_id = a.id
    where u.workspace_id = p_workspace_id and u.phone_number = p_number and u.rings
      and s.status = 'available' and s.heard_at > private.heard_since(p_at)
  ) then 'all-busy' else 'nobody-available' end;
$$;
comment on function private.why_nobody(bigint, text, timestamptz) is
  'Why a call rings nobody: everybody who is there is in a call (all-busy), or nobody is there.';

create function private.next_step(p_call public.call, p_at timestamptz, p_line text default null) returns private.plan
language plpgsql stable security definer set search_path = '' as $$
declare
  v_ring_s constant integer := 30;
  v_last public.call_step;
  v_line text;
  v_waiting bigint[];
  v_knocks boolean := false;
  v_rounds integer;
begin
  if p_call.id is not null and p_line is null then
    select s.* into v_last from public.call_step as s where s.call_id = p_call.id order by s.position desc limit 1;
  end if;
  v_line := coalesce(p_line, v_last.line, p_call.to_number);
  if p_call.id is null and private.is_blocked(p_call.workspace_id, p_call.from_number) then
    return row('hang-up', '{}', null, null, 'blocked', false)::private.plan;
  end if;
  if v_last.id is null or (v_last.kind = 'ring' and v_last.rounds < v_last.rounds_planned) then
    if v_last.rounds = 0 and v_last.named is not null then
      v_waiting := array(
        select n.agent_id from unnest(v_last.named) as n (agent_id)
        where private.would_ring(n.agent_id, p_call.id, p_at)
      );
      v_knocks := not exists (
        select from unnest(v_waiting) as n (agent_id) where not private.is_engaged(n.agent_id, p_call.id)
      );
    end if;
    if coalesce(cardinality(v_waiting), 0) = 0 then
      v_waiting := array(
        select f.agent_id
        from private.free_seats(p_call.workspace_id, v_line, p_call.id, p_at)
          with ordinality as f (agent_id, identity, at)
        where f.agent_id <> all (coalesce(v_last.tried, '{}'))
        order by f.at
      );
      v_knocks := false;
    end if;
    if cardinality(v_waiting) = 0 then
      v_waiting := array(
        select k.agent_id
        from unnest(private.seats_to_knock_at(p_call.workspace_id, v_line, p_call.id, p_at))
          with ordinality as k (agent_id, at)
        where k.agent_id <> all (coalesce(v_last.tried, '{}'))
        order by k.at
      );
      v_knocks := true;
    end if;
    if cardinality(v_waiting) > 0 then
      -- Twilio dials at most ten at once.
      v_rounds := coalesce(v_last.rounds_planned, ceil(cardinality(v_waiting) / 10.0)::integer);
      return row(
        'ring', v_waiting[:10], v_rounds, coalesce(v_last.round_s, greatest(15, v_ring_s / v_rounds)), null,
        v_knocks
      )::private.plan;
    end if;
  end if;
  return row(
    'say', '{}', null, null,
    case when p_call.id is null then private.why_nobody(p_call.workspace_id, v_line, p_at) end, false
  )::private.plan;
end;
$$;
comment on function private.next_step(public.call, timestamptz, text) is
  'What a call from outside, or one that is sent to a line (p_line) now, does next at that moment, by what was tried; it changes nothing. Whoever is free and was not tried joins the next round; when nobody is, people who talk see it as a second call.';

create function private.take_step(
  p_call public.call, p_plan private.plan, p_line text default null, p_asked_by bigint default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_step public.call_step;
begin
  if p_plan.kind <> 'ring' then
    insert into public.call_step (workspace_id, call_id, position, kind, ended_at, outcome)
    select
      p_call.workspace_id, p_call.id, coalesce(max(s.position), 0) + 1, p_plan.kind, now(),
      case p_plan.kind when 'say' then 'said' else 'completed' end
    from public.call_step as s
    where s.call_id = p_call.id;
    return case p_plan.kind
      when 'say' then private.say('nobody-available')
      else jsonb_build_object('do', 'reject')
    end;
  end if;

  update public.call_step as s
  set rounds = s.rounds + 1, tried = s.tried || p_plan.seats, knocks = p_plan.knocks,
      began_at = case s.rounds when 0 then now() else s.began_at end
  where s.call_id = p_call.id and s.kind = 'ring' and s.ended_at is null
  returning s.* into v_step;
  if not found then
    insert into public.call_step (
      workspace_id, call_id, position, kind, line, asked_by, tried, knocks, rounds_planned, round_s
    )
    select
      p_call.workspace_id, p_call.id, coalesce(max(s.position), 0) + 1, 'ring', coalesce(p_line, p_call.to_number),
      p_asked_by, p_plan.seats, p_plan.knocks, p_plan.rounds_planned, p_plan.round_s
    from public.call_step as s
    where s.call_id = p_call.id
    returning * into v_step;
  end if;
  -- Whom the round before rang is free for another call.
  update public.call_participant as p
  set outcome = 'missed'
  where p.call_id = p_call.id and p.joined_by = 'ring' and p.outcome is null;
  insert into public.call_participant (call_id, agent_id, workspace_id, created_at, joined_by, rang_at)
  select p_call.id, r.agent_id, p_call.workspace_id, p_call.created_at, 'ring', now()
  from unnest(p_plan.seats) as r (agent_id)
  on conflict on constraint call_participant_pkey do update
  set rang_at = excluded.rang_at, outcome = null
  where call_participant.outcome is not null;
  return jsonb_build_object(
    'do', 'dial-clients',
    'identities', (
      select jsonb_agg(a.identity order by a.id) from public.agent as a where a.id = any (p_plan.seats)
    ),
    'caller_id', private.other_side(p_call), 'call_id', p_call.id, 'step_id', v_step.id, 'round', v_step.rounds,
    'timeout_s', v_step.round_s, 'time_limit_s', 14400
  ) || private.consent_before(p_call, 'greeting');
end;
$$;
comment on function private.take_step(public.call, private.plan, text, bigint) is 'Writes down the step, or its next round, and answers what Twilio is told.';

create function private.receive_call(p_workspace_id bigint, p_form private.form) returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
  v_plan private.plan;
  v_answer jsonb;
begin
  v_call.workspace_id := p_workspace_id;
  v_call.from_number := left(
    coalesce(nullif(regexp_replace(p_form.from_address, '[[:cntrl:]]', '', 'g'), ''), 'anonymous'), 100
  );
  v_call.to_number := p_form.to_address;
  select n.id into v_call.number_id
  from public.workspace_twilio_number as n
  where n.workspace_id = p_workspace_id and n.twilio_number = p_form.to_address;
  if v_call.number_id is null then
    return private.webhook_result(null, false, 'unknown-number', private.say('not-in-service'));
  end if;

  v_plan := private.next_step(v_call, now());
  insert into public.call (
    workspace_id, direction, from_number, to_number, number_id, status, end_reason, ringing_at, ended_at
  )
  values (
    p_workspace_id, 'inbound', v_call.from_number, v_call.to_number, v_call.number_id,
    case v_plan.kind when 'ring' then 'ringing' when 'say' then 'no-answer' else 'busy' end,
    v_plan.end_reason,
    case v_plan.kind when 'ring' then now() end,
    case when v_plan.kind <> 'ring' then now() end
  )
  returning * into v_call;
  if private.begin_leg(v_call, p_form, 'caller', 'twilio') is not null then
    raise exception 'Cannot begin the call: its CallSid is another call''s' using errcode = 'unique_violation';
  end if;
  v_answer := private.take_step(v_call, v_plan);
  if v_plan.kind = 'say' then
    perform private.settle_participants(v_call);
  end if;
  return private.webhook_result(v_call.id, true, null, v_answer);
end;
$$;
comment on function private.receive_call(bigint, private.form) is
  'A new call from outside to a line: its first step, and everybody whom that concerns.';
