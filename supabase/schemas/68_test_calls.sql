-- A test call is billed, so it is written down, and nobody makes them without end.

create function public.begin_test_call(user_id uuid, workspace_id bigint, twilio_number text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(begin_test_call.user_id, begin_test_call.workspace_id);
  v_missing text[];
  v_from text;
  v_until timestamptz;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  v_missing := private.missing_config(v_seat.workspace_id);
  if cardinality(v_missing) > 0 then
    return private.refuse_config(v_missing);
  end if;
  if not exists (
    select from public.workspace_twilio_number as n
    where n.workspace_id = v_seat.workspace_id and n.twilio_number = begin_test_call.twilio_number
  ) then
    return private.refusal('E-NUMBER-GONE');
  end if;
  select n.twilio_number into v_from
  from public.workspace_twilio_number as n
  where n.workspace_id = v_seat.workspace_id and n.twilio_number <> begin_test_call.twilio_number
  order by n.id
  limit 1;
  -- With one number a person dials it: we make no call.
  if v_from is not null then
    -- Of two that are asked for at once, the second counts the first.
    perform from public.workspace as w where w.id = v_seat.workspace_id for no key update;
    select l.created_at + interval '1 hour' into v_until
    from public.audit_log as l
    where l.workspace_id = v_seat.workspace_id
      and l.action = 'health.test_called'
      and l.created_at > now() - interval '1 hour'
    order by l.created_at desc
    offset 19
    limit 1;
    if found then
      return private.refusal('E-TEST-LIMIT') || (
        select jsonb_build_object('until', v_until, 'time_zone', p.time_zone)
        from public.workspace_policy as p
        where p.workspace_id = v_seat.workspace_id
      );
    end if;
    perform private.audit(
      v_seat, 'health.test_called', jsonb_build_object('number', begin_test_call.twilio_number, 'from', v_from)
    );
  end if;
  return (
    select jsonb_build_object(
      'ok', true,
      'account_sid', w.twilio_account_sid,
      'auth_token', private.unseal(w.id, 'twilio_auth_token'),
      'next_auth_token', private.unseal(w.id, 'twilio_auth_token_next'),
      'from', v_from
    )
    from public.workspace as w
    where w.id = v_seat.workspace_id
  );
end;
$$;
comment on function public.begin_test_call(uuid, bigint, text) is
  'For an admin, never by the secret: which number calls twilio_number, and as which account. Answers {ok: true, account_sid, auth_token, next_auth_token, from} and writes the audit log; from is null, and nothing is written, if there is no second number. Refuses with E-CONFIG, E-NUMBER-GONE, E-TEST-LIMIT (20 an hour) with until and time_zone. In plain, for Twilio only.';
grant execute on function public.begin_test_call(uuid, bigint, text) to service_role;
