-- One webhook is one request and one transaction: check its signature, apply it, answer.

create table private.webhook_refusal (
  day date not null,
  workspace_id bigint not null,
  refused bigint not null default 1,
  last_refused_at timestamptz default now(),
  in_a_row bigint default 1,
  constraint webhook_refusal_pkey primary key (day, workspace_id)
);
comment on table private.webhook_refusal is
  'Forged or unverifiable requests a day (UTC), counted and not kept. Workspace 0: an account that nobody has.';
comment on column private.webhook_refusal.in_a_row is 'Refusals of the day since a webhook of the workspace verified.';
alter table private.webhook_refusal enable row level security;

create function private.signed_by(p_token text, p_signed text[], p_signature text) returns boolean
language plpgsql immutable security definer set search_path = '' as $$
begin
  -- Digests are compared, so that the time says nothing about how much of a guess was right.
  return coalesce(
    bool_or(
      extensions.digest(encode(extensions.hmac(s.candidate, p_token, 'sha1'), 'base64'), 'sha256')
      = extensions.digest(p_signature, 'sha256')
    ),
    false
  )
  from unnest(p_signed) as s (candidate);
end;
$$;
comment on function private.signed_by(text, text[], text) is
  'Whether Twilio''s signature, base64(HMAC-SHA1(token, string)), is right for one of the strings.';

create function private.verified_workspace(p_account_sid text, p_signature text, p_signed text[]) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  v_workspace_id bigint;
begin
  select w.id into v_workspace_id from public.workspace as w where w.twilio_account_sid = p_account_sid;
  if private.signed_by(private.unseal(v_workspace_id, 'twilio_auth_token'), p_signed, p_signature)
     or private.signed_by(private.unseal(v_workspace_id, 'twilio_auth_token_next'), p_signed, p_signature) then
    return v_workspace_id;
  end if;
  insert into private.webhook_refusal as r (day, workspace_id)
  values ((now() at time zone 'utc')::date, coalesce(v_workspace_id, 0))
  on conflict on constraint webhook_refusal_pkey do update set refused = r.refused + 1;
  return null;
end;
$$;
comment on function private.verified_workspace(text, text, text[]) is
  'The workspace whose account signed this, or null and one more refusal.';

create function private.apply_voice(p_workspace_id bigint, p_form private.form, p_query jsonb)
returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_result private.webhook_result;
begin
  if p_form.application_sid is not null and not exists (
    select from public.workspace as w
    where w.id = p_workspace_id and w.twilio_twiml_app_sid = p_form.application_sid
  ) then
    return private.webhook_result(null, false, 'unknown-application', private.say('cannot-place'));
  elsif private.client_identity(p_form.from_address) is not null then
    v_result := private.redeem_ticket(
      p_workspace_id, 'browser', private.client_identity(p_form.from_address), p_form.ticket, p_form
    );
  elsif p_form.direction = 'outbound-api' then
    v_result := private.redeem_ticket(
      p_workspace_id, 'server', private.client_identity(p_form.to_address), p_query ->> 'ticket', p_form
    );
  else
    v_result := private.receive_call(p_workspace_id, p_form);
  end if;
  return v_result;
end;
$$;
comment on function private.apply_voice(bigint, private.form, jsonb) is 'The Voice URL: a new call, from a browser, from our server or from outside.';

create function private.apply_action(p_call public.call, p_form private.form) returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_step public.call_step;
  v_outcome private.outcome;
  v_plan private.plan;
  v_waits boolean;
  v_back jsonb;
  v_beat private.call_beat;
begin
  select s.* into v_step from public.call_step as s where s.call_id = p_call.id and s.id = p_form.step_id;
  if not found then
    return private.webhook_result(p_call.id, false, 'unknown-step', jsonb_build_object('do', 'hangup'));
  elsif v_step.told_at is not null or p_form.round < v_step.rounds then
    return private.webhook_result(p_call.id, false, 'late', jsonb_build_object('do', 'hangup'));
  elsif p_call.wiring <> 'plain' or v_step.kind = 'conference' then
    return private.apply_conference_action(p_call, v_step, p_form);
  end if;
  -- Of a line's ring the one who waits is the parent, whoever called whom.
  v_outcome := private.outcome_of_action(
    case when v_step.line is not null then 'inbound' else p_call.direction end, p_form
  );
  v_waits := v_step.line is not null
    and v_outcome.status <> 'completed'
    and not private.is_terminal(p_form.call_status);
  if v_waits then
    v_plan := private.next_step(p_call, now());
    if v_plan.kind = 'ring' then
      return private.webhook_result(p_call.id, true, null, private.take_step(p_call, v_plan));
    end if;
  end if;

  update public.call_step as s
  set told_at = now(), ended_at = now(), outcome = v_outcome.status, assumed = v_outcome.assumed,
      end_reason = v_outcome.end_reason, ended_by = v_outcome.ended_by,
      answered_call_sid = case when v_outcome.status = 'completed' then p_form.dial_call_sid end,
      talked_s = case when v_outcome.status = 'completed' then p_form.dial_duration_s end
  where s.id = v_step.id;
  if v_step.kind = 'outside' and p_form.dial_call_sid is not null then
    perform private.name_telephone(p_call.id, l.id, p_form.dial_call_sid, p_form.call_sid)
    from public.call_leg as l
    where l.call_id = p_call.id and l.role = 'callee' and l.call_sid is null;
  end if;
  -- The caller is gone before the call could go where it was sent.
  delete from public.call_step as s where s.call_id = p_call.id and s.rounds = 0;
  if v_waits and v_step.asked_by is not null then
    v_back := private.come_back_from_line(p_call, v_step, now());
    select c.* into strict p_call from public.call as c where c.id = p_call.id;
  end if;
  if v_step.kind = 'ring' and p_form.dial_bridged and not private.is_terminal(p_form.call_status) then
    v_beat := private.page_beat(p_call.id, p_form.dial_call_sid);
    -- A recording is paused first: two seconds of silence, and then music.
    if v_beat.leaving and not private.is_recorded(p_call.id) then
      return private.keep_caller(p_call, v_beat.agent_id, p_form);
    end if;
  end if;
  perform private.settle_call(p_call);
  if v_beat.call_id is not null then
    v_back := jsonb_build_object('do', 'ask-again', 'call_id', p_call.id, 'step_id', v_step.id);
  end if;
  return private.webhook_result(
    p_call.id, true, null,
    coalesce(
      v_back, case when v_waits then private.take_step(p_call, v_plan) else jsonb_build_object('do', 'hangup') end
    )
  );
end;
$$;
comment on function private.apply_action(public.call, private.form) is
  'A Dial is over, and with it its step or one of its rounds: Twilio''s word on the outcome. A caller who is still there goes on to the next step.';

create function private.apply_status(p_call public.call, p_form private.form) returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_reason text;
  v_settled boolean;
  v_rang_at timestamptz;
begin
  v_reason := private.apply_leg(p_call, p_form);
  if p_call.direction <> 'inbound'
     and p_form.parent_call_sid is not null
     and p_form.call_status = 'ringing' then
    v_rang_at := coalesce(p_form.happened_at, now());
  end if;
  v_settled := private.settle_call(p_call, v_rang_at);
  return private.webhook_result(
    p_call.id, v_settled or v_reason is null, case when not v_settled then v_reason end, null
  );
end;
$$;
comment on function private.apply_status(public.call, private.form) is 'A status callback of one of the call''s legs.';

create function private.apply_conference_action(p_call public.call, p_step public.call_step, p_form private.form)
returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_leg public.call_leg;
  v_comes_in boolean;
begin
  select l.* into v_leg from public.call_leg as l where l.call_id = p_call.id and l.call_sid = p_form.call_sid;
  v_comes_in := p_step.kind <> 'conference' and not private.is_terminal(p_form.call_status)
    and v_leg.id is not null and not v_leg.end_wanted;
  if p_step.kind <> 'conference' then
    -- The Dial that joined the two is over, since its child was told to go. The call is not.
    update public.call_step as s
    set told_at = now(), ended_at = now(), outcome = 'completed', answered_call_sid = p_form.dial_call_sid,
        talked_s = p_form.dial_duration_s
    where s.id = p_step.id;
  end if;
  if not v_comes_in then
    update public.call_leg as l
    set left_at = coalesce(l.left_at, now())
    where l.id = v_leg.id and l.joined_at is not null;
    if private.is_terminal(p_form.call_status) then
      -- An action has no Timestamp: the leg's own callback says when it was.
      perform private.end_quietly(v_leg.id, now());
    end if;
  end if;
  perform private.settle_call(p_call);
  return private.webhook_result(
    p_call.id, true, null,
    case when v_comes_in
      then private.conference_document(p_call, v_leg) else jsonb_build_object('do', 'hangup') end
  );
end;
$$;
comment on function private.apply_conference_action(public.call, public.call_step, private.form) is
  'The parent follows its child into the conference; or somebody has left it, and there is nothing more to hear.';

create function private.apply_conference(p_call public.call, p_form private.form) returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_at constant timestamptz := coalesce(p_form.happened_at, now());
  v_call public.call := p_call;
  v_leg public.call_leg;
begin
  if p_call.wiring = 'plain' and p_call.upgrade_began_at is not null then
    -- Of a conference that the other side has left for a line.
    return private.webhook_result(p_call.id, false, 'late', null);
  elsif p_call.conference_sid is null and p_form.conference_event in ('conference-end', 'participant-leave') then
    return private.webhook_result(p_call.id, false, 'late', null);
  elsif p_call.conference_sid is null then
    update public.call as c set conference_sid = p_form.conference_sid where c.id = p_call.id returning * into v_call;
  elsif p_call.conference_sid <> p_form.conference_sid then
    return private.webhook_result(p_call.id, false, 'other-conference', null);
  end if;
  if p_form.conference_event = 'conference-end' then
    update public.call_leg as l
    set left_at = least(l.left_at, v_at)
    where l.call_id = p_call.id and l.joined_at is not null and l.leave_number is null;
  elsif starts_with(p_form.conference_event, 'participant-') then
    select l.* into v_leg from public.call_leg as l where l.call_id = p_call.id and l.call_sid = p_form.call_sid;
    if not found and p_form.participant_label ~ '^leg-[1-9][0-9]{0,17}$' then
      v_leg := private.name_telephone(p_call.id, substr(p_form.participant_label, 5)::bigint, p_form.call_sid, null);
    end if;
    if v_leg.id is null then
      return private.webhook_result(p_call.id, false, 'unknown-leg', null);
    end if;
    case p_form.conference_event
      when 'participant-join' then
        update public.call_leg as l
        set joined_at = coalesce(l.joined_at, v_at), picked_up_at = coalesce(l.picked_up_at, v_at),
            -- We took it for ended; whoever comes all the same has nobody to talk to.
            end_wanted = l.end_wanted or l.assumed and private.is_terminal(l.status),
            ended_at = case when not l.assumed then l.ended_at end,
            status = case when private.is_terminal(l.status) and not l.assumed then l.status else 'in-progress' end,
            assumed = false
        where l.id = v_leg.id;
      when 'participant-leave' then
        -- In place of what our own clock, or the conference's end, made of it.
        update public.call_leg as l
        set left_at = v_at, leave_number = p_form.sequence_number
        where l.id = v_leg.id and l.joined_at is not null;
      -- The answer to the request said so before, if it was not lost.
      when 'participant-hold' then
        update public.call_leg as l set held_at = v_at where l.id = v_leg.id and l.hold_wanted and l.held_at is null;
      when 'participant-unhold' then
        update public.call_leg as l
        set held_at = null, held_s = l.held_s + greatest(0, extract(epoch from v_at - l.held_at))::integer
        where l.id = v_leg.id and not l.hold_wanted and l.held_at is not null;
      else null;
    end case;
  elsif starts_with(p_form.conference_event, 'announcement-') then
    perform private.apply_announcement(v_call, p_form, v_at);
  end if;
  if v_call.upgrade_began_at is not null then
    perform private.settle_conference(v_call);
  end if;
  return private.webhook_result(p_call.id, true, null, null);
end;
$$;
comment on function private.apply_conference(public.call, private.form) is
  'An event of the call''s conference. Only by its SID does Twilio let anybody act on a conference, so the first event''s is kept.';

create function private.apply_event(
  p_workspace_id bigint, p_kind text, p_call public.call, p_form private.form, p_payload jsonb, p_query jsonb
) returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
begin
  case p_kind
    when 'voice' then return private.apply_voice(p_workspace_id, p_form, p_query);
    when 'action' then return private.apply_action(p_call, p_form);
    when 'status' then return private.apply_status(p_call, p_form);
    when 'conference' then return private.apply_conference(p_call, p_form);
    when 'redirect' then return private.apply_redirect(p_call, p_form);
    when 'recording' then return private.apply_recording(p_call, p_form, p_payload);
    when 'consent' then return private.apply_consent(p_call, p_form, p_query);
  end case;
end;
$$;
comment on function private.apply_event(bigint, text, public.call, private.form, jsonb, jsonb) is
  'Each kind of webhook by its own function; an unknown kind raises. All but voice are of a call that is known and locked.';

create function private.keep_early(
  p_workspace_id bigint, p_kind text, p_form jsonb, p_query jsonb, p_idempotency_token text, p_fingerprint bytea
) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.early_event (workspace_id, sid, kind, form, query, idempotency_token, fingerprint)
  values (
    p_workspace_id, coalesce(nullif(p_form ->> 'ParentCallSid', ''), p_form ->> 'CallSid', p_form ->> 'ConferenceSid'), p_kind, p_form, p_query,
    p_idempotency_token, p_fingerprint
  )
  on conflict on constraint early_event_workspace_id_sid_fingerprint_key do nothing;
end;
$$;
comment on function private.keep_early(bigint, text, jsonb, jsonb, text, bytea) is
  'A callback overtook the webhook that begins its call: it waits for it.';

create function private.apply_early(p_workspace_id bigint, p_sid text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_event private.early_event;
  v_form private.form;
  v_call public.call;
  v_result private.webhook_result;
begin
  for v_event in
    delete from private.early_event as e where e.workspace_id = p_workspace_id and e.sid = p_sid returning e.*
  loop
    v_form := private.read_form(v_event.form, v_event.query);
    select c.* into v_call from public.call as c
    where c.id = private.find_call(p_workspace_id, v_form)
    for no key update;
    v_result := case
      when v_call.id is null then private.webhook_result(null, false, 'unknown-call', null)
      else private.apply_event(p_workspace_id, v_event.kind, v_call, v_form, v_event.form, v_event.query)
    end;
    insert into public.call_event (
      workspace_id, call_id, call_sid, source, payload, query, idempotency_token, fingerprint, received_at, applied,
      reason
    )
    values (
      p_workspace_id, v_result.call_id, v_form.call_sid, v_event.kind, v_event.form, v_event.query,
      v_event.idempotency_token, v_event.fingerprint, v_event.received_at, v_result.applied, v_result.reason
    );
  end loop;
end;
$$;
comment on function private.apply_early(bigint, text) is 'The call has begun: what overtook its first webhook is applied.';

create function private.forget_early_events() returns void
language sql volatile security definer set search_path = '' as $$
  delete from private.early_event as e where e.received_at < now() - interval '1 day';
$$;
comment on function private.forget_early_events() is 'Callbacks whose call never came.';

create function private.repeated_event(
  p_workspace_id bigint, p_kind text, p_call_sid text, p_fingerprint bytea, p_idempotency_token text
) returns public.call_event
language plpgsql stable security definer set search_path = '' as $$
declare
  v_first public.call_event;
begin
  select e.* into v_first
  from public.call_event as e
  where e.workspace_id = p_workspace_id
    and e.call_sid = p_call_sid
    and e.source = p_kind
    and (e.repeat_of is null or e.applied)
    -- A call begins once: asked again, in whatever words, it gets the same.
    and (
      e.fingerprint = p_fingerprint
      or e.idempotency_token = p_idempotency_token
      or (p_kind = 'voice' and e.applied)
    )
  order by e.applied desc, e.id
  limit 1;
  return v_first;
end;
$$;
comment on function private.repeated_event(bigint, text, text, bytea, text) is
  'The first event that this one repeats, or null. A next round has another URL, and so is a new event.';

create function private.work_after(p_call_id bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_work constant jsonb := private.work_on(p_call_id);
  v_workspace public.workspace;
begin
  if v_work is null or v_work -> 'requests' = '[]' then
    return '{}';
  end if;
  select w.* into strict v_workspace
  from public.workspace as w join public.call as c on c.workspace_id = w.id
  where c.id = p_call_id;
  return jsonb_build_object('work', v_work, 'workspace_id', v_workspace.id) || private.twilio_credentials(v_workspace);
end;
$$;
comment on function private.work_after(bigint) is
  'What follows from an event, for the function to ask Twilio once it has answered; mostly nothing.';

create function public.apply_webhook(
  kind text, account_sid text, signature text, signed text[], form jsonb,
  query jsonb default null, idempotency_token text default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_workspace_id bigint;
  v_sid constant text := apply_webhook.form ->> 'CallSid';
  v_begins_with constant text := coalesce(nullif(apply_webhook.form ->> 'ParentCallSid', ''), v_sid, '');
  v_answers constant boolean := apply_webhook.kind in ('voice', 'action', 'redirect', 'consent');
  -- Where Twilio's media are open, whoever has the address can listen.
  v_kept constant jsonb := apply_webhook.form - 'RecordingUrl';
  v_form private.form;
  v_fingerprint constant bytea := sha256(
    convert_to(concat_ws(E'\n', apply_webhook.kind, apply_webhook.form, apply_webhook.query), 'UTF8')
  );
  v_fault text;
  v_call public.call;
  v_first public.call_event;
  v_result private.webhook_result;
begin
  if apply_webhook.kind not in ('voice', 'action', 'redirect', 'status', 'conference', 'recording', 'consent') then
    raise exception 'Cannot apply the webhook: no kind is called %', apply_webhook.kind
      using errcode = 'invalid_parameter_value';
  end if;
  v_workspace_id := private.verified_workspace(
    apply_webhook.account_sid, apply_webhook.signature, apply_webhook.signed
  );
  if v_workspace_id is null then
    return jsonb_build_object('verdict', 'forbidden');
  end if;

  -- Everything of one call one after the other: behind its row, or while there is none behind the SID it begins with.
  v_fault := private.wrong_type(apply_webhook.kind, apply_webhook.form);
  if v_fault is null then
    v_form := private.read_form(apply_webhook.form, apply_webhook.query);
    if apply_webhook.kind = 'voice' then
      perform pg_advisory_xact_lock(hashtextextended(v_begins_with, 1));
    else
      v_call := private.lock_call(v_workspace_id, v_form);
      if v_call.id is null then
        perform pg_advisory_xact_lock(hashtextextended(v_begins_with, 1));
        v_call := private.lock_call(v_workspace_id, v_form);
      end if;
      if v_call.id is null and apply_webhook.query ->> 'ticket' is not null then
        -- A call that our server made, faster than the answer that tells us its SID.
        v_call := private.bind_server_ticket(apply_webhook.query ->> 'ticket', v_form, v_workspace_id);
      end if;
    end if;
  end if;
  v_first := private.repeated_event(
    v_workspace_id, apply_webhook.kind, v_sid, v_fingerprint, apply_webhook.idempotency_token
  );

  begin
    if v_fault is not null then
      v_result := private.webhook_result(null, false, v_fault, private.say('cannot-place'));
    elsif v_answers and v_first.reason is null and v_first.answer is not null then
      v_result := private.webhook_result(v_first.call_id, false, 'repeat', v_first.answer);
    elsif v_call.id is null and apply_webhook.kind in ('action', 'redirect', 'consent') then
      v_result := private.webhook_result(null, false, 'unknown-call', jsonb_build_object('do', 'hangup'));
    elsif v_call.id is null and apply_webhook.kind <> 'voice' then
      perform private.keep_early(
        v_workspace_id, apply_webhook.kind, v_kept, apply_webhook.query, apply_webhook.idempotency_token,
        v_fingerprint
      );
      return jsonb_build_object('verdict', 'ok', 'call_id', null, 'applied', false, 'reason', 'early', 'answer', null);
    else
      v_result := private.apply_event(v_workspace_id, apply_webhook.kind, v_call, v_form, apply_webhook.form, apply_webhook.query);
    end if;
  exception when others then
    -- The caller must hear something and the event must be kept, whatever is wrong with us.
    -- Without the message, which can quote a number.
    raise warning 'Cannot apply the % webhook of %: %', apply_webhook.kind, v_sid, sqlstate;
    v_result := private.webhook_result(null, false, 'error: ' || sqlstate, private.say('cannot-place'));
  end;
  if not v_answers then
    v_result.answer := null;
  end if;
  if v_first.id is not null and not v_result.applied and v_fault is null then
    v_result.reason := 'repeat';
  end if;

  insert into public.call_event (
    workspace_id, call_id, call_sid, source, payload, query, answer, idempotency_token, fingerprint,
    repeat_of, applied, reason
  )
  values (
    v_workspace_id, v_result.call_id, v_sid, apply_webhook.kind, coalesce(v_kept, '{}'),
    apply_webhook.query, v_result.answer, apply_webhook.idempotency_token, v_fingerprint,
    v_first.id, v_result.applied, v_result.reason
  );
  if apply_webhook.kind = 'voice' and v_result.applied then
    perform private.apply_early(v_workspace_id, v_sid);
  end if;

  if v_fault is not null and not v_answers then
    return jsonb_build_object('verdict', 'invalid', 'reason', v_fault);
  end if;
  return jsonb_build_object(
    'verdict', 'ok', 'call_id', v_result.call_id, 'applied', v_result.applied,
    'reason', v_result.reason, 'answer', v_result.answer
  ) || case when v_call.upgrade_began_at is not null or v_result.answer ->> 'do' = 'conference'
    -- Most calls can't be recorded, and say so themselves.
    or case when v_call.can_be_recorded then private.is_recorded(v_call.id) end
    then private.work_after(v_call.id) else '{}' end;
end;
$$;
comment on function public.apply_webhook(text, text, text, text[], jsonb, jsonb, text) is
  'Checks and applies one webhook of Twilio: one round trip, one transaction. kind: voice, action, redirect, status, conference, recording, consent.
{verdict: forbidden}: unknown account or wrong signature; nothing is kept but the count.
{verdict: invalid, reason}: signature right, types wrong; the raw event is kept.
{verdict: ok, call_id, applied, reason, answer}: answer, for voice, action, redirect and consent, is one of
{do: dial-number, to, caller_id, call_id, step_id, leg_id, timeout_s, time_limit_s[, whisper]},
{do: dial-clients, identities, caller_id, call_id, step_id, round, timeout_s, time_limit_s[, consent: {language, sentence}]},
{do: conference, name, label, call_id, step_id, time_limit_s[, music: true]},
{do: ask-again, call_id, step_id}: a pause of two seconds, and the kind redirect,
{do: tell, language, sentence, call_id, leg_id, confirms: whether Twilio has to come again},
{do: say, sentence} and then the end, {do: reject} (unanswered and unbilled), {do: hangup}.
work, workspace_id, account_sid, username, password: there when Twilio has to be asked something about the call now (keep_answers).';
grant execute on function public.apply_webhook(text, text, text, text[], jsonb, jsonb, text) to service_role;

create function private.lock_call(p_workspace_id bigint, p_form private.form) returns public.call
language plpgsql security definer set search_path = '' as $$
declare
  v_id bigint;
  v_call public.call;
begin
  -- Nearly every event names its call in the URL that we gave for it.
  if p_form.call_id is not null then
    select c.* into v_call from public.call as c
    where c.id = p_form.call_id and c.workspace_id = p_workspace_id
    for no key update;
    if found then
      return v_call;
    end if;
  end if;
  v_id := private.find_call(p_workspace_id, p_form);
  if v_id is not null then
    select c.* into v_call from public.call as c where c.id = v_id for no key update;
  end if;
  return v_call;
end;
$$;
comment on function private.lock_call(bigint, private.form) is
  'The call of an event as it is once whoever changes it is done, locked; null when there is none.';
