-- What a person asks of a running call, through the function `call`: kept before Twilio is asked, ended when it has
-- answered.

create function private.legs_to_end(p_call_id bigint) returns text[]
language plpgsql stable security definer set search_path = '' as $$
declare
  v_first constant public.call_leg := private.first_leg(p_call_id);
begin
  -- While they are wired plainly, the leg that dialled takes the other with it.
  if not private.is_terminal(v_first.status) then
    return array[v_first.call_sid];
  end if;
  return array(
    select l.call_sid from public.call_leg as l
    where l.call_id = p_call_id and l.call_sid is not null and not private.is_terminal(l.status)
    order by l.id
  );
end;
$$;
comment on function private.legs_to_end(bigint) is 'The CallSids that Twilio has to end, so that nobody is left on the line.';

create function private.may_command(p_call_id bigint, p_agent_id bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.call_participant as p
    where p.call_id = p_call_id
      and p.agent_id = p_agent_id
      and (p.joined_at is not null or p.joined_by = 'order')
  );
end;
$$;
comment on function private.may_command(bigint, bigint) is 'Whether the seat takes part in the call: placed it, or took it.';

create function private.twilio_credentials(p_workspace public.workspace) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return jsonb_build_object(
    'account_sid', p_workspace.twilio_account_sid,
    'username', coalesce(p_workspace.twilio_api_key_sid, p_workspace.twilio_account_sid),
    'password', case
      when p_workspace.twilio_api_key_sid is not null then private.unseal(p_workspace.id, 'twilio_api_key_secret')
      else private.unseal(p_workspace.id, 'twilio_auth_token')
    end
  );
end;
$$;
comment on function private.twilio_credentials(public.workspace) is
  'What asks Twilio about calls: the API key, before there is one the auth token. In plain, for Twilio only.';

create function public.begin_command(
  user_id uuid, workspace_id bigint, call_id bigint, command_id uuid, command text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(begin_command.user_id, begin_command.workspace_id);
  v_known public.call_command;
  v_call public.call;
  v_workspace public.workspace;
  v_legs text[];
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  -- Presses of one person, one after the other: the same press twice at once is one.
  perform from public.agent as a where a.id = v_seat.id for no key update;
  select c.* into v_known from public.call_command as c where c.id = begin_command.command_id;
  if found then
    if (v_known.agent_id, v_known.call_id, v_known.kind)
       is distinct from (v_seat.id, begin_command.call_id, begin_command.command) then
      return private.refusal('E-COMMAND');
    end if;
    return jsonb_build_object('ok', true, 'outcome', v_known.outcome, 'legs', '[]'::jsonb);
  end if;
  if (
    select count(*) from public.call_command as c
    where c.workspace_id = v_seat.workspace_id and c.agent_id = v_seat.id and c.asked_at > now() - interval '10 seconds'
  ) >= 10 then
    return private.refusal('E-TOO-FAST');
  end if;

  select c.* into v_call
  from public.call as c
  where c.id = begin_command.call_id and c.workspace_id = v_seat.workspace_id
  for no key update;
  if not found or not private.may_command(v_call.id, v_seat.id) then
    return private.refusal('E-CALL-OTHER');
  end if;
  if v_call.ended_at is null and v_call.status = 'created' then
    -- Nobody was called yet, so nothing is left to ask of Twilio.
    update public.call as c
    set status = 'never-connected', end_reason = 'canceled', ended_by = 'agent', ended_at = now()
    where c.id = v_call.id
    returning * into v_call;
    perform private.forget_order(v_call.id);
  end if;
  v_legs := case when v_call.ended_at is null then private.legs_to_end(v_call.id) else '{}' end;
  insert into public.call_command (id, workspace_id, call_id, agent_id, kind, ended_at, outcome)
  values (
    begin_command.command_id, v_seat.workspace_id, v_call.id, v_seat.id, begin_command.command,
    case when cardinality(v_legs) = 0 then now() end, case when cardinality(v_legs) = 0 then 'done' end
  );
  select w.* into strict v_workspace from public.workspace as w where w.id = v_seat.workspace_id;
  return jsonb_build_object(
    'ok', true,
    'outcome', case when cardinality(v_legs) = 0 then 'done' end,
    'legs', to_jsonb(v_legs)
  ) || private.twilio_credentials(v_workspace);
end;
$$;
comment on function public.begin_command(uuid, bigint, bigint, uuid, text) is
  'A press, by its own UUID. command: end. {ok, outcome, legs: CallSids that Twilio has to end, account_sid, username, password}: outcome is null while Twilio is asked; of a press that was kept before, what came of it, and no legs. Refusals: E-SEAT, E-CALL-OTHER (a call that the seat takes no part in), E-COMMAND (the UUID was another press''s), E-TOO-FAST (ten in 10 s).';
grant execute on function public.begin_command(uuid, bigint, bigint, uuid, text) to service_role;

create function public.finish_command(workspace_id bigint, command_id uuid, outcome text, answer jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_command as c
  set outcome = finish_command.outcome, answer = finish_command.answer, ended_at = now()
  where c.id = finish_command.command_id and c.workspace_id = finish_command.workspace_id and c.outcome is null;
  return '{"ok": true}';
end;
$$;
comment on function public.finish_command(bigint, uuid, text, jsonb) is
  'What came of a command: done or failed, with Twilio''s codes. The first word counts.';
grant execute on function public.finish_command(bigint, uuid, text, jsonb) to service_role;
