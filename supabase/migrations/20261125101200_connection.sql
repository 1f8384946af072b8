-- Connecting a Twilio account from the Setup page: what the function `connection` keeps and asks, and the audit log.

create table public.audit_log (
  id bigint generated always as identity,
  workspace_id bigint not null,
  agent_id bigint not null,
  action text not null,
  detail jsonb not null default '{}',
  created_at timestamptz not null default now(),
  constraint audit_log_pkey primary key (id),
  constraint audit_log_agent_fkey foreign key (workspace_id, agent_id) references public.agent (workspace_id, id),
  constraint audit_log_action_check check (action ~ '^[a-z_]+\.[a-z_]+$')
);
comment on table public.audit_log is 'Who changed what and when. Append-only, and without secrets.';
comment on column public.audit_log.action is 'What it was done to, a dot, what was done: account.connected.';
comment on column public.audit_log.detail is 'SIDs, numbers and settings that the action is about.';
create index audit_log_workspace_id_agent_id_idx on public.audit_log (workspace_id, agent_id);
create index audit_log_workspace_id_id_idx on public.audit_log (workspace_id, id desc);

create trigger audit_log_refuse_update before update on public.audit_log
for each row execute function private.refuse_update();

create trigger audit_log_refuse_delete before delete on public.audit_log
for each row execute function private.refuse_delete();

create table private.number_before (
  workspace_id bigint not null,
  number_sid text not null,
  twilio_number text not null,
  settings jsonb not null,
  kept_at timestamptz not null default now(),
  constraint number_before_pkey primary key (workspace_id, number_sid),
  constraint number_before_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint number_before_number_sid_check check (number_sid ~ '^PN[0-9a-fA-F]{32}$'),
  constraint number_before_twilio_number_check check (twilio_number ~ '^\+[1-9][0-9]{1,14}$')
);
comment on table private.number_before is
  'What answered a number before it was brought in, to be put back when the workspace disconnects.';
comment on column private.number_before.settings is
  'Names as in Twilio''s API: voice_url, voice_method, voice_fallback_url, voice_application_sid, trunk_sid, status_callback …';

create function private.member(p_user_id uuid, p_workspace_id bigint) returns public.agent
language sql stable security definer set search_path = '' as $$
  select a.*
  from public.agent as a
  where a.workspace_id = p_workspace_id and a.user_id = p_user_id and a.active;
$$;
comment on function private.member(uuid, bigint) is 'The person''s active seat in the workspace, or null.';

create function private.refuse_unless_admin(p_seat public.agent) returns jsonb
language sql immutable security definer set search_path = '' as $$
  select case
    when p_seat.id is null then private.refusal('E-SEAT')
    when p_seat.role <> 'admin' then private.refusal('E-ADMIN')
  end;
$$;
comment on function private.refuse_unless_admin(public.agent) is
  'Null for an admin''s seat. An outsider does not learn whether the workspace exists.';

create function private.audit(p_seat public.agent, p_action text, p_detail jsonb) returns void
language sql volatile security definer set search_path = '' as $$
  insert into public.audit_log (workspace_id, agent_id, action, detail)
  values (p_seat.workspace_id, p_seat.id, p_action, p_detail);
$$;
comment on function private.audit(public.agent, text, jsonb) is 'Writes a line of the audit log.';

create function public.connection_grant(user_id uuid, workspace_id bigint) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
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
      'app_sid', w.twilio_twiml_app_sid,
      'api_key_sid', w.twilio_api_key_sid,
      'numbers', coalesce(
        (
          select jsonb_agg(
            jsonb_build_object('sid', b.number_sid, 'number', b.twilio_number, 'settings', b.settings)
            order by b.twilio_number
          )
          from private.number_before as b
          where b.workspace_id = w.id
        ),
        '[]'
      )
    )
    from public.workspace as w
    where w.id = connection_grant.workspace_id
  );
end;
$$;
comment on function public.connection_grant(uuid, bigint) is
  'For an admin: the account, its auth token in plain (for Twilio only, never for a browser), and what is kept.';

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
  ) then
    return private.refusal('E-ACCOUNT-OTHER');
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
  'Keeps an account and its token, which Twilio confirmed just before. The same again changes nothing.';

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
  'Keeps a new API key in the place of former_sid (null: none); when another is there meanwhile, that one stays.';

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
  'Keeps a TwiML App in the place of former_sid (null: none); when another is there meanwhile, that one stays.';

create function public.keep_number_settings(
  user_id uuid, workspace_id bigint, account_sid text, number_sid text, twilio_number text, settings jsonb
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(keep_number_settings.user_id, keep_number_settings.workspace_id);
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  if not exists (
    select from public.workspace as w
    where w.id = v_seat.workspace_id and w.twilio_account_sid = keep_number_settings.account_sid
  ) then
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
  insert into private.number_before (workspace_id, number_sid, twilio_number, settings)
  values (
    v_seat.workspace_id, keep_number_settings.number_sid, keep_number_settings.twilio_number,
    keep_number_settings.settings
  )
  on conflict on constraint number_before_pkey do update
  set twilio_number = excluded.twilio_number, settings = excluded.settings, kept_at = now();
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.keep_number_settings(uuid, bigint, text, text, text, jsonb) is
  'Keeps what answers a number now, before it is pointed here. Refuses a number that another connected workspace has.';

create function public.add_number(user_id uuid, workspace_id bigint, number_sid text, friendly_name text)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(add_number.user_id, add_number.workspace_id);
  v_before private.number_before;
  v_friendly_name constant text := left(coalesce(add_number.friendly_name, ''), 200);
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  select b.* into v_before
  from private.number_before as b
  where b.workspace_id = v_seat.workspace_id and b.number_sid = add_number.number_sid;
  if not found then
    return private.refusal('E-NUMBER-GONE');
  end if;

  -- A workspace that disconnected has no claim on the number any more; its calls keep their own columns.
  delete from public.workspace_twilio_number as n
  using public.workspace as w
  where n.twilio_number = v_before.twilio_number
    and w.id = n.workspace_id
    and w.id <> v_seat.workspace_id
    and w.twilio_account_sid is null;
  begin
    insert into public.workspace_twilio_number (workspace_id, twilio_number, friendly_name)
    values (v_seat.workspace_id, v_before.twilio_number, v_friendly_name)
    on conflict on constraint workspace_twilio_number_workspace_id_twilio_number_key do nothing;
  exception when unique_violation then
    return private.refusal('E-NUMBER-TAKEN');
  end;
  -- A number that rings nobody would be no proof that it works: it rings whoever brought it in.
  if not exists (
    select from public.agent_phone as p
    where p.workspace_id = v_seat.workspace_id and p.phone_number = v_before.twilio_number
  ) then
    insert into public.agent_phone (agent_id, phone_number, friendly_name)
    values (v_seat.id, v_before.twilio_number, v_friendly_name);
  end if;
  perform private.audit(
    v_seat, 'number.brought_in',
    jsonb_build_object('number_sid', v_before.number_sid, 'number', v_before.twilio_number, 'before', v_before.settings)
  );
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.add_number(uuid, bigint, text, text) is
  'The number points here now: it becomes the workspace''s, and rings who brought it in unless it rings somebody already.';

create function public.forget_number_settings(user_id uuid, workspace_id bigint, number_sid text, outcome text)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(forget_number_settings.user_id, forget_number_settings.workspace_id);
  v_number text;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  if forget_number_settings.outcome not in ('undone', 'restored', 'left_alone', 'gone') then
    raise exception 'Cannot forget the settings: the outcome is undone, restored, left_alone or gone'
      using errcode = 'check_violation';
  end if;
  delete from private.number_before as b
  where b.workspace_id = v_seat.workspace_id and b.number_sid = forget_number_settings.number_sid
  returning b.twilio_number into v_number;
  if found then
    perform private.audit(
      v_seat, 'number.' || forget_number_settings.outcome,
      jsonb_build_object('number_sid', forget_number_settings.number_sid, 'number', v_number)
    );
  end if;
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.forget_number_settings(uuid, bigint, text, text) is
  'What was kept of a number is of no use any more: it was put back, or is not ours to put back.';

create function public.disconnect_account(user_id uuid, workspace_id bigint, account_sid text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(disconnect_account.user_id, disconnect_account.workspace_id);
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  -- The account's trigger forgets the API key with it.
  update public.workspace as w
  set twilio_account_sid = null, twilio_auth_token = null, twilio_auth_token_next = null, twilio_twiml_app_sid = null
  where w.id = v_seat.workspace_id and w.twilio_account_sid = disconnect_account.account_sid;
  if found then
    delete from private.number_before as b where b.workspace_id = v_seat.workspace_id;
    perform private.audit(
      v_seat, 'account.disconnected', jsonb_build_object('account_sid', disconnect_account.account_sid)
    );
  end if;
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.disconnect_account(uuid, bigint, text) is
  'Forgets the account, its token, key and app. Numbers and calls stay, so that connecting again finds them.';

alter table public.audit_log enable row level security;
alter table private.number_before enable row level security;

create policy "admins read the audit log of their workspace" on public.audit_log
for select to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())));

revoke all on table public.audit_log, private.number_before from public, anon, authenticated, service_role;
revoke all on sequence public.audit_log_id_seq from public, anon, authenticated, service_role;
revoke all on function
  private.member(uuid, bigint), private.refuse_unless_admin(public.agent), private.audit(public.agent, text, jsonb),
  public.connection_grant(uuid, bigint), public.connect_account(uuid, bigint, text, text),
  public.replace_api_key(uuid, bigint, text, text, text, text),
  public.replace_twiml_app(uuid, bigint, text, text, text),
  public.keep_number_settings(uuid, bigint, text, text, text, jsonb),
  public.add_number(uuid, bigint, text, text), public.forget_number_settings(uuid, bigint, text, text),
  public.disconnect_account(uuid, bigint, text)
from public, anon, authenticated, service_role;

grant select on table public.audit_log to authenticated;
grant execute on function
  public.connection_grant(uuid, bigint), public.connect_account(uuid, bigint, text, text),
  public.replace_api_key(uuid, bigint, text, text, text, text),
  public.replace_twiml_app(uuid, bigint, text, text, text),
  public.keep_number_settings(uuid, bigint, text, text, text, jsonb),
  public.add_number(uuid, bigint, text, text), public.forget_number_settings(uuid, bigint, text, text),
  public.disconnect_account(uuid, bigint, text)
to service_role;
