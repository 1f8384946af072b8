-- The lists of calls, and the day's figures. A page of a list is read by one range of one index, whoever asks and
-- however many calls there are; the policies of `call`, which ask of each call whose it is, could not do that.
-- So these functions check the seat themselves. Where few calls are asked about one by one, "offset 0" keeps Postgres
-- from reading every part that the seat ever had in a call, in order to have them at hand.

create function private.is_missed(p_call public.call) returns boolean
language plpgsql immutable security definer set search_path = '' as $$
begin
  return p_call.direction = 'inbound'
    and p_call.status in ('no-answer', 'busy', 'canceled', 'failed')
    and p_call.end_reason is distinct from 'blocked';
end;
$$;
comment on function private.is_missed(public.call) is
  'Somebody called, nobody took it, and it is over. Who is blocked is not missed.';

create function private.mark_missed() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if not private.is_missed(new) then
    new.to_return := false;
  elsif tg_op = 'INSERT' or not private.is_missed(old) then
    new.to_return := new.from_number ~ '^\+[1-9][0-9]{1,14}$' and not private.is_withheld(new.from_number);
  end if;
  return new;
end;
$$;
comment on function private.mark_missed() is
  'A call that becomes a missed one waits to be returned. A number that is withheld, an extension and a SIP address nobody can call back.';

create trigger call_mark_missed_first before insert on public.call
for each row execute function private.mark_missed();

create trigger call_mark_missed before update of status, end_reason on public.call
for each row execute function private.mark_missed();

create function private.mark_returned() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- Always from a call to older ones, so that two calls of one caller cannot wait for each other.
  update public.call as c
  set to_return = false
  where c.workspace_id = new.workspace_id
    and c.from_number = any (
      private.spellings(case new.direction when 'inbound' then new.from_number else new.to_number end)
    )
    and c.to_return
    and (c.created_at, c.id) < (new.created_at, new.id)
    and (not new.to_return or c.to_number = new.to_number);
  return null;
end;
$$;
comment on function private.mark_returned() is
  'Whoever was reached, or tried, or came through waits no longer. Who was missed again on the same line waits with the later call.';

create trigger call_mark_returned_first after insert on public.call
for each row when (new.to_return)
execute function private.mark_returned();

create trigger call_mark_returned after update on public.call
for each row when (
  (new.to_return and not old.to_return)
  or (new.status in ('in-progress', 'completed') and old.status not in ('in-progress', 'completed'))
  or (
    new.direction = 'outbound'
    and new.status <> old.status
    and (new.status in ('busy', 'no-answer') or (new.status = 'canceled' and new.ringing_at is not null))
  )
)
execute function private.mark_returned();

create function private.list_calls(
  p_workspace_id bigint, p_which text, p_before_at timestamptz, p_before_id bigint, p_count integer
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member((select auth.uid()), p_workspace_id);
  v_all constant boolean := v_seat.role <> 'agent';
  v_at constant timestamptz := coalesce(p_before_at, 'infinity');
  v_id constant bigint := coalesce(p_before_id, 0);
  v_count constant integer := least(greatest(p_count, 1), 200);
  v_ids bigint[];
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  if p_which = 'all' and v_all then
    v_ids := array(
      select c.id from public.call as c
      where c.workspace_id = v_seat.workspace_id and (c.created_at, c.id) < (v_at, v_id)
      order by c.created_at desc, c.id desc
      limit v_count
    );
  elsif p_which = 'all' then
    v_ids := array(
      select p.call_id from public.call_participant as p
      where p.agent_id = v_seat.id and (p.created_at, p.call_id) < (v_at, v_id)
      order by p.created_at desc, p.call_id desc
      limit v_count
    );
  elsif p_which = 'open' then
    v_ids := array(
      select c.id from public.call as c
      where c.workspace_id = v_seat.workspace_id
        and c.ended_at is null
        and (c.created_at, c.id) < (v_at, v_id)
        and (
          v_all
          or exists (
            select from public.call_participant as p where p.call_id = c.id and p.agent_id = v_seat.id offset 0
          )
        )
      order by c.created_at desc, c.id desc
      limit v_count
    );
  elsif p_which = 'to-return' then
    v_ids := array(
      select c.id from public.call as c
      where c.workspace_id = v_seat.workspace_id
        and c.to_return
        and c.created_at > now() - private.return_within()
        and (c.created_at, c.id) < (v_at, v_id)
        and (
          v_all
          or exists (
            select from public.call_participant as p where p.call_id = c.id and p.agent_id = v_seat.id offset 0
          )
        )
      order by c.created_at desc, c.id desc
      limit v_count
    );
  else
    raise exception 'Cannot list calls: no list is called %', p_which using errcode = 'invalid_parameter_value';
  end if;
  return jsonb_build_object(
    'ok', true,
    'calls', (
      select coalesce(jsonb_agg(private.call_payload(c) order by c.created_at desc, c.id desc), '[]')
      from public.call as c
      where c.id = any (v_ids)
    )
  );
end;
$$;
grant execute on function private.list_calls(bigint, text, timestamptz, bigint, integer) to authenticated;

create function private.return_within() returns interval
language plpgsql immutable security definer set search_path = '' as $$
begin
  return interval '7 days';
end;
$$;
comment on function private.return_within() is
  'A call that was missed longer ago is in the log as a missed one, but nobody is asked to return it any more.';

create function public.list_calls(
  workspace_id bigint, which text default 'all', before_at timestamptz default null, before_id bigint default null,
  count integer default 50
) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select private.list_calls(workspace_id, which, before_at, before_id, count);
$$;
comment on function public.list_calls(bigint, text, timestamptz, bigint, integer) is
  'One page of the calls that the person may see, newest first: everybody''s for supervisors and admins, else those the own seat has a part in. which: all; open, those that go on; to-return, those missed in the last seven days after which nobody has reached or tried the caller. before_at, before_id: of the last call of the page before. count: 200 at most.
{ok: true, calls}, each as its broadcast; {ok: false, code: E-SEAT}.';
grant execute on function public.list_calls(bigint, text, timestamptz, bigint, integer) to authenticated;

create function private.day_figures(p_workspace_id bigint, p_since timestamptz) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member((select auth.uid()), p_workspace_id);
  v_all constant boolean := v_seat.role <> 'agent';
  -- No day is longer, wherever it begins.
  v_since constant timestamptz := greatest(p_since, now() - interval '26 hours');
  v_calls bigint;
  v_talked_s bigint;
  v_to_return bigint;
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  if v_all then
    select count(*), coalesce(sum(c.duration_s) filter (where c.status = 'completed'), 0)
    into v_calls, v_talked_s
    from public.call as c
    where c.workspace_id = v_seat.workspace_id and c.created_at >= v_since and c.direction <> 'internal';
  else
    select count(*), coalesce(sum(p.talked_s), 0)
    into v_calls, v_talked_s
    from public.call_participant as p
    where p.agent_id = v_seat.id and p.created_at >= v_since
      -- Few of many are between colleagues, and an index has them.
      and p.call_id <> all (
        array(
          select c.id from public.call as c
          where c.workspace_id = v_seat.workspace_id and c.direction = 'internal' and c.created_at >= v_since
        )
      );
  end if;
  select count(*) into v_to_return
  from public.call as c
  where c.workspace_id = v_seat.workspace_id
    and c.to_return
    and c.created_at > now() - private.return_within()
    and (
      v_all
      or exists (
        select from public.call_participant as p where p.call_id = c.id and p.agent_id = v_seat.id offset 0
      )
    );
  return jsonb_build_object('ok', true, 'calls', v_calls, 'talked_s', v_talked_s, 'to_return', v_to_return);
end;
$$;
grant execute on function private.day_figures(bigint, timestamptz) to authenticated;

create function public.day_figures(workspace_id bigint, since timestamptz) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select private.day_figures(workspace_id, since);
$$;
comment on function public.day_figures(bigint, timestamptz) is
  'Of the lists that list_calls reads, whole: how many calls with somebody outside since then (the day''s begin, 26 hours ago at most), the seconds talked in them, by an agent the own ones, and how many are to be returned. {ok: true, calls, talked_s, to_return}, or {ok: false, code: E-SEAT}.';
grant execute on function public.day_figures(bigint, timestamptz) to authenticated;
