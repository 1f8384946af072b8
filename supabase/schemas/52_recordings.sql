-- Who is recorded, and who was told before. People want a call recorded or paused (recording_wish); what Twilio has to be
-- asked follows from that and from who is on the line, like all that is asked about a running call
-- (45_twilio_requests.sql). See docs/decisions/recording.md.

create table private.recording_wish (
  call_id bigint not null,
  workspace_id bigint not null,
  wanted text not null default 'on',
  started_by bigint,
  wanted_by uuid,
  wanted_at timestamptz not null,
  resumes_at timestamptz,
  constraint recording_wish_pkey primary key (call_id),
  constraint recording_wish_call_fkey foreign key (workspace_id, call_id)
    references public.call (workspace_id, id) on delete cascade,
  constraint recording_wish_started_by_fkey foreign key (workspace_id, started_by)
    references public.agent (workspace_id, id),
  constraint recording_wish_wanted_check check (wanted in ('on', 'paused'))
);
comment on table private.recording_wish is 'Running calls that are to be recorded. What is recorded is in private.recording.';
comment on column private.recording_wish.started_by is 'Null: the policy.';
comment on column private.recording_wish.wanted_by is 'The command that last changed what is wanted.';
comment on column private.recording_wish.resumes_at is 'When a pause ends by itself. Null while paused: when somebody says so.';
create index recording_wish_workspace_id_call_id_idx on private.recording_wish (workspace_id, call_id);
create index recording_wish_workspace_id_started_by_idx on private.recording_wish (workspace_id, started_by)
  where started_by is not null;
create index recording_wish_resumes_at_idx on private.recording_wish (resumes_at) where resumes_at is not null;
alter table private.recording_wish enable row level security;

create table private.consent (
  leg_id bigint not null,
  workspace_id bigint not null,
  call_id bigint not null,
  way text not null,
  language text not null,
  sentence text not null,
  asked_at timestamptz not null,
  heard_at timestamptz,
  constraint consent_pkey primary key (leg_id),
  constraint consent_call_fkey foreign key (workspace_id, call_id)
    references public.call (workspace_id, id) on delete cascade,
  constraint consent_way_check check (way in ('greeting', 'whisper', 'announcement'))
);
comment on table private.consent is 'Which telephone was told that it is recorded, when, and in what words. It goes with the call.';
comment on column private.consent.way is
  'greeting: before it rings here. whisper: to whom was called, once they pick up. announcement: in the conference.';
comment on column private.consent.heard_at is 'When the sentence was over. Null: on its way, so nothing is recorded yet.';
create index consent_workspace_id_call_id_idx on private.consent (workspace_id, call_id);
create index consent_on_its_way_idx on private.consent (asked_at) where heard_at is null;
alter table private.consent enable row level security;

create table private.recording (
  id bigint generated always as identity,
  workspace_id bigint not null,
  call_id bigint not null,
  leg_id bigint not null,
  account_sid text not null,
  recording_sid text not null,
  status text not null default 'running',
  started_by bigint,
  started_at timestamptz not null,
  checked_at timestamptz not null,
  ended_at timestamptz,
  duration_s integer,
  delete_wanted_at timestamptz,
  delete_reason text,
  delete_wanted_by bigint,
  delete_tries integer not null default 0,
  delete_next_at timestamptz,
  delete_code integer,
  deleted_at timestamptz,
  constraint recording_pkey primary key (id),
  constraint recording_workspace_id_id_key unique (workspace_id, id),
  constraint recording_workspace_id_recording_sid_key unique (workspace_id, recording_sid),
  constraint recording_call_fkey foreign key (workspace_id, call_id) references public.call (workspace_id, id),
  constraint recording_started_by_fkey foreign key (workspace_id, started_by)
    references public.agent (workspace_id, id),
  constraint recording_delete_wanted_by_fkey foreign key (workspace_id, delete_wanted_by)
    references public.agent (workspace_id, id),
  constraint recording_recording_sid_check check (recording_sid ~ '^RE[0-9a-fA-F]{32}$'),
  constraint recording_status_check check (
    status in ('running', 'paused', 'processing', 'completed', 'absent', 'failed')
  ),
  constraint recording_delete_check check ((delete_wanted_at is null) = (delete_reason is null)),
  constraint recording_deleted_check check (deleted_at is null or delete_wanted_at is not null)
);
comment on table private.recording is
  'One recording at Twilio: a call has several when its wiring or its first telephone changes. Nobody but the functions learns a SID: with the media open to everybody, it is all that one needs to listen.';
comment on column private.recording.leg_id is 'Whose line was recorded; Twilio may name its parent instead.';
comment on column private.recording.account_sid is 'Where it is. After a workspace has moved to another account, it stays there.';
comment on column private.recording.status is
  'processing: over, and Twilio has not said what came of it. absent: too short, or nothing but silence.';
comment on column private.recording.checked_at is
  'When Twilio last said that it runs: one that began before its leg moved to a conference may have ended there.';
comment on column private.recording.delete_wanted_at is 'From then on nobody can listen. Twilio is asked until it has deleted it.';
comment on column private.recording.delete_reason is 'What the admin wrote; "retention" when its days are over.';
create index recording_workspace_id_call_id_idx on private.recording (workspace_id, call_id);
create index recording_call_id_idx on private.recording (call_id);
create index recording_workspace_id_started_by_idx on private.recording (workspace_id, started_by)
  where started_by is not null;
create index recording_workspace_id_delete_wanted_by_idx on private.recording (workspace_id, delete_wanted_by)
  where delete_wanted_by is not null;
create index recording_kept_idx on private.recording (workspace_id, started_at) where delete_wanted_at is null;
create index recording_to_delete_idx on private.recording (workspace_id, delete_next_at)
  where delete_wanted_at is not null and deleted_at is null;
create index recording_unfinished_idx on private.recording (workspace_id, ended_at) where status = 'processing';
alter table private.recording enable row level security;

create function private.media_are_open(p_workspace_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.health_check as h
    where h.workspace_id = p_workspace_id and h."check" = 'recordings' and h.finding = 'recordings-open'
  );
end;
$$;
comment on function private.media_are_open(bigint) is
  'Whether Health found that anybody who knows a recording''s address can listen to it: Twilio''s default.';

create function private.recording_mode(p_call public.call) returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  if private.media_are_open(p_call.workspace_id) or exists (
    select from public.call_leg as l where l.call_id = p_call.id and l.emergency
  ) then
    return 'off';
  end if;
  return coalesce(
    (select n.recording from public.workspace_twilio_number as n where n.id = p_call.number_id),
    (select p.recording from public.workspace_policy as p where p.workspace_id = p_call.workspace_id),
    'off'
  );
end;
$$;
comment on function private.recording_mode(public.call) is
  'off, on-demand or always: the line''s own, else the workspace''s. Never a call to an emergency service, and nothing while the media are open.';

create function private.is_recorded(p_call_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from private.recording_wish as w where w.call_id = p_call_id);
end;
$$;
comment on function private.is_recorded(bigint) is 'Whether it is a running call that somebody, or the policy, wants recorded.';

create function private.is_told(p_leg_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from private.consent as k where k.leg_id = p_leg_id and k.heard_at is not null);
end;
$$;
comment on function private.is_told(bigint) is 'Whether whoever is there heard that the call is recorded.';

create function private.waits(p_leg public.call_leg) returns boolean
language plpgsql immutable security definer set search_path = '' as $$
begin
  return p_leg.hold_wanted or p_leg.held_at is not null or p_leg.line_wanted is not null;
end;
$$;
comment on function private.waits(public.call_leg) is 'Whether it is on hold, on the way there or back, or on the way to a line.';

create function private.may_be_taken_back(p_call public.call) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return p_call.wiring = 'plain' and p_call.status = 'completed' and exists (
    select from public.call_leg as l
    where l.call_id = p_call.id and l.role in ('caller', 'callee', 'outside') and private.is_open(l)
  ) and exists (
    select from private.call_beat as b
    where b.call_id = p_call.id and not private.has_said_goodbye(b.call_id, b.agent_id)
  );
end;
$$;
comment on function private.may_be_taken_back(public.call) is
  'The seat''s line of a plain call has ended without a word, and the other side is still there: for the moment until it is known whether the page was lost, the call counts as over.';

create function private.talking_telephones(p_call public.call) returns setof public.call_leg
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
  select l.*
  from public.call_leg as l
  where l.call_id = p_call.id
    and l.role in ('caller', 'callee', 'outside')
    and l.call_sid is not null
    and private.is_open(l)
    and not l.end_wanted
    -- Whoever is consulted talks to the seat alone.
    and (l.purpose is distinct from 'consult' or l.purpose_outcome is not null)
    and case p_call.wiring
      when 'plain' then (p_call.status = 'in-progress' or private.may_be_taken_back(p_call))
        and (l.role = 'caller' or l.picked_up_at is not null)
      else l.joined_at is not null or l.move_wanted
    end
  order by l.id;
end;
$$;
comment on function private.talking_telephones(public.call) is
  'The telephones in the talk, on hold or not, or coming away from a seat whose page is gone; the first one first: its line is the one that is recorded.';

create function private.seat_talks(p_call public.call) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.call_leg as l
    where l.call_id = p_call.id and l.role = 'seat' and private.is_open(l) and not l.end_wanted
      and case p_call.wiring
        when 'conference' then l.joined_at is not null
        else l.picked_up_at is not null or l.made_by <> 'dial' and l.purpose is null
      end
  );
end;
$$;
comment on function private.seat_talks(public.call) is
  'Whether anybody of the workspace is in the talk: not while a line is rung for who was sent there, nor once the last seat has left.';

create function private.consent_words(p_workspace_id bigint) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return (
    select jsonb_build_object('language', p.consent_language, 'sentence', p.consent_sentence)
    from public.workspace_policy as p
    where p.workspace_id = p_workspace_id
  );
end;
$$;
comment on function private.consent_words(bigint) is 'What a telephone is told before it is recorded: {language, sentence}.';

create function private.begin_consent(p_call public.call, p_leg_id bigint, p_way text, p_at timestamptz, p_heard boolean)
returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_words constant jsonb := private.consent_words(p_call.workspace_id);
begin
  insert into private.consent as k (leg_id, workspace_id, call_id, way, language, sentence, asked_at, heard_at)
  values (
    p_leg_id, p_call.workspace_id, p_call.id, p_way, v_words ->> 'language', v_words ->> 'sentence', p_at,
    case when p_heard then p_at end
  )
  on conflict on constraint consent_pkey do update
  set way = excluded.way, language = excluded.language, sentence = excluded.sentence, asked_at = excluded.asked_at,
      heard_at = excluded.heard_at
  where k.heard_at is null;
end;
$$;
comment on function private.begin_consent(public.call, bigint, text, timestamptz, boolean) is
  'The telephone is being told, or was. What it has heard once stays.';

create function private.consent_before(p_call public.call, p_way text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  if not p_call.can_be_recorded or private.recording_mode(p_call) <> 'always' then
    return '{}';
  end if;
  select l.* into v_leg
  from public.call_leg as l
  where l.call_id = p_call.id and l.role in ('caller', 'callee')
  order by l.id
  limit 1;
  if private.is_told(v_leg.id) then
    return '{}';
  elsif p_way = 'greeting' then
    -- Twilio says it before it dials, in one document: whoever talks to a seat has heard it.
    perform private.begin_consent(p_call, v_leg.id, p_way, now(), true);
    return jsonb_build_object('consent', private.consent_words(p_call.workspace_id));
  end if;
  perform private.begin_consent(p_call, v_leg.id, p_way, now(), false);
  return jsonb_build_object('whisper', true);
end;
$$;
comment on function private.consent_before(public.call, text) is
  'What the answer that dials says beside that, where every call is recorded: {consent} to be spoken first, or {whisper} to whom is called.';

create function private.apply_consent(p_call public.call, p_form private.form, p_query jsonb)
returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  select l.* into v_leg from public.call_leg as l where l.call_id = p_call.id and l.id = p_form.leg_id;
  if not found then
    return private.webhook_result(p_call.id, false, 'unknown-leg', null);
  elsif p_query ->> 'told' = '1' then
    update private.consent as k set heard_at = coalesce(k.heard_at, now()) where k.leg_id = v_leg.id;
    return private.webhook_result(p_call.id, true, null, null);
  end if;
  update private.consent as k set asked_at = now() where k.leg_id = v_leg.id and k.heard_at is null;
  return private.webhook_result(
    p_call.id, true, null,
    jsonb_build_object(
      'do', 'tell', 'call_id', p_call.id, 'leg_id', v_leg.id, 'confirms', p_query ->> 'way' is null
    ) || private.consent_words(p_call.workspace_id)
  );
end;
$$;
comment on function private.apply_consent(public.call, private.form, jsonb) is
  'Twilio asks for the words, and comes again when a whisper is over. The end of an announcement is an event of the conference.';

create function private.apply_announcement(p_call public.call, p_form private.form, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
begin
  select l.* into v_leg from public.call_leg as l where l.call_id = p_call.id and l.call_sid = p_form.call_sid;
  if p_form.conference_event = 'announcement-end' then
    update private.consent as k set heard_at = p_at where k.leg_id = v_leg.id and k.heard_at is null;
  elsif p_form.conference_event = 'announcement-fail' then
    perform private.miss_announcement(p_call, v_leg, p_at);
  end if;
end;
$$;
comment on function private.apply_announcement(public.call, private.form, timestamptz) is 'An event about an announcement to one telephone.';

create function private.miss_announcement(p_call public.call, p_leg public.call_leg, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_wish private.recording_wish;
begin
  delete from private.consent as k where k.leg_id = p_leg.id and k.heard_at is null;
  select w.* into v_wish from private.recording_wish as w where w.call_id = p_call.id;
  if (
    select count(*) from private.twilio_request as r
    where r.call_id = p_call.id and r.leg_id = p_leg.id and r.kind = 'announce' and r.asked_at >= v_wish.wanted_at
  ) >= 2 then
    perform private.fail_recording(p_call, p_leg, null, p_at);
  end if;
end;
$$;
comment on function private.miss_announcement(public.call, public.call_leg, timestamptz) is
  'It was not heard, as far as anybody knows: it is tried once more, and then nothing is recorded.';

create function private.fail_recording(p_call public.call, p_leg public.call_leg, p_code integer, p_at timestamptz)
returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_wish private.recording_wish;
begin
  select w.* into v_wish from private.recording_wish as w where w.call_id = p_call.id;
  if v_wish.wanted_by is not null then
    perform private.fail_commands(p_call.id, v_wish.wanted_by, p_code, p_at);
  end if;
  if exists (select from private.recording as r where r.call_id = p_call.id and r.status in ('running', 'paused')) then
    update private.recording_wish as w
    set wanted = 'paused', resumes_at = null, wanted_by = null, wanted_at = p_at
    where w.call_id = p_call.id;
  else
    delete from private.recording_wish as w where w.call_id = p_call.id;
  end if;
  update public.call as c set notice = private.notice('recording-failed', p_leg, p_at) where c.id = p_call.id;
end;
$$;
comment on function private.fail_recording(public.call, public.call_leg, integer, timestamptz) is
  'It cannot be begun, or not go on: it is off, or stays paused, until somebody presses again; and the phone says so.';

create function private.reaches_emergency(p_call_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.call_leg as l where l.call_id = p_call_id and l.emergency and private.is_open(l)
  );
end;
$$;
comment on function private.reaches_emergency(bigint) is
  'Whether an emergency service is on the line, or called: while it is, nothing is recorded, whatever is wanted.';

create function private.recording_state(p_call public.call) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  v_wish private.recording_wish;
begin
  select w.* into v_wish from private.recording_wish as w where w.call_id = p_call.id;
  if not found or p_call.ended_at is not null then
    return null;
  elsif exists (
    select from private.recording as r join public.call_leg as l on l.id = r.leg_id
    where r.call_id = p_call.id and r.status = 'running' and private.is_open(l)
  ) then
    return 'on';
  elsif v_wish.wanted = 'paused' or private.reaches_emergency(p_call.id)
    or not private.seat_talks(p_call) and p_call.wiring <> 'upgrading' or exists (
    select from private.talking_telephones(p_call) as t where private.waits(t)
  ) and not exists (
    select from private.talking_telephones(p_call) as t where not private.waits(t) and not private.is_told(t.id)
  ) then
    return 'paused';
  end if;
  return 'announcing';
end;
$$;
comment on function private.recording_state(public.call) is
  'What screens show: on only while Twilio records. announcing: somebody is being told, or it is about to begin.';

create function private.settle_recording(p_call_id bigint, p_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
  v_wish private.recording_wish;
  v_leg public.call_leg;
  v_untold public.call_leg;
begin
  select w.* into v_wish from private.recording_wish as w where w.call_id = p_call_id;
  if not found then
    return;
  end if;
  select c.* into strict v_call from public.call as c where c.id = p_call_id;
  if v_call.ended_at is not null then
    perform private.end_recording(v_call);
    return;
  end if;
  if v_wish.wanted = 'paused' and v_wish.resumes_at <= p_at then
    update private.recording_wish as w
    set wanted = 'on', resumes_at = null, wanted_by = null, wanted_at = p_at
    where w.call_id = p_call_id
    returning * into v_wish;
  end if;
  for v_leg in
    select l.* from private.consent as k
    join public.call_leg as l on l.id = k.leg_id
    where k.call_id = p_call_id and k.way = 'announcement' and k.heard_at is null
      and k.asked_at < p_at - interval '30 seconds'
  loop
    perform private.miss_announcement(v_call, v_leg, p_at);
  end loop;
  if v_call.wiring = 'plain' and v_wish.wanted = 'on' and private.seat_talks(v_call) then
    -- A telephone in a plain call can only be told in a conference; but a whisper gets its time.
    select t.* into v_untold
    from private.talking_telephones(v_call) as t
    left join private.consent as k on k.leg_id = t.id
    where k.heard_at is null and (k.leg_id is null or greatest(k.asked_at, t.picked_up_at) < p_at - interval '30 seconds')
    limit 1;
    if v_untold.id is not null and exists (
      select from private.twilio_request as r
      where r.call_id = p_call_id and r.kind in ('find-legs', 'redirect') and r.asked_at >= v_wish.wanted_at
    ) then
      -- It was tried, and nobody could be moved.
      perform private.fail_recording(v_call, v_untold, null, p_at);
    elsif v_untold.id is not null then
      perform private.begin_upgrade(v_call, p_at);
      select c.* into strict v_call from public.call as c where c.id = p_call_id;
      perform private.settle_conference(v_call, p_at);
    end if;
  end if;
  perform private.show_recording(p_call_id);
end;
$$;
comment on function private.settle_recording(bigint, timestamptz) is
  'What follows for a recorded call, a row that is locked, from what happened and from the time that has passed.';

create function private.show_recording(p_call_id bigint) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call as c
  set recording = s.state, recording_since = s.since, is_recorded = s.is_kept
  from (
    select
      private.recording_state(o) as state,
      (select min(r.started_at) from private.recording as r where r.call_id = o.id) as since,
      exists (
        select from private.recording as r
        where r.call_id = o.id and r.status = 'completed' and r.delete_wanted_at is null
      ) as is_kept
    from public.call as o
    where o.id = p_call_id
  ) as s
  where c.id = p_call_id
    and (c.recording, c.recording_since, c.is_recorded) is distinct from (s.state, s.since, s.is_kept);
end;
$$;
comment on function private.show_recording(bigint) is 'Writes what screens show of it into the call, which broadcasts it.';

create function private.show_change_of_recording() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.show_recording(coalesce(new.call_id, old.call_id));
  return null;
end;
$$;
comment on function private.show_change_of_recording() is 'So that no change can be forgotten on screens.';

create trigger recording_show after insert or update on private.recording
for each row execute function private.show_change_of_recording();

create trigger recording_wish_show after insert or update or delete on private.recording_wish
for each row execute function private.show_change_of_recording();

create function private.end_recording(p_call public.call) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if private.may_be_taken_back(p_call) then
    return;
  end if;
  delete from private.recording_wish as w where w.call_id = p_call.id;
  update private.recording as r
  set status = 'processing', ended_at = coalesce(r.ended_at, p_call.ended_at)
  where r.call_id = p_call.id and r.status in ('running', 'paused');
end;
$$;
comment on function private.end_recording(public.call) is
  'The call is over. While it may still turn out to be interrupted, what is wanted stays, and whoever asks pauses it meanwhile.';

create function private.record_by_policy() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if not new.can_be_recorded then
    return null;
  elsif new.ended_at is not null then
    perform private.end_recording(new);
  elsif private.recording_mode(new) = 'always' then
    insert into private.recording_wish (call_id, workspace_id, wanted_at)
    values (new.id, new.workspace_id, now())
    on conflict on constraint recording_wish_pkey do nothing;
  end if;
  return null;
end;
$$;
comment on function private.record_by_policy() is 'A talk begins, or is over.';

create trigger call_record_by_policy after update on public.call
for each row when (
  new.status = 'in-progress' and old.status <> 'in-progress' or new.ended_at is not null and old.ended_at is null
)
execute function private.record_by_policy();

create function private.may_ask_since(p_wish private.recording_wish, p_leg public.call_leg) returns timestamptz
language plpgsql immutable security definer set search_path = '' as $$
begin
  return greatest(p_wish.wanted_at, p_leg.wanted_at, p_leg.joined_at);
end;
$$;
comment on function private.may_ask_since(private.recording_wish, public.call_leg) is
  'What Twilio refused before then may be asked again: somebody pressed, or the leg moved.';

create function private.due_recording(
  p_call public.call, p_wish private.recording_wish, p_leg public.call_leg, p_kind text, p_details jsonb, p_at timestamptz
) returns setof private.due_request
language plpgsql stable security definer set search_path = '' as $$
declare
  v_leg public.call_leg := p_leg;
begin
  v_leg.wanted_at := private.may_ask_since(p_wish, p_leg);
  if private.may_ask(v_leg, p_kind, p_at) then
    return next row(p_leg.id, p_kind, p_details)::private.due_request;
  end if;
end;
$$;
comment on function private.due_recording(public.call, private.recording_wish, public.call_leg, text, jsonb, timestamptz) is
  'The request, unless asking makes no sense.';

create function private.recording_requests(p_call public.call, p_at timestamptz) returns setof private.due_request
language plpgsql stable security definer set search_path = '' as $$
declare
  v_wish private.recording_wish;
  v_leg public.call_leg;
  v_first public.call_leg;
  v_recording private.recording;
  v_all_told boolean := true;
  v_seat_talks boolean;
begin
  select w.* into v_wish from private.recording_wish as w where w.call_id = p_call.id;
  if not found or p_call.wiring = 'upgrading' then
    return;
  end if;
  if private.reaches_emergency(p_call.id) then
    v_wish.wanted := 'paused';
  end if;
  v_seat_talks := private.seat_talks(p_call);
  for v_leg in select t.* from private.talking_telephones(p_call) as t loop
    if v_first.id is null then
      v_first := v_leg;
    end if;
    continue when private.is_told(v_leg.id) or private.waits(v_leg);
    v_all_told := false;
    if p_call.wiring = 'conference' and v_seat_talks and v_wish.wanted = 'on' and p_call.conference_sid is not null
       and not exists (select from private.consent as k where k.leg_id = v_leg.id) then
      return query select d.* from private.due_recording(
        p_call, v_wish, v_leg, 'announce',
        jsonb_build_object('conference_sid', p_call.conference_sid, 'call_id', p_call.id), p_at
      ) as d;
    end if;
  end loop;
  if v_first.id is null then
    return;
  end if;

  select r.* into v_recording
  from private.recording as r
  where r.leg_id = v_first.id and r.status in ('running', 'paused')
  order by r.id desc
  limit 1;
  if v_wish.wanted = 'on' and v_seat_talks and v_all_told and not private.waits(v_first) then
    if v_recording.id is null or v_recording.status = 'running' and v_recording.checked_at < v_first.joined_at then
      return query select d.* from private.due_recording(
        p_call, v_wish, v_first, 'record', jsonb_build_object('call_id', p_call.id), p_at
      ) as d;
    elsif v_recording.status = 'paused' then
      return query select d.* from private.due_recording(
        p_call, v_wish, v_first, 'resume-recording',
        jsonb_build_object('recording_sid', v_recording.recording_sid), p_at
      ) as d;
    end if;
  elsif v_recording.status = 'running' then
    return query select d.* from private.due_recording(
      p_call, v_wish, v_first, 'pause-recording',
      jsonb_build_object('recording_sid', v_recording.recording_sid), p_at
    ) as d;
  end if;
end;
$$;
comment on function private.recording_requests(public.call, timestamptz) is
  'Whom to tell, and what to do with the recording of the first telephone''s line. Nothing is recorded on hold, without a seat in the talk, or while somebody in the talk was not told.';

create function private.apply_recording_answer(
  p_call public.call, p_request private.twilio_request, p_leg public.call_leg, p_facts jsonb, p_at timestamptz
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_wish private.recording_wish;
  v_leg public.call_leg := p_leg;
  v_sid constant text := p_request.details ->> 'recording_sid';
begin
  select w.* into v_wish from private.recording_wish as w where w.call_id = p_call.id;
  v_leg.wanted_at := private.may_ask_since(v_wish, p_leg);
  if p_request.outcome = 'done' then
    case p_request.kind
      when 'record' then
        perform private.keep_recording(
          p_call, p_leg.id, p_facts ->> 'recording_sid', p_facts ->> 'recording_status', v_wish.started_by, p_at
        );
      when 'announce' then
        perform private.begin_consent(p_call, p_leg.id, 'announcement', p_at, false);
      else
        update private.recording as r
        set status = case p_request.kind when 'pause-recording' then 'paused' else 'running' end, checked_at = p_at
        where r.workspace_id = p_call.workspace_id and r.recording_sid = v_sid and r.status in ('running', 'paused');
    end case;
    return null;
  elsif p_request.outcome = 'lost' and private.may_ask(v_leg, p_request.kind, p_at) then
    return null;
  elsif v_sid is not null and p_request.twilio_code in (20404, 21220) then
    -- It ended without a word, as it may when its leg moves: if it is still wanted, the next one begins.
    update private.recording as r
    set status = 'processing', ended_at = p_at
    where r.workspace_id = p_call.workspace_id and r.recording_sid = v_sid and r.status in ('running', 'paused');
    return null;
  elsif p_request.kind = 'pause-recording' then
    perform private.fail_commands(p_call.id, v_wish.wanted_by, p_request.twilio_code, p_at) where v_wish.wanted_by is not null;
    update private.recording_wish as w
    set wanted = 'on', resumes_at = null
    where w.call_id = p_call.id and w.wanted = 'paused';
    return private.notice('pause-failed', p_leg, p_at);
  end if;
  perform private.fail_recording(p_call, p_leg, p_request.twilio_code, p_at);
  return null;
end;
$$;
comment on function private.apply_recording_answer(public.call, private.twilio_request, public.call_leg, jsonb, timestamptz) is
  'What came of a request about recording: a state that is known, whatever came. Answers a notice, or null.';

create function private.keep_recording(
  p_call public.call, p_leg_id bigint, p_recording_sid text, p_status text, p_started_by bigint, p_at timestamptz
) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.recording as r (
    workspace_id, call_id, leg_id, account_sid, recording_sid, status, started_by, started_at, checked_at
  )
  select
    p_call.workspace_id, p_call.id, p_leg_id, w.twilio_account_sid, p_recording_sid,
    case when p_status = 'paused' then 'paused' else 'running' end, p_started_by, p_at, p_at
  from public.workspace as w
  where w.id = p_call.workspace_id and w.twilio_account_sid is not null
  on conflict on constraint recording_workspace_id_recording_sid_key do update
  set checked_at = excluded.checked_at,
      status = case when r.status in ('running', 'paused') then excluded.status else r.status end
  where r.call_id = p_call.id;
end;
$$;
comment on function private.keep_recording(public.call, bigint, text, text, bigint, timestamptz) is
  'Twilio names a recording of the leg. One that it named before is known.';

create function private.apply_recording(p_call public.call, p_form private.form, p_payload jsonb)
returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_sid constant text := p_payload ->> 'RecordingSid';
  v_status constant text := p_payload ->> 'RecordingStatus';
  v_at constant timestamptz := coalesce(p_form.happened_at, now());
begin
  if not exists (select from private.recording as r where r.workspace_id = p_call.workspace_id and r.recording_sid = v_sid) then
    if not exists (select from public.call_leg as l where l.call_id = p_call.id and l.id = p_form.leg_id) then
      return private.webhook_result(p_call.id, false, 'unknown-leg', null);
    end if;
    -- The answer that named it was lost.
    perform private.keep_recording(
      p_call, p_form.leg_id, v_sid, 'in-progress',
      (select w.started_by from private.recording_wish as w where w.call_id = p_call.id), v_at
    );
  end if;
  if v_status = 'in-progress' then
    return private.webhook_result(p_call.id, true, null, null);
  end if;
  update private.recording as r
  set status = v_status, duration_s = nullif(p_payload ->> 'RecordingDuration', '')::integer,
      ended_at = coalesce(r.ended_at, now())
  where r.workspace_id = p_call.workspace_id and r.call_id = p_call.id and r.recording_sid = v_sid
    and r.status in ('running', 'paused', 'processing');
  if found and v_status = 'completed' then
    -- With the account's first recording Health can find out who may listen: the next run comes at once.
    delete from private.health_run as h
    where h.workspace_id = p_call.workspace_id and exists (
      select from public.health_check as k
      where k.workspace_id = h.workspace_id and k."check" = 'recordings' and k.finding = 'recordings-none'
    );
    return private.webhook_result(p_call.id, true, null, null);
  end if;
  return private.webhook_result(p_call.id, found, case when not found then 'late' end, null);
end;
$$;
comment on function private.apply_recording(public.call, private.form, jsonb) is
  'A recording has begun, or what came of it: by our own URL, since Twilio may name the leg''s parent.';

create function private.command_recording(
  p_call public.call, p_seat public.agent, p_command_id uuid, p_command text, p_arguments jsonb
) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_pause constant interval := '2 minutes';
  v_wish private.recording_wish;
begin
  select w.* into v_wish from private.recording_wish as w where w.call_id = p_call.id;
  if p_call.status <> 'in-progress' then
    return 'E-CALL-STATE';
  elsif p_command = 'record' then
    if private.media_are_open(p_call.workspace_id) then
      return 'E-MEDIA-OPEN';
    elsif not p_call.can_be_recorded or private.recording_mode(p_call) = 'off' then
      return 'E-CALL-STATE';
    elsif v_wish.call_id is not null then
      return 'E-CALL-STATE';
    end if;
    insert into private.recording_wish (call_id, workspace_id, started_by, wanted_by, wanted_at)
    values (p_call.id, p_call.workspace_id, p_seat.id, p_command_id, now());
    return null;
  elsif v_wish.call_id is null then
    return 'E-CALL-STATE';
  end if;
  update private.recording_wish as w
  set wanted = case p_command when 'pause-recording' then 'paused' else 'on' end,
      resumes_at = case when p_command = 'pause-recording' and not coalesce((p_arguments ->> 'stays')::boolean, false)
        then now() + v_pause end,
      wanted_by = p_command_id, wanted_at = now()
  where w.call_id = p_call.id;
  return null;
end;
$$;
comment on function private.command_recording(public.call, public.agent, uuid, text, jsonb) is
  'record, pause-recording (by itself it goes on after two minutes, unless {stays}) and resume-recording; answers a code when that may not be.';

create function private.recording_is_due(p_call_id bigint, p_at timestamptz) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from private.recording_wish as w where w.call_id = p_call_id and w.resumes_at <= p_at
  ) or exists (
    select from private.recording_wish as w
    join private.consent as k on k.call_id = w.call_id
    where w.call_id = p_call_id and w.wanted = 'on' and k.heard_at is null and k.asked_at < p_at - interval '30 seconds'
  );
end;
$$;
comment on function private.recording_is_due(bigint, timestamptz) is
  'Whether a pause is over, or nothing was heard of what somebody was told: nobody''s event wakes these.';

create function private.wake_recordings(p_at timestamptz default now()) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_due constant bigint[] := array(
    select distinct w.workspace_id from private.recording_wish as w
    where private.recording_is_due(w.call_id, p_at)
    order by w.workspace_id
    limit 50
  );
begin
  -- Nobody's event came after the end.
  perform private.end_recording(c)
  from private.recording_wish as w join public.call as c on c.id = w.call_id
  where c.ended_at < p_at - interval '1 minute';
  if cardinality(v_due) > 0 and private.ask_function('/reconcile', 'softphone_reconcile_secret', v_due) then
    return cardinality(v_due);
  end if;
  return 0;
end;
$$;
comment on function private.wake_recordings(timestamptz) is
  'The job, every 10 s: a pause that is over goes on. Of how many workspaces. p_at: for tests.';
