-- Buying and releasing numbers: what the function `numbers` asks and keeps.

create function public.look_at_number(user_id uuid, workspace_id bigint, twilio_number text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(look_at_number.user_id, look_at_number.workspace_id);
  v_refusal constant jsonb := private.refuse_unless_admin(v_seat);
begin
  if v_refusal is not null then
    return v_refusal;
  end if;
  return jsonb_build_object(
    'ok', true,
    'is_ours', exists (
      select from public.workspace_twilio_number as n
      where n.workspace_id = v_seat.workspace_id and n.twilio_number = look_at_number.twilio_number
    ),
    'is_taken', exists (
      select from public.workspace_twilio_number as n
      join public.workspace as w on w.id = n.workspace_id
      where n.twilio_number = look_at_number.twilio_number
        and n.workspace_id <> v_seat.workspace_id
        and w.twilio_account_sid is not null
    ),
    'in_call', exists (
      select from public.call as c
      join public.workspace_twilio_number as n on n.workspace_id = c.workspace_id and n.id = c.number_id
      where c.workspace_id = v_seat.workspace_id
        and n.twilio_number = look_at_number.twilio_number
        and c.ended_at is null
        and (c.status <> 'created' or c.expires_at > now())
    )
  );
end;
$$;
comment on function public.look_at_number(uuid, bigint, text) is
  'For an admin. Answers {ok: true, is_ours, is_taken, in_call} or a refusal: the workspace has the number; another connected workspace has it; a call on it is in progress.';
grant execute on function public.look_at_number(uuid, bigint, text) to service_role;

create function public.take_number(
  user_id uuid, workspace_id bigint, account_sid text, number_sid text, twilio_number text, friendly_name text,
  uses jsonb
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(take_number.user_id, take_number.workspace_id);
  v_friendly_name constant text := left(coalesce(take_number.friendly_name, ''), 200);
  v_before private.number_before;
  v_answer jsonb;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  -- Pressed again: whoever changed it since meant it.
  if exists (
    select from public.workspace_twilio_number as n
    where n.workspace_id = v_seat.workspace_id and n.twilio_number = take_number.twilio_number
  ) then
    return jsonb_build_object('ok', true);
  end if;
  -- It checks the account and whose number it is. Nothing answered the number before it was bought.
  v_answer := public.keep_number_settings(
    take_number.user_id, take_number.workspace_id, take_number.account_sid, take_number.number_sid,
    take_number.twilio_number, '{}'
  );
  if not (v_answer ->> 'ok')::boolean then
    return v_answer;
  end if;
  select b.* into strict v_before
  from private.number_before as b
  where b.workspace_id = v_seat.workspace_id and b.number_sid = take_number.number_sid;
  v_answer := private.enter_number(v_seat, v_before, v_friendly_name);
  if v_answer is not null then
    return v_answer;
  end if;

  -- Only those who were chosen: a number that the buyer never had is not theirs to lose again, in the audit log either.
  if take_number.uses is null then
    perform private.ring_somebody(v_seat, take_number.twilio_number, v_friendly_name);
  else
    insert into public.agent_phone (agent_id, phone_number, friendly_name, may_call, rings)
    select a.id, take_number.twilio_number, v_friendly_name, u.may_call, u.rings
    from jsonb_to_recordset(take_number.uses) as u (agent_id bigint, may_call boolean, rings boolean)
    join public.agent as a on a.workspace_id = v_seat.workspace_id and a.id = u.agent_id and a.active
    where u.may_call or u.rings;
  end if;
  perform private.audit(
    v_seat, 'number.bought',
    jsonb_build_object(
      'number_sid', take_number.number_sid, 'number', take_number.twilio_number,
      'friendly_name', take_number.friendly_name
    )
  );
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.take_number(uuid, bigint, text, text, text, text, jsonb) is
  'For an admin: a number that was just bought, and is routed here, becomes the workspace''s; one that is here already stays as it is. uses: [{agent_id, may_call, rings}], null: the buyer''s. Answers {ok: true} or a refusal: E-ACCOUNT-OTHER, E-NUMBER-TAKEN.';
grant execute on function public.take_number(uuid, bigint, text, text, text, text, jsonb) to service_role;

create function public.remove_number(user_id uuid, workspace_id bigint, twilio_number text, outcome text)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(remove_number.user_id, remove_number.workspace_id);
  v_refusal constant jsonb := private.refuse_unless_admin(v_seat);
  v_users jsonb;
  v_friendly_name text;
begin
  if v_refusal is not null then
    return v_refusal;
  end if;
  if remove_number.outcome not in ('released', 'gone', 'put_away') then
    raise exception 'Cannot remove the number: the outcome is released, gone or put_away'
      using errcode = 'check_violation';
  end if;
  select coalesce(jsonb_agg(a.display_name order by a.display_name), '[]') into v_users
  from public.agent_phone as p
  join public.agent as a on a.id = p.agent_id
  where p.workspace_id = v_seat.workspace_id and p.phone_number = remove_number.twilio_number;
  delete from private.number_before as b
  where b.workspace_id = v_seat.workspace_id and b.twilio_number = remove_number.twilio_number;
  -- Its seats' rows go with it; its calls stay and lose only the link.
  delete from public.workspace_twilio_number as n
  where n.workspace_id = v_seat.workspace_id and n.twilio_number = remove_number.twilio_number
  returning n.friendly_name into v_friendly_name;
  if found then
    perform private.audit(
      v_seat, 'number.' || remove_number.outcome,
      jsonb_build_object(
        'number', remove_number.twilio_number, 'friendly_name', v_friendly_name, 'used_by', v_users
      )
    );
  end if;
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.remove_number(uuid, bigint, text, text) is
  'For an admin: the workspace no longer has the number. outcome: released (at Twilio), gone (from the account) or put_away (kept at Twilio). Its calls stay. Answers {ok: true} or a refusal.';
grant execute on function public.remove_number(uuid, bigint, text, text) to service_role;
