-- A running call that is sent to a line: the other side's leg leaves the conference and goes on with what that line's
-- callers get, as if it had called there. It is wired plainly again until the next need.

create function private.leave_for_line(p_call public.call, p_leg public.call_leg, p_at timestamptz) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_step as s
  set ended_at = p_at, outcome = 'completed'
  where s.call_id = p_call.id and s.kind = 'conference' and s.ended_at is null;
  update public.call as c set wiring = 'plain' where c.id = p_call.id;
  update public.call_leg as l
  set joined_at = null, hold_wanted = false, held_at = null, ends_conference = false,
      held_s = l.held_s + coalesce(extract(epoch from p_at - l.held_at)::integer, 0)
  where l.id = p_leg.id;
  return private.take_step(
    p_call, private.next_step(p_call, p_at, p_leg.line_wanted), p_leg.line_wanted,
    (select m.agent_id from public.call_command as m where m.id = p_leg.wanted_by)
  );
end;
$$;
comment on function private.leave_for_line(public.call, public.call_leg, timestamptz) is
  'Written down before Twilio is asked: the conference''s word that the leg has left may come first. Answers the document for the leg.';

create function private.stay_with_agent(p_call public.call, p_leg public.call_leg, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_step as s
  set ended_at = p_at, outcome = 'failed', assumed = true
  where s.call_id = p_call.id and s.kind = 'ring' and s.ended_at is null;
  update public.call_participant as p
  set outcome = 'elsewhere'
  where p.call_id = p_call.id and p.outcome is null and p.joined_at is null;
  update public.call_step as s
  set ended_at = null, outcome = null
  where s.id = (
    select c.id from public.call_step as c
    where c.call_id = p_call.id and c.kind = 'conference'
    order by c.position desc
    limit 1
  );
  update public.call_leg as l set joined_at = p_at, line_wanted = null where l.id = p_leg.id;
  update public.call as c set wiring = 'conference' where c.id = p_call.id;
end;
$$;
comment on function private.stay_with_agent(public.call, public.call_leg, timestamptz) is
  'Twilio did not let the leg go: the talk goes on as it was.';

create function private.arrive_at_line(p_call public.call, p_leg public.call_leg, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call as c set conference_sid = null where c.id = p_call.id;
  update public.call_leg as l
  set end_wanted = true, wanted_by = p_leg.wanted_by, wanted_at = p_at
  where l.call_id = p_call.id and l.id <> p_leg.id and private.is_open(l)
    and (l.joined_at is not null or l.role = 'supervisor');
  perform private.follow_supervisors(p_call, p_at);
  update public.call_leg as l set line_wanted = null where l.id = p_leg.id;
end;
$$;
comment on function private.arrive_at_line(public.call, public.call_leg, timestamptz) is
  'The leg is gone, so whoever was in the conference with it may go too.';

create function private.come_back_from_line(p_call public.call, p_step public.call_step, p_at timestamptz) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  select l.* into v_leg
  from public.call_leg as l
  where l.call_id = p_call.id and l.role in ('caller', 'callee', 'outside') and private.is_open(l)
  order by l.id
  limit 1;
  if v_leg.id is null or not private.bring_back(
    p_call, jsonb_populate_record(v_leg, jsonb_build_object('purpose', 'transfer', 'asked_by', p_step.asked_by)), p_at
  ) then
    return null;
  end if;
  insert into public.call_step (workspace_id, call_id, position, kind)
  select p_call.workspace_id, p_call.id, max(s.position) + 1, 'conference' from public.call_step as s
  where s.call_id = p_call.id;
  update public.call as c
  set wiring = 'conference',
      notice = jsonb_build_object('kind', 'not-reached', 'at', p_at, 'agent_id', null, 'address', p_step.line)
  where c.id = p_call.id;
  update public.call_leg as l set hold_wanted = true, wanted_at = p_at where l.id = v_leg.id;
  return private.conference_document(p_call, v_leg);
end;
$$;
comment on function private.come_back_from_line(public.call, public.call_step, timestamptz) is
  'Nobody of the line took it: it waits on hold while it rings whoever sent it. Null: nobody is left to ring.';
