-- How events become the state of legs and of the call. See docs/decisions/call-lifecycle.md.
-- The state is worked out again from all that is known after each event, so its order cannot matter.
-- What each webhook runs is plpgsql even where SQL would do: Postgres plans a SQL function that has settings of its
-- own anew at each call, a plpgsql function once a connection (measured: a call in takes 1.8 ms instead of 3.5).

create type private.outcome as (status text, assumed boolean, end_reason text, ended_by text);
comment on type private.outcome is 'How a call stands, and if it is over, why.';

create function private.is_terminal(p_status text) returns boolean
language plpgsql immutable security definer set search_path = '' as $$
begin
  return coalesce(
    p_status in ('completed', 'busy', 'no-answer', 'failed', 'canceled', 'never-connected'), false
  );
end;
$$;
comment on function private.is_terminal(text) is 'Whether nothing comes after this status, of a call or of a leg.';

create function private.status_rank(p_status text) returns integer
language plpgsql immutable security definer set search_path = '' as $$
begin
  return case p_status
    when 'created' then 0
    when 'ordered' then 0
    when 'queued' then 1
    when 'initiated' then 1
    when 'ringing' then 2
    when 'in-progress' then 3
    else 4
  end;
end;
$$;
comment on function private.status_rank(text) is 'A status moves to a higher rank only; 4 is terminal.';

create function private.find_call(p_workspace_id bigint, p_form private.form) returns bigint
language plpgsql stable security definer set search_path = '' as $$
declare
  v_call_id bigint;
begin
  if p_form.call_id is not null then
    select c.id into v_call_id from public.call as c where c.workspace_id = p_workspace_id and c.id = p_form.call_id;
  end if;
  if v_call_id is null and p_form.conference_sid is not null then
    select c.id into v_call_id from public.call as c
    where c.workspace_id = p_workspace_id and c.conference_sid = p_form.conference_sid;
  end if;
  if v_call_id is null then
    select l.call_id into v_call_id from public.call_leg as l
    where l.workspace_id = p_workspace_id and l.call_sid = p_form.call_sid;
  end if;
  if v_call_id is null and p_form.parent_call_sid is not null then
    select l.call_id into v_call_id from public.call_leg as l
    where l.workspace_id = p_workspace_id and l.call_sid = p_form.parent_call_sid;
  end if;
  return v_call_id;
end;
$$;
comment on function private.find_call(bigint, private.form) is
  'Whose event it is: by our URL, the conference, the leg, the leg''s parent; always together with the workspace that signed it.';

create function private.begin_leg(p_call public.call, p_form private.form, p_role text, p_made_by text)
returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_at constant timestamptz := coalesce(p_form.happened_at, now());
  v_agent_id bigint := case when p_role = 'seat' and p_made_by <> 'dial' then p_call.agent_id end;
begin
  if p_role = 'seat' and p_made_by = 'dial' then
    select a.id into v_agent_id
    from public.agent as a
    where a.workspace_id = p_call.workspace_id and a.identity = private.client_identity(p_form.to_address);
    if v_agent_id is null then
      return 'unknown-agent';
    end if;
  end if;

  insert into public.call_leg (
    workspace_id, call_id, call_sid, parent_call_sid, role, made_by, agent_id, to_address, status,
    started_at, picked_up_at, ended_at, sequence_number, duration_s, billed_minutes, sip_response_code
  )
  values (
    p_call.workspace_id, p_call.id, p_form.call_sid, p_form.parent_call_sid, p_role, p_made_by, v_agent_id,
    left(p_form.to_address, 200), p_form.call_status,
    v_at, case when p_form.call_status = 'in-progress' then v_at end,
    case when private.is_terminal(p_form.call_status) then v_at end, p_form.sequence_number,
    p_form.duration_s, p_form.billed_minutes, p_form.sip_response_code
  )
  on conflict on constraint call_leg_workspace_id_call_sid_key do nothing;
  -- The events of one call wait for each other, so whoever was faster was of another call.
  return case when not found then 'other-call' end;
end;
$$;
comment on function private.begin_leg(public.call, private.form, text, text) is
  'Keeps a leg that was not known. Answers null, or why it could not.';

create function private.name_telephone(p_call_id bigint, p_leg_id bigint, p_call_sid text, p_parent_call_sid text)
returns public.call_leg
language plpgsql security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  update public.call_leg as l
  set call_sid = p_call_sid, parent_call_sid = p_parent_call_sid
  where l.id = p_leg_id
    and l.call_id = p_call_id
    and l.call_sid is null
    and not exists (
      select from public.call_leg as o where o.workspace_id = l.workspace_id and o.call_sid = p_call_sid
    )
  returning l.* into v_leg;
  return v_leg;
end;
$$;
comment on function private.name_telephone(bigint, bigint, text, text) is
  'Twilio names the telephone that it was told to call; answers its leg. A SID that is another leg''s already names nothing.';

create function private.advance_leg(p_leg public.call_leg, p_form private.form) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_at constant timestamptz := coalesce(p_form.happened_at, now());
  v_new public.call_leg := p_leg;
begin
  if private.status_rank(p_form.call_status) > private.status_rank(p_leg.status)
     or (p_leg.assumed and private.is_terminal(p_form.call_status)) then
    v_new.status := p_form.call_status;
    v_new.assumed := false;
    v_new.ended_at := case when private.is_terminal(p_form.call_status) then v_at end;
  end if;
  v_new.started_at := least(p_leg.started_at, v_at);
  if p_form.call_status = 'in-progress' then
    v_new.picked_up_at := least(p_leg.picked_up_at, v_at);
  end if;
  v_new.sequence_number := greatest(p_leg.sequence_number, p_form.sequence_number);
  v_new.duration_s := coalesce(p_form.duration_s, p_leg.duration_s);
  v_new.billed_minutes := coalesce(p_leg.billed_minutes, p_form.billed_minutes);
  v_new.sip_response_code := coalesce(p_leg.sip_response_code, p_form.sip_response_code);
  if v_new is not distinct from p_leg then
    return 'late';
  end if;

  update public.call_leg as l
  set status = v_new.status, assumed = v_new.assumed, sequence_number = v_new.sequence_number,
      started_at = v_new.started_at, picked_up_at = v_new.picked_up_at, ended_at = v_new.ended_at,
      duration_s = v_new.duration_s, billed_minutes = v_new.billed_minutes,
      sip_response_code = v_new.sip_response_code
  where l.id = p_leg.id;
  return null;
end;
$$;
comment on function private.advance_leg(public.call_leg, private.form) is
  'Brings a leg forward, never back. Answers null, or "late" when it changed nothing.';

create function private.apply_leg(p_call public.call, p_form private.form) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
  v_kind text;
begin
  select l.* into v_leg
  from public.call_leg as l
  where l.workspace_id = p_call.workspace_id and l.call_sid = p_form.call_sid
  for no key update;
  if not found and p_form.leg_id is not null then
    v_leg := private.name_telephone(p_call.id, p_form.leg_id, p_form.call_sid, p_form.parent_call_sid);
  end if;
  if v_leg.id is not null then
    return case when v_leg.call_id = p_call.id then private.advance_leg(v_leg, p_form) else 'other-call' end;
  end if;
  -- Whoever makes a leg says in its callback's URL which step it is of.
  select s.kind into v_kind from public.call_step as s where s.call_id = p_call.id and s.id = p_form.step_id;
  if v_kind is distinct from 'ring' then
    return 'unknown-leg';
  end if;
  return private.begin_leg(p_call, p_form, 'seat', 'dial');
end;
$$;
comment on function private.apply_leg(public.call, private.form) is
  'A status callback of a leg: of one that is known, of a telephone that was called, or of a seat that a step rings. Answers null, or why it changed nothing.';

create function private.outcome(p_status text, p_assumed boolean, p_end_reason text, p_ended_by text)
returns private.outcome
language plpgsql immutable security definer set search_path = '' as $$
begin
  return row(p_status, p_assumed, p_end_reason, p_ended_by)::private.outcome;
end;
$$;
comment on function private.outcome(text, boolean, text, text) is 'Makes one, with its literals typed.';

create function private.outcome_of_action(p_direction text, p_action private.form) returns private.outcome
language plpgsql immutable security definer set search_path = '' as $$
declare
  -- The parent is the leg that dialled: the caller's of a call in, else the agent's who placed the call.
  v_parent_gone constant boolean := private.is_terminal(p_action.call_status);
  v_parent constant text := case p_direction when 'inbound' then 'other' else 'agent' end;
  v_child constant text := case p_direction when 'inbound' then 'agent' else 'other' end;
begin
  if p_action.dial_bridged or p_action.dial_status = 'answered' then
    return private.outcome('completed', false, null, case when v_parent_gone then v_parent else v_child end);
  elsif p_action.dial_status = 'completed' and p_action.dial_bridged is null then
    return private.outcome('completed', true, null, case when v_parent_gone then v_parent else v_child end);
  elsif p_action.dial_status = 'completed' then
    return private.outcome('no-answer', false, 'not-bridged', null);
  elsif p_action.dial_status in ('canceled', 'no-answer') and v_parent_gone then
    return private.outcome('canceled', false, null, v_parent);
  elsif p_action.dial_status in ('busy', 'canceled') and p_direction <> 'outbound' then
    -- A dialer that was reloaded, or is in another call, says busy too, and one that declined is canceled by us: who
    -- declined is the participants' to tell.
    return private.outcome('no-answer', false, null, null);
  elsif p_action.dial_status = 'canceled' then
    return private.outcome('canceled', false, null, v_parent);
  end if;
  return private.outcome(p_action.dial_status, false, null, null);
end;
$$;
comment on function private.outcome_of_action(text, private.form) is
  'Twilio''s word on the dial. Only DialBridged=true is answered: a mailbox that picked up is not.';

create function private.outcome_of_legs(
  p_call public.call, p_first public.call_leg, p_winner public.call_leg
) returns private.outcome
language plpgsql stable security definer set search_path = '' as $$
declare
  v_child text;
  v_canceled boolean;
begin
  if p_winner.id is not null then
    return private.outcome(
      case when private.is_terminal(p_winner.status) or private.is_terminal(p_first.status)
        then 'completed' else 'in-progress' end,
      true, null, null
    );
  end if;

  select (array_agg(l.status order by private.status_rank(l.status) desc, l.call_sid))[1],
         coalesce(bool_or(l.status = 'canceled'), false)
  into v_child, v_canceled
  from public.call_leg as l
  where l.call_id = p_call.id and l.made_by = 'dial' and l.call_sid is not null and not l.assumed;

  if p_call.direction <> 'inbound' then
    if v_child = 'busy' and p_call.direction = 'internal' then
      return private.outcome('no-answer', true, null, null);
    elsif private.is_terminal(v_child) then
      return private.outcome(v_child, true, null, case when v_child = 'canceled' then 'agent' end);
    elsif v_child is null and p_call.mode = 'server' and p_first.status in ('busy', 'no-answer', 'failed') then
      -- Nothing was dialled yet: the agent's own dialer did not answer our server.
      return private.outcome('failed', true, 'dialer-not-reached', null);
    elsif private.is_terminal(p_first.status) then
      return private.outcome('canceled', true, null, 'agent');
    end if;
    return private.outcome(coalesce(v_child, 'initiated'), false, null, null);
  elsif private.is_terminal(p_first.status) then
    return case
      -- No seat's leg was ever heard of: the caller left before anybody rang.
      when v_canceled or v_child is null then private.outcome('canceled', true, null, 'other')
      else private.outcome('no-answer', true, null, null)
    end;
  end if;
  return private.outcome('ringing', false, null, null);
end;
$$;
comment on function private.outcome_of_legs(public.call, public.call_leg, public.call_leg) is
  'What the legs let us assume while the action has not come. The first leg''s status says only that it is over.';

create function private.settle_legs(p_call public.call, p_step public.call_step) returns void
language plpgsql security definer set search_path = '' as $$
begin
  with assumed as (
    select l.id,
           l.call_sid = p_step.answered_call_sid as is_winner,
           case
             when l.call_sid = p_step.answered_call_sid or l.picked_up_at is not null then 'completed'
             when p_call.direction <> 'inbound' or p_call.status = 'no-answer' then p_call.status
             else 'canceled'
           end as status
    from public.call_leg as l
    where l.call_id = p_call.id
      and l.made_by = 'dial'
      and (l.assumed or not private.is_terminal(l.status))
  )
  update public.call_leg as l
  set status = a.status, assumed = true, ended_at = coalesce(l.ended_at, p_step.told_at),
      duration_s = case when a.is_winner then coalesce(l.duration_s, p_step.talked_s) else l.duration_s end
  from assumed as a
  where l.id = a.id and (l.status, l.assumed) is distinct from (a.status, true);
end;
$$;
comment on function private.settle_legs(public.call, public.call_step) is
  'The action ends every leg that its Dial made; those whose last callback is lost or late get an assumed end.';

create function private.settle_participants(p_call public.call) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_over constant boolean := private.is_terminal(p_call.status);
  v_taken constant boolean := p_call.status in ('in-progress', 'completed') and p_call.agent_id is not null;
  v_lost constant boolean := v_over and p_call.direction = 'inbound' and p_call.status <> 'completed'
    and p_call.end_reason is distinct from 'blocked';
begin
  update public.call_participant as p
  set joined_at = n.joined_at, left_at = n.left_at, talked_s = n.talked_s, outcome = n.outcome
  from (
    select
      o.agent_id,
      case
        when o.joined_by = 'order' then o.joined_at
        when o.talks and v_taken then coalesce(p_call.picked_up_at, p_call.answered_at, o.joined_at)
      end as joined_at,
      case when o.talks and v_over and (v_taken or o.joined_at is not null) then p_call.ended_at end as left_at,
      case when o.talks and v_over and v_taken then p_call.duration_s end as talked_s,
      case
        when o.talks and v_taken then case when v_over then 'took' end
        when o.joined_by = 'order' then case when v_over then 'left' end
        when o.outcome in ('declined', 'handed-over') then o.outcome
        when v_taken then 'elsewhere'
        when v_over then 'missed'
        else o.outcome
      end as outcome
    from (
      -- Between colleagues both are seats: whoever placed the call, and the one whom it rings.
      select p.*, p.agent_id = p_call.agent_id or p_call.direction = 'internal' as talks
      from public.call_participant as p
      where p.call_id = p_call.id
    ) as o
  ) as n
  where p.call_id = p_call.id and p.agent_id = n.agent_id
    and (p.joined_at, p.left_at, p.talked_s, p.outcome)
      is distinct from (n.joined_at, n.left_at, n.talked_s, n.outcome);

  if v_lost then
    insert into public.call_participant (call_id, agent_id, workspace_id, created_at, joined_by, outcome)
    select p_call.id, u.agent_id, p_call.workspace_id, p_call.created_at, 'line', 'missed'
    from public.agent_phone as u
    join public.agent as a on a.id = u.agent_id and a.active
    where u.workspace_id = p_call.workspace_id and u.phone_number = p_call.to_number and u.rings
    on conflict on constraint call_participant_pkey do nothing;
  elsif v_taken and p_call.direction = 'inbound' then
    -- It was taken for lost before Twilio's word came.
    delete from public.call_participant as p where p.call_id = p_call.id and p.joined_by = 'line';
  end if;
end;
$$;
comment on function private.settle_participants(public.call) is
  'What the call''s state means for each seat. A lost call is in the log of everybody whose line it was.';

create function private.settle_call(p_call public.call, p_rang_at timestamptz default null) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_new public.call := p_call;
  v_first public.call_leg;
  v_winner public.call_leg;
  v_step public.call_step;
  v_outcome private.outcome;
  v_told boolean;
begin
  if p_call.upgrade_began_at is not null then
    return private.settle_conference(p_call);
  end if;
  select s.* into v_step
  from public.call_step as s
  where s.call_id = p_call.id and s.kind in ('ring', 'outside')
  order by s.position desc
  limit 1;
  -- Twilio's word on the dial.
  v_told := v_step.told_at is not null;
  if private.is_terminal(p_call.status) and not p_call.assumed and not v_told then
    return false; -- Ended by us before anybody was dialled.
  end if;

  select l.* into v_first
  from public.call_leg as l
  where l.call_id = p_call.id and l.made_by <> 'dial'
  order by l.id
  limit 1;
  select l.* into v_winner
  from public.call_leg as l
  where l.call_id = p_call.id
    and l.made_by = 'dial'
    and (l.picked_up_at is not null or (l.status = 'completed' and not l.assumed))
  order by (l.call_sid = v_step.answered_call_sid) desc nulls last, l.picked_up_at, l.call_sid
  limit 1;

  v_outcome := case
    when v_told then private.outcome(v_step.outcome, v_step.assumed, v_step.end_reason, v_step.ended_by)
    else private.outcome_of_legs(p_call, v_first, v_winner)
  end;
  if private.status_rank(v_outcome.status) > private.status_rank(p_call.status)
     or (p_call.assumed and private.is_terminal(p_call.status) and private.is_terminal(v_outcome.status)) then
    v_new.status := v_outcome.status;
    v_new.assumed := v_outcome.assumed and private.is_terminal(v_outcome.status);
    v_new.end_reason := v_outcome.end_reason;
    if p_call.direction <> 'outbound' and v_outcome.status = 'no-answer' and v_outcome.end_reason is null and exists (
      select from public.call_participant as p where p.call_id = p_call.id and p.outcome = 'declined'
    ) then
      v_new.end_reason := 'declined';
    elsif v_outcome.status = 'no-answer' and v_outcome.end_reason is null and v_step.knocks then
      v_new.end_reason := 'all-busy';
    end if;
    v_new.ended_by := v_outcome.ended_by;
  end if;

  v_new.ringing_at := least(p_call.ringing_at, p_rang_at);
  v_new.picked_up_at := coalesce(
    v_winner.picked_up_at, v_winner.ended_at - make_interval(secs => v_winner.duration_s)
  );
  if private.is_terminal(v_new.status) then
    v_new.ended_at := coalesce(
      v_winner.ended_at,
      (
        select max(l.ended_at) from public.call_leg as l
        where l.call_id = p_call.id and l.made_by = 'dial' and not l.assumed
      ),
      v_first.ended_at,
      v_step.told_at,
      p_call.ended_at,
      now()
    );
  end if;
  if v_new.status = 'completed' then
    v_new.duration_s := coalesce(v_step.talked_s, v_winner.duration_s);
    if not v_new.assumed then
      v_new.answered_at := coalesce(
        v_new.picked_up_at, v_step.told_at - make_interval(secs => coalesce(v_new.duration_s, 0))
      );
    end if;
  else
    v_new.duration_s := null;
  end if;
  if p_call.direction = 'inbound' then
    v_new.agent_id := case
      when v_new.status in ('in-progress', 'completed') then coalesce(
        v_winner.agent_id,
        (
          select min(r.agent_id) from public.call_participant as r
          where r.call_id = p_call.id and r.joined_by = 'ring' having count(*) = 1
        )
      )
    end;
  end if;

  if v_told then
    perform private.settle_legs(v_new, v_step);
  elsif private.is_terminal(v_new.status) and v_step.ended_at is null then
    update public.call_step as s
    set ended_at = v_new.ended_at, outcome = v_new.status, assumed = true
    where s.id = v_step.id;
    -- A telephone that Twilio never named was not called, as far as anybody knows.
    update public.call_leg as l
    set status = 'canceled', assumed = true, ended_at = v_new.ended_at
    where l.call_id = p_call.id and l.status = 'ordered';
  end if;
  if v_new is not distinct from p_call then
    return false;
  end if;
  update public.call as c
  set status = v_new.status, assumed = v_new.assumed, end_reason = v_new.end_reason,
      ended_by = v_new.ended_by, agent_id = v_new.agent_id, ringing_at = v_new.ringing_at,
      picked_up_at = v_new.picked_up_at, answered_at = v_new.answered_at, ended_at = v_new.ended_at,
      duration_s = v_new.duration_s
  where c.id = p_call.id;
  -- That it rings, or rang earlier, changes nobody's part.
  if (v_new.status, v_new.agent_id, v_new.picked_up_at, v_new.answered_at, v_new.ended_at, v_new.duration_s)
     is distinct from
     (p_call.status, p_call.agent_id, p_call.picked_up_at, p_call.answered_at, p_call.ended_at, p_call.duration_s) then
    perform private.settle_participants(v_new);
  end if;
  return true;
end;
$$;
comment on function private.settle_call(public.call, timestamptz) is
  'Works the call, a row that is locked, out again from its legs and its last dial; answers whether it changed. Status moves forward only.';
