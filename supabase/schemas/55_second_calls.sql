-- A second call for somebody who talks: who is shown one, and what they can say to a call that rings, first or second,
-- beside answering it. Hold and answer is no command of its own: the page holds the one call and answers the other.
-- See docs/decisions/second-call.md.

create function private.may_knock(p_agent_id bigint, p_call_id bigint, p_at timestamptz) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  v_call_ids bigint[];
begin
  if not exists (
    select from public.agent_presence as s
    join public.agent as a on a.id = s.agent_id and a.active
    where s.agent_id = p_agent_id and s.status = 'available' and s.heard_at > private.heard_since(p_at)
  ) or private.is_supervising(p_agent_id) then
    return false;
  end if;
  v_call_ids := array(
    select p.call_id from public.call_participant as p
    where p.agent_id = p_agent_id and p.outcome is null and (p.rang_at is not null or p.joined_at is not null)
      and p.call_id is distinct from p_call_id
    limit 2
  );
  return cardinality(v_call_ids) = 1 and exists (
    select from public.call as c
    join public.call_participant as p on p.call_id = c.id and p.agent_id = p_agent_id and p.joined_at is not null
    where c.id = v_call_ids[1] and c.status = 'in-progress' and c.wiring <> 'upgrading'
      and c.interrupted_at is null
      -- A third one would wait without knowing why, and hear what is said to the second caller.
      and (c.wiring = 'plain' or private.count_talkers(c.id) <= 2)
      and not exists (
        select from public.call_leg as l
        where l.call_id = c.id and l.purpose is not null and l.purpose_outcome is null and private.is_open(l)
      )
  );
end;
$$;
comment on function private.may_knock(bigint, bigint, timestamptz) is
  'Whether the seat may be shown the call as a second one: it is heard, and talks in one call, to one other side.';

create function private.would_ring(p_agent_id bigint, p_call_id bigint, p_at timestamptz) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return private.is_free(p_agent_id, p_at, p_call_id) or private.may_knock(p_agent_id, p_call_id, p_at);
end;
$$;
comment on function private.would_ring(bigint, bigint, timestamptz) is
  'Whether a call that is meant for this person (their name was chosen) would ring, or knock, now.';

create function private.seats_to_knock_at(p_workspace_id bigint, p_number text, p_call_id bigint, p_at timestamptz)
returns bigint[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return array(
    select u.agent_id
    from public.agent_phone as u
    join lateral (
      select max(p.joined_at) as talks_since
      from public.call_participant as p
      where p.agent_id = u.agent_id and p.outcome is null and p.joined_at is not null
    ) as t on t.talks_since is not null
    where u.workspace_id = p_workspace_id and u.phone_number = p_number and u.rings
      and private.may_knock(u.agent_id, p_call_id, p_at)
    -- Whoever has talked longest will be done first.
    order by t.talks_since, u.agent_id
  );
end;
$$;
comment on function private.seats_to_knock_at(bigint, text, bigint, timestamptz) is
  'Who is shown a call to the number as a second one, when nobody of the line is free.';

create function private.is_rung(p_call_id bigint, p_agent_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.call_participant as p
    where p.call_id = p_call_id and p.agent_id = p_agent_id
      and p.rang_at is not null and p.joined_at is null and p.outcome is null
  );
end;
$$;
comment on function private.is_rung(bigint, bigint) is 'Whether the call rings the seat right now.';

create function private.ringing_legs(p_call_id bigint, p_agent_id bigint default null) returns bigint[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return array(
    select l.id from public.call_leg as l
    where l.call_id = p_call_id and l.role = 'seat' and l.picked_up_at is null and private.is_open(l)
      and l.made_by <> 'twilio' and l.call_sid is not null and (p_agent_id is null or l.agent_id = p_agent_id)
    order by l.id
  );
end;
$$;
comment on function private.ringing_legs(bigint, bigint) is 'The legs that ring the seat, or (null) any seat.';

create function private.turn_away(
  p_call public.call, p_seat public.agent, p_command_id uuid, p_command text, p_arguments jsonb
) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_legs constant bigint[] := private.ringing_legs(p_call.id, p_seat.id);
begin
  if not private.is_rung(p_call.id, p_seat.id) then
    return 'E-CALL-STATE';
  elsif p_command = 'send-on' then
    -- Their callbacks may be late; without a name Twilio can't be told to end a leg.
    return case
      when cardinality(v_legs) = 0 then 'E-CALL-STATE'
      else private.send_on(p_call, p_seat, p_command_id, p_arguments -> 'target')
    end;
  end if;
  update public.call_participant as p
  set outcome = 'declined'
  where p.call_id = p_call.id and p.agent_id = p_seat.id;
  -- Of a leg that is not known yet the page itself lets go, a moment later.
  -- Whoever rang it by a press is still who wanted it: what follows goes by that (follow_purpose).
  update public.call_leg as l set end_wanted = true, wanted_at = now() where l.id = any (v_legs);
  return null;
end;
$$;
comment on function private.turn_away(public.call, public.agent, uuid, text, jsonb) is
  'Whoever is rung does not take the call: decline (it rings the others on) or send-on. Answers a code when it does not ring there.';

create function private.send_on(p_call public.call, p_seat public.agent, p_command_id uuid, p_target jsonb)
returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_at constant timestamptz := now();
  v_target_id constant bigint := (p_target ->> 'agentId')::bigint;
  v_line constant text := p_target ->> 'number';
  v_plan private.plan;
  v_step public.call_step;
begin
  select s.* into v_step
  from public.call_step as s
  where s.call_id = p_call.id and s.kind = 'ring' and s.ended_at is null
  order by s.position desc
  limit 1;
  if p_call.direction <> 'inbound' or p_call.wiring <> 'plain' or v_step.line is null or v_step.rounds = 0 then
    return 'E-CALL-STATE';
  elsif v_line is not null then
    v_plan := private.next_step(p_call, v_at, v_line);
    if v_plan.kind <> 'ring' or not exists (
      select from public.workspace_twilio_number as n
      where n.workspace_id = p_call.workspace_id and n.twilio_number = v_line
    ) then
      return 'E-TARGET';
    end if;
  elsif v_target_id = p_seat.id or not exists (
    select from public.agent as a
    where a.workspace_id = p_call.workspace_id and a.id = v_target_id and private.would_ring(a.id, p_call.id, v_at)
  ) then
    return 'E-TARGET';
  end if;

  -- The Dial that rings now ends with its legs, and its action asks for the next step: this one.
  update public.call_step as s set ended_at = v_at, outcome = 'canceled' where s.id = v_step.id;
  insert into public.call_step (
    workspace_id, call_id, position, kind, line, asked_by, named, tried, rounds, rounds_planned, round_s
  )
  values (
    p_call.workspace_id, p_call.id, v_step.position + 1, 'ring', coalesce(v_line, v_step.line), v_step.asked_by,
    case when v_line is null then array[v_target_id] end,
    -- It does not come back to whoever has just sent it on.
    case when v_line is null then v_step.tried else array[p_seat.id] end, 0,
    -- Whom it was sent to, and then the line's others.
    case when v_line is null then 2 else v_plan.rounds_planned end,
    case when v_line is null then v_step.round_s else v_plan.round_s end
  );
  update public.call_participant as p
  set outcome = case when p.agent_id = p_seat.id then 'handed-over' else 'missed' end
  where p.call_id = p_call.id and p.rang_at is not null and p.joined_at is null and p.outcome is null;
  perform private.want_end(p_call, private.ringing_legs(p_call.id), p_command_id);
  return null;
end;
$$;
comment on function private.send_on(public.call, public.agent, uuid, jsonb) is
  'A call that rings goes on to a colleague, then the line''s others, or to another line. Answers E-CALL-STATE or E-TARGET when it can''t.';
