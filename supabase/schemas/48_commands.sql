-- What a person asks of a running call, through the function `call`. A command changes what is wanted of the call's
-- legs, in the transaction that keeps it; 45_twilio_requests.sql has Twilio do the rest.

create function private.may_command(p_call_id bigint, p_agent_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.call_participant as p
    where p.call_id = p_call_id
      and p.agent_id = p_agent_id
      and (p.joined_at is not null or p.joined_by = 'order')
  );
end;
$$;
comment on function private.may_command(bigint, bigint) is
  'Whether the seat takes part in the call, or did: whoever sent it on may take it back.';

create function private.is_in(p_call_id bigint, p_agent_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.call_participant as p
    where p.call_id = p_call_id and p.agent_id = p_agent_id and p.left_at is null
      and (p.joined_at is not null or p.joined_by = 'order')
  );
end;
$$;
comment on function private.is_in(bigint, bigint) is 'Whether the seat takes part in the call and has not left it.';

create function private.is_asked(p_call_id bigint, p_agent_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.call_leg as l
    join public.call_leg as host on host.call_id = l.call_id and host.role = 'seat' and host.agent_id = l.asked_by
    where l.call_id = p_call_id and l.role = 'seat' and l.agent_id = p_agent_id and l.purpose = 'consult'
      and l.purpose_outcome is null and l.asked_by <> p_agent_id
      and private.is_open(l) and private.is_open(host) and host.joined_at is not null and not host.end_wanted
  ) and exists (
    select from public.call_leg as w where w.call_id = p_call_id and w.hold_wanted and private.is_open(w)
  );
end;
$$;
comment on function private.is_asked(bigint, bigint) is
  'Whether the seat is asked about the call, while somebody waits: the call is whose asks, until it is handed over.';

create function private.twilio_credentials(p_workspace public.workspace) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return jsonb_build_object(
    'account_sid', p_workspace.twilio_account_sid,
    'username', coalesce(p_workspace.twilio_api_key_sid, p_workspace.twilio_account_sid),
    'password', case
      when p_workspace.twilio_api_key_sid is not null then private.unseal(p_workspace.id, 'twilio_api_key_secret')
      else private.unseal(p_workspace.id, 'twilio_auth_token')
    end
  );
end;
$$;
comment on function private.twilio_credentials(public.workspace) is
  'What asks Twilio about calls: the API key, before there is one the auth token. In plain, for Twilio only.';

create function private.want_end(p_call public.call, p_leg_ids bigint[], p_command_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_leg as l
  set end_wanted = true, wanted_by = p_command_id, wanted_at = now()
  where l.call_id = p_call.id and l.id = any (p_leg_ids) and private.is_open(l);
  -- Twilio was not asked for these yet, so nobody has to end them.
  update public.call_leg as l
  set status = 'canceled', assumed = true, ended_at = now()
  where l.call_id = p_call.id and l.id = any (p_leg_ids) and l.status = 'ordered' and l.made_by = 'rest'
    and not private.was_asked(p_call.id, l.id, 'add', l.created_at);
end;
$$;
comment on function private.want_end(public.call, bigint[], uuid) is 'These legs have to end.';

create function private.legs_to_end(p_call public.call, p_agent_id bigint) returns bigint[]
language plpgsql stable security definer set search_path = '' as $$
declare
  v_first constant public.call_leg := private.first_leg(p_call.id);
  v_child constant public.call_leg := private.talking_child(p_call.id);
begin
  -- Between colleagues the one who hangs up ends their own line, so that Twilio tells who it was.
  if p_call.direction = 'internal' and p_call.wiring = 'plain' and v_child.agent_id = p_agent_id then
    return array[v_child.id];
  end if;
  -- While they are wired plainly, the leg that dialled takes the other with it.
  if p_call.wiring = 'plain' and not private.is_terminal(v_first.status) then
    return array[v_first.id];
  end if;
  return array(
    select l.id from public.call_leg as l where l.call_id = p_call.id and not private.is_terminal(l.status) order by l.id
  );
end;
$$;
comment on function private.legs_to_end(public.call, bigint) is 'The legs that have to end so that nobody is left on the line.';

create function private.want_hold(
  p_call public.call, p_leg_ids bigint[], p_hold boolean, p_command_id uuid
) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_leg as l
  set hold_wanted = p_hold, wanted_by = p_command_id, wanted_at = now()
  where l.call_id = p_call.id and l.id = any (p_leg_ids) and private.is_open(l) and l.hold_wanted <> p_hold;
end;
$$;
comment on function private.want_hold(public.call, bigint[], boolean, uuid) is 'These legs hear music from now on, or no longer.';

create function private.consultation(p_call_id bigint) returns public.call_leg
language plpgsql stable security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  select l.* into v_leg
  from public.call_leg as l
  where l.call_id = p_call_id and l.purpose in ('consult', 'transfer') and l.purpose_outcome is null
    and private.is_open(l) and not l.end_wanted
  order by l.id desc
  limit 1;
  return v_leg;
end;
$$;
comment on function private.consultation(bigint) is
  'Whoever is consulted, or rung by a transfer, while the other side waits; null when nobody is.';

create function private.other_sides(p_call public.call, p_agent_id bigint, p_but_leg_id bigint default null)
returns bigint[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return array(
    select l.id from public.call_leg as l
    where l.call_id = p_call.id and private.is_open(l) and l.id is distinct from p_but_leg_id
      and case
        when l.role in ('caller', 'callee', 'outside') then l.picked_up_at is not null or l.purpose is null
        else p_call.direction = 'internal' and l.role = 'seat' and l.agent_id <> p_agent_id and l.picked_up_at is not null
      end
    order by l.id
  );
end;
$$;
comment on function private.other_sides(public.call, bigint, bigint) is
  'Whom the seat puts on hold: the telephones on the line, between colleagues whoever else is on it; but for one.';

create function private.check_target(
  p_call public.call, p_seat public.agent, p_policy public.workspace_policy, p_target jsonb
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_from constant text := coalesce(
    (select private.call_line(p_call) where private.may_call_from(p_seat.id, private.call_line(p_call))),
    (select u.phone_number from public.agent_phone as u where u.agent_id = p_seat.id and u.may_call order by u.id limit 1)
  );
begin
  return private.check_outside_leg(
    p_policy, p_seat, p_target ->> 'to', v_from, p_target ->> 'country', (p_target ->> 'emergency')::boolean
  );
end;
$$;
comment on function private.check_target(public.call, public.agent, public.workspace_policy, jsonb) is
  'Whether the seat may have the number called into the call, as check_outside_leg answers it.';

create function private.order_target(
  p_call public.call, p_seat public.agent, p_policy public.workspace_policy, p_command_id uuid, p_command text,
  p_arguments jsonb
) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_target constant jsonb := p_arguments -> 'target';
  v_agent_id bigint;
  v_check jsonb;
begin
  if (
    select count(*) from public.call_leg as l
    where l.call_id = p_call.id and l.purpose is not null and private.is_open(l) and l.picked_up_at is null
  ) >= 3 then
    return 'E-TOO-MANY-RINGING';
  end if;
  if v_target ->> 'kind' = 'seat' then
    select a.id into v_agent_id
    from public.agent as a
    where a.workspace_id = p_call.workspace_id and a.id = (v_target ->> 'agentId')::bigint and a.id <> p_seat.id
      and private.would_ring(a.id, p_call.id, now());
    if v_agent_id is null then
      return 'E-TARGET';
    end if;
    perform private.ring_seats(
      p_call, array[v_agent_id], p_command, p_seat.id, p_arguments ->> 'word', p_command_id, now()
    );
    return null;
  end if;

  v_check := private.check_target(p_call, p_seat, p_policy, v_target);
  if not (v_check ->> 'ok')::boolean then
    return v_check ->> 'code';
  end if;
  insert into public.call_leg (
    workspace_id, call_id, role, made_by, agent_id, to_address, to_country, emergency, time_limit_s, status, purpose,
    asked_by, word, wanted_by, wanted_at
  )
  values (
    p_call.workspace_id, p_call.id, 'outside', 'rest', p_seat.id, v_target ->> 'to', v_target ->> 'country',
    (v_target ->> 'emergency')::boolean, (v_check ->> 'time_limit_s')::integer, 'ordered', p_command, p_seat.id,
    nullif(p_arguments ->> 'word', ''), p_command_id, now()
  );
  return null;
end;
$$;
comment on function private.order_target(public.call, public.agent, public.workspace_policy, uuid, text, jsonb) is
  'Orders a leg to whom the press named; answers a code when that may not be.';

create function private.want_line(
  p_call public.call, p_seat public.agent, p_command_id uuid, p_command text, p_line text
) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_others constant bigint[] := private.other_sides(p_call, p_seat.id);
begin
  -- One line rings for one caller, who is no colleague; and nobody talks to a line first.
  if p_call.direction = 'internal' or p_command <> 'transfer' or cardinality(v_others) <> 1 or (private.consultation(p_call.id)).id is not null then
    return 'E-CALL-STATE';
  elsif not exists (
    select from public.workspace_twilio_number as n
    where n.workspace_id = p_call.workspace_id and n.twilio_number = p_line
  ) or (private.next_step(p_call, now(), p_line)).kind <> 'ring' then
    return 'E-TARGET';
  end if;
  update public.call_leg as l
  set line_wanted = p_line, wanted_by = p_command_id, wanted_at = now()
  where l.id = v_others[1];
  return null;
end;
$$;
comment on function private.want_line(public.call, public.agent, uuid, text, text) is
  'The other side goes on with what that line''s callers get; answers a code when nobody there would ring.';

create function private.apply_command(
  p_call public.call, p_seat public.agent, p_policy public.workspace_policy, p_command_id uuid, p_command text,
  p_arguments jsonb
) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_at constant timestamptz := now();
  v_call public.call := p_call;
  v_own bigint[];
  v_target public.call_leg;
  v_leg public.call_leg;
  v_code text;
begin
  if private.acts_as_supervisor(p_call, p_seat, p_command) then
    return private.apply_supervision(p_call, p_seat, p_command_id, p_command);
  elsif p_command in ('decline', 'send-on') then
    return private.turn_away(p_call, p_seat, p_command_id, p_command, p_arguments);
  elsif p_command = 'end' and p_call.wiring = 'plain' then
    -- Whoever sent it to a line is out of it: others talk there, on a plain call again.
    if not private.is_in(p_call.id, p_seat.id) then
      return 'E-CALL-OTHER';
    end if;
    perform private.want_end(p_call, private.legs_to_end(p_call, p_seat.id), p_command_id);
    return null;
  elsif private.status_rank(p_call.status) < 2 then
    return 'E-CALL-STATE';
  end if;
  v_own := array(
    select l.id from public.call_leg as l
    where l.call_id = p_call.id and l.role = 'seat' and l.agent_id = p_seat.id and private.is_open(l)
      and (l.picked_up_at is not null or l.made_by = 'twilio')
  );
  v_target := private.consultation(p_call.id);
  -- Whoever sent it on is out of it, and may still take it back; so may whoever's page was lost.
  if p_command in ('take-back', 'let-go', 'end') and p_call.interrupted_by = p_seat.id then
    return private.answer_offer(p_call, p_seat, p_command_id, p_command);
  elsif p_command in ('take-back', 'let-go') then
    return 'E-CALL-STATE';
  elsif cardinality(v_own) = 0 and not (p_command = 'cancel' and v_target.asked_by = p_seat.id) then
    return 'E-CALL-OTHER';
  elsif p_command in ('hold', 'resume', 'transfer', 'consult', 'add', 'drop', 'end')
    and private.is_asked(p_call.id, p_seat.id)
  then
    -- Whoever hangs up before their page knows what the call is goes alone.
    if p_command <> 'end' then
      return 'E-CALL-STATE';
    end if;
    perform private.release_all(p_call.id, p_command_id, v_at);
    perform private.want_end(p_call, v_own, p_command_id);
    return null;
  elsif p_command in ('hold', 'transfer', 'consult', 'add') and p_call.wiring = 'plain' then
    perform private.begin_upgrade(p_call, v_at);
  end if;

  if p_arguments ->> 'legId' is not null then
    select l.* into v_leg from public.call_leg as l
    where l.call_id = p_call.id and l.id = (p_arguments ->> 'legId')::bigint and private.is_open(l)
      and l.id <> all (v_own) and l.role <> 'supervisor';
    if not found then
      return 'E-CALL-STATE';
    end if;
  end if;

  if p_arguments -> 'target' ->> 'kind' = 'line' then
    return private.want_line(p_call, p_seat, p_command_id, p_command, p_arguments -> 'target' ->> 'number');
  end if;

  case p_command
    when 'end' then
      perform private.want_end(p_call, private.legs_to_end(p_call, p_seat.id), p_command_id);
    when 'hold', 'resume' then
      perform private.want_hold(
        p_call,
        case when v_leg.id is not null then array[v_leg.id]
          else private.other_sides(p_call, p_seat.id, v_target.id) end,
        p_command = 'hold', p_command_id
      );
    when 'transfer', 'consult', 'add' then
      if v_target.id is not null and p_command <> 'add' then
        return 'E-CALL-STATE';
      end if;
      v_code := private.order_target(p_call, p_seat, p_policy, p_command_id, p_command, p_arguments);
      if v_code is not null then
        return v_code;
      end if;
      if p_command <> 'add' then
        perform private.want_hold(p_call, private.other_sides(p_call, p_seat.id), true, p_command_id);
      end if;
    when 'hand-over' then
      -- Whoever is consulted, or was added, hands over to nobody.
      if v_target.purpose is distinct from 'consult' or v_target.joined_at is null or v_target.asked_by <> p_seat.id then
        return 'E-CALL-STATE';
      end if;
      update public.call_leg as l
      set purpose_outcome = 'reached', wanted_by = p_command_id, wanted_at = v_at
      where l.id = v_target.id;
      perform private.release_all(p_call.id, p_command_id, v_at);
      perform private.want_end(p_call, v_own, p_command_id);
    when 'swap' then
      if v_target.purpose is distinct from 'consult' or v_target.joined_at is null or v_target.asked_by <> p_seat.id then
        return 'E-CALL-STATE';
      end if;
      perform private.want_hold(p_call, private.other_sides(p_call, p_seat.id, v_target.id), v_target.hold_wanted, p_command_id);
      perform private.want_hold(p_call, array[v_target.id], not v_target.hold_wanted, p_command_id);
    when 'cancel' then
      if v_target.id is null then
        return 'E-CALL-STATE';
      end if;
      perform private.want_end(p_call, array[v_target.id], p_command_id);
      if cardinality(v_own) = 0 then
        perform private.ring_seats(p_call, array[p_seat.id], 'return', p_seat.id, null, p_command_id, v_at);
      else
        update public.call_leg as l set purpose_outcome = 'taken-back' where l.id = v_target.id;
        perform private.release_all(p_call.id, p_command_id, v_at);
      end if;
    when 'drop' then
      perform private.want_end(p_call, array[v_leg.id], p_command_id);
    when 'leave' then
      perform private.release_all(p_call.id, p_command_id, v_at);
      perform private.want_end(p_call, v_own, p_command_id);
    when 'record', 'pause-recording', 'resume-recording' then
      return private.command_recording(p_call, p_seat, p_command_id, p_command, p_arguments);
  end case;
  return null;
end;
$$;
comment on function private.apply_command(public.call, public.agent, public.workspace_policy, uuid, text, jsonb) is
  'Changes what is wanted of the call, a row that is locked; answers a code when the command does not fit what the call is now.';

create function public.workspace_country(user_id uuid, workspace_id bigint) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(workspace_country.user_id, workspace_country.workspace_id);
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  return (
    select jsonb_build_object('ok', true, 'country', w.country) from public.workspace as w where w.id = v_seat.workspace_id
  );
end;
$$;
comment on function public.workspace_country(uuid, bigint) is
  'The country in which a number that a press names is read: {ok, country}. E-SEAT.';
grant execute on function public.workspace_country(uuid, bigint) to service_role;

create function public.begin_command(
  user_id uuid, workspace_id bigint, call_id bigint, command_id uuid, command text, arguments jsonb default '{}'
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(begin_command.user_id, begin_command.workspace_id);
  v_known public.call_command;
  v_policy public.workspace_policy;
  v_call public.call;
  v_workspace public.workspace;
  v_code text;
  v_work jsonb;
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  -- The same press twice at the same moment is one; a seat's presses one after the other, or they would all be the tenth.
  perform from public.agent as a where a.id = v_seat.id for no key update;
  select c.* into v_known from public.call_command as c where c.id = begin_command.command_id;
  if found then
    if (v_known.agent_id, v_known.call_id, v_known.kind)
       is distinct from (v_seat.id, begin_command.call_id, begin_command.command) then
      return private.refusal('E-COMMAND');
    end if;
    return jsonb_build_object('ok', true, 'outcome', v_known.outcome, 'work', null);
  end if;
  if (
    select count(*) from public.call_command as c
    where c.workspace_id = v_seat.workspace_id and c.agent_id = v_seat.id and c.asked_at > now() - interval '10 seconds'
  ) >= 10 then
    return private.refusal('E-TOO-FAST');
  end if;

  if begin_command.arguments -> 'target' ->> 'kind' = 'number' then
    v_policy := private.lock_policy(v_seat.workspace_id);
  end if;
  select c.* into v_call
  from public.call as c
  where c.id = begin_command.call_id and c.workspace_id = v_seat.workspace_id
  for no key update;
  if not found or not (
    private.may_command(v_call.id, v_seat.id)
    or begin_command.command in ('decline', 'send-on') and private.is_rung(v_call.id, v_seat.id)
    or private.may_supervise(v_call, v_seat, begin_command.command)
  ) then
    return private.refusal('E-CALL-OTHER');
  end if;
  if v_call.ended_at is null and v_call.status = 'created' and begin_command.command = 'end' then
    -- Nobody was called yet, so nothing is left to ask of Twilio.
    update public.call as c
    set status = 'never-connected', end_reason = 'canceled', ended_by = 'agent', ended_at = now()
    where c.id = v_call.id
    returning * into v_call;
    perform private.forget_order(v_call.id);
  end if;
  if v_call.ended_at is not null and begin_command.command <> 'end' then
    -- Nothing comes of it, so nothing is kept: a call that is over must not grow.
    return private.refusal('E-CALL-OVER');
  elsif v_call.ended_at is not null and exists (
    select from public.call_command as c
    where c.call_id = v_call.id and c.agent_id = v_seat.id and c.kind = 'end' and c.outcome = 'done'
  ) then
    return jsonb_build_object('ok', true, 'outcome', 'done', 'work', null);
  end if;
  insert into public.call_command (id, workspace_id, call_id, agent_id, kind, arguments)
  values (
    begin_command.command_id, v_seat.workspace_id, v_call.id, v_seat.id, begin_command.command, begin_command.arguments
  );
  if v_call.ended_at is null then
    begin
      v_code := private.apply_command(
        v_call, v_seat, v_policy, begin_command.command_id, begin_command.command, begin_command.arguments
      );
      if v_code is not null then
        -- What it had begun to change is undone.
        raise exception using errcode = 'SP001';
      end if;
    exception when sqlstate 'SP001' then
      if v_code = 'E-PAUSED' then
        -- But not the pause that a limit has just brought about.
        perform private.check_target(v_call, v_seat, v_policy, begin_command.arguments -> 'target');
      end if;
    end;
  end if;
  if v_code is not null then
    update public.call_command as c
    set outcome = 'failed', ended_at = now(), answer = jsonb_build_object('code', v_code)
    where c.id = begin_command.command_id;
    return private.refusal(v_code);
  end if;
  select c.* into strict v_call from public.call as c where c.id = v_call.id;
  if v_call.upgrade_began_at is not null then
    perform private.settle_conference(v_call);
  end if;
  v_work := private.work_on(v_call.id);
  select w.* into strict v_workspace from public.workspace as w where w.id = v_seat.workspace_id;
  return jsonb_build_object(
    'ok', true,
    'outcome', (select c.outcome from public.call_command as c where c.id = begin_command.command_id),
    'work', v_work
  ) || private.twilio_credentials(v_workspace);
end;
$$;
comment on function public.begin_command(uuid, bigint, bigint, uuid, text, jsonb) is
  'A press, by its own UUID: contracts/call_command.ts has the commands and their arguments; a number is given as {kind, to, country, emergency}. {ok, outcome, work: what Twilio has to be asked (keep_answers) or null, account_sid, username, password}: outcome is null while Twilio is asked; of a press that was kept before, what came of it, and no work. Refusals: E-SEAT, E-CALL-OTHER (a call that the seat takes no part in, nor supervises), E-COMMAND (the UUID was another press''s), E-TOO-FAST (ten in 10 s), E-CALL-OVER, E-CALL-STATE (not now), E-TARGET (does not ring), E-TOO-MANY-RINGING (three), E-OWN-CALL and E-OWN-PHONE (a supervisor who is in a call, or whose phone is offline), E-CHANGES-LIMIT (a supervisor''s lines of the audit log), E-MEDIA-OPEN, and what check_outside_leg refuses.';
grant execute on function public.begin_command(uuid, bigint, bigint, uuid, text, jsonb) to service_role;
