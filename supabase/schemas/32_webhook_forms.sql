-- What Twilio's forms say, typed; and what a webhook is answered.

create type private.form as (
  call_sid text,
  parent_call_sid text,
  call_status text,
  direction text,
  from_address text,
  to_address text,
  application_sid text,
  ticket text,
  sequence_number integer,
  happened_at timestamptz,
  duration_s integer,
  billed_minutes integer,
  sip_response_code integer,
  dial_call_sid text,
  dial_status text,
  dial_duration_s integer,
  dial_bridged boolean,
  conference_sid text,
  conference_event text,
  participant_label text,
  call_id bigint,
  step_id bigint,
  round integer,
  leg_id bigint
);
comment on type private.form is
  'The fields of Twilio''s forms that we act on, and what our own URL says; form and query are kept whole in call_event.';

create type private.webhook_result as (call_id bigint, applied boolean, reason text, answer jsonb);
comment on type private.webhook_result is 'What became of a webhook, and what it is answered.';

create function private.read_form(p_form jsonb, p_query jsonb default null) returns private.form
language plpgsql stable security definer set search_path = '' as $$
declare
  v_form private.form;
begin
  select
    f."CallSid", nullif(f."ParentCallSid", ''), replace(f."CallStatus", 'queued', 'initiated'), f."Direction",
    coalesce(f."From", ''), coalesce(f."To", ''), nullif(f."ApplicationSid", ''), f."CallId",
    nullif(f."SequenceNumber", '')::integer, nullif(f."Timestamp", '')::timestamptz,
    nullif(f."CallDuration", '')::integer, nullif(f."Duration", '')::integer, nullif(f."SipResponseCode", '')::integer,
    nullif(f."DialCallSid", ''), nullif(f."DialCallStatus", ''), nullif(f."DialCallDuration", '')::integer,
    nullif(f."DialBridged", '')::boolean, nullif(f."ConferenceSid", ''), f."StatusCallbackEvent",
    nullif(f."ParticipantLabel", ''),
    private.id_of(p_query, 'call'), private.id_of(p_query, 'step'), least(private.id_of(p_query, 'round'), 1000000)::integer,
    private.id_of(p_query, 'leg')
  into v_form
  from jsonb_to_record(p_form) as f (
    "CallSid" text, "ParentCallSid" text, "CallStatus" text, "Direction" text, "From" text, "To" text,
    "ApplicationSid" text, "CallId" text, "SequenceNumber" text, "Timestamp" text, "CallDuration" text,
    "Duration" text, "SipResponseCode" text, "DialCallSid" text, "DialCallStatus" text, "DialCallDuration" text,
    "DialBridged" text, "ConferenceSid" text, "StatusCallbackEvent" text, "ParticipantLabel" text
  );
  return v_form;
end;
$$;
comment on function private.read_form(jsonb, jsonb) is
  'Types a form that private.wrong_type has let pass; a field that is there and empty is absent. A Timestamp is RFC 2822, durations are seconds.';

create function private.id_of(p_query jsonb, p_name text) returns bigint
language plpgsql immutable security definer set search_path = '' as $$
begin
  return case when p_query ->> p_name ~ '^[1-9][0-9]{0,17}$' then (p_query ->> p_name)::bigint end;
end;
$$;
comment on function private.id_of(jsonb, text) is
  'An id that we wrote into a URL. A tenant can sign any: it is looked up together with the workspace and the call.';

create function private.client_identity(p_address text) returns text
language plpgsql immutable security definer set search_path = '' as $$
begin
  return case when starts_with(p_address, 'client:') then split_part(substr(p_address, 8), '?', 1) end;
end;
$$;
comment on function private.client_identity(text) is
  'Of client:<identity>, which may carry parameters after a question mark; null for any other address.';

create function private.webhook_result(p_call_id bigint, p_applied boolean, p_reason text, p_answer jsonb)
returns private.webhook_result
language plpgsql immutable security definer set search_path = '' as $$
begin
  return row(p_call_id, p_applied, p_reason, p_answer)::private.webhook_result;
end;
$$;
comment on function private.webhook_result(bigint, boolean, text, jsonb) is 'Makes one, with its literals typed.';

create function private.say(p_sentence text) returns jsonb
language sql immutable security definer set search_path = '' as $$
  select jsonb_build_object('do', 'say', 'sentence', p_sentence);
$$;
comment on function private.say(text) is 'nobody-available, cannot-place or not-in-service; then the call ends.';

create function private.wrong_type(p_kind text, p_form jsonb) returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  return 'wrong-type: ' || f.field
  from (
    values
      ('CallSid', p_kind not in ('conference', 'consent'), '^CA[0-9a-fA-F]{32}$'),
      ('ConferenceSid', p_kind = 'conference', '^CF[0-9a-fA-F]{32}$'),
      ('StatusCallbackEvent', p_kind = 'conference', '^[a-z-]{1,64}$'),
      ('RecordingSid', p_kind = 'recording', '^RE[0-9a-fA-F]{32}$'),
      ('RecordingStatus', p_kind = 'recording', '^(in-progress|completed|absent|failed)$'),
      ('RecordingDuration', false, '^[0-9]{1,9}$'),
      ('ParentCallSid', false, '^CA[0-9a-fA-F]{32}$'),
      ('DialCallSid', false, '^CA[0-9a-fA-F]{32}$'),
      ('CallStatus', p_kind in ('status', 'redirect'),
        '^(queued|initiated|ringing|in-progress|completed|busy|no-answer|failed|canceled)$'),
      ('DialCallStatus', p_kind = 'action', '^(completed|answered|busy|no-answer|failed|canceled)$'),
      ('DialBridged', false, '^(true|false)$'),
      ('ParticipantLabel', false, ''),
      ('SequenceNumber', false, '^[0-9]{1,9}$'),
      ('CallDuration', false, '^[0-9]{1,9}$'),
      ('Duration', false, '^[0-9]{1,9}$'),
      ('DialCallDuration', false, '^[0-9]{1,9}$'),
      ('SipResponseCode', false, '^[0-9]{3}$'),
      ('Timestamp', false, '^[A-Z][a-z]{2}, [0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} [+-][0-9]{4}$'),
      ('Direction', false, ''),
      ('From', false, ''),
      ('To', false, ''),
      ('ApplicationSid', false, ''),
      ('CallId', false, '')
  ) as f (field, required, pattern)
  where case
    when p_form -> f.field is null or p_form ->> f.field = '' then f.required
    -- Repeated fields are arrays.
    when jsonb_typeof(p_form -> f.field) <> 'string' or p_form ->> f.field !~ f.pattern then true
    else f.field = 'Timestamp' and not pg_input_is_valid(p_form ->> f.field, 'timestamptz')
  end
  limit 1;
end;
$$;
comment on function private.wrong_type(text, jsonb) is
  'The first field that is missing, repeated or of a wrong type, as a reason; null when all are right.';
