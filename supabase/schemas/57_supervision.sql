-- Supervisors: who listens to a running call, whispers to its seat or joins it. A supervisor has a leg of their own in the
-- call's conference, which comes in muted. See docs/decisions/supervision.md.

create function private.is_hidden(p_leg public.call_leg) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return p_leg.role = 'supervisor' and p_leg.manner = 'listen' and p_leg.muted and not exists (
    select from public.workspace_policy as p where p.workspace_id = p_leg.workspace_id and p.show_listeners
  );
end;
$$;
comment on function private.is_hidden(public.call_leg) is
  'Whether agents must not learn of it: somebody who only listens, where the workspace does not show that. The policy on call_leg says the same.';

create function private.manner_now(p_leg public.call_leg) returns text
language plpgsql immutable security definer set search_path = '' as $$
begin
  return case when p_leg.role = 'supervisor' then
    case when p_leg.muted then 'listen' when p_leg.coaches is not null then 'whisper' else 'join' end
  end;
end;
$$;
comment on function private.manner_now(public.call_leg) is 'Who hears the supervisor, as Twilio was last told; null for others.';

create function private.talks_for_us(p_leg public.call_leg) returns boolean
language plpgsql immutable security definer set search_path = '' as $$
begin
  return p_leg.role = 'seat' or p_leg.role = 'supervisor' and p_leg.manner = 'join' and not p_leg.muted;
end;
$$;
comment on function private.talks_for_us(public.call_leg) is
  'Whether a customer has somebody of the workspace to talk to: a seat, or a supervisor who has joined.';

create function private.supervisor_leg(p_call_id bigint, p_agent_id bigint) returns public.call_leg
language plpgsql stable security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  select l.* into v_leg
  from public.call_leg as l
  where l.call_id = p_call_id and l.agent_id = p_agent_id and l.role = 'supervisor' and private.is_open(l)
    and not l.end_wanted;
  return v_leg;
end;
$$;
comment on function private.supervisor_leg(bigint, bigint) is 'The seat''s own leg as a supervisor; null when there is none.';

create function private.is_supervising(p_agent_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.call_leg as l
    where l.agent_id = p_agent_id and l.role = 'supervisor' and l.ended_at is null and private.is_open(l)
  );
end;
$$;
comment on function private.is_supervising(bigint) is 'Whether the seat listens to some call, or is about to: it does not ring meanwhile.';

create function private.seat_in(p_call_id bigint) returns public.call_leg
language plpgsql stable security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  select l.* into v_leg
  from public.call_leg as l
  where l.call_id = p_call_id and l.role = 'seat' and private.is_open(l) and not l.end_wanted
    and (l.picked_up_at is not null or l.made_by = 'twilio')
  -- Whoever was brought in to be talked to first does not have the call yet.
  order by (l.purpose = 'consult' and l.purpose_outcome is null) nulls first, l.id desc
  limit 1;
  return v_leg;
end;
$$;
comment on function private.seat_in(bigint) is 'The seat that talks: the latest that has the call; null when none does.';

create function private.count_talkers(p_call_id bigint) returns integer
language plpgsql stable security definer set search_path = '' as $$
begin
  return (
    select
      count(*) filter (where l.role <> 'supervisor')
      -- Whoever has joined a customer is somebody to talk to; colleagues alone are kept together by nobody.
      + case when bool_or(l.role in ('caller', 'callee', 'outside'))
        then count(*) filter (where l.role = 'supervisor' and private.talks_for_us(l) and not l.end_wanted)
        else 0 end
    from public.call_leg as l
    where l.call_id = p_call_id and private.is_open(l)
  );
end;
$$;
comment on function private.count_talkers(bigint) is 'How many are on the line, or on the way there, for whom the call goes on. A listener is none.';

create function private.follow_supervisors(p_call public.call, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.call_leg := private.seat_in(p_call.id);
begin
  -- Twilio was not asked for these yet.
  update public.call_leg as l
  set status = 'canceled', assumed = true, ended_at = p_at
  where l.call_id = p_call.id and l.role = 'supervisor' and l.status = 'ordered' and l.end_wanted
    and not private.was_asked(p_call.id, l.id, 'add', l.created_at);
  -- What was meant for the one who left is not said to the one who comes.
  update public.call_leg as l
  set manner = case l.manner when 'whisper' then 'listen' else l.manner end, supervises = v_seat.agent_id,
      wanted_at = case l.manner when 'whisper' then p_at else l.wanted_at end
  where l.call_id = p_call.id and l.role = 'supervisor' and private.is_open(l) and v_seat.id is not null
    and l.supervises is distinct from v_seat.agent_id
    and not exists (
      select from public.call_leg as s
      where s.call_id = p_call.id and s.role = 'seat' and s.agent_id = l.supervises and private.is_open(s)
        and not s.end_wanted
    );
end;
$$;
comment on function private.follow_supervisors(public.call, timestamptz) is
  'What follows for supervisors from who is on the line now: whoever is supervised may have left.';

create function private.supervision_requests(p_call public.call, p_at timestamptz) returns setof private.due_request
language plpgsql stable security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
  v_coached public.call_leg;
  v_muted boolean;
begin
  for v_leg in
    select l.* from public.call_leg as l
    where l.call_id = p_call.id and l.role = 'supervisor' and private.is_open(l) and not l.end_wanted
      and l.joined_at is not null and p_call.conference_sid is not null
    order by l.id
  loop
    v_coached := null;
    if v_leg.manner = 'whisper' then
      select l.* into v_coached from public.call_leg as l
      where l.call_id = p_call.id and l.role = 'seat' and l.agent_id = v_leg.supervises and private.is_open(l)
        and not l.end_wanted and l.joined_at is not null
      order by l.id desc
      limit 1;
    end if;
    v_muted := v_leg.manner = 'listen' or v_leg.manner = 'whisper' and v_coached.id is null;
    -- Nobody may hear a word that is not for them: muted before, and heard only once it is settled by whom.
    if v_muted and not v_leg.muted and private.may_ask(v_leg, 'mute', p_at) then
      return next row(v_leg.id, 'mute', jsonb_build_object('muted', true))::private.due_request;
    end if;
    if v_coached.id is distinct from v_leg.coaches and private.may_ask(v_leg, 'coach', p_at) then
      return next row(
        v_leg.id, 'coach', jsonb_build_object('coaches', v_coached.id, 'coached_sid', v_coached.call_sid)
      )::private.due_request;
    end if;
    if v_leg.muted and not v_muted and private.may_ask(v_leg, 'coach', p_at) and private.may_ask(v_leg, 'mute', p_at) then
      return next row(v_leg.id, 'mute', jsonb_build_object('muted', false))::private.due_request;
    end if;
  end loop;
end;
$$;
comment on function private.supervision_requests(public.call, timestamptz) is
  'Whom Twilio must let a supervisor be heard by: the requests about one leg in their order.';

create function private.apply_supervision_answer(p_request private.twilio_request) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_leg as l
  set muted = coalesce((p_request.details ->> 'muted')::boolean, l.muted),
      coaches = case p_request.kind when 'coach' then (p_request.details ->> 'coaches')::bigint else l.coaches end
  where l.id = p_request.leg_id;
end;
$$;
comment on function private.apply_supervision_answer(private.twilio_request) is 'Twilio did what a "mute" or "coach" asked.';

create function private.give_up_supervision(p_call public.call, p_request private.twilio_request, p_leg public.call_leg, p_at timestamptz)
returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.fail_commands(p_call.id, p_leg.wanted_by, p_request.twilio_code, p_at);
  update public.call_leg as l
  -- Who could not be muted must not be heard, nor somebody of whom nobody knows who hears them: then out with them.
  set manner = private.manner_now(l), wanted_at = p_at,
      end_wanted = l.end_wanted or p_request.outcome = 'lost' or (p_request.details ->> 'muted')::boolean is true
  where l.id = p_leg.id and private.is_open(l);
end;
$$;
comment on function private.give_up_supervision(public.call, private.twilio_request, public.call_leg, timestamptz) is
  'Twilio refused a "mute" or "coach": back to how it is. Two answers were lost: nobody knows how it is, and the leg ends.';

create function private.upgrade_notice(p_call public.call, p_leg public.call_leg, p_at timestamptz) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return case when exists (
    select from public.call_command as m
    where m.call_id = p_call.id and m.asked_at >= p_call.upgrade_began_at and m.kind in ('hold', 'transfer', 'consult', 'add')
  ) then private.notice('hold-failed', p_leg, p_at) end;
end;
$$;
comment on function private.upgrade_notice(public.call, public.call_leg, timestamptz) is
  'What the phone says when nobody could be moved; nothing when only a supervisor wanted it: that one is answered by the press.';

create function private.audit_supervision(p_call public.call, p_seat public.agent, p_done text, p_supervised bigint) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.audit(
    p_seat, 'call.' || p_done,
    jsonb_strip_nulls(jsonb_build_object(
      'call_id', p_call.id, 'number', private.other_side(p_call), 'with_agent_id', p_supervised,
      'with_agent', (select a.display_name from public.agent as a where a.id = p_supervised)
    ))
  );
end;
$$;
comment on function private.audit_supervision(public.call, public.agent, text, bigint) is
  'A line of the audit log on what a supervisor did to a call: of whom, and with whom.';

create function private.may_supervise(p_call public.call, p_seat public.agent, p_command text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return p_seat.role in ('supervisor', 'admin') and p_command in ('listen', 'whisper', 'join', 'leave', 'end')
    -- Whose turn it is to call somebody is nobody else's to undo.
    and p_call.status <> 'created';
end;
$$;
comment on function private.may_supervise(public.call, public.agent, text) is
  'Whether the seat may command the call without taking part in it. The call is looked up in the seat''s workspace.';

create function private.acts_as_supervisor(p_call public.call, p_seat public.agent, p_command text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return p_command in ('listen', 'whisper', 'join')
    or p_command in ('leave', 'end') and private.may_supervise(p_call, p_seat, p_command)
      and p_call.interrupted_by is distinct from p_seat.id and not private.is_in(p_call.id, p_seat.id);
end;
$$;
comment on function private.acts_as_supervisor(public.call, public.agent, text) is
  'Whether the press is a supervisor''s, and not one of somebody who talks in the call.';

create function private.apply_supervision(p_call public.call, p_seat public.agent, p_command_id uuid, p_command text)
returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_leg constant public.call_leg := private.supervisor_leg(p_call.id, p_seat.id);
  v_with constant public.call_leg := private.seat_in(p_call.id);
begin
  if not private.may_supervise(p_call, p_seat, p_command) then
    return 'E-CALL-OTHER';
  elsif p_command = 'end' then
    perform private.want_end(p_call, private.legs_to_end(p_call, p_seat.id), p_command_id);
    perform private.audit_supervision(p_call, p_seat, 'ended', v_with.agent_id);
    return null;
  elsif p_command = 'leave' then
    if v_leg.id is null then
      return 'E-CALL-STATE';
    end if;
    perform private.want_end(p_call, array[v_leg.id], p_command_id);
    return null;
  elsif p_call.status <> 'in-progress' or p_call.direction = 'internal' then
    return 'E-CALL-STATE';
  elsif v_with.id is null and (v_leg.id is null or p_command <> 'join') then
    -- Nobody is there to be listened to; and whoever has joined a customer does not leave them in silence.
    return 'E-CALL-STATE';
  elsif exists (
    select from public.call_leg as l
    where l.call_id = p_call.id and l.role = 'seat' and l.agent_id = p_seat.id and private.is_open(l)
  ) then
    return 'E-CALL-STATE';
  elsif private.changes_too_often(p_seat) then
    return 'E-CHANGES-LIMIT';
  end if;

  if v_leg.id is not null then
    update public.call_leg as l
    set manner = p_command, supervises = coalesce(v_with.agent_id, l.supervises), wanted_by = p_command_id, wanted_at = now()
    where l.id = v_leg.id;
  elsif private.is_engaged(p_seat.id) then
    return 'E-OWN-CALL';
  elsif not private.is_heard(p_seat.id, now()) then
    return 'E-OWN-PHONE';
  else
    if p_call.wiring = 'plain' then
      perform private.begin_upgrade(p_call, now());
    end if;
    insert into public.call_leg (
      workspace_id, call_id, role, made_by, agent_id, to_address, status, manner, supervises, muted, wanted_by, wanted_at
    )
    values (
      p_call.workspace_id, p_call.id, 'supervisor', 'rest', p_seat.id, 'client:' || p_seat.identity, 'ordered', p_command,
      v_with.agent_id, true, p_command_id, now()
    );
  end if;
  perform private.audit_supervision(
    p_call, p_seat, case p_command when 'listen' then 'listened_to' when 'whisper' then 'whispered_to' else 'joined' end,
    v_with.agent_id
  );
  return null;
end;
$$;
comment on function private.apply_supervision(public.call, public.agent, uuid, text) is
  'Changes what a supervisor wants of the call, a row that is locked; answers a code when it may not be.';

create function private.audit_supervisor_left() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
  v_seat public.agent;
begin
  select c.* into strict v_call from public.call as c where c.id = new.call_id;
  select a.* into strict v_seat from public.agent as a where a.id = new.agent_id;
  perform private.audit_supervision(
    v_call, v_seat, case when new.joined_at is not null then 'left' else 'not_reached' end, new.supervises
  );
  return null;
end;
$$;
comment on function private.audit_supervisor_left() is
  'Each line on a supervisor who came has one on their going, however that was.';

create trigger call_leg_audit_supervisor after update on public.call_leg
for each row when (new.role = 'supervisor' and private.is_open(old) and not private.is_open(new))
execute function private.audit_supervisor_left();

create function private.supervisor_payload(p_leg public.call_leg) returns jsonb
language plpgsql immutable security definer set search_path = '' as $$
begin
  return jsonb_build_object(
    'id', p_leg.id, 'call_id', p_leg.call_id, 'agent_id', p_leg.agent_id, 'supervises', p_leg.supervises,
    'manner', p_leg.manner, 'muted', p_leg.muted, 'coaches', p_leg.coaches, 'joined_at', p_leg.joined_at,
    'left_at', p_leg.left_at, 'ended_at', p_leg.ended_at, 'version', p_leg.version
  );
end;
$$;
comment on function private.supervisor_payload(public.call_leg) is 'The columns of a supervisor''s leg that the web reads.';

create function private.broadcast_supervisor() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(
    private.supervisor_payload(new), 'supervisor', 'workspace:' || new.workspace_id || ':calls', true
  );
  return null;
end;
$$;
comment on function private.broadcast_supervisor() is
  'To supervisors and admins only. Whom agents may see is in call.open_legs, and goes to them with the call.';

create trigger call_leg_broadcast_new_supervisor after insert on public.call_leg
for each row when (new.role = 'supervisor')
execute function private.broadcast_supervisor();

create trigger call_leg_broadcast_supervisor after update on public.call_leg
for each row when (new.role = 'supervisor')
execute function private.broadcast_supervisor();

create function private.show_listeners_anew() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.call as c
  set open_legs = private.open_legs(c)
  where c.workspace_id = new.workspace_id and c.ended_at is null and c.wiring <> 'plain'
    and exists (select from public.call_leg as l where l.call_id = c.id and l.role = 'supervisor' and private.is_open(l));
  return null;
end;
$$;
comment on function private.show_listeners_anew() is 'The setting counts at once, in calls that go on as well.';

create trigger workspace_policy_show_listeners after update on public.workspace_policy
for each row when (new.show_listeners is distinct from old.show_listeners)
execute function private.show_listeners_anew();

create function private.end_supervision() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_leg as l
  set end_wanted = true, wanted_at = now()
  where l.agent_id = new.id and l.role = 'supervisor' and l.ended_at is null and private.is_open(l) and not l.end_wanted;
  if found then
    -- In a talk in which nothing happens the next event may be minutes away.
    perform private.ask_function('/reconcile/rescue', 'softphone_reconcile_secret', array[new.workspace_id]);
  end if;
  return null;
end;
$$;
comment on function private.end_supervision() is
  'Whoever may supervise no longer leaves the calls of others, at once.';

create trigger agent_end_supervision after update on public.agent
for each row when (
  (old.active and old.role in ('supervisor', 'admin')) and not (new.active and new.role in ('supervisor', 'admin'))
)
execute function private.end_supervision();
