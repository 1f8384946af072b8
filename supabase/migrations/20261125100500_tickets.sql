-- What a signed-in person may do, asked by the functions: they verify the person, and name them here.

create function private.active_seat(p_user_id uuid, p_workspace_id bigint, p_identity text)
returns public.agent
language sql stable security definer set search_path = '' as $$
  select a.*
  from public.agent as a
  where a.workspace_id = p_workspace_id and a.user_id = p_user_id and a.identity = p_identity and a.active;
$$;
comment on function private.active_seat(uuid, bigint, text) is
  'The person''s own seat, or null: not a member, another''s identity, no such workspace and inactive are alike.';

create function private.refusal(p_code text) returns jsonb
language sql immutable security definer set search_path = '' as $$
  select jsonb_build_object('ok', false, 'code', p_code);
$$;
comment on function private.refusal(text) is 'A refusal with a code of contracts/errors.ts.';

create function private.missing_config(p_workspace_id bigint) returns text[]
language sql stable security definer set search_path = '' as $$
  select array_remove(
    array[
      case when w.twilio_account_sid is null then 'twilio_account_sid' end,
      case when w.twilio_auth_token is null then 'twilio_auth_token' end,
      case when w.twilio_twiml_app_sid is null then 'twilio_twiml_app_sid' end
    ],
    null
  )
  from public.workspace as w
  where w.id = p_workspace_id;
$$;
comment on function private.missing_config(bigint) is 'Columns of workspace without which nobody can call.';

create function private.refuse_config(p_missing text[]) returns jsonb
language sql immutable security definer set search_path = '' as $$
  select jsonb_build_object('ok', false, 'code', 'E-CONFIG', 'missing', to_jsonb(p_missing));
$$;
comment on function private.refuse_config(text[]) is 'The refusal that names what an admin must fill in.';

create function private.is_live(p_call public.call) returns boolean
language sql stable security definer set search_path = '' as $$
  select case
    -- A ticket lives 60 s and Twilio rings at most 60 s; the rest is slack for late callbacks.
    when p_call.status in ('initiated', 'ringing')
      then coalesce(p_call.ringing_at, p_call.created_at) > now() - interval '3 minutes'
    -- Twilio ends every call after the time limit that the Dial gives it, 4 hours.
    when p_call.status = 'in-progress'
      then coalesce(p_call.answered_at, p_call.picked_up_at, p_call.created_at) > now() - interval '245 minutes'
    else false
  end;
$$;
comment on function private.is_live(public.call) is
  'Whether the call is going on, by evidence that is fresh: a lost callback must not block a seat for ever.';

create function private.close_expired_tickets(p_agent_id bigint default null) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_closed integer;
begin
  update public.call as c
  set status = 'never-connected', end_reason = 'expired', ended_at = c.expires_at
  where c.status = 'created'
    and c.expires_at <= now()
    and (p_agent_id is null or c.agent_id = p_agent_id);
  get diagnostics v_closed = row_count;
  return v_closed;
end;
$$;
comment on function private.close_expired_tickets(bigint) is
  'Tickets that were never redeemed, of one seat or of all; answers how many it closed.';

create function public.call_context(user_id uuid, workspace_id bigint, identity text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_seat constant public.agent :=
    private.active_seat(call_context.user_id, call_context.workspace_id, call_context.identity);
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  return (
    select jsonb_build_object('ok', true, 'agent_id', v_seat.id, 'country', w.country)
    from public.workspace as w
    where w.id = v_seat.workspace_id
  );
end;
$$;
comment on function public.call_context(uuid, bigint, text) is
  'The seat, and the country in which a number without its code is read.';

create function public.voice_grant(user_id uuid, workspace_id bigint, identity text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_seat constant public.agent :=
    private.active_seat(voice_grant.user_id, voice_grant.workspace_id, voice_grant.identity);
  v_missing text[];
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  v_missing := private.missing_config(v_seat.workspace_id);
  if cardinality(v_missing) > 0 then
    return private.refuse_config(v_missing);
  end if;
  return (
    select jsonb_build_object(
      'ok', true,
      'account_sid', w.twilio_account_sid,
      'app_sid', w.twilio_twiml_app_sid,
      'api_key_sid', w.twilio_api_key_sid,
      'api_key_secret',
        case when w.twilio_api_key_sid is not null then private.unseal(w.id, 'twilio_api_key_secret') end,
      'auth_token',
        case when w.twilio_api_key_sid is null then private.unseal(w.id, 'twilio_auth_token') end
    )
    from public.workspace as w
    where w.id = v_seat.workspace_id
  );
end;
$$;
comment on function public.voice_grant(uuid, bigint, text) is
  'What the token function signs with. The auth token only while no API key exists, to make one.';

create function public.server_call_grant(user_id uuid, workspace_id bigint, identity text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_grant jsonb :=
    public.voice_grant(server_call_grant.user_id, server_call_grant.workspace_id, server_call_grant.identity);
begin
  if not (v_grant ->> 'ok')::boolean then
    return v_grant;
  end if;
  if v_grant ->> 'api_key_sid' is null then
    return private.refuse_config(array['twilio_api_key_sid']);
  end if;
  return v_grant - 'app_sid' - 'auth_token';
end;
$$;
comment on function public.server_call_grant(uuid, bigint, text) is 'What a call by REST is made with.';

create function public.place_call(
  user_id uuid, workspace_id bigint, identity text, to_number text, from_number text, mode text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat public.agent;
  v_missing text[];
  v_number_id bigint;
  v_call public.call;
  v_reused boolean := false;
begin
  v_seat := private.active_seat(place_call.user_id, place_call.workspace_id, place_call.identity);
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  v_missing := private.missing_config(v_seat.workspace_id);
  if cardinality(v_missing) > 0 then
    return private.refuse_config(v_missing);
  end if;
  select n.id into v_number_id
  from public.agent_phone as p
  join public.workspace_twilio_number as n
    on n.workspace_id = p.workspace_id and n.twilio_number = p.phone_number
  where p.agent_id = v_seat.id and p.phone_number = place_call.from_number;
  if v_number_id is null then
    return private.refusal('E-FROM');
  end if;

  -- One order at a time per seat: two tabs that press at once get the same ticket.
  perform from public.agent as a where a.id = v_seat.id for no key update;
  perform private.close_expired_tickets(v_seat.id);

  select c.* into v_call
  from public.call as c
  where c.workspace_id = v_seat.workspace_id
    and c.agent_id = v_seat.id
    and c.ended_at is null
    and (c.status = 'created' or private.is_live(c))
  order by (c.status <> 'created') desc, c.id desc
  limit 1
  for no key update;

  if found then
    v_reused := v_call.direction = 'outbound'
      and v_call.to_number = place_call.to_number
      and v_call.from_number = place_call.from_number
      and v_call.mode = place_call.mode;
    if not v_reused and v_call.status <> 'created' then
      return private.refusal('E-CALL-LIVE');
    end if;
    if not v_reused then
      update public.call as c
      set status = 'never-connected', end_reason = 'superseded', ended_at = now()
      where c.id = v_call.id;
    end if;
  end if;

  if not v_reused then
    insert into public.call (
      workspace_id, ticket, direction, mode, from_number, to_number, number_id, agent_id, status, expires_at
    )
    values (
      v_seat.workspace_id, gen_random_uuid(), 'outbound', place_call.mode, place_call.from_number,
      place_call.to_number, v_number_id, v_seat.id, 'created', now() + interval '60 seconds'
    )
    returning * into v_call;
    insert into public.call_agent (call_id, agent_id, workspace_id)
    values (v_call.id, v_seat.id, v_seat.workspace_id);
  end if;

  insert into public.call_event (workspace_id, call_id, source, payload, applied)
  values (
    v_seat.workspace_id, v_call.id, 'outbound',
    jsonb_build_object(
      'agent_id', v_seat.id, 'to', place_call.to_number, 'from', place_call.from_number,
      'mode', place_call.mode, 'reused', v_reused
    ),
    not v_reused
  );
  return jsonb_build_object(
    'ok', true, 'call_id', v_call.ticket, 'expires_at', v_call.expires_at, 'reused', v_reused,
    'call_sid', v_call.parent_call_sid
  );
end;
$$;
comment on function public.place_call(uuid, bigint, text, text, text, text) is
  'Records the order to call and answers its ticket, or the ticket of the same order that is still open.';

revoke all on function
  private.active_seat(uuid, bigint, text), private.refusal(text), private.missing_config(bigint),
  private.refuse_config(text[]), private.is_live(public.call), private.close_expired_tickets(bigint),
  public.call_context(uuid, bigint, text), public.voice_grant(uuid, bigint, text),
  public.server_call_grant(uuid, bigint, text), public.place_call(uuid, bigint, text, text, text, text)
from public, anon, authenticated, service_role;

grant execute on function
  public.call_context(uuid, bigint, text), public.voice_grant(uuid, bigint, text),
  public.server_call_grant(uuid, bigint, text), public.place_call(uuid, bigint, text, text, text, text)
to service_role;
