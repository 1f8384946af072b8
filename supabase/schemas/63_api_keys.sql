-- The API key that signs voice tokens: made, used, and rotated while people talk.

create table private.retiring_api_key (
  workspace_id bigint not null,
  key_sid text not null,
  account_sid text not null,
  retired_at timestamptz not null default now(),
  tokens_end_at timestamptz not null,
  constraint retiring_api_key_pkey primary key (workspace_id, key_sid),
  constraint retiring_api_key_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint retiring_api_key_key_sid_check check (key_sid ~ '^SK[0-9a-fA-F]{32}$')
);
comment on table private.retiring_api_key is
  'Former API keys that live on at Twilio: a dialer may hold a token of theirs. Their secrets are gone already.';
comment on column private.retiring_api_key.tokens_end_at is
  'When the last token that the key signed has expired: an hour after the rotation, and some slack.';
alter table private.retiring_api_key enable row level security;

create table private.reported_token (
  agent_id bigint not null,
  workspace_id bigint not null,
  key_sid text not null,
  reported_at timestamptz not null default now(),
  constraint reported_token_pkey primary key (agent_id),
  constraint reported_token_agent_fkey foreign key (workspace_id, agent_id) references public.agent (workspace_id, id),
  constraint reported_token_key_sid_check check (key_sid ~ '^SK[0-9a-fA-F]{32}$')
);
comment on table private.reported_token is 'Which API key signed the token that a seat''s dialer holds, as the dialer reports it.';
comment on column private.reported_token.reported_at is 'When it first reported a token of this key.';
create index reported_token_workspace_id_agent_id_idx on private.reported_token (workspace_id, agent_id);
alter table private.reported_token enable row level security;

create function private.forget_former_api_key() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.sealed_secret as s
  where s.workspace_id = new.id and s.name = 'twilio_api_key_secret';
  new.twilio_api_key_sid := null;
  return new;
end;
$$;
comment on function private.forget_former_api_key() is
  'An API key of the former Twilio account signs tokens that the new account refuses.';

create trigger workspace_forget_former_api_key before update of twilio_account_sid on public.workspace
for each row when (old.twilio_account_sid is distinct from new.twilio_account_sid)
execute function private.forget_former_api_key();

create function public.store_api_key(workspace_id bigint, account_sid text, key_sid text, key_secret text)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_key_sid text;
begin
  update public.workspace as w
  set twilio_api_key_sid = store_api_key.key_sid
  where w.id = store_api_key.workspace_id
    and w.twilio_account_sid = store_api_key.account_sid
    and w.twilio_api_key_sid is null;
  if found then
    perform private.seal(store_api_key.workspace_id, 'twilio_api_key_secret', store_api_key.key_secret);
    return jsonb_build_object('stored', true, 'key_sid', store_api_key.key_sid);
  end if;
  select w.twilio_api_key_sid into v_key_sid
  from public.workspace as w
  where w.id = store_api_key.workspace_id;
  return jsonb_build_object('stored', false, 'key_sid', v_key_sid);
end;
$$;
comment on function public.store_api_key(bigint, text, text, text) is
  'Keeps the workspace''s API key. The first to store wins; the others delete their key at Twilio. Answers {stored, key_sid}: key_sid is the one that is kept.';
grant execute on function public.store_api_key(bigint, text, text, text) to service_role;

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
        case when w.twilio_api_key_sid is null then private.unseal(w.id, 'twilio_auth_token') end,
      'key_retires', exists (select from private.retiring_api_key as r where r.workspace_id = w.id)
    )
    from public.workspace as w
    where w.id = v_seat.workspace_id
  );
end;
$$;
comment on function public.voice_grant(uuid, bigint, text) is
  'What the function token signs with. Answers {ok: true, account_sid, app_sid, api_key_sid, api_key_secret, auth_token, key_retires} or a refusal: E-CONFIG. While no API key is stored, the key fields are null and auth_token is there to create one; afterwards auth_token is null. key_retires: a former key may be due for deletion. In plain, for Twilio only.';
grant execute on function public.voice_grant(uuid, bigint, text) to service_role;

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
  return v_grant - 'app_sid' - 'auth_token' - 'key_retires';
end;
$$;
comment on function public.server_call_grant(uuid, bigint, text) is
  'What a call by REST is made with. Answers {ok: true, account_sid, api_key_sid, api_key_secret} or a refusal: E-CONFIG, also while there is no API key. In plain, for Twilio only.';
grant execute on function public.server_call_grant(uuid, bigint, text) to service_role;

create function public.replace_api_key(
  user_id uuid, workspace_id bigint, account_sid text, former_sid text, key_sid text, key_secret text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(replace_api_key.user_id, replace_api_key.workspace_id);
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  update public.workspace as w
  set twilio_api_key_sid = replace_api_key.key_sid
  where w.id = v_seat.workspace_id
    and w.twilio_account_sid = replace_api_key.account_sid
    and w.twilio_api_key_sid is not distinct from replace_api_key.former_sid;
  if found then
    perform private.seal(v_seat.workspace_id, 'twilio_api_key_secret', replace_api_key.key_secret);
    perform private.audit(v_seat, 'api_key.made', jsonb_build_object('api_key_sid', replace_api_key.key_sid));
    return jsonb_build_object('ok', true, 'stored', true, 'sid', replace_api_key.key_sid);
  end if;
  return (
    select jsonb_build_object('ok', true, 'stored', false, 'sid', w.twilio_api_key_sid)
    from public.workspace as w
    where w.id = v_seat.workspace_id
  );
end;
$$;
comment on function public.replace_api_key(uuid, bigint, text, text, text, text) is
  'For an admin: keeps a new API key in place of former_sid (null: none). Compare and set: if another key is there meanwhile, that one stays. Answers {ok: true, stored, sid} or a refusal; sid is the one that is kept.';
grant execute on function public.replace_api_key(uuid, bigint, text, text, text, text) to service_role;

create function private.report_token(p_workspace_id bigint, p_api_key_sid text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_agent_id bigint;
begin
  select a.id into v_agent_id
  from public.agent as a
  where a.workspace_id = p_workspace_id and a.user_id = (select auth.uid()) and a.active;
  if v_agent_id is null then
    return private.refusal('E-SEAT');
  end if;
  insert into private.reported_token as h (agent_id, workspace_id, key_sid)
  values (v_agent_id, p_workspace_id, p_api_key_sid)
  on conflict on constraint reported_token_pkey do update
  set key_sid = excluded.key_sid, reported_at = now()
  where h.key_sid <> excluded.key_sid;
  return '{"ok": true}';
end;
$$;
grant execute on function private.report_token(bigint, text) to authenticated;

create function public.report_token(workspace_id bigint, api_key_sid text) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.report_token(workspace_id, api_key_sid);
$$;
comment on function public.report_token(bigint, text) is
  'The caller''s own seat: its dialer holds a token that this API key signed. Answers {ok: true} or {ok: false, code: E-SEAT}.';
grant execute on function public.report_token(bigint, text) to authenticated;

create function private.dialers_moved(p_workspace_id bigint, out dialers integer, out moved integer)
language sql stable security definer set search_path = '' as $$
  -- A call that began before the report may be another device's, which holds what it held then.
  select
    count(*)::integer,
    count(*) filter (where h.key_sid = w.twilio_api_key_sid and not coalesce(l.began_at < h.reported_at, false))::integer
  from public.workspace as w
  join public.agent as a on a.workspace_id = w.id
  left join public.agent_presence as p
    on p.agent_id = a.id and p.status <> 'offline' and p.heard_at > private.heard_since(now())
  left join private.reported_token as h on h.agent_id = a.id
  left join lateral (
    select min(c.created_at) as began_at
    from public.call as c
    where c.workspace_id = a.workspace_id and c.agent_id = a.id and c.ended_at is null
  ) as l on true
  where w.id = p_workspace_id and (p.agent_id is not null or l.began_at is not null);
$$;
comment on function private.dialers_moved(bigint) is
  'How many seats have a dialer that is online or in a call, and how many of these hold a token of the present key.';

create function public.rotate_api_key(
  user_id uuid, workspace_id bigint, account_sid text, former_sid text, key_sid text, key_secret text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(rotate_api_key.user_id, rotate_api_key.workspace_id);
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  update public.workspace as w
  set twilio_api_key_sid = rotate_api_key.key_sid
  where w.id = v_seat.workspace_id
    and w.twilio_account_sid = rotate_api_key.account_sid
    and w.twilio_api_key_sid = rotate_api_key.former_sid;
  if found then
    perform private.seal(v_seat.workspace_id, 'twilio_api_key_secret', rotate_api_key.key_secret);
    -- Tokens live an hour (functions/_shared/twilio/access_token.ts); five minutes for clocks that differ.
    insert into private.retiring_api_key (workspace_id, key_sid, account_sid, tokens_end_at)
    values (
      v_seat.workspace_id, rotate_api_key.former_sid, rotate_api_key.account_sid, now() + interval '65 minutes'
    )
    on conflict on constraint retiring_api_key_pkey do nothing;
    perform private.audit(
      v_seat, 'api_key.rotated',
      jsonb_build_object('api_key_sid', rotate_api_key.key_sid, 'before', rotate_api_key.former_sid)
    );
    return jsonb_build_object('ok', true, 'stored', true, 'sid', rotate_api_key.key_sid);
  end if;
  return (
    select jsonb_build_object('ok', true, 'stored', false, 'sid', w.twilio_api_key_sid)
    from public.workspace as w
    where w.id = v_seat.workspace_id
  );
end;
$$;
comment on function public.rotate_api_key(uuid, bigint, text, text, text, text) is
  'For an admin: as replace_api_key, and the former key retires instead of being forgotten. Answers {ok: true, stored, sid} or a refusal.';
grant execute on function public.rotate_api_key(uuid, bigint, text, text, text, text) to service_role;

create function private.api_keys_due(p_workspace_id bigint) returns text[]
language sql stable security definer set search_path = '' as $$
  -- A token or a call that was being made as the key retired has come through after 20 seconds.
  select coalesce(array_agg(r.key_sid order by r.retired_at), '{}')
  from private.retiring_api_key as r, private.dialers_moved(p_workspace_id) as d
  where r.workspace_id = p_workspace_id
    and r.retired_at < now() - interval '20 seconds'
    and (d.moved = d.dialers or r.tokens_end_at < now());
$$;
comment on function private.api_keys_due(bigint) is 'Retiring keys that nobody needs any more: to be deleted at Twilio.';

create function public.api_keys_due(workspace_id bigint) returns jsonb
language sql volatile security definer set search_path = '' as $$
  select jsonb_build_object(
    'ok', true,
    'account_sid', w.twilio_account_sid,
    'auth_tokens', case
      when d.keys = '{}' then '[]'
      else to_jsonb(array_remove(
        array[private.unseal(w.id, 'twilio_auth_token'), private.unseal(w.id, 'twilio_auth_token_next')], null
      ))
    end,
    'keys', to_jsonb(d.keys)
  )
  from public.workspace as w, private.api_keys_due(w.id) as d (keys)
  where w.id = api_keys_due.workspace_id;
$$;
comment on function public.api_keys_due(bigint) is
  'Retired keys that can be deleted at Twilio now, and the tokens to do it with. Answers {ok: true, account_sid, auth_tokens, keys}; no token where nothing is due. In plain, for Twilio only.';
grant execute on function public.api_keys_due(bigint) to service_role;

create function public.forget_api_key(workspace_id bigint, key_sid text) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.retiring_api_key as r
  where r.workspace_id = forget_api_key.workspace_id and r.key_sid = forget_api_key.key_sid;
  if found then
    perform private.audit_change(
      forget_api_key.workspace_id, 'api_key.deleted', jsonb_build_object('api_key_sid', forget_api_key.key_sid)
    );
  end if;
  return '{"ok": true}';
end;
$$;
comment on function public.forget_api_key(bigint, text) is
  'A retired key has been deleted at Twilio. Answers {ok: true}, also the second time.';
grant execute on function public.forget_api_key(bigint, text) to service_role;
