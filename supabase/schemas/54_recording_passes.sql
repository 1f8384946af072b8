-- Who may listen to a recording, and the pass by which a browser's player fetches it: an audio element sends no headers, so
-- the pass is in its address. It is for one recording and one seat, and lasts five minutes.

create table private.listening_pass (
  digest bytea not null,
  workspace_id bigint not null,
  recording_id bigint not null,
  agent_id bigint not null,
  expires_at timestamptz not null,
  constraint listening_pass_pkey primary key (digest),
  constraint listening_pass_recording_fkey foreign key (workspace_id, recording_id)
    references private.recording (workspace_id, id) on delete cascade,
  constraint listening_pass_agent_fkey foreign key (workspace_id, agent_id) references public.agent (workspace_id, id)
);
comment on table private.listening_pass is 'SHA-256 of each pass: whoever reads the database cannot listen.';
create index listening_pass_workspace_id_recording_id_idx on private.listening_pass (workspace_id, recording_id);
create index listening_pass_workspace_id_agent_id_idx on private.listening_pass (workspace_id, agent_id);
create index listening_pass_expires_at_idx on private.listening_pass (expires_at);
alter table private.listening_pass enable row level security;

create function private.may_hear(p_seat public.agent, p_call_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return p_seat.id is not null and p_seat.active and case (
    select p.recordings_heard_by from public.workspace_policy as p where p.workspace_id = p_seat.workspace_id
  )
    when 'admins' then p_seat.role = 'admin'
    when 'supervisors' then p_seat.role in ('supervisor', 'admin')
    else p_seat.role in ('supervisor', 'admin') or exists (
      select from public.call_participant as m
      where m.call_id = p_call_id and m.agent_id = p_seat.id and m.joined_at is not null
    )
  end;
end;
$$;
comment on function private.may_hear(public.agent, bigint) is
  'Whether the seat may listen to what was recorded of a call of its workspace: as the policy says, an agent at most to its own talks.';

create function public.list_recordings(workspace_id bigint, call_id bigint) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member((select auth.uid()), list_recordings.workspace_id);
  v_call public.call;
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  select c.* into v_call from public.call as c
  where c.workspace_id = v_seat.workspace_id and c.id = list_recordings.call_id
    and (
      v_seat.role <> 'agent'
      or exists (select from public.call_participant as p where p.call_id = c.id and p.agent_id = v_seat.id)
    );
  if not found then
    return private.refusal('E-CALL-OTHER');
  end if;
  return jsonb_build_object(
    'ok', true,
    'may_hear', private.may_hear(v_seat, v_call.id),
    'may_delete', v_seat.role = 'admin',
    'recordings', (
      select coalesce(
        jsonb_agg(
          jsonb_build_object(
            'id', r.id, 'started_at', r.started_at, 'duration_s', r.duration_s,
            'state', case
              when r.deleted_at is not null then 'deleted'
              when r.delete_wanted_at is not null then 'deleting'
              when r.status in ('running', 'paused') then 'running'
              else r.status
            end,
            'delete_reason', r.delete_reason
          )
          order by r.id
        ),
        '[]'
      )
      from private.recording as r
      where r.call_id = v_call.id
    )
  );
end;
$$;
comment on function public.list_recordings(bigint, bigint) is
  'What was recorded of a call that the person may see: {ok, may_hear, may_delete, recordings: [{id, started_at, duration_s, state: running, processing, completed, absent, failed, deleting or deleted, delete_reason}]}, oldest first; they are played as one. Refusals: E-SEAT, E-CALL-OTHER.';
grant execute on function public.list_recordings(bigint, bigint) to authenticated;

create function public.give_listening_pass(user_id uuid, workspace_id bigint, recording_id bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(give_listening_pass.user_id, give_listening_pass.workspace_id);
  v_lasts constant interval := '5 minutes';
  v_pass constant text := translate(encode(extensions.gen_random_bytes(32), 'base64'), '+/=', '-_');
  v_recording private.recording;
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  elsif private.asks_too_often(v_seat, 'listen', 60) then
    return private.refusal('E-TOO-FAST');
  end if;
  select r.* into v_recording
  from private.recording as r
  where r.workspace_id = v_seat.workspace_id and r.id = give_listening_pass.recording_id;
  -- Whoever may not listen does not learn which recordings there are.
  if not found or not private.may_hear(v_seat, v_recording.call_id) then
    return private.refusal('E-RECORDING-GONE');
  elsif v_recording.status <> 'completed' or v_recording.delete_wanted_at is not null then
    return private.refusal('E-RECORDING-GONE');
  end if;
  insert into private.listening_pass (digest, workspace_id, recording_id, agent_id, expires_at)
  values (extensions.digest(v_pass, 'sha256'), v_seat.workspace_id, v_recording.id, v_seat.id, now() + v_lasts);
  return jsonb_build_object('ok', true, 'pass', v_pass, 'expires_at', now() + v_lasts);
end;
$$;
comment on function public.give_listening_pass(uuid, bigint, bigint) is
  'For who may listen: {ok, pass, expires_at}. The pass is kept nowhere. Refusals: E-SEAT, E-TOO-FAST (60 a minute), E-RECORDING-GONE (not theirs to hear, none, deleted, nothing in it, or not whole yet).';
grant execute on function public.give_listening_pass(uuid, bigint, bigint) to service_role;

create function public.use_listening_pass(pass text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_pass private.listening_pass;
  v_seat public.agent;
  v_recording private.recording;
  v_workspace public.workspace;
begin
  select p.* into v_pass from private.listening_pass as p
  where p.digest = extensions.digest(use_listening_pass.pass, 'sha256') and p.expires_at > now();
  if not found then
    return private.refusal('E-RECORDING-GONE');
  end if;
  -- All is asked again: five minutes are long for who was just put out.
  select a.* into v_seat from public.agent as a where a.id = v_pass.agent_id;
  select r.* into v_recording from private.recording as r where r.id = v_pass.recording_id;
  select w.* into v_workspace from public.workspace as w where w.id = v_pass.workspace_id;
  if not private.may_hear(v_seat, v_recording.call_id) then
    return private.refusal('E-RECORDING-GONE');
  elsif v_recording.delete_wanted_at is not null or v_recording.account_sid is distinct from v_workspace.twilio_account_sid then
    return private.refusal('E-RECORDING-GONE');
  end if;
  return jsonb_build_object('ok', true, 'recording_sid', v_recording.recording_sid)
    || private.twilio_credentials(v_workspace);
end;
$$;
comment on function public.use_listening_pass(text) is
  'Where the recording of a pass is: {ok, recording_sid, account_sid, username, password}, for our function only. E-RECORDING-GONE: the pass is wrong or over, the seat''s right is gone, the recording is deleted, or in an account that the workspace has left.';
grant execute on function public.use_listening_pass(text) to service_role;

create function private.forget_listening_passes() returns void
language sql volatile security definer set search_path = '' as $$
  delete from private.listening_pass as p where p.expires_at <= now();
$$;
comment on function private.forget_listening_passes() is 'Passes that are over.';
