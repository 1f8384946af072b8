-- Numbers brought in from the account: what answered them before, and how that comes back.

create table private.number_before (
  workspace_id bigint not null,
  number_sid text not null,
  twilio_number text not null,
  app_sid text,
  kept_at timestamptz not null default now(),
  constraint number_before_pkey primary key (workspace_id, number_sid),
  constraint number_before_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint number_before_number_sid_check check (number_sid ~ '^PN[0-9a-fA-F]{32}$'),
  constraint number_before_twilio_number_check check (twilio_number ~ '^\+[1-9][0-9]{1,14}$')
);
comment on table private.number_before is
  'Numbers that were brought in. What answered each before is sealed, to be put back when the workspace disconnects: its addresses can hold passwords and keys.';
comment on column private.number_before.app_sid is
  'Which app of ours the number was pointed at last: a number at a former one of ours was not moved by anybody else.';
alter table private.number_before enable row level security;

create function private.settings_before(p_workspace_id bigint, p_number_sid text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select private.unseal(p_workspace_id, 'number_settings ' || p_number_sid)::jsonb;
$$;
comment on function private.settings_before(bigint, text) is
  'Names as in Twilio''s API: voice_url, voice_method, voice_fallback_url, voice_application_sid, trunk_sid, status_callback … Only for the function that puts them back.';

create function private.forget_settings_before() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.sealed_secret as s
  where s.workspace_id = old.workspace_id and s.name = 'number_settings ' || old.number_sid;
  return null;
end;
$$;
comment on function private.forget_settings_before() is 'What was sealed of a number goes with its row.';

create trigger number_before_forget_settings after delete on private.number_before
for each row execute function private.forget_settings_before();

create function private.host_of(p_url text) returns text
language sql immutable security definer set search_path = '' as $$
  select substring(p_url from '^(https?://)([^/?#@]*@)?[A-Za-z0-9.-]+(:[0-9]+)?([/?#][^@]*)?$')
    || substring(p_url from '^https?://(?:[^/?#@]*@)?([A-Za-z0-9.-]+(?::[0-9]+)?)');
$$;
comment on function private.host_of(text) is
  'Scheme, host and port. People keep secrets in all the rest of an address, its path included. Null for what is not plainly an address.';

create function private.settings_for_the_log(p_settings jsonb) returns jsonb
language sql immutable security definer set search_path = '' as $$
  select coalesce(
    jsonb_object_agg(
      s.name,
      case when s.value ~ '^([A-Z]{2}[0-9a-fA-F]{32}|GET|POST)$' then s.value else coalesce(private.host_of(s.value), '…') end
    ),
    '{}'
  )
  from jsonb_each_text(p_settings) as s (name, value)
  where s.value <> '';
$$;
comment on function private.settings_for_the_log(jsonb) is
  'SIDs and methods as they are, addresses by their host. The log is kept for ever, and read by every admin.';

create function public.keep_number_settings(
  user_id uuid, workspace_id bigint, account_sid text, number_sid text, twilio_number text, settings jsonb
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(keep_number_settings.user_id, keep_number_settings.workspace_id);
  v_answered_by constant text := keep_number_settings.settings ->> 'voice_application_sid';
  v_app_sid text;
  v_before private.number_before;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  select w.twilio_twiml_app_sid into v_app_sid
  from public.workspace as w
  where w.id = v_seat.workspace_id and w.twilio_account_sid = keep_number_settings.account_sid
  -- Of two at once, the second sees what the first kept.
  for no key update;
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
  select b.* into v_before
  from private.number_before as b
  where b.workspace_id = v_seat.workspace_id and b.number_sid = keep_number_settings.number_sid;
  insert into private.number_before as b (workspace_id, number_sid, twilio_number, app_sid)
  values (
    v_seat.workspace_id, keep_number_settings.number_sid, keep_number_settings.twilio_number, v_app_sid
  )
  on conflict on constraint number_before_pkey do update
  set twilio_number = excluded.twilio_number, app_sid = excluded.app_sid, kept_at = now();
  -- What we set ourselves is never what was there before us.
  if v_before.number_sid is null or not coalesce(v_answered_by in (v_before.app_sid, v_app_sid), false) then
    perform private.seal(
      v_seat.workspace_id, 'number_settings ' || keep_number_settings.number_sid, keep_number_settings.settings::text
    );
  end if;
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.keep_number_settings(uuid, bigint, text, text, text, jsonb) is
  'For an admin: keeps what answers a number now, before it is routed here; our own app never overwrites it. Answers {ok: true} or a refusal: E-ACCOUNT-OTHER, E-NUMBER-TAKEN (another connected workspace has the number).';
grant execute on function public.keep_number_settings(uuid, bigint, text, text, text, jsonb) to service_role;

create function private.enter_number(p_seat public.agent, p_before private.number_before, p_friendly_name text)
returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  -- A workspace that disconnected has no claim on the number any more; its calls keep their own columns.
  delete from public.workspace_twilio_number as n
  using public.workspace as w
  where n.twilio_number = p_before.twilio_number
    and w.id = n.workspace_id
    and w.id <> p_seat.workspace_id
    and w.twilio_account_sid is null;
  insert into public.workspace_twilio_number (workspace_id, twilio_number, friendly_name)
  values (p_seat.workspace_id, p_before.twilio_number, p_friendly_name)
  on conflict on constraint workspace_twilio_number_workspace_id_twilio_number_key do nothing;
  return null;
exception when unique_violation then
  return private.refusal('E-NUMBER-TAKEN');
end;
$$;
comment on function private.enter_number(public.agent, private.number_before, text) is
  'The number becomes the workspace''s; who uses it, the caller says. Answers null, or a refusal.';

create function private.ring_somebody(p_seat public.agent, p_number text, p_friendly_name text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  -- A number that rings nobody would be no proof that it works: it rings whoever brought it in.
  if not exists (
    select from public.agent_phone as p
    where p.workspace_id = p_seat.workspace_id and p.phone_number = p_number and p.rings
  ) then
    insert into public.agent_phone (agent_id, phone_number, friendly_name)
    values (p_seat.id, p_number, p_friendly_name)
    on conflict on constraint agent_phone_agent_id_phone_number_key do update set rings = true;
  end if;
end;
$$;
comment on function private.ring_somebody(public.agent, text, text) is
  'The number rings the seat, unless it rings somebody already.';

create function public.add_number(user_id uuid, workspace_id bigint, number_sid text, friendly_name text)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(add_number.user_id, add_number.workspace_id);
  v_before private.number_before;
  v_friendly_name constant text := left(coalesce(add_number.friendly_name, ''), 200);
  v_refusal jsonb;
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
  v_refusal := private.enter_number(v_seat, v_before, v_friendly_name);
  if v_refusal is not null then
    return v_refusal;
  end if;
  perform private.ring_somebody(v_seat, v_before.twilio_number, v_friendly_name);
  perform private.audit(
    v_seat, 'number.brought_in',
    jsonb_build_object(
      'number_sid', v_before.number_sid, 'number', v_before.twilio_number,
      'before', private.settings_for_the_log(private.settings_before(v_before.workspace_id, v_before.number_sid))
    )
  );
  return jsonb_build_object('ok', true);
end;
$$;
comment on function public.add_number(uuid, bigint, text, text) is
  'For an admin, after keep_number_settings: the number is routed here now, so it becomes the workspace''s. It rings the admin unless it rings somebody already. Answers {ok: true} or a refusal: E-NUMBER-GONE, E-NUMBER-TAKEN.';
grant execute on function public.add_number(uuid, bigint, text, text) to service_role;

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
  'For an admin: what was kept of a number is no longer needed. outcome: undone, restored, left_alone or gone. Answers {ok: true} or a refusal.';
grant execute on function public.forget_number_settings(uuid, bigint, text, text) to service_role;
