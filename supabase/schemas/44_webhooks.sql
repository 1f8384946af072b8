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
begin
  if p_form.application_sid is not null and not exists (
    select from public.workspace as w
    where w.id = p_workspace_id and w.twilio_twiml_app_sid = p_form.application_sid
  ) then
    return private.webhook_result(null, false, 'unknown-application', private.say('cannot-place'));
  elsif private.client_identity(p_form.from_address) is not null then
    return private.redeem_ticket(
      p_workspace_id, 'browser', private.client_identity(p_form.from_address), p_form.ticket, p_form
    );
  elsif p_form.direction = 'outbound-api' then
    return private.redeem_ticket(
      p_workspace_id, 'server', private.client_identity(p_form.to_address), p_query ->> 'ticket', p_form
    );
  end if;
  return private.ring_agents(p_workspace_id, p_form);
end;
$$;
comment on function private.apply_voice(bigint, private.form, jsonb) is 'The Voice URL: a new call, from a browser, from our server or from outside.';

create function private.apply_action(p_workspace_id bigint, p_form private.form) returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
  v_first boolean;
  v_unanswered boolean;
begin
  select c.* into v_call
  from public.call as c
  where c.workspace_id = p_workspace_id and c.parent_call_sid = p_form.call_sid
  for no key update;
  if not found then
    return private.webhook_result(null, false, 'unknown-call', jsonb_build_object('do', 'hangup'));
  end if;
  v_first := not exists (
    select from public.call_event as e
    where e.call_id = v_call.id and e.source = 'action' and e.applied
  );
  if v_first then
    perform private.settle_call(v_call, p_form);
  end if;
  v_unanswered := v_call.direction = 'inbound'
    and p_form.dial_status <> 'answered'
    and p_form.dial_bridged is distinct from true
    and not private.is_terminal(p_form.call_status);
  return private.webhook_result(
    v_call.id, v_first, case when not v_first then 'late' end,
    case when v_unanswered then private.say('nobody-available') else jsonb_build_object('do', 'hangup') end
  );
end;
$$;
comment on function private.apply_action(bigint, private.form) is
  'The Dial is over. Its first action is Twilio''s word on the outcome; a caller who is still there is told.';

create function private.apply_status(p_workspace_id bigint, p_form private.form, p_query jsonb)
returns private.webhook_result
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
  v_reason text;
  v_settled boolean;
  v_rang_at timestamptz;
begin
  select c.* into v_call
  from public.call as c
  where c.workspace_id = p_workspace_id
    and c.parent_call_sid
      = coalesce(p_form.parent_call_sid, p_form.call_sid)
  for no key update;
  if not found and p_query ->> 'ticket' is not null then
    -- A call that our server made, faster than the answer that tells us its SID.
    v_call := private.bind_server_ticket(p_query ->> 'ticket', p_form, p_workspace_id);
  end if;
  if v_call.id is null then
    return private.webhook_result(null, false, 'unknown-call', null);
  end if;
  v_reason := private.apply_leg(v_call, p_form);
  if v_call.direction = 'outbound'
     and p_form.parent_call_sid is not null
     and p_form.call_status = 'ringing' then
    v_rang_at := coalesce(p_form.happened_at, now());
  end if;
  v_settled := private.settle_call(v_call, null, v_rang_at);
  return private.webhook_result(
    v_call.id, v_settled or v_reason is null, case when not v_settled then v_reason end, null
  );
end;
$$;
comment on function private.apply_status(bigint, private.form, jsonb) is 'A status callback of a parent or of a child.';

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
    and e.repeat_of is null
    -- One call is answered once: asked again, in whatever words, it gets the same.
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
  'The first event that this one repeats, or null.';

create function public.apply_webhook(
  kind text, account_sid text, signature text, signed text[], form jsonb,
  query jsonb default null, idempotency_token text default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_workspace_id bigint;
  v_sid constant text := apply_webhook.form ->> 'CallSid';
  v_parent_sid constant text := apply_webhook.form ->> 'ParentCallSid';
  v_form private.form;
  v_fingerprint constant bytea := sha256(
    convert_to(concat_ws(E'\n', apply_webhook.kind, apply_webhook.form, apply_webhook.query), 'UTF8')
  );
  v_fault text;
  v_first public.call_event;
  v_result private.webhook_result;
begin
  v_workspace_id := private.verified_workspace(
    apply_webhook.account_sid, apply_webhook.signature, apply_webhook.signed
  );
  if v_workspace_id is null then
    return jsonb_build_object('verdict', 'forbidden');
  end if;

  -- Everything of one call one after the other: a child's events queue behind its parent's.
  perform pg_advisory_xact_lock(hashtextextended(coalesce(v_parent_sid, v_sid, ''), 1));
  v_fault := private.wrong_type(apply_webhook.kind, apply_webhook.form);
  v_first := private.repeated_event(
    v_workspace_id, apply_webhook.kind, v_sid, v_fingerprint, apply_webhook.idempotency_token
  );

  begin
    if v_fault is not null then
      v_result := private.webhook_result(null, false, v_fault, private.say('cannot-place'));
    elsif apply_webhook.kind = 'voice' and v_first.reason is null and v_first.answer is not null then
      v_result := private.webhook_result(v_first.call_id, false, 'repeat', v_first.answer);
    else
      v_form := private.read_form(apply_webhook.form);
      v_result := case apply_webhook.kind
        when 'voice' then private.apply_voice(v_workspace_id, v_form, apply_webhook.query)
        when 'action' then private.apply_action(v_workspace_id, v_form)
        else private.apply_status(v_workspace_id, v_form, apply_webhook.query)
      end;
    end if;
  exception when others then
    -- The caller must hear something and the event must be kept, whatever is wrong with us.
    raise warning 'Cannot apply the % webhook of %: % %', apply_webhook.kind, v_sid, sqlstate, sqlerrm;
    v_result := private.webhook_result(null, false, 'error: ' || sqlstate, private.say('cannot-place'));
  end;
  if apply_webhook.kind = 'status' then
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
    v_workspace_id, v_result.call_id, v_sid, apply_webhook.kind, coalesce(apply_webhook.form, '{}'),
    apply_webhook.query, v_result.answer, apply_webhook.idempotency_token, v_fingerprint,
    v_first.id, v_result.applied, v_result.reason
  );

  if v_fault is not null and apply_webhook.kind = 'status' then
    return jsonb_build_object('verdict', 'invalid', 'reason', v_fault);
  end if;
  return jsonb_build_object(
    'verdict', 'ok', 'call_id', v_result.call_id, 'applied', v_result.applied,
    'reason', v_result.reason, 'answer', v_result.answer
  );
end;
$$;
comment on function public.apply_webhook(text, text, text, text[], jsonb, jsonb, text) is
  'Checks and applies one webhook of Twilio: one round trip, one transaction. See docs/architecture.md.';
grant execute on function public.apply_webhook(text, text, text, text[], jsonb, jsonb, text) to service_role;
