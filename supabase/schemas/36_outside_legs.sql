-- One rule for every leg to a telephone. Calls out are held to it when they are ordered and again when Twilio asks
-- what to dial; whatever else dials a telephone asks the same function.

create type private.outside_use as (talked_s integer, reserved_s integer);
comment on type private.outside_use is
  'Conversation in calls out since the day began, and what those that go on may still take.';

create function private.day_ends_at(p_time_zone text, p_at timestamptz) returns timestamptz
language sql stable security definer set search_path = '' as $$
  -- By the calendar and not by 24 hours: two days a year are longer or shorter.
  select (date_trunc('day', p_at at time zone p_time_zone) + interval '1 day') at time zone p_time_zone;
$$;
comment on function private.day_ends_at(text, timestamptz) is 'The next midnight there.';

create function private.calls_out_open_at(p_policy public.workspace_policy, p_at timestamptz) returns timestamptz
language plpgsql stable security definer set search_path = '' as $$
declare
  v_day date := (p_at at time zone p_policy.time_zone)::date;
  v_hours jsonb;
begin
  if p_policy.calling_hours is null then
    return p_at;
  end if;
  for v_later in 0..7 loop
    v_hours := p_policy.calling_hours -> (extract(isodow from v_day)::integer - 1);
    if p_at < (v_day + (v_hours ->> 'to')::time) at time zone p_policy.time_zone then
      return greatest(p_at, (v_day + (v_hours ->> 'from')::time) at time zone p_policy.time_zone);
    end if;
    v_day := v_day + 1;
  end loop;
  return 'infinity';
end;
$$;
comment on function private.calls_out_open_at(public.workspace_policy, timestamptz) is
  'p_at within the calling hours; else when they begin next, or infinity when no day has any.';

create function private.spellings(p_number text) returns text[]
language plpgsql immutable security definer set search_path = '' as $$
begin
  -- As functions/_shared/numbers/spellings.ts, which has the sources.
  return case
    when p_number ~ '^\+549[0-9]{10}$' then array[p_number, '+54' || substr(p_number, 5)]
    when p_number ~ '^\+54[0-9]{10}$' then array[p_number, '+549' || substr(p_number, 4)]
    when p_number ~ '^\+521[0-9]{10}$' then array[p_number, '+52' || substr(p_number, 5)]
    when p_number ~ '^\+52[0-9]{10}$' then array[p_number, '+521' || substr(p_number, 4)]
    when p_number ~ '^\+55[1-9][0-9]9[689][0-9]{7}$' then array[p_number, left(p_number, 5) || substr(p_number, 7)]
    when p_number ~ '^\+55[1-9][0-9][689][0-9]{7}$' then array[p_number, left(p_number, 5) || '9' || substr(p_number, 6)]
    when p_number ~ '^\+22901[2-9][0-9]{7}$' then array[p_number, '+229' || substr(p_number, 7)]
    when p_number ~ '^\+229[2-9][0-9]{7}$' then array[p_number, '+22901' || substr(p_number, 5)]
    when p_number ~ '^\+3780549[0-9]{6}$' then array[p_number, '+39' || substr(p_number, 5)]
    when p_number ~ '^\+390549[0-9]{6}$' then array[p_number, '+378' || substr(p_number, 4)]
    when p_number ~ '^\+9705[69][0-9]{7}$' then array[p_number, '+972' || substr(p_number, 5)]
    when p_number ~ '^\+9725[69][0-9]{7}$' then array[p_number, '+970' || substr(p_number, 5)]
    else array[p_number]
  end;
end;
$$;
comment on function private.spellings(text) is
  'Every way in which the person''s number is written: Argentine, Mexican, Brazilian and Palestinian mobiles have two, and so have the numbers of Benin and San Marino.';

create function private.prefixes(p_number text) returns text[]
language plpgsql immutable security definer set search_path = '' as $$
begin
  return array(
    select left(s.number, n)
    from unnest(private.spellings(p_number)) as s (number), generate_series(2, char_length(s.number)) as n
  );
end;
$$;
comment on function private.prefixes(text) is
  'Everything that the number begins with, in each spelling, itself included: looked up one by one in an index.';

create function private.on_do_not_call(p_workspace_id bigint, p_number text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.do_not_call as d
    where d.workspace_id = p_workspace_id
      and d.number = any (private.prefixes(p_number))
      and (d.is_prefix or d.number = any (private.spellings(p_number)))
  );
$$;
comment on function private.on_do_not_call(bigint, text) is 'Whether nobody of the workspace may call the number.';

create function private.rate_goes_on_at(
  p_workspace_id bigint, p_agent_id bigint, p_limit integer, p_leg_id bigint, p_at timestamptz
) returns timestamptz
language sql stable security definer set search_path = '' as $$
  select l.created_at + interval '1 minute'
  from public.call_leg as l
  where p_limit is not null
    and l.workspace_id = p_workspace_id
    and l.role in ('callee', 'outside')
    and not l.emergency
    and l.created_at > p_at - interval '1 minute'
    and (p_agent_id is null or l.agent_id = p_agent_id)
    and l.id is distinct from p_leg_id
  order by l.created_at desc
  offset p_limit - 1
  limit 1;
$$;
comment on function private.rate_goes_on_at(bigint, bigint, integer, bigint, timestamptz) is
  'Null while fewer than p_limit telephones were called in the last minute, by one seat or (null) by all; else when one more may be.';

create function private.outside_use(
  p_workspace_id bigint, p_agent_id bigint, p_time_zone text, p_leg_id bigint, p_at timestamptz
) returns private.outside_use
language plpgsql stable security definer set search_path = '' as $$
declare
  v_day_began constant timestamptz := date_trunc('day', p_at, p_time_zone);
  v_use private.outside_use;
begin
  select
    -- Added up as intervals, which is several times quicker than seconds one by one.
    coalesce(ceil(extract(epoch from
      sum(greatest(interval '0', u.stops - greatest(u.begins, v_day_began))) filter (where u.begins is not null)
    )), 0),
    coalesce(ceil(sum(
      case when u.begins is null then u.limit_s else greatest(0, u.limit_s - extract(epoch from p_at - u.begins)) end
    ) filter (where u.ended_at is null)), 0)
  into v_use.talked_s, v_use.reserved_s
  from (
    select b.begins, b.limit_s, l.ended_at, coalesce(l.ended_at, least(p_at, b.begins + make_interval(secs => b.limit_s))) as stops
    from public.call_leg as l,
      lateral (
        select
          coalesce(l.picked_up_at, l.ended_at - make_interval(secs => l.duration_s)) as begins,
          coalesce(l.time_limit_s, 14400) as limit_s
      ) as b
    where l.workspace_id = p_workspace_id
      and l.role in ('callee', 'outside')
      and not l.emergency
      -- A call of yesterday may still go on: 4 hours at most, and a little for its ringing.
      and l.created_at > v_day_began - interval '245 minutes'
      and (p_agent_id is null or l.agent_id = p_agent_id)
      and l.id is distinct from p_leg_id
      -- A ticket that nobody used in time holds nothing back; a job closes it within a minute.
      and not (l.status = 'ordered' and l.created_at <= p_at - interval '60 seconds' and l.parent_call_sid is null)
  ) as u;
  return v_use;
end;
$$;
comment on function private.outside_use(bigint, bigint, text, bigint, timestamptz) is
  'Of one seat''s telephones or (null) of all, without p_leg_id. A call over midnight counts on both days, each its part.';

create function private.seats_to_share_with(p_workspace_id bigint, p_agent_id bigint, p_at timestamptz) returns integer
language sql stable security definer set search_path = '' as $$
  select 1 + count(*)::integer
  from public.agent_presence as s
  join public.agent as a on a.id = s.agent_id and a.active
  where s.workspace_id = p_workspace_id
    and s.agent_id is distinct from p_agent_id
    and s.status <> 'offline'
    and s.heard_at > private.heard_since(p_at)
    and not exists (
      select from public.call_leg as l
      where l.workspace_id = p_workspace_id
        and l.agent_id = s.agent_id
        and l.role in ('callee', 'outside')
        and not l.emergency
        and l.ended_at is null
        and l.created_at > p_at - interval '245 minutes'
    );
$$;
comment on function private.seats_to_share_with(bigint, bigint, timestamptz) is
  'The seat itself, and whoever else is there and may call next.';

create function private.refuse_until(
  p_code text, p_policy public.workspace_policy, p_until timestamptz, p_facts jsonb default '{}'
) returns jsonb
language sql immutable security definer set search_path = '' as $$
  select private.refusal(p_code) || p_facts || jsonb_strip_nulls(
    jsonb_build_object('until', nullif(p_until, 'infinity'), 'time_zone', p_policy.time_zone)
  );
$$;
comment on function private.refuse_until(text, public.workspace_policy, timestamptz, jsonb) is
  'A refusal that ends by itself: when, and in whose time that is to be read. No moment: nobody can say.';

create function private.refuse_capped(
  p_code text, p_policy public.workspace_policy, p_scope text, p_limit integer, p_until timestamptz
) returns jsonb
language sql immutable security definer set search_path = '' as $$
  select private.refuse_until(p_code, p_policy, p_until, jsonb_build_object('scope', p_scope, 'limit', p_limit));
$$;
comment on function private.refuse_capped(text, public.workspace_policy, text, integer, timestamptz) is
  'Whose limit it is (agent or workspace), how much it is, and when calls go on.';

create function private.refuse_paused(p_policy public.workspace_policy) returns jsonb
language sql immutable security definer set search_path = '' as $$
  select private.refuse_until(
    'E-PAUSED', p_policy, p_policy.paused_until,
    jsonb_strip_nulls(jsonb_build_object('cause', p_policy.pause_cause, 'limit', p_policy.pause_limit))
  );
$$;
comment on function private.refuse_paused(public.workspace_policy) is 'Why calls out are paused, and until when.';

create function private.cap_workspace(
  p_policy public.workspace_policy, p_cause text, p_limit integer, p_until timestamptz, p_at timestamptz
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_policy public.workspace_policy;
begin
  if p_policy.when_capped = 'refuse' then
    return private.refuse_capped(
      case p_cause when 'calls' then 'E-CAP-RATE' else 'E-CAP-MINUTES' end, p_policy, 'workspace', p_limit, p_until
    );
  end if;
  update public.workspace_policy as p
  set paused_at = p_at, paused_until = private.day_ends_at(p.time_zone, p_at), pause_cause = p_cause,
      pause_limit = p_limit
  where p.workspace_id = p_policy.workspace_id
  returning * into v_policy;
  return private.refuse_paused(v_policy);
end;
$$;
comment on function private.cap_workspace(public.workspace_policy, text, integer, timestamptz, timestamptz) is
  'A limit of the whole workspace is reached: refuses this call, or pauses all, as the policy says.';

create function private.check_caps(
  p_policy public.workspace_policy, p_seat public.agent, p_leg_id bigint, p_at timestamptz
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_day_ends_at constant timestamptz := private.day_ends_at(p_policy.time_zone, p_at);
  v_until timestamptz;
  v_use private.outside_use;
  v_left_s integer;
  v_time_limit_s integer := 14400;
begin
  v_until := private.rate_goes_on_at(
    p_policy.workspace_id, p_seat.id, case when p_seat.id is not null then p_policy.agent_calls_per_minute end,
    p_leg_id, p_at
  );
  if v_until is not null then
    return private.refuse_capped('E-CAP-RATE', p_policy, 'agent', p_policy.agent_calls_per_minute, v_until);
  end if;
  v_until := private.rate_goes_on_at(
    p_policy.workspace_id, null, p_policy.workspace_calls_per_minute, p_leg_id, p_at
  );
  if v_until is not null then
    return private.cap_workspace(p_policy, 'calls', p_policy.workspace_calls_per_minute, v_until, p_at);
  end if;

  -- Less than a minute is no call: Twilio bills a minute, and it would end in the middle of "hello".
  if p_seat.id is not null and p_policy.agent_minutes_per_day is not null then
    v_use := private.outside_use(p_policy.workspace_id, p_seat.id, p_policy.time_zone, p_leg_id, p_at);
    v_left_s := p_policy.agent_minutes_per_day * 60 - v_use.talked_s - v_use.reserved_s;
    if v_left_s < 60 then
      return private.refuse_capped(
        'E-CAP-MINUTES', p_policy, 'agent', p_policy.agent_minutes_per_day, v_day_ends_at
      );
    end if;
    v_time_limit_s := least(v_time_limit_s, v_left_s);
  end if;
  if p_policy.workspace_minutes_per_day is not null then
    v_use := private.outside_use(p_policy.workspace_id, null, p_policy.time_zone, p_leg_id, p_at);
    v_left_s := p_policy.workspace_minutes_per_day * 60 - v_use.talked_s;
    if v_left_s < 60 then
      return private.cap_workspace(
        p_policy, 'minutes', p_policy.workspace_minutes_per_day, v_day_ends_at, p_at
      );
    elsif v_left_s - v_use.reserved_s < 60 then
      return private.refuse_capped(
        'E-CAP-HELD', p_policy, 'workspace', p_policy.workspace_minutes_per_day, null
      );
    end if;
    v_time_limit_s := least(
      v_time_limit_s,
      greatest(
        60,
        (v_left_s - v_use.reserved_s) / private.seats_to_share_with(p_policy.workspace_id, p_seat.id, p_at)
      )
    );
  end if;
  return jsonb_build_object('ok', true, 'time_limit_s', v_time_limit_s);
end;
$$;
comment on function private.check_caps(public.workspace_policy, public.agent, bigint, timestamptz) is
  'How long the call may last by what the limits leave, shared with whoever else may call; or which one is reached.';

create function private.lock_policy(p_workspace_id bigint) returns public.workspace_policy
language plpgsql security definer set search_path = '' as $$
declare
  v_policy public.workspace_policy;
begin
  select p.* into strict v_policy from public.workspace_policy as p where p.workspace_id = p_workspace_id;
  if num_nonnulls(
    v_policy.agent_calls_per_minute, v_policy.agent_minutes_per_day,
    v_policy.workspace_calls_per_minute, v_policy.workspace_minutes_per_day
  ) > 0 then
    select p.* into strict v_policy
    from public.workspace_policy as p
    where p.workspace_id = p_workspace_id
    for no key update;
  end if;
  return v_policy;
end;
$$;
comment on function private.lock_policy(bigint) is
  'The policy; where something is counted, with a lock: two calls at once must not pass a limit together. Locks are taken in the order seat, policy, call.';

create function private.check_outside_leg(
  p_policy public.workspace_policy, p_seat public.agent, p_to text, p_from text, p_to_country text,
  p_emergency boolean, p_leg_id bigint default null, p_at timestamptz default now()
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_open_at timestamptz;
begin
  if p_seat.id is not null and not private.may_call_from(p_seat.id, p_from) or not exists (
    select from public.workspace_twilio_number as n
    where n.workspace_id = p_policy.workspace_id and n.twilio_number = p_from
  ) then
    return private.refusal('E-FROM');
  end if;
  if p_emergency then
    -- Without an address help goes nowhere. With one, nothing below may stand in the way.
    return case
      when exists (
        select from public.workspace_twilio_number as n
        where n.workspace_id = p_policy.workspace_id and n.twilio_number = p_from and n.emergency_address
      ) then jsonb_build_object('ok', true, 'time_limit_s', 14400)
      else private.refusal('E-DEST-EMERGENCY')
    end;
  end if;

  if p_to_country is null or p_to_country <> all (p_policy.allowed_countries) then
    return private.refusal('E-DEST-COUNTRY') || jsonb_build_object('country', p_to_country);
  elsif private.on_do_not_call(p_policy.workspace_id, p_to) then
    return private.refusal('E-DEST-BLOCKED');
  end if;
  v_open_at := private.calls_out_open_at(p_policy, p_at);
  if v_open_at > p_at then
    return private.refuse_until('E-HOURS', p_policy, v_open_at);
  elsif p_policy.paused_until > p_at then
    return private.refuse_paused(p_policy);
  end if;
  return private.check_caps(p_policy, p_seat, p_leg_id, p_at);
end;
$$;
comment on function private.check_outside_leg(
  public.workspace_policy, public.agent, text, text, text, boolean, bigint, timestamptz
) is
  'The rule: {ok, time_limit_s}, or a refusal with its facts. p_seat: whoever has the telephone called; null for a line that does. p_leg_id is the leg itself, when it was counted before, or the one that gives way to it. p_policy is from private.lock_policy.';
