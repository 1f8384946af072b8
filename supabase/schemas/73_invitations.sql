-- Invitations: a link that gives one person, known by an email address, a seat in a workspace.

create table public.invitation (
  id bigint generated always as identity,
  workspace_id bigint not null,
  email text not null,
  role text not null,
  invited_by bigint not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  accepted_at timestamptz,
  accepted_by bigint,
  withdrawn_at timestamptz,
  constraint invitation_pkey primary key (id),
  constraint invitation_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint invitation_invited_by_fkey foreign key (workspace_id, invited_by)
    references public.agent (workspace_id, id),
  constraint invitation_accepted_by_fkey foreign key (workspace_id, accepted_by)
    references public.agent (workspace_id, id),
  constraint invitation_role_check check (role in ('admin', 'supervisor', 'agent')),
  -- What would need quotes, or would end a header of the mail, is no address here.
  constraint invitation_email_check check (
    email = lower(email) and char_length(email) <= 254
    and email ~ '^[^@[:space:][:cntrl:]<>()",:;\\]+@[^@[:space:][:cntrl:]<>()",:;\\]+$'
  ),
  constraint invitation_accepted_check check ((accepted_at is null) = (accepted_by is null)),
  constraint invitation_end_check check (accepted_at is null or withdrawn_at is null)
);
comment on table public.invitation is
  'Bound to an address, used once, for seven days. Pending until it is accepted or withdrawn; a new one withdraws it.';
comment on column public.invitation.email is 'In lower case, as Supabase Auth keeps addresses.';
create unique index invitation_pending_key on public.invitation (workspace_id, email)
where accepted_at is null and withdrawn_at is null;
create index invitation_workspace_id_invited_by_idx on public.invitation (workspace_id, invited_by);
create index invitation_workspace_id_accepted_by_idx on public.invitation (workspace_id, accepted_by);
alter table public.invitation enable row level security;
grant select on table public.invitation to authenticated;

create table private.invitation_token (
  invitation_id bigint not null,
  token_hash bytea not null,
  constraint invitation_token_pkey primary key (invitation_id),
  constraint invitation_token_token_hash_key unique (token_hash),
  constraint invitation_token_invitation_id_fkey foreign key (invitation_id) references public.invitation (id),
  constraint invitation_token_token_hash_check check (octet_length(token_hash) = 32)
);
comment on table private.invitation_token is
  'Of pending invitations: the SHA-256 of the link''s token, which is 256 random bits and kept nowhere. So nobody who reads the database has a link, and guessing needs no limit of attempts.';
alter table private.invitation_token enable row level security;

create function private.open_invitation(p_token text) returns public.invitation
language sql stable security definer set search_path = '' as $$
  select i.*
  from private.invitation_token as t
  join public.invitation as i on i.id = t.invitation_id
  where t.token_hash = sha256(convert_to(p_token, 'UTF8'))
    and i.accepted_at is null
    and i.withdrawn_at is null
    and i.expires_at > now();
$$;
comment on function private.open_invitation(text) is
  'The invitation that the link opens, or null: unknown, expired, used and withdrawn are alike.';

create function private.lock_workspace(p_workspace_id bigint) returns void
language sql volatile security definer set search_path = '' as $$
  select from public.workspace as w where w.id = p_workspace_id for no key update;
$$;
comment on function private.lock_workspace(bigint) is
  'Who invites, withdraws or accepts holds the workspace until the end: of two at once, the second sees what the first did.';

create function private.end_invitation(
  p_invitation_id bigint, p_accepted_by bigint default null
) returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.invitation_token as t where t.invitation_id = p_invitation_id;
  update public.invitation as i
  set accepted_by = p_accepted_by,
      accepted_at = case when p_accepted_by is not null then now() end,
      withdrawn_at = case when p_accepted_by is null then now() end
  where i.id = p_invitation_id;
end;
$$;
comment on function private.end_invitation(bigint, bigint) is
  'Accepted by a seat, or withdrawn. Its link opens nothing any more.';

create function public.invite(
  user_id uuid, workspace_id bigint, email text, role text, token_hash text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seat constant public.agent := private.member(invite.user_id, invite.workspace_id);
  v_email constant text := lower(btrim(invite.email));
  v_invitation public.invitation;
begin
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  perform private.lock_workspace(v_seat.workspace_id);
  if exists (
    select from public.agent as a
    join auth.users as u on u.id = a.user_id
    where a.workspace_id = v_seat.workspace_id and a.active and lower(u.email) = v_email
  ) then
    return private.refusal('E-INVITE-SEATED');
  end if;
  if not private.may_invite(v_seat) then
    return private.refusal('E-INVITE-LIMIT');
  end if;
  -- Each invitation is a mail: nobody is to get the tenth of a day.
  if (
    select count(*) from public.invitation as i
    where i.workspace_id = v_seat.workspace_id and i.email = v_email and i.created_at > now() - interval '1 day'
  ) >= 3 then
    return private.refusal('E-INVITE-REPEATED');
  end if;

  perform private.end_invitation(i.id)
  from public.invitation as i
  where i.workspace_id = v_seat.workspace_id
    and i.email = v_email
    and i.accepted_at is null
    and i.withdrawn_at is null;
  insert into public.invitation (workspace_id, email, role, invited_by)
  values (v_seat.workspace_id, v_email, invite.role, v_seat.id)
  returning * into v_invitation;
  insert into private.invitation_token (invitation_id, token_hash)
  values (v_invitation.id, decode(invite.token_hash, 'hex'));

  perform private.audit(
    v_seat, 'invitation.made',
    jsonb_build_object('email', v_invitation.email, 'role', v_invitation.role)
  );
  return (
    select jsonb_build_object(
      'ok', true, 'invitation_id', v_invitation.id, 'email', v_invitation.email,
      'expires_at', v_invitation.expires_at, 'workspace_name', w.name, 'invited_by', v_seat.display_name
    )
    from public.workspace as w
    where w.id = v_seat.workspace_id
  );
end;
$$;
comment on function public.invite(uuid, bigint, text, text, text) is
  'For an admin. The function makes the token and sends only its SHA-256 (hex), so that no log of the database can hold a link. A pending invitation of the address is withdrawn: inviting again makes a new link. Answers {ok: true, invitation_id, email, expires_at, workspace_name, invited_by} or a refusal: E-INVITE-SEATED, E-INVITE-LIMIT.';
grant execute on function public.invite(uuid, bigint, text, text, text) to service_role;

create function private.withdraw_invitation(p_invitation_id bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_invitation public.invitation;
  v_seat public.agent;
begin
  select i.* into v_invitation from public.invitation as i where i.id = p_invitation_id;
  v_seat := private.member((select auth.uid()), v_invitation.workspace_id);
  if private.refuse_unless_admin(v_seat) is not null then
    return private.refuse_unless_admin(v_seat);
  end if;
  perform private.lock_workspace(v_seat.workspace_id);
  if not exists (
    select from public.invitation as i
    where i.id = p_invitation_id and i.accepted_at is null and i.withdrawn_at is null
  ) then
    return private.refusal('E-INVITE-GONE');
  end if;
  perform private.end_invitation(p_invitation_id);
  perform private.audit(
    v_seat, 'invitation.withdrawn',
    jsonb_build_object('email', v_invitation.email, 'role', v_invitation.role)
  );
  return jsonb_build_object('ok', true);
end;
$$;
grant execute on function private.withdraw_invitation(bigint) to authenticated;

create function public.withdraw_invitation(invitation_id bigint) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.withdraw_invitation(invitation_id);
$$;
comment on function public.withdraw_invitation(bigint) is
  'For an admin: the link opens nothing any more. Answers {ok: true}, or {ok: false, code: E-SEAT, E-ADMIN or E-INVITE-GONE}.';
grant execute on function public.withdraw_invitation(bigint) to authenticated;

create function private.withdraw_invitations_of() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform
    private.end_invitation(i.id),
    private.audit_change(
      i.workspace_id, 'invitation.withdrawn', jsonb_build_object('email', i.email, 'role', i.role)
    )
  from public.invitation as i
  where i.workspace_id = new.workspace_id
    and i.invited_by = new.id
    and i.accepted_at is null
    and i.withdrawn_at is null;
  return null;
end;
$$;
comment on function private.withdraw_invitations_of() is
  'Whoever may invite no longer has no way back, or for others, by a link that they made before.';

create trigger agent_withdraw_invitations after update on public.agent
for each row when (old.active and old.role = 'admin' and not (new.active and new.role = 'admin'))
execute function private.withdraw_invitations_of();

create function private.look_at_invitation(p_token text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_invitation constant public.invitation := private.open_invitation(p_token);
begin
  if v_invitation.id is null then
    return private.refusal('E-INVITE-GONE');
  end if;
  return (
    select jsonb_build_object(
      'ok', true, 'workspace_name', w.name, 'email', v_invitation.email, 'role', v_invitation.role
    )
    from public.workspace as w
    where w.id = v_invitation.workspace_id
  );
end;
$$;
grant execute on function private.look_at_invitation(text) to anon, authenticated;

create function public.look_at_invitation(token text) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select private.look_at_invitation(token);
$$;
comment on function public.look_at_invitation(text) is
  'For whoever has the link, before they sign in. Answers {ok, workspace_name, email, role}, or {ok: false, code: E-INVITE-GONE}.';
grant execute on function public.look_at_invitation(text) to anon, authenticated;

create function private.accept_invitation(p_token text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_user_id constant uuid := (select auth.uid());
  v_invitation public.invitation := private.open_invitation(p_token);
  v_email text;
  v_seat public.agent;
begin
  perform private.lock_workspace(v_invitation.workspace_id);
  -- Read again: somebody may have used or withdrawn it while this waited.
  v_invitation := private.open_invitation(p_token);
  if v_invitation.id is null then
    return private.refusal('E-INVITE-GONE');
  end if;
  -- Else a stranger who made the account beforehand would have the password of this seat.
  if private.refuse_unless_own_password() is not null then
    return private.refuse_unless_own_password();
  end if;
  -- An address that nobody confirmed may be anybody's.
  select lower(u.email) into v_email
  from auth.users as u
  where u.id = v_user_id and u.email_confirmed_at is not null;
  if v_email is distinct from v_invitation.email then
    return private.refusal('E-INVITE-OTHER');
  end if;

  select a.* into v_seat
  from public.agent as a
  where a.workspace_id = v_invitation.workspace_id and a.user_id = v_user_id
  for no key update;
  if v_seat.active then
    return private.refusal('E-SEAT-EXISTS');
  elsif v_seat.id is not null then
    -- A seat is never doubled: the person comes back to their own calls and identity.
    update public.agent as a
    set active = true, role = v_invitation.role
    where a.id = v_seat.id;
  else
    v_seat := private.create_seat(
      v_invitation.workspace_id, v_user_id, v_invitation.role, private.person_name(v_user_id)
    );
  end if;
  perform private.end_invitation(v_invitation.id, v_seat.id);
  perform private.audit(
    v_seat, 'invitation.accepted',
    jsonb_build_object('email', v_invitation.email, 'role', v_invitation.role)
  );
  return jsonb_build_object('ok', true, 'workspace_id', v_invitation.workspace_id);
end;
$$;
grant execute on function private.accept_invitation(text) to authenticated;

create function public.accept_invitation(token text) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.accept_invitation(token);
$$;
comment on function public.accept_invitation(text) is
  'Gives the signed-in person the seat. Answers {ok, workspace_id}, or {ok: false, code}: E-INVITE-GONE (unknown, expired, used or withdrawn), E-INVITE-OTHER (their confirmed address is another), E-SEAT-EXISTS, E-AUTH-SIGNIN (the session is over), E-PASSWORD-FIRST (nobody has chosen a password since the mailbox was proved).';
grant execute on function public.accept_invitation(text) to authenticated;

create policy "admins see the invitations of their workspace" on public.invitation
for select to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())));
