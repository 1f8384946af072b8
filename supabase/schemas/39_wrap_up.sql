-- Time after a call before the next one rings: agent_presence.free_from, which private.free_seats reads.

create function private.has_talked(p_participant public.call_participant) returns boolean
language plpgsql immutable security definer set search_path = '' as $$
begin
  return p_participant.left_at is not null and p_participant.outcome in ('took', 'handed-over');
end;
$$;
comment on function private.has_talked(public.call_participant) is 'The seat''s part in the call is over, and it talked to the other side.';

create function private.begin_wrap_up() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- From the end on, not from when we heard of it: who hung up minutes ago has had the time. With two calls, the later
  -- end counts.
  update public.agent_presence as s
  set free_from = greatest(s.free_from, new.left_at + make_interval(secs => w.wrap_up_s))
  from public.workspace_policy as w
  where s.agent_id = new.agent_id
    and w.workspace_id = new.workspace_id
    and new.left_at + make_interval(secs => w.wrap_up_s) > now()
    and exists (select from public.call as c where c.id = new.call_id and c.direction <> 'internal');
  return null;
end;
$$;
comment on function private.begin_wrap_up() is
  'The seat is not rung for a while, if its workspace wants that. Nothing is to be written down after a talk with a colleague.';

-- Once: what is corrected later about the same end, such as its second, must not begin a wrap-up that was ended.
create trigger call_participant_begin_wrap_up after update on public.call_participant
for each row when (private.has_talked(new) and not private.has_talked(old))
execute function private.begin_wrap_up();

create function private.last_talk(p_agent_id bigint) returns public.call_participant
language sql stable security definer set search_path = '' as $$
  select p.*
  from public.call_participant as p
  join public.call as c on c.id = p.call_id and c.direction <> 'internal'
  where p.agent_id = p_agent_id and p.left_at is not null and p.outcome in ('took', 'handed-over')
  order by p.left_at desc
  limit 1;
$$;
comment on function private.last_talk(bigint) is 'The call that a seat that wraps up has come from.';

create function private.end_wrap_up(p_workspace_id bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member((select auth.uid()), p_workspace_id);
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  if exists (
    select
    from public.agent_presence as s
    join public.workspace_policy as w on w.workspace_id = s.workspace_id and w.outcome_required
    join public.call as c on c.id = (private.last_talk(s.agent_id)).call_id and c.outcome_tag_id is null
      -- What comes of one that was handed over is for those to say who still have it.
      and c.ended_at is not null
    where s.agent_id = v_seat.id and s.free_from > now()
      -- Where every outcome was archived since, nobody could choose one.
      and exists (select from public.outcome_tag as t where t.workspace_id = s.workspace_id and t.key is not null)
  ) then
    return private.refusal('E-OUTCOME-FIRST');
  end if;
  update public.agent_presence as s set free_from = null where s.agent_id = v_seat.id and s.free_from is not null;
  return jsonb_build_object('ok', true);
end;
$$;
grant execute on function private.end_wrap_up(bigint) to authenticated;

create function public.end_wrap_up(workspace_id bigint) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.end_wrap_up(workspace_id);
$$;
comment on function public.end_wrap_up(bigint) is
  'The caller''s own seat rings again from now on. {ok}, also where it was over already, or {ok: false, code}: E-SEAT, E-OUTCOME-FIRST (the workspace requires an outcome, and the call is over and has none; the time that is left ends it all the same).';
grant execute on function public.end_wrap_up(bigint) to authenticated;

create function private.extend_wrap_up(p_workspace_id bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member((select auth.uid()), p_workspace_id);
  v_latest timestamptz;
  v_free_from timestamptz;
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  select (private.last_talk(v_seat.id)).left_at + make_interval(secs => coalesce(w.wrap_up_s, 0)) + interval '5 minutes'
  into v_latest
  from public.workspace_policy as w
  where w.workspace_id = v_seat.workspace_id;
  update public.agent_presence as s
  set free_from = greatest(s.free_from, least(s.free_from + interval '1 minute', coalesce(v_latest, s.free_from)))
  where s.agent_id = v_seat.id and s.free_from > now()
  returning s.free_from into v_free_from;
  return jsonb_build_object('ok', true, 'free_from', v_free_from, 'may_extend', coalesce(v_free_from < v_latest, false));
end;
$$;
grant execute on function private.extend_wrap_up(bigint) to authenticated;

create function public.extend_wrap_up(workspace_id bigint) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.extend_wrap_up(workspace_id);
$$;
comment on function public.extend_wrap_up(bigint) is
  'A minute more of wrap-up for the caller''s own seat, five minutes at most beyond what the workspace gives. {ok, free_from, may_extend}; free_from is null where it was over already. {ok: false, code: E-SEAT}.';
grant execute on function public.extend_wrap_up(bigint) to authenticated;
