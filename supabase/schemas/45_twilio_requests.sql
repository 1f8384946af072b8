-- What Twilio has to be asked so that a call becomes what people want of it. The functions carry the requests out; they
-- are written down before, so that no two of them ask the same, and whoever dies half way is followed by the next.
-- See docs/decisions/commands.md.

create table private.twilio_request (
  id bigint generated always as identity,
  workspace_id bigint not null,
  call_id bigint not null,
  leg_id bigint,
  kind text not null,
  details jsonb not null default '{}',
  asked_at timestamptz not null default now(),
  ended_at timestamptz,
  outcome text,
  twilio_code integer,
  constraint twilio_request_pkey primary key (id),
  constraint twilio_request_call_fkey foreign key (workspace_id, call_id)
    references public.call (workspace_id, id) on delete cascade,
  constraint twilio_request_kind_check check (
    kind in (
      'find-legs', 'redirect', 'to-line', 'find-conference', 'add', 'ends-conference', 'hold', 'end', 'mute', 'coach',
      'announce', 'record', 'pause-recording', 'resume-recording'
    )
  ),
  constraint twilio_request_outcome_check check (outcome in ('done', 'refused', 'lost', 'skipped')),
  constraint twilio_request_end_check check ((outcome is null) = (ended_at is null))
);
comment on table private.twilio_request is 'One request of Twilio''s REST API about a running call.';
comment on column private.twilio_request.outcome is
  'lost: no answer came, so it may have taken effect. skipped: the one before it, about the same leg, failed.';
create index twilio_request_workspace_id_call_id_idx on private.twilio_request (workspace_id, call_id);
create index twilio_request_call_id_leg_id_idx on private.twilio_request (call_id, leg_id, kind, asked_at);
create index twilio_request_open_idx on private.twilio_request (asked_at) where outcome is null;
alter table private.twilio_request enable row level security;

create type private.due_request as (leg_id bigint, kind text, details jsonb);
comment on type private.due_request is 'What Twilio has to be asked. details: what of it is not in the leg.';

create function private.talking_child(p_call_id bigint) returns public.call_leg
language plpgsql stable security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  select l.* into v_leg
  from public.call_leg as l
  where l.call_id = p_call_id and l.made_by = 'dial' and l.picked_up_at is not null
    and l.call_sid is not null and private.is_open(l)
    -- A telephone that was called and then sent to a line has dialled itself: a parent must not be redirected.
    and not exists (
      select from public.call_leg as c
      where c.call_id = l.call_id and c.parent_call_sid = l.call_sid and c.picked_up_at is not null and private.is_open(c)
    )
  order by l.picked_up_at desc
  limit 1;
  return v_leg;
end;
$$;
comment on function private.talking_child(bigint) is
  'The leg that the Dial made that goes on, and that picked up; null when none is known.';

create function private.was_asked(p_call_id bigint, p_leg_id bigint, p_kind text, p_since timestamptz) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from private.twilio_request as r
    where r.call_id = p_call_id and r.leg_id is not distinct from p_leg_id and r.kind = p_kind and r.asked_at >= p_since
  );
end;
$$;
comment on function private.was_asked(bigint, bigint, text, timestamptz) is 'Whether Twilio was asked that since then.';

create function private.may_ask(p_leg public.call_leg, p_kind text, p_at timestamptz) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return count(*) filter (where r.outcome is null and r.asked_at > p_at - interval '15 seconds') = 0
    and case p_kind
      -- To end a line is never given up.
      when 'end' then count(*) < 2 or max(r.asked_at) < p_at - interval '15 seconds'
      else count(*) filter (where r.outcome = 'refused') = 0 and count(*) < 2
    end
  from private.twilio_request as r
  where r.call_id = p_leg.call_id and r.leg_id = p_leg.id and r.kind = p_kind
    and r.asked_at >= coalesce(p_leg.wanted_at, '-infinity')
    and r.outcome is distinct from 'done' and r.outcome is distinct from 'skipped';
end;
$$;
comment on function private.may_ask(public.call_leg, text, timestamptz) is
  'Whether asking makes sense: nobody is asking right now, Twilio has not refused, and no two answers were lost since somebody wanted it.';

create function private.waits_for_hold(p_leg public.call_leg) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.call_leg as l
    where l.call_id = p_leg.call_id and l.id <> p_leg.id and l.wanted_by = p_leg.wanted_by
      and l.hold_wanted <> (l.held_at is not null) and private.is_open(l)
  );
end;
$$;
comment on function private.waits_for_hold(public.call_leg) is
  'Whether the same press also puts somebody on hold, or releases them: that comes first, so that nobody is rung, or goes, when it fails.';

create function private.upgrade_requests(p_call public.call, p_at timestamptz) returns setof private.due_request
language plpgsql stable security definer set search_path = '' as $$
declare
  v_first constant public.call_leg := private.first_leg(p_call.id);
  v_child constant public.call_leg := private.talking_child(p_call.id);
begin
  if private.was_asked(p_call.id, v_child.id, 'redirect', p_call.upgrade_began_at) then
    -- A lost callback must not break a talk: Twilio is asked itself before anybody is given up.
    if p_at > p_call.upgrade_began_at + interval '5 seconds'
       and not private.was_asked(p_call.id, null, 'find-conference', p_at - interval '5 seconds') then
      return next row(null, 'find-conference', jsonb_build_object('name', 'call-' || p_call.id))::private.due_request;
    end if;
  elsif v_child.id is not null then
    -- The child: a parent that is redirected takes it down.
    return next row(
      v_child.id, 'redirect', jsonb_build_object('document', private.conference_document(p_call, v_child))
    )::private.due_request;
  elsif not private.was_asked(p_call.id, null, 'find-legs', p_call.upgrade_began_at) then
    return next row(null, 'find-legs', jsonb_build_object('first_sid', v_first.call_sid))::private.due_request;
  end if;
end;
$$;
comment on function private.upgrade_requests(public.call, timestamptz) is
  'From a plain call to a conference: find the child, redirect it (the parent follows by its action), and when a callback stays away ask who is there.';

create function private.conference_requests(p_call public.call, p_at timestamptz) returns setof private.due_request
language plpgsql stable security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
  v_open integer;
  v_inside integer;
  v_is_held boolean;
  v_ends boolean;
begin
  select
    count(*), count(*) filter (where l.joined_at is not null),
    coalesce(bool_or(l.hold_wanted or l.held_at is not null), false)
  into v_open, v_inside, v_is_held
  from public.call_leg as l
  where l.call_id = p_call.id and private.is_open(l) and l.role <> 'supervisor';
  for v_leg in
    select l.* from public.call_leg as l
    where l.call_id = p_call.id and private.is_open(l) and not l.end_wanted
    order by l.id
  loop
    if v_leg.status = 'ordered' and v_leg.made_by = 'rest' and not private.waits_for_hold(v_leg)
       and private.may_ask(v_leg, 'add', p_at) then
      return next row(v_leg.id, 'add', '{}')::private.due_request;
    end if;
    if v_leg.move_wanted and v_leg.joined_at is null and private.may_ask(v_leg, 'redirect', p_at) and not exists (
      select from private.twilio_request as r
      where r.leg_id = v_leg.id and r.kind = 'redirect' and r.asked_at >= v_leg.wanted_at and r.outcome = 'done'
    ) then
      return next row(
        v_leg.id, 'redirect', jsonb_build_object('document', private.waiting_document(p_call, v_leg))
      )::private.due_request;
    end if;
    continue when v_leg.joined_at is null or p_call.conference_sid is null;
    if v_leg.line_wanted is not null then
      if private.may_ask(v_leg, 'to-line', p_at) then
        return next row(v_leg.id, 'to-line', '{}')::private.due_request;
      end if;
      continue;
    end if;
    -- It cannot be changed on hold, so it is false before anybody goes there.
    v_ends := v_leg.role in ('caller', 'callee', 'outside') and v_open = 2 and v_inside = 2 and not v_is_held;
    if v_ends <> v_leg.ends_conference and v_leg.held_at is null and private.may_ask(v_leg, 'ends-conference', p_at) then
      return next row(v_leg.id, 'ends-conference', jsonb_build_object('ends', v_ends))::private.due_request;
    end if;
    if v_leg.hold_wanted <> (v_leg.held_at is not null) and private.may_ask(v_leg, 'hold', p_at) then
      return next row(v_leg.id, 'hold', jsonb_build_object('hold', v_leg.hold_wanted))::private.due_request;
    end if;
  end loop;
end;
$$;
comment on function private.conference_requests(public.call, timestamptz) is
  'Whom to call into the conference, whom to put on hold or release, and whose going ends it: the requests about one leg in their order.';

create function private.due_requests(p_call public.call, p_at timestamptz) returns setof private.due_request
language plpgsql stable security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  for v_leg in
    select l.* from public.call_leg as l
    where l.call_id = p_call.id and l.end_wanted and l.call_sid is not null and private.is_open(l)
    order by l.id
  loop
    if v_leg.farewell and not private.was_asked(p_call.id, v_leg.id, 'redirect', v_leg.wanted_at) then
      return next row(
        v_leg.id, 'redirect', jsonb_build_object('document', private.say('nobody-available'))
      )::private.due_request;
    elsif not v_leg.farewell and not private.waits_for_hold(v_leg) and not private.others_move(v_leg) and private.may_ask(v_leg, 'end', p_at) then
      return next row(v_leg.id, 'end', '{}')::private.due_request;
    end if;
  end loop;
  -- Before anybody goes on hold.
  return query select r.* from private.recording_requests(p_call, p_at) as r;
  if p_call.wiring = 'upgrading' then
    return query select u.* from private.upgrade_requests(p_call, p_at) as u;
  elsif p_call.wiring = 'conference' then
    return query select c.* from private.conference_requests(p_call, p_at) as c;
    return query select s.* from private.supervision_requests(p_call, p_at) as s;
  end if;
end;
$$;
comment on function private.due_requests(public.call, timestamptz) is
  'The difference between what people want of a call and what Twilio was told of it; it changes nothing.';

create function private.request_for_twilio(p_call public.call, p_request private.twilio_request) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  select l.* into v_leg from public.call_leg as l where l.call_id = p_call.id and l.id = p_request.leg_id;
  return jsonb_build_object(
    'id', p_request.id, 'leg_id', p_request.leg_id,
    'kind', case p_request.kind when 'to-line' then 'redirect' else p_request.kind end
  )
    || p_request.details
    || case p_request.kind
      when 'find-legs' then '{}'
      when 'find-conference' then jsonb_build_object(
        'legs', (
          select coalesce(jsonb_agg(l.call_sid order by l.id), '[]') from public.call_leg as l
          where l.call_id = p_call.id and l.call_sid is not null and private.is_open(l)
        )
      )
      when 'add' then jsonb_build_object(
        'name', 'call-' || p_call.id, 'label', 'leg-' || v_leg.id, 'to', v_leg.to_address, 'manner', v_leg.manner,
        'from', private.caller_id(p_call, v_leg), 'call_id', p_call.id, 'other', private.other_side(p_call),
        'step_id', private.conference_document(p_call, v_leg) -> 'step_id', 'timeout_s', 30,
        'time_limit_s', coalesce(v_leg.time_limit_s, (private.conference_document(p_call, v_leg) ->> 'time_limit_s')::integer)
      )
      when 'ends-conference' then jsonb_build_object('conference_sid', p_call.conference_sid, 'call_sid', v_leg.call_sid)
      when 'mute' then jsonb_build_object('conference_sid', p_call.conference_sid, 'call_sid', v_leg.call_sid)
      when 'coach' then jsonb_build_object('conference_sid', p_call.conference_sid, 'call_sid', v_leg.call_sid)
      when 'hold' then jsonb_build_object('conference_sid', p_call.conference_sid, 'call_sid', v_leg.call_sid)
      else jsonb_build_object('call_sid', v_leg.call_sid)
    end;
end;
$$;
comment on function private.request_for_twilio(public.call, private.twilio_request) is 'All that a function needs to ask it.';

create function private.other_side(p_call public.call) returns text
language plpgsql immutable security definer set search_path = '' as $$
begin
  return case p_call.direction when 'inbound' then p_call.from_number else p_call.to_number end;
end;
$$;
comment on function private.other_side(public.call) is 'Whom the workspace talks to.';

create function private.caller_id(p_call public.call, p_leg public.call_leg) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  v_line constant text := private.call_line(p_call);
begin
  if p_leg.role = 'outside' and not private.may_call_from(p_leg.asked_by, v_line) then
    return (
      select u.phone_number from public.agent_phone as u
      where u.agent_id = p_leg.asked_by and u.may_call
      order by u.id
      limit 1
    );
  end if;
  return v_line;
end;
$$;
comment on function private.caller_id(public.call, public.call_leg) is
  'What the one who is rung sees: the line that the call is on, or a number that whoever asked may call from.';

create function private.take_requests(p_call public.call, p_at timestamptz default now()) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_due private.due_request;
  v_request private.twilio_request;
  v_taken jsonb := '[]';
begin
  for v_due in select d.* from private.due_requests(p_call, p_at) as d loop
    insert into private.twilio_request (workspace_id, call_id, leg_id, kind, details, asked_at)
    values (
      p_call.workspace_id, p_call.id, v_due.leg_id, v_due.kind,
      case v_due.kind
        when 'to-line' then jsonb_build_object(
          'document', private.leave_for_line(
            p_call, (select l from public.call_leg as l where l.id = v_due.leg_id), p_at
          )
        )
        else v_due.details
      end,
      p_at
    )
    returning * into v_request;
    v_taken := v_taken || jsonb_build_array(private.request_for_twilio(p_call, v_request));
  end loop;
  return v_taken;
end;
$$;
comment on function private.take_requests(public.call, timestamptz) is
  'What is due, written down as asked: whoever gets it asks Twilio, and nobody else does meanwhile.';

create function private.is_underway(p_call public.call, p_at timestamptz) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return p_call.ended_at is null and (
    p_call.wiring = 'upgrading'
    or exists (
      select from private.twilio_request as r
      where r.call_id = p_call.id and r.outcome is null and r.asked_at > p_at - interval '15 seconds'
        -- Nobody notices whose going ends the conference, so no press waits for it.
        and r.kind <> 'ends-conference'
    )
  );
end;
$$;
comment on function private.is_underway(public.call, timestamptz) is
  'Whether Twilio''s answer, or its callbacks, are waited for by whoever pressed.';

create function private.fail_commands(p_call_id bigint, p_wanted_by uuid, p_code integer, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_command as m
  set outcome = 'failed', ended_at = p_at, answer = jsonb_strip_nulls(jsonb_build_object('twilioCode', p_code))
  where m.call_id = p_call_id and m.outcome is null and m.kind <> 'end' and (p_wanted_by is null or m.id = p_wanted_by);
end;
$$;
comment on function private.fail_commands(bigint, uuid, integer, timestamptz) is
  'What a press wanted cannot be had; null: what everybody wanted. To end a call is never given up.';

create function private.end_quietly(p_leg_id bigint, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_leg as l
  set status = case when l.picked_up_at is null then 'canceled' else 'completed' end, assumed = true,
      ended_at = coalesce(l.left_at, p_at)
  where l.id = p_leg_id and not private.is_terminal(l.status);
end;
$$;
comment on function private.end_quietly(bigint, timestamptz) is 'Twilio has ended it, or knows it no longer; its own callback may still correct that.';

create function private.undo_rest(p_leg public.call_leg, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
begin
  -- Nobody is rung yet, and nobody has gone: all that waited for the hold.
  update public.call_leg as l
  set status = 'canceled', assumed = true, ended_at = p_at, purpose_outcome = 'taken-back'
  where l.call_id = p_leg.call_id and l.wanted_by = p_leg.wanted_by and l.status = 'ordered' and l.made_by = 'rest';
  update public.call_leg as l
  set end_wanted = false,
      purpose_outcome = case when l.purpose = 'consult' and l.purpose_outcome = 'reached' then null else l.purpose_outcome end
  where l.call_id = p_leg.call_id and l.wanted_by = p_leg.wanted_by and private.is_open(l);
end;
$$;
comment on function private.undo_rest(public.call_leg, timestamptz) is
  'What the same press wanted beside the hold that cannot be had: a call is sent on, or handed over, whole or not at all.';

create function private.give_up(
  p_call public.call, p_request private.twilio_request, p_leg public.call_leg, p_at timestamptz
) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  case p_request.kind
    when 'redirect' then
      if p_call.wiring = 'upgrading' then
        perform private.fail_commands(p_call.id, null, p_request.twilio_code, p_at);
        perform private.abandon_upgrade(p_call, p_at);
        return private.upgrade_notice(p_call, p_leg, p_at);
      end if;
      -- Without the sentence, then; and who can't be moved is lost: the page says so.
      update public.call_leg as l set farewell = false, move_wanted = false where l.id = p_leg.id;
    when 'add' then
      update public.call_leg as l
      set status = 'failed', assumed = true, ended_at = p_at
      where l.id = p_leg.id;
      perform private.fail_commands(p_call.id, p_leg.wanted_by, p_request.twilio_code, p_at);
    when 'ends-conference' then
      if p_leg.hold_wanted and p_leg.held_at is null then
        -- Whoever is put on hold all the same ends everybody's call by hanging up.
        update public.call_leg as l set hold_wanted = false where l.id = p_leg.id;
        perform private.undo_rest(p_leg, p_at);
        perform private.fail_commands(p_call.id, p_leg.wanted_by, p_request.twilio_code, p_at);
        return private.notice('hold-failed', p_leg, p_at);
      end if;
    when 'hold' then
      update public.call_leg as l set hold_wanted = l.held_at is not null where l.id = p_leg.id;
      perform private.undo_rest(p_leg, p_at);
      perform private.fail_commands(p_call.id, p_leg.wanted_by, p_request.twilio_code, p_at);
      return private.notice(case when p_leg.hold_wanted then 'hold-failed' else 'resume-failed' end, p_leg, p_at);
    when 'mute', 'coach' then
      perform private.give_up_supervision(p_call, p_request, p_leg, p_at);
    when 'find-legs' then
      perform private.fail_commands(p_call.id, null, p_request.twilio_code, p_at);
      perform private.abandon_upgrade(p_call, p_at);
    when 'to-line' then
      perform private.fail_commands(p_call.id, p_leg.wanted_by, p_request.twilio_code, p_at);
      perform private.stay_with_agent(p_call, p_leg, p_at);
    else null;
  end case;
  return null;
end;
$$;
comment on function private.give_up(public.call, private.twilio_request, public.call_leg, timestamptz) is
  'Twilio refused, or two answers were lost: back to a state that is known; answers the notice that says so, or null.';

create function private.apply_conference_found(p_call public.call, p_facts jsonb, p_at timestamptz) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  perform private.apply_check(p_call, f.leg) from jsonb_array_elements(p_facts -> 'legs') as f (leg);
  if p_facts ->> 'conference_sid' is not null then
    update public.call as c
    set conference_sid = coalesce(c.conference_sid, p_facts ->> 'conference_sid')
    where c.id = p_call.id;
    update public.call_leg as l
    set joined_at = coalesce(l.joined_at, p_at)
    where l.call_id = p_call.id and p_facts -> 'participants' ? l.call_sid;
  end if;
  if not exists (select from public.call_leg as l where l.call_id = p_call.id and l.joined_at is not null)
     and (select count(*) from public.call_leg as l where l.call_id = p_call.id and private.is_open(l) and l.status <> 'ordered') > 1 then
    -- Both are there, and nobody was moved.
    perform private.fail_commands(p_call.id, null, null, p_at);
    perform private.abandon_upgrade(p_call, p_at);
    return private.upgrade_notice(p_call, private.first_leg(p_call.id), p_at);
  end if;
  return null;
end;
$$;
comment on function private.apply_conference_found(public.call, jsonb, timestamptz) is
  'Twilio''s word on both legs and on who is in the conference, since the callbacks did not say.';

create function private.apply_answer(p_call public.call, p_answer jsonb, p_at timestamptz) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_request private.twilio_request;
  v_leg public.call_leg;
  v_facts constant jsonb := p_answer -> 'facts';
begin
  update private.twilio_request as r
  set outcome = p_answer ->> 'outcome', ended_at = p_at, twilio_code = (p_answer ->> 'code')::integer
  where r.id = (p_answer ->> 'id')::bigint and r.call_id = p_call.id and r.outcome is null
  returning r.* into v_request;
  if not found or v_request.outcome = 'skipped' then
    return null;
  end if;
  select l.* into v_leg from public.call_leg as l where l.call_id = p_call.id and l.id = v_request.leg_id;

  if v_request.kind in ('announce', 'record', 'pause-recording', 'resume-recording') then
    return private.apply_recording_answer(p_call, v_request, v_leg, v_facts, p_at);
  end if;
  if v_request.kind = 'add' and v_request.twilio_code = 16026 then
    -- The label is in use: the answer that was lost said that it rings. Its callbacks name the line.
    update public.call_leg as l set status = 'initiated' where l.id = v_leg.id and l.status = 'ordered';
    return null;
  end if;
  -- Not found, or "call is not in progress": it is over. Its own callback says how.
  if v_request.kind in ('end', 'hold', 'ends-conference') and v_request.twilio_code in (20404, 21220) then
    if v_request.kind = 'end' then
      perform private.end_quietly(v_leg.id, p_at);
      return null;
    end if;
    return private.give_up(p_call, v_request, v_leg, p_at);
  end if;
  if v_request.outcome = 'refused'
     or v_request.outcome = 'lost' and (case v_request.kind
       when 'redirect' then v_leg.farewell
       -- Whether it left is told by those who stay.
       when 'to-line' then false
       when 'find-legs' then true
       when 'find-conference' then false
       else not private.may_ask(v_leg, v_request.kind, p_at)
     end) then
    return private.give_up(p_call, v_request, v_leg, p_at);
  elsif v_request.outcome = 'lost' then
    return null;
  end if;

  case v_request.kind
    when 'find-legs' then
      perform private.apply_check(p_call, f.leg) from jsonb_array_elements(v_facts -> 'legs') as f (leg);
      if (private.talking_child(p_call.id)).id is null then
        perform private.fail_commands(p_call.id, null, null, p_at);
        perform private.abandon_upgrade(p_call, p_at);
      end if;
    when 'find-conference' then
      return private.apply_conference_found(p_call, v_facts, p_at);
    when 'add' then
      perform private.name_telephone(p_call.id, v_leg.id, v_facts ->> 'call_sid', null);
      update public.call_leg as l
      set status = 'initiated', started_at = coalesce(l.started_at, p_at)
      where l.id = v_leg.id and l.status = 'ordered';
    when 'to-line' then
      perform private.arrive_at_line(p_call, v_leg, p_at);
    when 'ends-conference' then
      update public.call_leg as l set ends_conference = (v_request.details ->> 'ends')::boolean where l.id = v_leg.id;
    when 'hold' then
      update public.call_leg as l
      set held_at = case when (v_request.details ->> 'hold')::boolean then p_at end,
          held_s = l.held_s + case
            when not (v_request.details ->> 'hold')::boolean
            then coalesce(extract(epoch from p_at - l.held_at)::integer, 0) else 0
          end
      where l.id = v_leg.id and (l.held_at is not null) <> (v_request.details ->> 'hold')::boolean;
    when 'mute', 'coach' then
      perform private.apply_supervision_answer(v_request);
    when 'end' then
      perform private.end_quietly(v_leg.id, p_at);
    else null;
  end case;
  return null;
end;
$$;
comment on function private.apply_answer(public.call, jsonb, timestamptz) is
  'What came of one request: {id, outcome, code, facts}. Answers a notice, or null.';

create function private.work_on(p_call_id bigint, p_at timestamptz default now()) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
  v_requests jsonb;
begin
  perform private.settle_recording(p_call_id, p_at);
  select c.* into strict v_call from public.call as c where c.id = p_call_id;
  v_requests := private.take_requests(v_call, p_at);
  if not private.is_underway(v_call, p_at) then
    update public.call_command as m set outcome = 'done', ended_at = p_at where m.call_id = p_call_id and m.outcome is null;
    if v_requests = '[]' then
      return null;
    end if;
  end if;
  return jsonb_build_object('call_id', v_call.id, 'requests', v_requests);
end;
$$;
comment on function private.work_on(bigint, timestamptz) is
  'What is to be asked of Twilio now: {call_id, requests}, none while an answer is waited for. Null: the call is what people want. Every command on it is done as soon as only what nobody notices is left.';

create function public.keep_answers(
  workspace_id bigint, call_id bigint, answers jsonb, command_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
  v_answer jsonb;
  v_notice jsonb;
  v_last jsonb;
  v_outcome text;
begin
  select c.* into v_call from public.call as c
  where c.workspace_id = keep_answers.workspace_id and c.id = keep_answers.call_id
  for no key update;
  if not found then
    return jsonb_build_object('ok', true, 'outcome', 'failed', 'work', null);
  end if;
  for v_answer in select a.value from jsonb_array_elements(keep_answers.answers) as a loop
    v_notice := private.apply_answer(v_call, v_answer, now());
    v_last := coalesce(v_notice, v_last);
    select c.* into v_call from public.call as c where c.id = v_call.id;
  end loop;
  if v_last is not null then
    update public.call as c set notice = v_last where c.id = v_call.id returning c.* into v_call;
  end if;
  perform private.settle_call(v_call);
  v_answer := private.work_on(v_call.id);
  select m.outcome into v_outcome from public.call_command as m
  where m.workspace_id = keep_answers.workspace_id and m.id = keep_answers.command_id;
  return jsonb_build_object('ok', true, 'outcome', v_outcome, 'work', v_answer);
end;
$$;
comment on function public.keep_answers(bigint, bigint, jsonb, uuid) is
  'Keeps what Twilio answered, [{id, outcome: done, refused, lost or skipped, code, facts}], and answers what comes next: {ok, outcome of the command, work: {call_id, requests} or null}.';
grant execute on function public.keep_answers(bigint, bigint, jsonb, uuid) to service_role;
