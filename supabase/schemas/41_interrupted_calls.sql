-- A call whose page is gone: crashed, reloaded, closed. The other side hears music instead of silence, the call is
-- offered to the seat again, then rings the line's others, and then ends with a sentence. The page of a running call says
-- every 3 s that it is there; a job looks every 3 s for calls of which it did not for 7.
-- See docs/decisions/interrupted-calls.md.

create table private.call_beat (
  call_id bigint not null,
  agent_id bigint not null,
  workspace_id bigint not null,
  beaten_at timestamptz not null default now(),
  leaving boolean not null default false,
  constraint call_beat_pkey primary key (call_id, agent_id),
  constraint call_beat_call_fkey foreign key (workspace_id, call_id)
    references public.call (workspace_id, id) on delete cascade,
  constraint call_beat_agent_fkey foreign key (workspace_id, agent_id) references public.agent (workspace_id, id)
);
comment on table private.call_beat is 'The last sign of life of the page that has a seat''s sound in a call.';
comment on column private.call_beat.leaving is 'The page said that it goes: a reload, or a closed tab.';
create index call_beat_workspace_id_call_id_idx on private.call_beat (workspace_id, call_id);
create index call_beat_workspace_id_agent_id_idx on private.call_beat (workspace_id, agent_id);
create index call_beat_beaten_at_idx on private.call_beat (beaten_at);
alter table private.call_beat enable row level security;

create function private.beat_call(p_call_id bigint, p_leaving boolean) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_part public.call_participant;
begin
  select p.* into v_part
  from public.call_participant as p
  where p.call_id = p_call_id and p.agent_id = any (array(select private.my_seats())) and p.joined_at is not null
  limit 1;
  if not found then
    return private.refusal('E-CALL-OTHER');
  end if;
  if exists (select from public.call as c where c.id = p_call_id and c.direction = 'internal') then
    -- A colleague who is cut off calls again: without a beat, nothing looks for the page.
    return '{"ok": true}';
  end if;
  insert into private.call_beat (call_id, agent_id, workspace_id, leaving)
  values (v_part.call_id, v_part.agent_id, v_part.workspace_id, p_leaving)
  on conflict on constraint call_beat_pkey do update set beaten_at = now(), leaving = excluded.leaving;
  return '{"ok": true}';
end;
$$;
grant execute on function private.beat_call(bigint, boolean) to authenticated;

create function public.beat_call(call_id bigint, leaving boolean default false) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.beat_call(call_id, leaving);
$$;
comment on function public.beat_call(bigint, boolean) is
  'The page that has the caller''s sound in the call is there; leaving: it goes. {ok: true}, or {ok: false, code}: E-CALL-OTHER.';
grant execute on function public.beat_call(bigint, boolean) to authenticated;

create function private.begin_beats() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update private.call_beat as b
  set beaten_at = now(), leaving = false
  where b.call_id = new.call_id and b.agent_id = new.agent_id and exists (
    select from public.call_leg as l
    where l.call_id = new.call_id and l.role = 'seat' and l.agent_id = new.agent_id and l.id < new.id
  );
  return null;
end;
$$;
comment on function private.begin_beats() is
  'A seat is back in a call: the beats before are another page''s, and this one has as long to send its first. By our clock: Twilio''s may differ, and counts in seconds.';

create trigger call_leg_begin_beats after update on public.call_leg
for each row when (
  new.role = 'seat'
  and (old.picked_up_at is null and new.picked_up_at is not null or old.joined_at is null and new.joined_at is not null)
)
execute function private.begin_beats();

create function private.is_interrupted(p_call_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from public.call as c where c.id = p_call_id and c.interrupted_at is not null);
end;
$$;
comment on function private.is_interrupted(bigint) is 'Whether the call waits for somebody because a page was lost.';

create function private.has_said_goodbye(p_call_id bigint, p_agent_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.call_command as m
    where m.call_id = p_call_id and m.agent_id = p_agent_id and m.kind in ('end', 'leave', 'transfer', 'hand-over')
      and m.outcome is distinct from 'failed'
      -- A call that was sent on and came back is theirs again, until they press again.
      and m.asked_at >= (
        select coalesce(max(l.created_at), '-infinity') from public.call_leg as l
        where l.call_id = p_call_id and l.role = 'seat' and l.agent_id = p_agent_id
          and (l.picked_up_at is not null or l.made_by = 'twilio')
      )
  );
end;
$$;
comment on function private.has_said_goodbye(bigint, bigint) is 'Whether the seat pressed what takes it out of the call, since it was last on the line.';

create function private.page_beat(p_call_id bigint, p_call_sid text) returns private.call_beat
language plpgsql stable security definer set search_path = '' as $$
declare
  v_beat private.call_beat;
begin
  select b.* into v_beat
  from private.call_beat as b
  join public.call_leg as l on l.call_id = b.call_id and l.agent_id = b.agent_id and l.role = 'seat'
  where b.call_id = p_call_id and l.call_sid = p_call_sid and not private.has_said_goodbye(b.call_id, b.agent_id);
  return v_beat;
end;
$$;
comment on function private.page_beat(bigint, text) is
  'The last beat of the page behind a seat''s line that is gone; null when the seat hung up, or its page never beat.';

create function private.waiting_document(p_call public.call, p_leg public.call_leg) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return private.conference_document(p_call, p_leg) || '{"music": true}';
end;
$$;
comment on function private.waiting_document(public.call, public.call_leg) is 'Into the conference, with music until somebody comes.';

create function private.others_move(p_leg public.call_leg) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return p_leg.role = 'seat' and exists (
    select from public.call_leg as l
    where l.call_id = p_leg.call_id and l.move_wanted and l.joined_at is null and private.is_open(l)
  );
end;
$$;
comment on function private.others_move(public.call_leg) is
  'Whether a Dial may still join somebody to this leg, whom its end would take along.';

create function private.interrupt(p_call public.call, p_agent_id bigint, p_at timestamptz) returns public.call
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
begin
  if p_call.wiring = 'plain' then
    perform private.begin_upgrade(p_call, p_at);
  end if;
  -- It may have been taken for over, for a moment.
  update public.call as c
  set wiring = 'conference', interrupted_at = p_at, interrupted_by = p_agent_id, status = 'in-progress',
      assumed = false, end_reason = null, ended_by = null, ended_at = null, duration_s = null
  where c.id = p_call.id
  returning * into v_call;
  update public.call_leg as l
  set end_wanted = true, wanted_at = p_at
  where l.call_id = p_call.id and l.role = 'seat' and l.agent_id = p_agent_id and private.is_open(l);
  update public.call_leg as l
  set hold_wanted = true, wanted_at = p_at
  where l.call_id = p_call.id and l.role in ('caller', 'callee', 'outside') and private.is_open(l)
    and l.joined_at is not null and not l.hold_wanted;
  return v_call;
end;
$$;
comment on function private.interrupt(public.call, bigint, timestamptz) is
  'The seat''s page is gone: whoever it talked to waits on hold from now on, and its own line ends.';

create function private.notice_lost_page(p_call public.call, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  if p_call.wiring <> 'conference' or private.is_interrupted(p_call.id) or exists (
    select from public.call_leg as l
    where l.call_id = p_call.id and private.talks_for_us(l) and private.is_open(l) and not l.end_wanted
  ) then
    return;
  end if;
  select l.* into v_leg
  from public.call_leg as l
  where l.call_id = p_call.id and l.role = 'seat' and l.joined_at is not null
  order by coalesce(l.left_at, l.ended_at) desc nulls last
  limit 1;
  if v_leg.end_wanted or private.has_said_goodbye(p_call.id, v_leg.agent_id) or not exists (
    select from private.call_beat as b where b.call_id = p_call.id and b.agent_id = v_leg.agent_id
  ) or not exists (
    select from public.call_leg as l
    where l.call_id = p_call.id and l.role in ('caller', 'callee', 'outside') and private.is_open(l) and not l.end_wanted
  ) then
    return;
  end if;
  perform private.interrupt(p_call, v_leg.agent_id, p_at);
end;
$$;
comment on function private.notice_lost_page(public.call, timestamptz) is
  'The last seat left the conference without a word, and somebody is still there.';

create function private.keep_caller(p_call public.call, p_agent_id bigint, p_form private.form)
returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_call constant public.call := private.interrupt(p_call, p_agent_id, now());
  v_leg public.call_leg;
begin
  select l.* into v_leg from public.call_leg as l where l.call_id = p_call.id and l.call_sid = p_form.call_sid;
  perform private.settle_call(v_call);
  return private.webhook_result(p_call.id, true, null, private.waiting_document(v_call, v_leg));
end;
$$;
comment on function private.keep_caller(public.call, bigint, private.form) is
  'The seat''s line of a plain call is gone, and the caller is still there: music, until somebody takes the call again.';

create function private.apply_redirect(p_call public.call, p_form private.form) returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_step public.call_step;
  v_beat private.call_beat;
begin
  select s.* into v_step from public.call_step as s where s.call_id = p_call.id and s.id = p_form.step_id;
  v_beat := private.page_beat(p_call.id, v_step.answered_call_sid);
  -- A page that is alive has seen its line end, and did nothing about it. That it goes may have come later than its line's end.
  if v_beat.call_id is null or v_beat.beaten_at > v_step.told_at and not v_beat.leaving
    or private.is_terminal(p_form.call_status)
  then
    return private.webhook_result(p_call.id, true, null, jsonb_build_object('do', 'hangup'));
  end if;
  return private.keep_caller(p_call, v_beat.agent_id, p_form);
end;
$$;
comment on function private.apply_redirect(public.call, private.form) is
  'Two seconds after the seat''s line ended without a word: was it a hang-up, or a crash?';

create function private.offer_to_others(p_call public.call, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  select l.* into v_leg from public.call_leg as l
  where l.call_id = p_call.id and l.role = 'seat' and l.agent_id = p_call.interrupted_by
  order by l.id desc
  limit 1;
  update public.call as c set interrupted_at = null, interrupted_by = null where c.id = p_call.id;
  if not private.bring_back(p_call, jsonb_populate_record(v_leg, '{"purpose": "return"}'), p_at) then
    perform private.say_farewell(p_call.id, p_at);
  end if;
end;
$$;
comment on function private.offer_to_others(public.call, timestamptz) is
  'The seat does not take its call back: it rings the line''s others, or ends with a sentence.';

create function private.answer_offer(p_call public.call, p_seat public.agent, p_command_id uuid, p_command text)
returns text
language plpgsql security definer set search_path = '' as $$
begin
  case p_command
    when 'end' then
      perform private.want_end(p_call, private.legs_to_end(p_call, p_seat.id), p_command_id);
    when 'let-go' then
      perform private.offer_to_others(p_call, now());
    when 'take-back' then
      if exists (
        select from public.call_leg as l
        where l.call_id = p_call.id and l.agent_id = p_seat.id and l.purpose = 'return' and private.is_open(l)
      ) then
        return null;
      end if;
      perform private.ring_seats(p_call, array[p_seat.id], 'return', p_seat.id, null, p_command_id, now());
  end case;
  return null;
end;
$$;
comment on function private.answer_offer(public.call, public.agent, uuid, text) is
  'What the seat says to the offer of its interrupted call; a second "take back" is the first.';

create function private.is_lost(p_beat private.call_beat, p_at timestamptz) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return (p_beat.beaten_at < p_at - interval '7 seconds' or p_beat.leaving and p_beat.beaten_at < p_at - interval '1 second')
    and exists (
      select from public.call_leg as l
      where l.call_id = p_beat.call_id and l.role = 'seat' and l.agent_id = p_beat.agent_id and private.is_open(l)
        and not l.end_wanted
        and (l.picked_up_at is not null or l.made_by = 'twilio')
    );
end;
$$;
comment on function private.is_lost(private.call_beat, timestamptz) is
  'Whether the page is gone and the seat''s line still stands. Of a seat that has left the call a beat may be older, and says nothing.';

create function private.lost_calls(p_at timestamptz) returns setof public.call
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
  select c.*
  from private.call_beat as b
  join public.call as c on c.id = b.call_id
  where c.ended_at is null and c.interrupted_at is null and c.status = 'in-progress' and private.is_lost(b, p_at);
end;
$$;
comment on function private.lost_calls(timestamptz) is 'Calls in which a seat''s line still stands, and its page is gone.';

create function private.lose_page(p_call public.call, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_was_plain constant boolean := p_call.wiring = 'plain';
  v_beat private.call_beat;
begin
  select b.* into v_beat from private.call_beat as b
  where b.call_id = p_call.id and private.is_lost(b, p_at)
  order by b.beaten_at
  limit 1;
  if not found then
    return false;
  end if;
  if exists (
    select from public.call_leg as l
    where l.call_id = p_call.id and private.talks_for_us(l) and l.agent_id <> v_beat.agent_id and l.joined_at is not null
      and private.is_open(l)
  ) then
    -- Somebody else of ours is there.
    update public.call_leg as l
    set end_wanted = true, wanted_at = p_at
    where l.call_id = p_call.id and l.role = 'seat' and l.agent_id = v_beat.agent_id and private.is_open(l);
    return true;
  end if;
  perform private.interrupt(p_call, v_beat.agent_id, p_at);
  if v_was_plain then
    update public.call_leg as l
    set move_wanted = true, wanted_at = p_at
    where l.call_id = p_call.id and l.role in ('caller', 'callee') and private.is_open(l);
  end if;
  return true;
end;
$$;
comment on function private.lose_page(public.call, timestamptz) is
  'The page of a call is gone, though Twilio still keeps its line: of a plain call the other side is told to come away. False: a beat has come after all.';

create function private.rescue(p_at timestamptz default now()) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
  v_workspaces bigint[] := '{}';
begin
  for v_call in
    select c.* from public.call as c where c.id in (select l.id from private.lost_calls(p_at) as l) for no key update skip locked
  loop
    continue when not private.lose_page(v_call, p_at);
    select c.* into strict v_call from public.call as c where c.id = v_call.id;
    perform private.settle_conference(v_call, p_at);
    v_workspaces := v_workspaces || v_call.workspace_id;
  end loop;
  for v_call in
    select c.* from public.call as c
    where c.interrupted_at < p_at - interval '45 seconds' and c.ended_at is null
      and not exists (
        select from public.call_leg as l
        where l.call_id = c.id and l.purpose = 'return' and l.purpose_outcome is null and private.is_open(l)
      )
    for no key update skip locked
  loop
    perform private.offer_to_others(v_call, p_at);
    select c.* into strict v_call from public.call as c where c.id = v_call.id;
    perform private.settle_conference(v_call, p_at);
    v_workspaces := v_workspaces || v_call.workspace_id;
  end loop;
  -- Whose function died, too.
  v_workspaces := v_workspaces || array(
    select m.workspace_id from public.call_command as m
    where m.outcome is null and m.asked_at < p_at - interval '15 seconds'
  );
  delete from private.call_beat as b
  using public.call as c
  -- For a moment it may still turn out that the page was lost.
  where c.id = b.call_id and c.ended_at < p_at - interval '1 minute';
  if cardinality(v_workspaces) = 0
     or not private.ask_function(
       '/reconcile/rescue', 'softphone_reconcile_secret', array(select distinct u.id from unnest(v_workspaces) as u (id))
     ) then
    return 0;
  end if;
  return cardinality(v_workspaces);
end;
$$;
comment on function private.rescue(timestamptz) is
  'The job, every 3 s: finds calls whose page is gone, and has the function ask Twilio for music; of how many. p_at: for tests.';

create function public.rescue_grant(workspace_id bigint, secret text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_workspace public.workspace;
  v_call public.call;
  v_work jsonb := '[]';
begin
  select w.* into v_workspace from public.workspace as w
  where w.id = rescue_grant.workspace_id and w.twilio_account_sid is not null;
  if not found or not private.is_job_secret('softphone_reconcile_secret', rescue_grant.secret) then
    return private.refusal('E-SECRET');
  end if;
  for v_call in
    select c.* from public.call as c
    where c.workspace_id = v_workspace.id and c.ended_at is null
      and (
        c.upgrade_began_at is not null
        or exists (select from public.call_command as m where m.call_id = c.id and m.outcome is null)
      )
    order by c.id
    for no key update
  loop
    v_work := v_work || jsonb_build_array(private.work_on(v_call.id));
  end loop;
  return jsonb_build_object(
    'ok', true,
    'work', (select coalesce(jsonb_agg(w.one), '[]') from jsonb_array_elements(v_work) as w (one) where w.one <> 'null')
  ) || private.twilio_credentials(v_workspace);
end;
$$;
comment on function public.rescue_grant(bigint, text) is
  'For the job that looks for lost pages: {ok, work: [{call_id, requests}], account_sid, username, password}. E-SECRET.';
grant execute on function public.rescue_grant(bigint, text) to service_role;
