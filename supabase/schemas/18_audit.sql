-- Who changed what and when. The functions' RPCs write their own lines; triggers write those of pages and of SQL.

create table public.audit_log (
  id bigint generated always as identity,
  workspace_id bigint not null,
  agent_id bigint,
  agent_name text not null default 'System',
  action text not null,
  detail jsonb not null default '{}',
  created_at timestamptz not null default now(),
  constraint audit_log_pkey primary key (id),
  constraint audit_log_agent_fkey foreign key (workspace_id, agent_id) references public.agent (workspace_id, id),
  constraint audit_log_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint audit_log_agent_name_check check (char_length(agent_name) between 1 and 200),
  constraint audit_log_action_check check (action ~ '^[a-z_]+\.[a-z_]+$')
);
comment on table public.audit_log is 'Who changed what and when. Append-only, and without secrets.';
comment on column public.audit_log.action is 'What it was done to, a dot, what was done: account.connected.';
comment on column public.audit_log.detail is 'SIDs, numbers and settings that the action is about; of an address only its host.';
comment on column public.audit_log.agent_id is 'Whose seat it was. Null: nobody''s, see agent_name.';
comment on column public.audit_log.agent_name is
  'The seat''s name at that time; "SQL" for whoever wrote to the database, "System" for the product by itself.';
create index audit_log_workspace_id_agent_id_created_at_idx on public.audit_log (workspace_id, agent_id, created_at);
create index audit_log_workspace_id_id_idx on public.audit_log (workspace_id, id desc);
-- A test call is billed, so it is written down, and nobody makes them without end.
create index audit_log_test_calls_idx on public.audit_log (workspace_id, created_at)
where action = 'health.test_called';
alter table public.audit_log enable row level security;
grant select on table public.audit_log to authenticated;

create function private.refuse_change(p_code text, p_message text, p_next text) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  raise exception '%', p_message using detail = p_code, hint = p_next;
end;
$$;
comment on function private.refuse_change(text, text, text) is
  'Ends a statement on a table, which cannot answer a refusal: the code of contracts/errors.ts is the error''s detail.';

create function private.audit(p_seat public.agent, p_action text, p_detail jsonb) returns void
language sql volatile security definer set search_path = '' as $$
  insert into public.audit_log (workspace_id, agent_id, agent_name, action, detail)
  values (p_seat.workspace_id, p_seat.id, p_seat.display_name, p_action, p_detail);
$$;
comment on function private.audit(public.agent, text, jsonb) is
  'Writes a line of the audit log for a seat: for RPCs, which know what was meant.';

create function private.acting_seat(p_workspace_id bigint) returns public.agent
language sql stable security definer set search_path = '' as $$
  select a.*
  from public.agent as a
  where a.workspace_id = p_workspace_id
    and case
      when (select auth.uid()) is not null then a.user_id = (select auth.uid())
      else a.id = nullif(current_setting('softphone.acting_agent', true), '')::bigint
    end;
$$;
comment on function private.acting_seat(bigint) is
  'The signed-in person''s seat, active or not; for a function''s RPC the admin whom it acts for; else null.';

create function private.changes_too_often(p_seat public.agent) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  -- Lines stay for ever. Requests side by side may each pass the limit once more; a lock would make changes of different
  -- things wait for each other.
  return exists (
    select from (values (interval '1 minute', 300), (interval '1 day', 5000)) as m (span, most)
    where m.most <= (
      select count(*)
      from public.audit_log as l
      where l.workspace_id = p_seat.workspace_id and l.agent_id = p_seat.id
        -- Without this transaction's own: one change that writes many, as joining with many numbers does, is one.
        and l.created_at > now() - m.span and l.created_at < now()
    )
  );
end;
$$;
comment on function private.changes_too_often(public.agent) is
  'Whether the seat has written 300 lines in a minute or 5,000 in a day: no person makes more by hand.';

create function private.limit_changes(p_seat public.agent) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  if private.changes_too_often(p_seat) then
    perform private.refuse_change('E-CHANGES-LIMIT', 'Too many changes in a short time', 'Try again later.');
  end if;
end;
$$;
comment on function private.limit_changes(public.agent) is
  'A seat''s changes by pages write 300 lines a minute and 5,000 a day at most: no person makes more by hand.';

create function private.audit_change(p_workspace_id bigint, p_action text, p_detail jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.acting_seat(p_workspace_id);
  -- Whoever comes by the API has claims; a connection to the database has none.
  v_from_api constant boolean := coalesce(current_setting('request.jwt.claims', true), '') <> '';
begin
  -- Only whom a page serves: a function's RPC has asked Twilio before, and must be able to write down what it did.
  if (select auth.uid()) is not null and v_seat.id is not null then
    perform private.limit_changes(v_seat);
  end if;
  insert into public.audit_log (workspace_id, agent_id, agent_name, action, detail)
  values (
    p_workspace_id, v_seat.id,
    coalesce(v_seat.display_name, case when v_from_api then 'System' else 'SQL' end),
    p_action, p_detail
  );
end;
$$;
comment on function private.audit_change(bigint, text, jsonb) is
  'For triggers: writes a line of the audit log in the name of whoever makes the change.';

create function private.audit_workspace_made() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- A person's new workspace has no seat yet: private.create_workspace writes the line when it has.
  if (select auth.uid()) is null then
    perform private.audit_change(
      new.id, 'workspace.created', jsonb_build_object('name', new.name, 'country', new.country)
    );
    perform private.audit_credentials(null, new);
  end if;
  return null;
end;
$$;
comment on function private.audit_workspace_made() is 'A workspace that was made by SQL, perhaps with its credentials.';

create trigger workspace_audit_insert after insert on public.workspace
for each row execute function private.audit_workspace_made();

create function private.audit_workspace_changed() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.name <> old.name then
    perform private.audit_change(
      new.id, 'workspace.renamed', jsonb_build_object('before', old.name, 'after', new.name)
    );
  end if;
  if new.country <> old.country then
    perform private.audit_change(
      new.id, 'workspace.country_changed', jsonb_build_object('before', old.country, 'after', new.country)
    );
  end if;
  -- The functions' RPCs write their own lines, which say more.
  if (private.acting_seat(new.id)).id is null then
    perform private.audit_credentials(old, new);
  end if;
  return null;
end;
$$;
comment on function private.audit_workspace_changed() is 'Name and home country; credentials where no admin acts.';

create trigger workspace_audit_update after update on public.workspace
for each row when (old.* is distinct from new.*)
execute function private.audit_workspace_changed();

create function private.audit_credentials(p_before public.workspace, p_after public.workspace) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if p_after.twilio_account_sid is distinct from p_before.twilio_account_sid then
    if p_after.twilio_account_sid is null then
      perform private.audit_change(
        p_after.id, 'account.disconnected', jsonb_build_object('account_sid', p_before.twilio_account_sid)
      );
    else
      perform private.audit_change(
        p_after.id, 'account.connected', jsonb_build_object('account_sid', p_after.twilio_account_sid)
      );
    end if;
  end if;
  if p_after.twilio_api_key_sid is distinct from p_before.twilio_api_key_sid
    and p_after.twilio_api_key_sid is not null then
    perform private.audit_change(
      p_after.id, 'api_key.made', jsonb_build_object('api_key_sid', p_after.twilio_api_key_sid)
    );
  end if;
  if p_after.twilio_twiml_app_sid is distinct from p_before.twilio_twiml_app_sid then
    perform private.audit_change(
      p_after.id, case when p_after.twilio_twiml_app_sid is null then 'twiml_app.removed' else 'twiml_app.set' end,
      jsonb_build_object('app_sid', coalesce(p_after.twilio_twiml_app_sid, p_before.twilio_twiml_app_sid))
    );
  end if;
end;
$$;
comment on function private.audit_credentials(public.workspace, public.workspace) is
  'Lines for the SIDs of an account, a key and an app. The token''s own line: private.audit_sealed_token.';

create function private.audit_sealed_token() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_workspace_id constant bigint := coalesce(new.workspace_id, old.workspace_id);
  v_thing constant text :=
    case coalesce(new.name, old.name) when 'twilio_auth_token_next' then 'next_auth_token' else 'auth_token' end;
begin
  if (private.acting_seat(v_workspace_id)).id is null then
    perform private.audit_change(
      v_workspace_id,
      v_thing || case tg_op when 'INSERT' then '.stored' when 'UPDATE' then '.replaced' else '.removed' end,
      '{}'
    );
  end if;
  return null;
end;
$$;
comment on function private.audit_sealed_token() is
  'The token''s column says "sealed" before and after: only here is seen that SQL wrote one.';

-- Negative ids are of rows that an insert proposes: see private.seal_inserted_workspace.
create trigger sealed_secret_audit_insert after insert on private.sealed_secret
for each row when (new.workspace_id > 0 and starts_with(new.name, 'twilio_auth_token'))
execute function private.audit_sealed_token();

-- Another key's version is the same token, sealed again: see public.rotate_data_key.
create trigger sealed_secret_audit_update after update on private.sealed_secret
for each row when (starts_with(new.name, 'twilio_auth_token') and new.key_version = old.key_version)
execute function private.audit_sealed_token();

create trigger sealed_secret_audit_delete after delete on private.sealed_secret
for each row when (old.workspace_id > 0 and starts_with(old.name, 'twilio_auth_token'))
execute function private.audit_sealed_token();

create trigger audit_log_refuse_update before update on public.audit_log
for each row execute function private.refuse_update();

create trigger audit_log_refuse_delete before delete on public.audit_log
for each row execute function private.refuse_delete();

create policy "admins read the audit log of their workspace" on public.audit_log
for select to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())));
