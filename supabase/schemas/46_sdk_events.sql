-- What the Voice SDK in the browser saw: warnings, errors and timings, kept beside Twilio's own events.

create function private.record_call_event(p_call_id bigint, p_kind text, p_payload jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_agent_id bigint;
  v_call public.call;
begin
  if p_kind is null or p_kind !~ '^[a-z][a-z0-9._-]{0,63}$' then
    raise exception 'Cannot keep the event: its kind is lower-case letters, digits and ._-, 64 at most'
      using errcode = 'check_violation';
  end if;
  if octet_length(p_payload::text) > 4096 then
    raise exception 'Cannot keep the event: its payload is larger than 4096 bytes'
      using errcode = 'check_violation';
  end if;
  select r.agent_id into v_agent_id
  from public.call_participant as r
  where r.call_id = p_call_id and r.agent_id = any (array(select private.my_seats()));
  if v_agent_id is null then
    return private.refusal('E-SEAT');
  end if;
  select c.* into strict v_call from public.call as c where c.id = p_call_id;
  if v_call.ended_at < now() - interval '5 minutes' then
    return private.refusal('E-CALL-OVER');
  end if;
  -- One at a time, or events side by side would all be counted as the last that may come.
  perform pg_advisory_xact_lock(hashtextextended('private.record_call_event ' || p_call_id, 0));
  if (
    select count(*) from public.call_event as e where e.call_id = p_call_id and e.source = 'sdk'
  ) >= 1000 then
    raise exception 'Cannot keep the event: 1000 of this call are kept already'
      using errcode = 'check_violation';
  end if;
  insert into public.call_event (workspace_id, call_id, call_sid, source, payload, applied)
  values (
    v_call.workspace_id, v_call.id, (private.first_leg(v_call.id)).call_sid, 'sdk',
    jsonb_build_object('agent_id', v_agent_id, 'kind', p_kind, 'data', p_payload),
    false
  );
  return jsonb_build_object('ok', true);
end;
$$;
grant execute on function private.record_call_event(bigint, text, jsonb) to authenticated;

create function public.record_call_event(call_id bigint, kind text, payload jsonb) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.record_call_event(call_id, kind, payload);
$$;
comment on function public.record_call_event(bigint, text, jsonb) is
  'Keeps an SDK event of the caller''s own call (payload up to 4096 bytes, 1000 a call). Answers {ok: true}, or {ok: false, code}: E-SEAT for another''s call, E-CALL-OVER five minutes after its end; what is too large is a check violation.';
grant execute on function public.record_call_event(bigint, text, jsonb) to authenticated;
