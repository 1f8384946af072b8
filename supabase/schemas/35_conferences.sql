-- A call whose legs meet in a conference: who is on the line, what follows when somebody comes or goes, and when it is
-- over. As in 34_lifecycle.sql all of it is worked out again from the legs after each event. What people want of a leg
-- stands in it (hold_wanted, end_wanted); 45_twilio_requests.sql tells Twilio. See docs/decisions/conferences.md.

create function private.is_open(p_leg public.call_leg) returns boolean
language plpgsql immutable security definer set search_path = '' as $$
begin
  return not private.is_terminal(p_leg.status) and p_leg.left_at is null;
end;
$$;
comment on function private.is_open(public.call_leg) is 'Whether it is on the line, or on the way there.';

create function private.open_legs(p_call public.call) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce(
    jsonb_agg(
      jsonb_build_object(
        'id', l.id,
        'role', l.role,
        'agent_id', l.agent_id,
        'address', case l.role when 'caller' then p_call.from_number else l.to_address end,
        'status', case when l.picked_up_at is null then 'ringing' else 'connected' end,
        'since', coalesce(l.picked_up_at, l.created_at),
        'held_since', l.held_at,
        'purpose', l.purpose,
        'asked_by', l.asked_by,
        'word', l.word,
        'manner', private.manner_now(l)
      )
      order by l.id
    ),
    '[]'
  )
  from public.call_leg as l
  where l.call_id = p_call.id and private.is_open(l) and not private.is_hidden(l);
end;
$$;
comment on function private.open_legs(public.call) is
  'What screens show of who is on the line: contracts/call.ts has the shape. No SID is in it, and nobody who listens unseen.';

create function private.begin_upgrade(p_call public.call, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call as c set wiring = 'upgrading', upgrade_began_at = p_at where c.id = p_call.id;
  -- Nobody reports that the leg that dialled talks.
  update public.call_leg as l
  set status = 'in-progress', picked_up_at = coalesce(l.picked_up_at, p_call.picked_up_at, p_at)
  where l.id = (private.first_leg(p_call.id)).id and not private.is_terminal(l.status);
  insert into public.call_step (workspace_id, call_id, position, kind)
  select p_call.workspace_id, p_call.id, coalesce(max(s.position), 0) + 1, 'conference'
  from public.call_step as s
  where s.call_id = p_call.id
  having not coalesce(bool_or(s.kind = 'conference' and s.ended_at is null), false);
end;
$$;
comment on function private.begin_upgrade(public.call, timestamptz) is
  'From now on the Dial''s action leads into the conference: written down before Twilio is asked, since the action may come first.';

create function private.abandon_upgrade(p_call public.call, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.call_step as s
  where s.call_id = p_call.id and s.kind = 'conference' and s.ended_at is null;
  update public.call_leg as l
  set hold_wanted = false
  where l.call_id = p_call.id and l.hold_wanted;
  update public.call_leg as l
  set status = 'canceled', assumed = true, ended_at = p_at, purpose_outcome = 'not-reached'
  where l.call_id = p_call.id and l.status = 'ordered' and l.made_by = 'rest';
  update public.call as c
  set wiring = 'plain', open_legs = '[]',
      upgrade_began_at = case
        when exists (select from public.call_step as s where s.call_id = c.id and s.kind = 'conference')
        then c.upgrade_began_at
      end
  where c.id = p_call.id;
end;
$$;
comment on function private.abandon_upgrade(public.call, timestamptz) is
  'Nobody was moved: the two talk on as before, and whatever needed the conference is off.';

create function private.conference_document(p_call public.call, p_leg public.call_leg) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_limit_s integer;
begin
  select coalesce(min(l.time_limit_s - extract(epoch from now() - l.picked_up_at))::integer, 14400)
  into v_limit_s
  from public.call_leg as l
  where l.call_id = p_call.id and l.time_limit_s is not null and private.is_open(l);
  return jsonb_build_object(
    'do', 'conference', 'name', 'call-' || p_call.id, 'label', 'leg-' || p_leg.id, 'call_id', p_call.id,
    'step_id', (
      select s.id from public.call_step as s
      where s.call_id = p_call.id and s.kind = 'conference'
      order by s.position desc
      limit 1
    ),
    'time_limit_s', greatest(v_limit_s, 1)
  );
end;
$$;
comment on function private.conference_document(public.call, public.call_leg) is
  'Tells a leg to come into the call''s conference. A label is a leg''s, never a role''s: one in use keeps the next one out.';

create function private.release_all(p_call_id bigint, p_wanted_by uuid, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_leg as l
  set hold_wanted = false, wanted_by = p_wanted_by, wanted_at = p_at
  where l.call_id = p_call_id and l.hold_wanted and private.is_open(l);
end;
$$;
comment on function private.release_all(bigint, uuid, timestamptz) is 'Nobody waits on hold any longer.';

create function private.ring_seats(
  p_call public.call, p_agent_ids bigint[], p_purpose text, p_asked_by bigint, p_word text, p_wanted_by uuid,
  p_at timestamptz
) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_count integer;
begin
  insert into public.call_leg (
    workspace_id, call_id, role, made_by, agent_id, to_address, status, purpose, asked_by, word, wanted_by, wanted_at
  )
  select
    p_call.workspace_id, p_call.id, 'seat', 'rest', a.id, 'client:' || a.identity, 'ordered', p_purpose, p_asked_by,
    nullif(p_word, ''), p_wanted_by, p_at
  from public.agent as a
  where a.workspace_id = p_call.workspace_id and a.id = any (p_agent_ids);
  get diagnostics v_count = row_count;
  insert into public.call_participant (call_id, agent_id, workspace_id, created_at, joined_by, rang_at)
  select p_call.id, a.id, p_call.workspace_id, p_call.created_at, 'transfer', p_at
  from public.agent as a
  where a.workspace_id = p_call.workspace_id and a.id = any (p_agent_ids)
  on conflict on constraint call_participant_pkey do update set rang_at = excluded.rang_at, outcome = null;
  return v_count;
end;
$$;
comment on function private.ring_seats(public.call, bigint[], text, bigint, text, uuid, timestamptz) is
  'Orders a leg to each of the seats'' browsers; answers how many.';

create function private.is_heard(p_agent_id bigint, p_at timestamptz) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.agent_presence as s
    join public.agent as a on a.id = s.agent_id and a.active
    where s.agent_id = p_agent_id and s.status <> 'offline' and s.heard_at > private.heard_since(p_at)
  );
end;
$$;
comment on function private.is_heard(bigint, timestamptz) is 'Whether the seat''s phone would ring at all.';

create function private.call_line(p_call public.call) returns text
language plpgsql immutable security definer set search_path = '' as $$
begin
  return case p_call.direction when 'inbound' then p_call.to_number else p_call.from_number end;
end;
$$;
comment on function private.call_line(public.call) is 'The workspace''s number that the call is on.';

create function private.bring_back(p_call public.call, p_leg public.call_leg, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_rung constant bigint[] := array(
    select l.agent_id from public.call_leg as l
    where l.call_id = p_call.id and l.purpose = 'return' and l.wanted_by is not distinct from p_leg.wanted_by
  );
  v_next bigint[];
begin
  if p_leg.purpose = 'transfer' and private.is_heard(p_leg.asked_by, p_at)
     and not private.is_engaged(p_leg.asked_by, p_call.id) then
    v_next := array[p_leg.asked_by];
  else
    -- Whoever else the line rings. Five, since Twilio makes few participants a second.
    v_next := array(
      select f.agent_id
      from private.free_seats(p_call.workspace_id, private.call_line(p_call), p_call.id, p_at)
        with ordinality as f (agent_id, identity, at)
      where f.agent_id <> all (v_rung) and f.agent_id is distinct from p_leg.agent_id
      order by f.at
      limit case when cardinality(v_rung) <= 1 then 5 else 0 end
    );
  end if;
  return private.ring_seats(p_call, v_next, 'return', p_leg.asked_by, p_leg.word, p_leg.wanted_by, p_at) > 0;
end;
$$;
comment on function private.bring_back(public.call, public.call_leg, timestamptz) is
  'Nobody took a call that was sent on: it rings whoever sent it, then the line''s others. False: nobody is left.';

create function private.say_farewell(p_call_id bigint, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_leg as l
  set end_wanted = true, farewell = true, wanted_at = p_at
  where l.call_id = p_call_id and private.is_open(l) and l.role <> 'supervisor'
    -- A colleague who waits hears music, too.
    and (l.role <> 'seat' or l.hold_wanted);
end;
$$;
comment on function private.say_farewell(bigint, timestamptz) is
  'Nobody is left to take the call: everybody who hears music hears a sentence, and then the call ends.';

create function private.notice(p_kind text, p_leg public.call_leg, p_at timestamptz) returns jsonb
language plpgsql immutable security definer set search_path = '' as $$
begin
  return jsonb_build_object(
    'kind', p_kind, 'at', p_at,
    'agent_id', case when p_leg.role in ('seat', 'supervisor') then p_leg.agent_id end,
    'address', case when p_leg.role not in ('seat', 'supervisor') then p_leg.to_address end
  );
end;
$$;
comment on function private.notice(text, public.call_leg, timestamptz) is 'What the phone says did not work out, and about whom.';

create function private.what_came_of(p_leg public.call_leg) returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  return case
    when p_leg.joined_at is not null or p_leg.picked_up_at is not null then 'left'
    when exists (
      select from public.call_participant as p
      where p.call_id = p_leg.call_id and p.agent_id = p_leg.agent_id and p.outcome = 'declined'
    ) then 'declined'
    when p_leg.end_wanted then 'taken-back'
    else 'not-reached'
  end;
end;
$$;
comment on function private.what_came_of(public.call_leg) is 'Of a leg that is over, and that somebody had been brought in by.';

create function private.follow_purpose(p_call public.call, p_leg public.call_leg, p_at timestamptz) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_asker_is_in constant boolean := exists (
    select from public.call_leg as l
    where l.call_id = p_call.id and l.role = 'seat' and l.agent_id = p_leg.asked_by and l.id <> p_leg.id
      and private.is_open(l) and not l.end_wanted
  );
  v_outcome text;
begin
  if private.is_open(p_leg) then
    if p_leg.purpose = 'consult' and not v_asker_is_in then
      -- Whoever asked is gone: the target takes it.
      update public.call_leg as l set purpose = 'transfer' where l.id = p_leg.id returning * into p_leg;
    end if;
    if p_leg.purpose = 'transfer' and p_leg.status <> 'ordered' and v_asker_is_in then
      -- Only now that it rings: had Twilio refused, they would still be there.
      update public.call_leg as l
      set end_wanted = true, wanted_by = p_leg.wanted_by, wanted_at = p_at
      where l.call_id = p_call.id and l.role = 'seat' and l.agent_id = p_leg.asked_by and l.id <> p_leg.id
        and private.is_open(l);
    end if;
    if p_leg.joined_at is not null and p_leg.purpose <> 'consult' then
      update public.call_leg as l set purpose_outcome = 'reached' where l.id = p_leg.id;
      if p_leg.purpose in ('transfer', 'return') then
        update public.call as c set interrupted_at = null, interrupted_by = null
        where c.id = p_call.id and c.interrupted_at is not null;
        perform private.release_all(p_call.id, p_leg.wanted_by, p_at);
        update public.call_leg as l
        set end_wanted = true, wanted_at = p_at
        where l.call_id = p_call.id and l.purpose = 'return' and l.purpose_outcome is null and private.is_open(l);
      end if;
    end if;
    return null;
  end if;

  v_outcome := private.what_came_of(p_leg);
  update public.call_leg as l set purpose_outcome = v_outcome where l.id = p_leg.id;
  if p_leg.purpose = 'consult' or (p_leg.purpose = 'transfer' and v_asker_is_in) then
    perform private.release_all(p_call.id, p_leg.wanted_by, p_at);
  elsif p_leg.purpose in ('transfer', 'return') and not exists (
    select from public.call_leg as l
    where l.call_id = p_call.id and l.role = 'seat' and l.id <> p_leg.id and private.is_open(l) and not l.end_wanted
      -- A colleague who waits for the target has nobody to talk to, either.
      and not l.hold_wanted
  ) then
    if not private.bring_back(p_call, p_leg, p_at) then
      perform private.say_farewell(p_call.id, p_at);
    end if;
  end if;
  return case v_outcome
    when 'taken-back' then null
    when 'left' then private.notice('target-left', p_leg, p_at)
    else private.notice(v_outcome, p_leg, p_at)
  end;
end;
$$;
comment on function private.follow_purpose(public.call, public.call_leg, timestamptz) is
  'What follows when somebody who was brought in has come, or is not coming; answers a notice, or null.';

create function private.follow_legs(p_call public.call, p_at timestamptz) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
  v_notice jsonb;
  v_open integer;
  v_seats integer;
begin
  for v_leg in
    select l.* from public.call_leg as l
    where l.call_id = p_call.id and l.purpose is not null and l.purpose_outcome is null
    order by l.id
  loop
    v_notice := coalesce(private.follow_purpose(p_call, v_leg, p_at), v_notice);
  end loop;

  perform private.notice_lost_page(p_call, p_at);
  select private.count_talkers(p_call.id), count(*) filter (where l.role = 'seat' and not l.end_wanted) into v_open, v_seats
  from public.call_leg as l
  where l.call_id = p_call.id and private.is_open(l);
  if v_open = 0 or v_open = 1 and not exists (
    select from public.call_step as s where s.call_id = p_call.id and s.kind = 'ring' and s.ended_at is null
  ) and not private.is_interrupted(p_call.id) then
    -- Nobody is left to talk to.
    update public.call_leg as l
    set end_wanted = true, wanted_at = p_at
    where l.call_id = p_call.id and private.is_open(l) and not l.end_wanted;
  elsif v_seats = 0 and not private.is_interrupted(p_call.id) then
    -- They talk on among themselves; music would never end.
    perform private.release_all(p_call.id, null, p_at);
  end if;
  perform private.follow_supervisors(p_call, p_at);
  return v_notice;
end;
$$;
comment on function private.follow_legs(public.call, timestamptz) is
  'What follows from who is on the line now; answers the last notice, or null.';

create function private.is_ours(p_call public.call, p_leg public.call_leg) returns boolean
language plpgsql immutable security definer set search_path = '' as $$
begin
  return p_leg.role = 'seat' and (p_call.direction <> 'internal' or p_leg.agent_id = p_call.agent_id);
end;
$$;
comment on function private.is_ours(public.call, public.call_leg) is
  'Whether call.ended_by says agent when this leg goes first: a seat''s; between colleagues that of whoever placed the call.';

create function private.is_theirs(p_call public.call, p_leg public.call_leg) returns boolean
language plpgsql immutable security definer set search_path = '' as $$
begin
  return p_leg.role in ('caller', 'callee', 'outside')
    or p_call.direction = 'internal' and p_leg.role = 'seat' and p_leg.agent_id <> p_call.agent_id;
end;
$$;
comment on function private.is_theirs(public.call, public.call_leg) is 'Whether it is of the other side.';

create function private.gone_at(p_leg public.call_leg) returns timestamptz
language plpgsql immutable security definer set search_path = '' as $$
begin
  return coalesce(
    least(
      case when p_leg.leave_number is not null then p_leg.left_at end,
      case when not p_leg.assumed then p_leg.ended_at end
    ),
    least(p_leg.left_at, p_leg.ended_at)
  );
end;
$$;
comment on function private.gone_at(public.call_leg) is
  'When it left or ended: by Twilio''s clock as soon as Twilio has said it, since ours may be ahead or behind.';

create function private.who_left_first(p_call public.call) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  v_seat public.call_leg;
  v_other public.call_leg;
begin
  select l.* into v_seat from public.call_leg as l
  where l.call_id = p_call.id and private.is_ours(p_call, l) and l.picked_up_at is not null
  order by private.gone_at(l) desc nulls first, l.leave_number desc nulls first, l.id desc
  limit 1;
  select l.* into v_other from public.call_leg as l
  where l.call_id = p_call.id and private.is_theirs(p_call, l) and l.picked_up_at is not null
  order by private.gone_at(l) desc nulls first, l.leave_number desc nulls first, l.id desc
  limit 1;
  return case
    when private.gone_at(v_seat) < private.gone_at(v_other) then 'agent'
    when private.gone_at(v_seat) > private.gone_at(v_other) then 'other'
    -- Twilio's clock counts seconds; a conference tells of one after the other.
    when v_seat.leave_number < v_other.leave_number then 'agent'
    when v_seat.leave_number > v_other.leave_number then 'other'
    -- Whoever had to be ended was left behind.
    when v_other.end_wanted and not v_seat.end_wanted then 'agent'
    else 'other'
  end;
end;
$$;
comment on function private.who_left_first(public.call) is 'Which side ended a call: agent or other.';

create function private.settle_seats(p_call public.call) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_participant as p
  set joined_at = n.joined_at, left_at = n.left_at, talked_s = n.talked_s, outcome = n.outcome
  from (
    select
      o.agent_id,
      coalesce(o.joined_at, s.joined_at) as joined_at,
      case when not s.is_in then s.left_at end as left_at,
      case when not s.is_in then s.talked_s end as talked_s,
      case
        when s.is_in or s.rings then null
        when s.joined_at is null and o.outcome is not null then o.outcome
        when s.joined_at is null and (s.taken_back or s.others_took) then 'elsewhere'
        when s.joined_at is null then 'missed'
        when s.gave_away or s.others_went_on then 'handed-over'
        else 'took'
      end as outcome
    from public.call_participant as o
    join (
      select
        l.agent_id,
        min(l.picked_up_at) as joined_at,
        bool_or(private.is_open(l) and l.picked_up_at is not null) as is_in,
        bool_or(private.is_open(l) and l.picked_up_at is null) as rings,
        max(coalesce(l.left_at, l.ended_at)) filter (where l.picked_up_at is not null) as left_at,
        coalesce(bool_and(l.purpose_outcome = 'taken-back'), false) as taken_back,
        exists (
          select from public.call_leg as w
          where w.call_id = p_call.id and w.role = 'seat' and w.agent_id <> l.agent_id
            and w.picked_up_at > min(l.created_at)
        ) as others_took,
        exists (
          select from public.call_leg as w
          where w.call_id = p_call.id and w.role = 'seat' and w.agent_id <> l.agent_id
            and w.picked_up_at > max(coalesce(l.left_at, l.ended_at)) filter (where l.picked_up_at is not null)
        ) as others_went_on,
        exists (
          select from public.call_command as m
          where m.id = (array_agg(l.wanted_by order by l.id desc))[1]
            and m.agent_id = l.agent_id and m.kind in ('transfer', 'hand-over', 'leave')
        ) as gave_away,
        sum(extract(epoch from coalesce(l.left_at, l.ended_at) - l.picked_up_at))::integer as talked_s
      from public.call_leg as l
      where l.call_id = p_call.id and l.role = 'seat'
      group by l.agent_id
    ) as s on s.agent_id = o.agent_id
    where o.call_id = p_call.id
  ) as n
  where p.call_id = p_call.id and p.agent_id = n.agent_id
    and (p.joined_at, p.left_at, p.talked_s, p.outcome)
      is distinct from (n.joined_at, n.left_at, n.talked_s, n.outcome);
end;
$$;
comment on function private.settle_seats(public.call) is 'Each seat''s part in a call that met in a conference, by its legs.';

create function private.settle_conference(p_call public.call, p_at timestamptz default now()) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_new public.call := p_call;
  v_notice jsonb;
  v_over boolean;
begin
  if not private.is_terminal(p_call.status) then
    v_notice := private.follow_legs(p_call, p_at);
  end if;
  select
    not coalesce(bool_or(private.is_open(l)), false),
    max(coalesce(l.left_at, l.ended_at)) filter (where l.role <> 'supervisor')
  into v_over, v_new.ended_at
  from public.call_leg as l
  where l.call_id = p_call.id;

  v_new.answered_at := coalesce(p_call.answered_at, p_call.picked_up_at, p_call.upgrade_began_at);
  v_new.notice := coalesce(v_notice, p_call.notice);
  v_new.open_legs := private.open_legs(p_call);
  v_new.assumed := false;
  v_new.end_reason := null;
  if v_over or private.is_terminal(p_call.status) then
    v_new.status := 'completed';
    v_new.open_legs := '[]';
    v_new.ended_at := coalesce(v_new.ended_at, p_call.ended_at, p_at);
    v_new.duration_s := greatest(0, extract(epoch from v_new.ended_at - v_new.answered_at))::integer;
    v_new.ended_by := case
      when exists (
        select from public.call_command as m
        where m.call_id = p_call.id and m.outcome is distinct from 'failed'
          and (m.kind = 'end' or m.kind = 'leave' and private.may_command(p_call.id, m.agent_id))
          and (p_call.direction <> 'internal' or m.agent_id = p_call.agent_id)
      ) then 'agent'
      else private.who_left_first(p_call)
    end;
    update public.call_step as s
    set ended_at = v_new.ended_at, outcome = 'completed'
    where s.call_id = p_call.id and s.ended_at is null;
  else
    v_new.status := 'in-progress';
    v_new.ended_at := null;
    v_new.ended_by := null;
    v_new.duration_s := null;
    if p_call.wiring = 'upgrading' and not exists (
      select from public.call_leg as l
      where l.call_id = p_call.id and l.joined_at is null and l.status <> 'ordered' and private.is_open(l)
    ) then
      v_new.wiring := 'conference';
    end if;
  end if;
  perform private.settle_seats(v_new);
  if v_new is not distinct from p_call then
    return false;
  end if;
  update public.call as c
  set status = v_new.status, assumed = v_new.assumed, end_reason = v_new.end_reason, ended_by = v_new.ended_by,
      wiring = v_new.wiring, open_legs = v_new.open_legs, notice = v_new.notice, answered_at = v_new.answered_at,
      ended_at = v_new.ended_at, duration_s = v_new.duration_s
  where c.id = p_call.id;
  return true;
end;
$$;
comment on function private.settle_conference(public.call, timestamptz) is
  'Works a call that is no longer wired plainly, a row that is locked, out again from its legs; answers whether it changed.';
