-- Broadcasts on private topics, and who may join them. Delivery is not guaranteed: the web refetches whenever it subscribes.

create function private.call_payload(p_call public.call) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return jsonb_build_object(
    'id', p_call.id,
    'workspace_id', p_call.workspace_id,
    'ticket', p_call.ticket,
    'direction', p_call.direction,
    'mode', p_call.mode,
    'from_number', p_call.from_number,
    'to_number', p_call.to_number,
    'number_id', p_call.number_id,
    'agent_id', p_call.agent_id,
    'status', p_call.status,
    'wiring', p_call.wiring,
    'open_legs', p_call.open_legs,
    'notice', p_call.notice,
    'interrupted_at', p_call.interrupted_at,
    'interrupted_by', p_call.interrupted_by,
    'assumed', p_call.assumed,
    'end_reason', p_call.end_reason,
    'ended_by', p_call.ended_by,
    'created_at', p_call.created_at,
    'expires_at', p_call.expires_at,
    'ringing_at', p_call.ringing_at,
    'picked_up_at', p_call.picked_up_at,
    'answered_at', p_call.answered_at,
    'ended_at', p_call.ended_at,
    'duration_s', p_call.duration_s,
    'to_return', p_call.to_return,
    'also_joined', p_call.also_joined,
    'has_note', p_call.has_note,
    'outcome_tag_id', p_call.outcome_tag_id,
    'recording', p_call.recording,
    'recording_since', p_call.recording_since,
    'is_recorded', p_call.is_recorded,
    'can_be_recorded', p_call.can_be_recorded,
    'version', p_call.version
  );
end;
$$;
comment on function private.call_payload(public.call) is 'The columns of a call that the web reads, by name: never the whole row.';

create function private.broadcast_call() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_payload constant jsonb := private.call_payload(new);
begin
  perform realtime.send(v_payload, 'call', 'workspace:' || new.workspace_id || ':calls', true);
  perform realtime.send(v_payload, 'call', 'agent:' || u.agent_id, true)
  from (
    select new.agent_id
    union
    select p.agent_id from public.call_participant as p
    where p.call_id = new.id
      and (p.joined_at is not null or p.joined_by in ('order', 'transfer') or new.direction = 'internal')
  ) as u
  where u.agent_id is not null;
  -- One message for all whom it rings: that it rings, who took it, how it ended; not what happens in between.
  if new.direction = 'inbound'
     and new.number_id is not null
     and new.end_reason is distinct from 'blocked'
     and (new.agent_id is null or new.ended_at is not null or old.agent_id is null) then
    perform realtime.send(v_payload, 'call', 'line:' || new.to_number, true);
  end if;
  return null;
end;
$$;
comment on function private.broadcast_call() is
  'To supervisors and admins, to the seats that take part, and of a call in to everybody whom its line rings.';

create trigger call_broadcast after insert or update on public.call
for each row execute function private.broadcast_call();

create function private.broadcast_presence() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(
    jsonb_build_object(
      'agent_id', new.agent_id, 'status', new.status,
      'changed_at', new.changed_at, 'heard_at', new.heard_at, 'free_from', new.free_from
    ),
    'presence', 'workspace:' || new.workspace_id || ':presence', true
  );
  return null;
end;
$$;
comment on function private.broadcast_presence() is 'A changed choice, which the seat''s own browsers follow, wrap-up, and the first beat after a silence; not each beat, since Realtime''s rate is limited.';

create trigger agent_presence_broadcast_first after insert on public.agent_presence
for each row execute function private.broadcast_presence();

create trigger agent_presence_broadcast_change after update on public.agent_presence
for each row when (
  old.status is distinct from new.status
  or old.free_from is distinct from new.free_from
  or new.status <> 'offline' and new.heard_at is not null
  and (old.heard_at is null or old.heard_at <= private.heard_since(new.heard_at))
)
execute function private.broadcast_presence();

create function private.tell_seat_change() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- To the person, not to the seat: nobody may join the topic of a seat that is off, and hear that it is on again.
  perform realtime.send(
    jsonb_build_object(
      'agent_id', new.id, 'workspace_id', new.workspace_id, 'active', new.active, 'role', new.role,
      'display_name', new.display_name
    ),
    'seat', 'user:' || new.user_id, true
  );
  perform realtime.send(
    jsonb_build_object('agent_id', new.id), 'seat', 'workspace:' || new.workspace_id || ':presence', true
  );
  return null;
end;
$$;
comment on function private.tell_seat_change() is
  'The person''s own browsers act on it at once, whatever their tokens would still allow; colleagues read the list of people again.';

create trigger agent_tell_new after insert on public.agent
for each row execute function private.tell_seat_change();

create trigger agent_tell_change after update on public.agent
for each row when ((old.role, old.display_name, old.active) is distinct from (new.role, new.display_name, new.active))
execute function private.tell_seat_change();

create function private.broadcast_seats_numbers() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send('{}', 'numbers', 'agent:' || s.agent_id, true)
  from (select new.agent_id union select old.agent_id) as s
  where s.agent_id is not null;
  return null;
end;
$$;
comment on function private.broadcast_seats_numbers() is
  'The seat''s own dialers read their numbers again. The message says nothing of them.';

create trigger agent_phone_broadcast after insert or update or delete on public.agent_phone
for each row execute function private.broadcast_seats_numbers();

create function private.broadcast_policy() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(
    jsonb_build_object(
      'workspace_id', new.workspace_id,
      'allowed_countries', new.allowed_countries,
      'agent_calls_per_minute', new.agent_calls_per_minute,
      'agent_minutes_per_day', new.agent_minutes_per_day,
      'workspace_calls_per_minute', new.workspace_calls_per_minute,
      'workspace_minutes_per_day', new.workspace_minutes_per_day,
      'when_capped', new.when_capped,
      'time_zone', new.time_zone,
      'calling_hours', new.calling_hours,
      'block_withheld', new.block_withheld,
      'show_listeners', new.show_listeners,
      'recording', new.recording,
      'consent_language', new.consent_language,
      'consent_sentence', new.consent_sentence,
      'recordings_kept_days', new.recordings_kept_days,
      'recordings_heard_by', new.recordings_heard_by,
      'paused_at', new.paused_at,
      'paused_until', new.paused_until,
      'pause_cause', new.pause_cause,
      'pause_limit', new.pause_limit,
      'wrap_up_s', new.wrap_up_s,
      'outcome_required', new.outcome_required
    ),
    'policy', 'workspace:' || new.workspace_id || ':policy', true
  );
  return null;
end;
$$;
comment on function private.broadcast_policy() is 'Dialers show at once what may not be called any more, and a pause.';

create trigger workspace_policy_broadcast after update on public.workspace_policy
for each row when (old.* is distinct from new.*)
execute function private.broadcast_policy();

create function private.tell_outcome_tags() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send('{}', 'outcomes', 'workspace:' || t.workspace_id || ':policy', true)
  from (select distinct c.workspace_id from changed as c) as t;
  return null;
end;
$$;
comment on function private.tell_outcome_tags() is 'Screens that show outcomes read them again. The message says nothing of them.';

create trigger outcome_tag_tell_new after insert on public.outcome_tag
referencing new table as changed
for each statement execute function private.tell_outcome_tags();

create trigger outcome_tag_tell_change after update on public.outcome_tag
referencing new table as changed
for each statement execute function private.tell_outcome_tags();

create function private.tell_note() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(
    jsonb_build_object('call_id', new.call_id, 'agent_id', new.agent_id, 'version', new.version),
    'note', 'agent:' || u.agent_id, true
  )
  from (
    select new.agent_id
    union
    select p.agent_id from public.call_participant as p
    where p.call_id = new.call_id and (p.joined_at is not null or p.joined_by = 'order')
  ) as u;
  return null;
end;
$$;
comment on function private.tell_note() is
  'To the author''s other tabs and to whoever takes part in the call: what was written is read, where policies decide.';

create trigger call_note_tell after insert or update on public.call_note
for each row execute function private.tell_note();

create function private.tell_dialers_of_key() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(
    jsonb_build_object('api_key_sid', new.twilio_api_key_sid), 'token', 'agent:' || a.id, true
  )
  from public.agent as a
  where a.workspace_id = new.id and a.active;
  return null;
end;
$$;
comment on function private.tell_dialers_of_key() is
  'Another API key signs from now on: every dialer asks for a new token between its calls. Keys'' SIDs are no secrets.';

create trigger workspace_tell_dialers after update of twilio_api_key_sid on public.workspace
for each row when (
  new.twilio_api_key_sid is not null and old.twilio_api_key_sid is distinct from new.twilio_api_key_sid
)
execute function private.tell_dialers_of_key();

create function private.tell_audit_line() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(
    jsonb_build_object('line_id', new.id, 'action', new.action),
    'change', 'workspace:' || new.workspace_id || ':audit', true
  );
  return null;
end;
$$;
comment on function private.tell_audit_line() is
  'That something changed and of what kind, never what it is now: names and addresses are read, where policies decide.';

create trigger audit_log_tell after insert on public.audit_log
for each row execute function private.tell_audit_line();

-- Who may join. The pattern is matched before the cast: a topic may be any text. There is no policy for
-- insert, so that no browser can send.
create policy "people hear of the calls of their own seat" on realtime.messages
for select to authenticated
using (
  extension = 'broadcast'
  and case
    when (select realtime.topic()) ~ '^agent:[1-9][0-9]{0,17}$'
      then split_part((select realtime.topic()), ':', 2)::bigint = any (array(select private.my_seats()))
    else false
  end
);

create policy "people hear of the calls to lines that ring them" on realtime.messages
for select to authenticated
using (
  extension = 'broadcast'
  and case
    when (select realtime.topic()) ~ '^line:\+[1-9][0-9]{1,14}$'
      then split_part((select realtime.topic()), ':', 2) = any (array(select private.my_lines()))
    else false
  end
);

create policy "supervisors and admins hear of every call of their workspace" on realtime.messages
for select to authenticated
using (
  extension = 'broadcast'
  and case
    when (select realtime.topic()) ~ '^workspace:[1-9][0-9]{0,17}:calls$'
      then split_part((select realtime.topic()), ':', 2)::bigint
        = any (array(select private.my_supervised_workspaces()))
    else false
  end
);

create policy "members hear who is there in their workspace" on realtime.messages
for select to authenticated
using (
  extension = 'broadcast'
  and case
    when (select realtime.topic()) ~ '^workspace:[1-9][0-9]{0,17}:presence$'
      then split_part((select realtime.topic()), ':', 2)::bigint
        = any (array(select private.my_workspaces()))
    else false
  end
);

create policy "people hear of their own seats" on realtime.messages
for select to authenticated
using (
  extension = 'broadcast'
  and (select realtime.topic()) = 'user:' || (select auth.uid())::text
);

create policy "members hear of the policy of their workspace" on realtime.messages
for select to authenticated
using (
  extension = 'broadcast'
  and case
    when (select realtime.topic()) ~ '^workspace:[1-9][0-9]{0,17}:policy$'
      then split_part((select realtime.topic()), ':', 2)::bigint
        = any (array(select private.my_workspaces()))
    else false
  end
);

create policy "admins hear of the health of their workspace" on realtime.messages
for select to authenticated
using (
  extension = 'broadcast'
  and case
    when (select realtime.topic()) ~ '^workspace:[1-9][0-9]{0,17}:health$'
      then split_part((select realtime.topic()), ':', 2)::bigint
        = any (array(select private.my_administered_workspaces()))
    else false
  end
);

create policy "admins hear of what is changed in their workspace" on realtime.messages
for select to authenticated
using (
  extension = 'broadcast'
  and case
    when (select realtime.topic()) ~ '^workspace:[1-9][0-9]{0,17}:audit$'
      then split_part((select realtime.topic()), ':', 2)::bigint
        = any (array(select private.my_administered_workspaces()))
    else false
  end
);
