-- Recordings go: when their days are over, when an admin deletes one, and with their calls. From then on nobody can listen;
-- Twilio is asked until it has deleted its part. The same job asks about recordings whose last callback was lost.

create function private.want_deletion(p_recording_id bigint, p_reason text, p_agent_id bigint, p_at timestamptz)
returns void
language plpgsql security definer set search_path = '' as $$
begin
  update private.recording as r
  set delete_wanted_at = p_at, delete_reason = p_reason, delete_wanted_by = p_agent_id, delete_next_at = p_at
  where r.id = p_recording_id and r.delete_wanted_at is null;
  delete from private.listening_pass as p where p.recording_id = p_recording_id;
end;
$$;
comment on function private.want_deletion(bigint, text, bigint, timestamptz) is 'Nobody can listen from now on; Twilio follows.';

create function public.delete_recording(user_id uuid, workspace_id bigint, recording_id bigint, reason text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(delete_recording.user_id, delete_recording.workspace_id);
  v_reason constant text := btrim(regexp_replace(delete_recording.reason, '[[:cntrl:]]', ' ', 'g'));
  v_recording private.recording;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  select r.* into v_recording from private.recording as r
  where r.workspace_id = v_seat.workspace_id and r.id = delete_recording.recording_id
  for no key update;
  if not found then
    return private.refusal('E-RECORDING-GONE');
  elsif v_recording.status in ('running', 'paused') then
    return private.refusal('E-CALL-STATE');
  elsif v_reason is null or v_reason = '' or char_length(v_reason) > 200 then
    return private.refusal('E-BODY');
  end if;
  if v_recording.delete_wanted_at is null then
    perform private.want_deletion(v_recording.id, v_reason, v_seat.id, now());
    perform private.audit(
      v_seat, 'recording.deleted',
      jsonb_build_object('call_id', v_recording.call_id, 'recorded_at', v_recording.started_at, 'reason', v_reason)
    );
  end if;
  return private.deletion_work(v_seat.workspace_id, v_recording.id, now());
end;
$$;
comment on function public.delete_recording(uuid, bigint, bigint, text) is
  'For an admin, who says why; it is in the audit log. Answers as recording_work does, with this recording alone. Refusals: E-SEAT, E-ADMIN, E-RECORDING-GONE, E-CALL-STATE (it still runs), E-BODY (no reason, or one over 200 characters).';
grant execute on function public.delete_recording(uuid, bigint, bigint, text) to service_role;

create function private.recordings_due(p_at timestamptz) returns setof private.recording
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
  select r.*
  from private.recording as r
  join public.workspace as w on w.id = r.workspace_id
  -- What is in an account that the workspace left is nobody's to reach.
  where r.account_sid = w.twilio_account_sid
    and (
      r.delete_wanted_at is not null and r.deleted_at is null and r.delete_next_at <= p_at
      or r.status = 'processing' and r.ended_at < p_at - interval '2 minutes' and r.delete_wanted_at is null
    );
end;
$$;
comment on function private.recordings_due(timestamptz) is
  'What Twilio has to be asked: to delete one, or what became of one of which it has not said so for two minutes.';

create function private.deletion_work(p_workspace_id bigint, p_recording_id bigint, p_at timestamptz) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_workspace public.workspace;
  v_due jsonb;
begin
  select w.* into strict v_workspace from public.workspace as w where w.id = p_workspace_id;
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'id', d.id, 'recording_sid', d.recording_sid,
        'do', case when d.delete_wanted_at is not null then 'delete' else 'look' end
      )
      order by d.id
    ),
    '[]'
  ) into v_due
  from (
    select r.id, r.recording_sid, r.delete_wanted_at
    from private.recordings_due(p_at) as r
    where r.workspace_id = p_workspace_id and (p_recording_id is null or r.id = p_recording_id)
    order by r.id
    limit 100
  ) as d;
  return jsonb_build_object('ok', true, 'recordings', v_due) || private.twilio_credentials(v_workspace);
end;
$$;
comment on function private.deletion_work(bigint, bigint, timestamptz) is 'What is due of a workspace, or of one recording, and who asks.';

create function public.recording_work(workspace_id bigint, secret text) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  if not private.is_job_secret('softphone_recording_secret', recording_work.secret)
     or not exists (
       select from public.workspace as w where w.id = recording_work.workspace_id and w.twilio_account_sid is not null
     ) then
    return private.refusal('E-SECRET');
  end if;
  return private.deletion_work(recording_work.workspace_id, null, now());
end;
$$;
comment on function public.recording_work(bigint, text) is
  'For the job: {ok, recordings: [{id, recording_sid, do: delete or look}], at most 100, account_sid, username, password}. E-SECRET.';
grant execute on function public.recording_work(bigint, text) to service_role;

create function public.keep_recording_answers(workspace_id bigint, answers jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_answer record;
begin
  for v_answer in
    select a.id, a.outcome, a.code, a.duration_s
    from jsonb_to_recordset(keep_recording_answers.answers) as a (id bigint, outcome text, code integer, duration_s integer)
    order by a.id
  loop
    case
      when v_answer.outcome in ('deleted', 'gone') then
        update private.recording as r
        set deleted_at = coalesce(r.deleted_at, now()), delete_code = null,
            -- Twilio has none: somebody deleted it there.
            delete_wanted_at = coalesce(r.delete_wanted_at, now()), delete_reason = coalesce(r.delete_reason, 'gone')
        where r.workspace_id = keep_recording_answers.workspace_id and r.id = v_answer.id;
      when v_answer.outcome in ('completed', 'absent', 'failed') then
        update private.recording as r
        set status = v_answer.outcome, duration_s = coalesce(r.duration_s, v_answer.duration_s)
        where r.workspace_id = keep_recording_answers.workspace_id and r.id = v_answer.id and r.status = 'processing';
      when v_answer.outcome = 'refused' then
        -- Soon, and then ever more rarely, but never given up.
        update private.recording as r
        set delete_tries = r.delete_tries + 1, delete_code = v_answer.code,
            delete_next_at = now() + least(interval '5 minutes' * power(2, least(r.delete_tries, 10)), interval '1 day')
        where r.workspace_id = keep_recording_answers.workspace_id and r.id = v_answer.id
          and r.delete_wanted_at is not null and r.deleted_at is null;
      else null;
    end case;
  end loop;
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.keep_recording_answers(bigint, jsonb) is
  'What Twilio answered: [{id, outcome: deleted, gone (it has none), completed, absent, failed (what became of it), processing (not yet) or refused, code, duration_s}].';
grant execute on function public.keep_recording_answers(bigint, jsonb) to service_role;

create function private.delete_old_recordings(p_count integer, p_at timestamptz default now()) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_ids constant bigint[] := array(
    select r.id
    from private.recording as r
    join public.workspace as w on w.id = r.workspace_id
    join public.workspace_policy as p on p.workspace_id = r.workspace_id
    where r.delete_wanted_at is null
      and r.status not in ('running', 'paused')
      and r.started_at < p_at - make_interval(days => least(p.recordings_kept_days, w.calls_kept_days))
    order by r.started_at
    limit p_count
  );
begin
  perform private.want_deletion(u.id, 'retention', null, p_at) from unnest(v_ids) as u (id);
  return cardinality(v_ids);
end;
$$;
comment on function private.delete_old_recordings(integer, timestamptz) is
  'Recordings whose days are over, the oldest first; how many. A call is kept until its recordings are gone.';

create function private.follow_recordings(p_at timestamptz default now()) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_due constant bigint[] := array(
    select distinct r.workspace_id from private.recordings_due(p_at) as r order by r.workspace_id limit 50
  );
begin
  perform private.delete_old_recordings(500, p_at);
  perform private.forget_listening_passes();
  if private.ask_function('/recording/scheduled', 'softphone_recording_secret', v_due) then
    return cardinality(v_due);
  end if;
  return 0;
end;
$$;
comment on function private.follow_recordings(timestamptz) is
  'The job, every five minutes: has Twilio asked to delete recordings, and about those it said nothing of. Of how many workspaces. p_at: for tests.';

create function private.recordings_left(p_workspace_id bigint) returns bigint
language sql stable security definer set search_path = '' as $$
  select count(*)
  from private.recording as r
  join public.workspace as w on w.id = r.workspace_id and w.twilio_account_sid = r.account_sid
  where r.workspace_id = p_workspace_id and r.deleted_at is null and r.status <> 'absent';
$$;
comment on function private.recordings_left(bigint) is 'How many recordings of the workspace its present account has.';
