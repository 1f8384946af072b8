-- Rotating what Twilio knows a workspace by while its people talk: the API key, the auth token; and letting go of an
-- account that Twilio does not open any more.

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

create table private.held_token (
  agent_id bigint not null,
  workspace_id bigint not null,
  key_sid text not null,
  reported_at timestamptz not null default now(),
  constraint held_token_pkey primary key (agent_id),
  constraint held_token_agent_fkey foreign key (workspace_id, agent_id) references public.agent (workspace_id, id),
  constraint held_token_key_sid_check check (key_sid ~ '^SK[0-9a-fA-F]{32}$')
);
comment on table private.held_token is 'Which API key signed the token that a seat''s dialer holds, as the dialer reports it.';
comment on column private.held_token.reported_at is 'When it first reported a token of this key.';
create index held_token_workspace_id_agent_id_idx on private.held_token (workspace_id, agent_id);

alter table private.number_before add column app_sid text;
comment on column private.number_before.app_sid is
  'Which app of ours the number was pointed at last: a number at a former one of ours was not moved by anybody else.';
update private.number_before as b
set app_sid = w.twilio_twiml_app_sid
from public.workspace as w
where w.id = b.workspace_id;

alter table public.workspace add column twilio_auth_token_next_is_former boolean not null default false;
comment on column public.workspace.twilio_auth_token_next_is_former is
  'twilio_auth_token_next was the token until the next one took its place: it verifies what is still on its way.';

-- The API key.

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
  insert into private.held_token as h (agent_id, workspace_id, key_sid)
  values (v_agent_id, p_workspace_id, p_api_key_sid)
  on conflict on constraint held_token_pkey do update
  set key_sid = excluded.key_sid, reported_at = now()
  where h.key_sid <> excluded.key_sid;
  return '{"ok": true}';
end;
$$;

create function public.report_token(workspace_id bigint, api_key_sid text) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.report_token(workspace_id, api_key_sid);
$$;
comment on function public.report_token(bigint, text) is
  'The caller''s own seat: its dialer holds a token that this API key signed. Answers {ok: true} or {ok: false, code: E-SEAT}.';

create function private.dialers_moved(p_workspace_id bigint, out dialers integer, out moved integer)
language sql stable security definer set search_path = '' as $$
  -- A call that began before the report may be another device's, which holds what it held then.
  select
    count(*)::integer,
    count(*) filter (where h.key_sid = w.twilio_api_key_sid and not coalesce(l.began_at < h.reported_at, false))::integer
  from public.workspace as w
  join public.agent as a on a.workspace_id = w.id
  left join public.agent_presence as p
    on p.agent_id = a.id and p.status <> 'offline' and p.heard_at > now() - interval '25 seconds'
  left join private.held_token as h on h.agent_id = a.id
  left join lateral (
    select min(c.created_at) as began_at
    from public.call as c
    where c.workspace_id = a.workspace_id and c.agent_id = a.id and c.ended_at is null
      and (c.status = 'created' or private.is_live(c))
  ) as l on true
  where w.id = p_workspace_id and (p.agent_id is not null or l.began_at is not null);
$$;
comment on function private.dialers_moved(bigint) is
  'How many seats have a dialer that is online or in a call, and how many of these hold a token of the present key.';

create function private.tell_dialers_of_key() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(
    jsonb_build_object('api_key_sid', new.twilio_api_key_sid), 'token', 'agent:' || a.id, true
  )
  from public.agent as a
  where a.workspace_id = new.id and a.active;
  return null;
end;
$$;
comment on function private.tell_dialers_of_key() is
  'Another API key signs from now on: every dialer asks for a new token between its calls. Keys'' SIDs are no secrets.';

create trigger workspace_tell_dialers after update of twilio_api_key_sid on public.workspace
for each row when (
  new.twilio_api_key_sid is not null and old.twilio_api_key_sid is distinct from new.twilio_api_key_sid
)
execute function private.tell_dialers_of_key();

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
  'A new API key takes the place of former_sid, which retires; when another is there meanwhile, that one stays.';

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
    'auth_tokens', to_jsonb(array_remove(
      array[private.unseal(w.id, 'twilio_auth_token'), private.unseal(w.id, 'twilio_auth_token_next')], null
    )),
    'keys', to_jsonb(private.api_keys_due(w.id))
  )
  from public.workspace as w
  where w.id = api_keys_due.workspace_id;
$$;
comment on function public.api_keys_due(bigint) is
  'Which keys are to be deleted at Twilio, and with what (for Twilio only, never for a browser).';

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
comment on function public.forget_api_key(bigint, text) is 'A retired key is deleted at Twilio.';

create or replace function public.voice_grant(user_id uuid, workspace_id bigint, identity text) returns jsonb
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
  'What the token function signs with. The auth token only while no API key exists, to make one. key_retires: a former key may be due.';

create or replace function public.server_call_grant(user_id uuid, workspace_id bigint, identity text) returns jsonb
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

-- The auth token.

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
  'Keeps the account''s secondary auth token, which Twilio confirmed just before: from now on both verify webhooks.';

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
  'Twilio promoted the next token. The former one verifies until it is removed. The same again changes nothing.';

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
  'Whichever token is beside the token, the next or the former one, verifies nothing any more.';

create or replace function public.connect_account(user_id uuid, workspace_id bigint, account_sid text, auth_token text)
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

-- The numbers, and what was there before.

create or replace function public.connection_grant(user_id uuid, workspace_id bigint) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_refusal constant jsonb := private.refuse_unless_admin(
    private.member(connection_grant.user_id, connection_grant.workspace_id)
  );
begin
  if v_refusal is not null then
    return v_refusal;
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
              'sid', b.number_sid, 'number', b.twilio_number, 'settings', b.settings, 'app_sid', b.app_sid
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
  'For an admin: the account, its auth tokens in plain (for Twilio only, never for a browser), and what is kept.';

create or replace function public.keep_number_settings(
  user_id uuid, workspace_id bigint, account_sid text, number_sid text, twilio_number text, settings jsonb
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(keep_number_settings.user_id, keep_number_settings.workspace_id);
  v_app_sid text;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  select w.twilio_twiml_app_sid into v_app_sid
  from public.workspace as w
  where w.id = v_seat.workspace_id and w.twilio_account_sid = keep_number_settings.account_sid;
  if not found then
    return private.refusal('E-ACCOUNT-OTHER');
  end if;
  if exists (
    select from public.workspace_twilio_number as n
    join public.workspace as w on w.id = n.workspace_id
    where n.twilio_number = keep_number_settings.twilio_number
      and n.workspace_id <> v_seat.workspace_id
      and w.twilio_account_sid is not null
  ) then
    return private.refusal('E-NUMBER-TAKEN');
  end if;
  insert into private.number_before as b (workspace_id, number_sid, twilio_number, settings, app_sid)
  values (
    v_seat.workspace_id, keep_number_settings.number_sid, keep_number_settings.twilio_number,
    keep_number_settings.settings, v_app_sid
  )
  on conflict on constraint number_before_pkey do update
  set twilio_number = excluded.twilio_number,
      -- What we set ourselves is never what was there before us.
      settings = case
        when excluded.settings ->> 'voice_application_sid' in (b.app_sid, excluded.app_sid) then b.settings
        else excluded.settings
      end,
      app_sid = excluded.app_sid,
      kept_at = now();
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.keep_number_settings(uuid, bigint, text, text, text, jsonb) is
  'Keeps what answers a number now, before it is pointed here; our own app never overwrites it. Refuses a number that another connected workspace has.';

-- The account.

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

create or replace function public.disconnect_account(user_id uuid, workspace_id bigint, account_sid text) returns jsonb
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
  'Forgets an account that Twilio does not open any more; the audit log says what is left behind there.';

alter table private.retiring_api_key enable row level security;
alter table private.held_token enable row level security;

revoke all on table private.retiring_api_key, private.held_token from public, anon, authenticated, service_role;
revoke all on function
  private.report_token(bigint, text), public.report_token(bigint, text), private.dialers_moved(bigint),
  private.tell_dialers_of_key(), public.rotate_api_key(uuid, bigint, text, text, text, text),
  private.api_keys_due(bigint), public.api_keys_due(bigint), public.forget_api_key(bigint, text),
  public.keep_next_token(uuid, bigint, text, text), private.swap_tokens(bigint),
  public.promote_next_token(uuid, bigint), public.forget_next_token(uuid, bigint),
  private.leave_account(bigint, text), public.forget_account(uuid, bigint, text)
from public, anon, authenticated, service_role;

grant execute on function private.report_token(bigint, text), public.report_token(bigint, text) to authenticated;
grant execute on function
  public.rotate_api_key(uuid, bigint, text, text, text, text),
  public.api_keys_due(bigint), public.forget_api_key(bigint, text),
  public.keep_next_token(uuid, bigint, text, text), public.promote_next_token(uuid, bigint),
  public.forget_next_token(uuid, bigint), public.forget_account(uuid, bigint, text)
to service_role;
