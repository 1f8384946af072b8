-- Rotating the auth token: for a while two verify.

create function public.keep_next_token(user_id uuid, workspace_id bigint, account_sid text, auth_token text)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(keep_next_token.user_id, keep_next_token.workspace_id);
  v_before text;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  v_before := private.unseal(v_seat.workspace_id, 'twilio_auth_token_next');
  update public.workspace as w
  set twilio_auth_token_next = keep_next_token.auth_token, twilio_auth_token_next_is_former = false
  where w.id = v_seat.workspace_id and w.twilio_account_sid = keep_next_token.account_sid;
  if not found then
    return private.refusal('E-ACCOUNT-OTHER');
  end if;
  if v_before is distinct from keep_next_token.auth_token then
    perform private.audit(
      v_seat, 'next_auth_token.stored', jsonb_build_object('account_sid', keep_next_token.account_sid)
    );
  end if;
  return '{"ok": true}';
end;
$$;
comment on function public.keep_next_token(uuid, bigint, text, text) is
  'For an admin: keeps the account''s secondary auth token, which Twilio has just confirmed; from now on both verify webhooks. Answers {ok: true} or a refusal: E-ACCOUNT-OTHER.';
grant execute on function public.keep_next_token(uuid, bigint, text, text) to service_role;

create function private.swap_tokens(p_workspace_id bigint) returns void
language sql volatile security definer set search_path = '' as $$
  update public.workspace as w
  set twilio_auth_token = private.unseal(w.id, 'twilio_auth_token_next'),
      twilio_auth_token_next = private.unseal(w.id, 'twilio_auth_token'),
      twilio_auth_token_next_is_former = true
  where w.id = p_workspace_id;
$$;
comment on function private.swap_tokens(bigint) is 'The next token becomes the token, and the token the former one.';

create function public.promote_next_token(user_id uuid, workspace_id bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(promote_next_token.user_id, promote_next_token.workspace_id);
  v_workspace public.workspace;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  select w.* into strict v_workspace
  from public.workspace as w
  where w.id = v_seat.workspace_id
  for no key update;
  if v_workspace.twilio_auth_token_next is null then
    return private.refuse_config(array['twilio_auth_token_next']);
  end if;
  if not v_workspace.twilio_auth_token_next_is_former then
    perform private.swap_tokens(v_workspace.id);
    perform private.audit(
      v_seat, 'auth_token.promoted', jsonb_build_object('account_sid', v_workspace.twilio_account_sid)
    );
  end if;
  return '{"ok": true}';
end;
$$;
comment on function public.promote_next_token(uuid, bigint) is
  'For an admin: Twilio has promoted the next token. The former one verifies until it is removed. The same again changes nothing. Answers {ok: true} or a refusal: E-CONFIG.';
grant execute on function public.promote_next_token(uuid, bigint) to service_role;

create function public.forget_next_token(user_id uuid, workspace_id bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(forget_next_token.user_id, forget_next_token.workspace_id);
  v_before public.workspace;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  select w.* into strict v_before
  from public.workspace as w
  where w.id = v_seat.workspace_id
  for no key update;
  if v_before.twilio_auth_token_next is not null then
    update public.workspace as w
    set twilio_auth_token_next = null, twilio_auth_token_next_is_former = false
    where w.id = v_before.id;
    perform private.audit(
      v_seat,
      case when v_before.twilio_auth_token_next_is_former then 'former_auth_token.removed' else 'next_auth_token.removed' end,
      jsonb_build_object('account_sid', v_before.twilio_account_sid)
    );
  end if;
  return '{"ok": true}';
end;
$$;
comment on function public.forget_next_token(uuid, bigint) is
  'For an admin: whichever token is beside the token, the next or the former one, no longer verifies anything. Answers {ok: true} or a refusal.';
grant execute on function public.forget_next_token(uuid, bigint) to service_role;
