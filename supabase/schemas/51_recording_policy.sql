-- Which calls are recorded is an admin's to say: for the workspace (workspace_policy.recording), and for a line that
-- differs (workspace_twilio_number.recording).

create function private.guard_recording() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if private.media_are_open(new.workspace_id) then
    perform private.refuse_change(
      'E-MEDIA-OPEN', 'Twilio gives recordings to anybody who has their address',
      'Switch on HTTP authentication for media in the Twilio console, then check Health again.'
    );
  end if;
  return new;
end;
$$;
comment on function private.guard_recording() is
  'Recording can''t be switched on while anybody could listen. What was on before stays written, and private.recording_mode ignores it.';

create trigger workspace_policy_guard_recording before update of recording on public.workspace_policy
for each row when (new.recording <> 'off' and new.recording is distinct from old.recording)
execute function private.guard_recording();

create trigger workspace_twilio_number_guard_recording before update of recording on public.workspace_twilio_number
for each row when (new.recording <> 'off' and new.recording is distinct from old.recording)
execute function private.guard_recording();

create function private.fill_can_be_recorded() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.can_be_recorded := private.recording_mode(new) <> 'off';
  return new;
end;
$$;
comment on function private.fill_can_be_recorded() is 'For the Record key, and for all that asks whether the call is recorded. A press is held to the policy of its own moment as well.';

create trigger call_fill_can_be_recorded before insert on public.call
for each row execute function private.fill_can_be_recorded();

create function private.audit_line_recording() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.audit_change(
    new.workspace_id, 'number.recording_changed',
    jsonb_build_object(
      'number', new.twilio_number, 'before', coalesce(old.recording, 'policy'), 'after', coalesce(new.recording, 'policy')
    )
  );
  return null;
end;
$$;
comment on function private.audit_line_recording() is 'Which of a line''s calls are recorded.';

create trigger workspace_twilio_number_audit_recording after update of recording on public.workspace_twilio_number
for each row when (old.recording is distinct from new.recording)
execute function private.audit_line_recording();
