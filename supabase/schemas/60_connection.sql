-- Connecting a Twilio account from the Setup page: what the function `connection` keeps and asks.

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

create function public.connection_grant(user_id uuid, workspace_id bigint) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(connection_grant.user_id, connection_grant.workspace_id);
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  -- Every step of connecting and of buying begins here.
  if private.asks_too_often(v_seat, 'connection', 600) then
    return private.refusal('E-TOO-FAST');
  end if;
  return (
    select jsonb_build_object(
      'ok', true,
      'account_sid', w.twilio_account_sid,
      'auth_token', private.unseal(w.id, 'twilio_auth_token'),
      'next_auth_token', private.unseal(w.id, 'twilio_auth_token_next'),
      'next_is_former', w.twilio_auth_token_next_is_former,
      'app_sid', w.twilio_twiml_app_sid,
      'api_key_sid', w.twilio_api_key_sid,
      'recordings', private.recordings_left(w.id),
      'dialers', d.dialers,
      'moved', d.moved,
      'retiring', coalesce(
        (
          select jsonb_agg(
            jsonb_build_object('sid', r.key_sid, 'tokens_end_at', r.tokens_end_at) order by r.retired_at
          )
          from private.retiring_api_key as r
          where r.workspace_id = w.id
        ),
        '[]'
      ),
      'numbers', coalesce(
        (
          select jsonb_agg(
            jsonb_build_object(
              'sid', b.number_sid, 'number', b.twilio_number,
              'settings', private.settings_before(b.workspace_id, b.number_sid), 'app_sid', b.app_sid
            )
            order by b.twilio_number
          )
          from private.number_before as b
          where b.workspace_id = w.id
        ),
        '[]'
      )
    )
    from public.workspace as w, private.dialers_moved(w.id) as d
    where w.id = connection_grant.workspace_id
  );
end;
$$;
comment on function public.connection_grant(uuid, bigint) is
  'For an admin. Answers {ok: true, account_sid, auth_token, next_auth_token, next_is_former, app_sid, api_key_sid, recordings, dialers, moved, retiring: [{sid, tokens_end_at}], numbers: [{sid, number, settings, app_sid}]} or a refusal. recordings: how many the account has; dialers: live ones; moved: those of them that hold a token of the present key; numbers: what answered each number before. Tokens in plain, for Twilio only.';
grant execute on function public.connection_grant(uuid, bigint) to service_role;

create function public.connect_account(user_id uuid, workspace_id bigint, account_sid text, auth_token text)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(connect_account.user_id, connect_account.workspace_id);
  v_before public.workspace;
  v_token_before text;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  select w.* into strict v_before
  from public.workspace as w
  where w.id = v_seat.workspace_id
  for no key update;
  v_token_before := private.unseal(v_before.id, 'twilio_auth_token');

  -- Another account would leave this one's numbers, app and key without anybody who can undo them.
  if v_before.twilio_account_sid <> connect_account.account_sid and (
    v_before.twilio_twiml_app_sid is not null
    or v_before.twilio_api_key_sid is not null
    or exists (select from private.number_before as b where b.workspace_id = v_before.id)
    or exists (select from private.retiring_api_key as r where r.workspace_id = v_before.id)
  ) then
    return private.refusal('E-ACCOUNT-OTHER');
  end if;

  -- The token that was kept as the next one, typed as the token: the present one is the former from now on.
  if v_before.twilio_account_sid = connect_account.account_sid
    and private.unseal(v_before.id, 'twilio_auth_token_next') = connect_account.auth_token then
    perform private.swap_tokens(v_before.id);
    perform private.audit(v_seat, 'auth_token.promoted', jsonb_build_object('account_sid', connect_account.account_sid));
    return jsonb_build_object('ok', true);
  end if;

  begin
    update public.workspace as w
    set twilio_account_sid = connect_account.account_sid, twilio_auth_token = connect_account.auth_token
    where w.id = v_before.id;
  exception when unique_violation then
    return private.refusal('E-ACCOUNT-TAKEN');
  end;

  if v_before.twilio_account_sid is distinct from connect_account.account_sid then
    perform private.audit(v_seat, 'account.connected', jsonb_build_object('account_sid', connect_account.account_sid));
  elsif v_token_before is distinct from connect_account.auth_token then
    perform private.audit(v_seat, 'auth_token.replaced', jsonb_build_object('account_sid', connect_account.account_sid));
  end if;
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.connect_account(uuid, bigint, text, text) is
  'For an admin: keeps an account and its token, which Twilio has just confirmed. The same again changes nothing. Answers {ok: true} or a refusal: E-ACCOUNT-TAKEN, E-ACCOUNT-OTHER.';
grant execute on function public.connect_account(uuid, bigint, text, text) to service_role;

create function public.replace_twiml_app(
  user_id uuid, workspace_id bigint, account_sid text, former_sid text, app_sid text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(replace_twiml_app.user_id, replace_twiml_app.workspace_id);
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  update public.workspace as w
  set twilio_twiml_app_sid = replace_twiml_app.app_sid
  where w.id = v_seat.workspace_id
    and w.twilio_account_sid = replace_twiml_app.account_sid
    and w.twilio_twiml_app_sid is not distinct from replace_twiml_app.former_sid;
  if found then
    perform private.audit(v_seat, 'twiml_app.set', jsonb_build_object('app_sid', replace_twiml_app.app_sid));
    return jsonb_build_object('ok', true, 'stored', true, 'sid', replace_twiml_app.app_sid);
  end if;
  return (
    select jsonb_build_object('ok', true, 'stored', false, 'sid', w.twilio_twiml_app_sid)
    from public.workspace as w
    where w.id = v_seat.workspace_id
  );
end;
$$;
comment on function public.replace_twiml_app(uuid, bigint, text, text, text) is
  'For an admin: keeps a TwiML App in place of former_sid (null: none). Compare and set: if another app is there meanwhile, that one stays. Answers {ok: true, stored, sid} or a refusal; sid is the one that is kept.';
grant execute on function public.replace_twiml_app(uuid, bigint, text, text, text) to service_role;

create function public.disconnect_account(user_id uuid, workspace_id bigint, account_sid text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(disconnect_account.user_id, disconnect_account.workspace_id);
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  if private.leave_account(v_seat.workspace_id, disconnect_account.account_sid) then
    perform private.audit(
      v_seat, 'account.disconnected', jsonb_build_object('account_sid', disconnect_account.account_sid)
    );
  end if;
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.disconnect_account(uuid, bigint, text) is
  'For an admin: forgets the account, its token, key and app. Numbers and calls stay, so that connecting again finds them. Answers {ok: true} or a refusal.';
grant execute on function public.disconnect_account(uuid, bigint, text) to service_role;

create function private.leave_account(p_workspace_id bigint, p_account_sid text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  -- The account's trigger forgets the API key with it.
  update public.workspace as w
  set twilio_account_sid = null, twilio_auth_token = null, twilio_auth_token_next = null,
      twilio_auth_token_next_is_former = false, twilio_twiml_app_sid = null
  where w.id = p_workspace_id and w.twilio_account_sid = p_account_sid;
  if not found then
    return false;
  end if;
  delete from private.number_before as b where b.workspace_id = p_workspace_id;
  delete from private.retiring_api_key as r where r.workspace_id = p_workspace_id;
  return true;
end;
$$;
comment on function private.leave_account(bigint, text) is
  'Forgets an account, its tokens, keys and app, and what its numbers had; false when it was another one.';

create function public.forget_account(user_id uuid, workspace_id bigint, account_sid text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(forget_account.user_id, forget_account.workspace_id);
  v_left jsonb;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  select jsonb_build_object(
    'account_sid', w.twilio_account_sid,
    'app_sid', w.twilio_twiml_app_sid,
    'api_key_sids', to_jsonb(
      array_remove(array[w.twilio_api_key_sid], null)
      || array(select r.key_sid from private.retiring_api_key as r where r.workspace_id = w.id order by r.retired_at)
    ),
    'recordings', private.recordings_left(w.id),
    'numbers', to_jsonb(
      array(select b.twilio_number from private.number_before as b where b.workspace_id = w.id order by b.twilio_number)
    )
  ) into v_left
  from public.workspace as w
  where w.id = v_seat.workspace_id;
  if private.leave_account(v_seat.workspace_id, forget_account.account_sid) then
    perform private.audit(v_seat, 'account.forgotten', v_left);
  end if;
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.forget_account(uuid, bigint, text) is
  'For an admin: forgets an account that Twilio no longer opens. The audit log says what is left there. Answers {ok: true} or a refusal.';
grant execute on function public.forget_account(uuid, bigint, text) to service_role;
