-- Accounts lie in schema auth, which is Supabase Auth's. What this product adds: whoever proves a mailbox chooses the
-- password, and people name themselves.

create function private.void_password() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.encrypted_password := '';
  return new;
end;
$$;
comment on function private.void_password() is
  'Auth takes an empty password for none: nobody signs in with it, and the next one is the first.';

-- Auth keeps the password of whoever signs up first with an address, and that may be a stranger. So it ends where the
-- mailbox is proved, in the same statement, before the proof gives anybody a session. An account that an admin of the
-- project makes and confirms had no mail, and keeps its password.
create trigger user_void_password before update of email, email_confirmed_at on auth.users
for each row when (
  lower(new.email) is distinct from lower(old.email)
  or (
    old.email_confirmed_at is null and new.email_confirmed_at is not null and old.confirmation_sent_at is not null
  )
)
execute function private.void_password();

create function private.refuse_unless_own_password() returns jsonb
language sql stable security definer set search_path = '' as $$
  select case
    -- A new password ends every session but the one that chose it; an access token outlives its session by minutes.
    when not exists (
      select from auth.sessions as s
      where s.user_id = (select auth.uid()) and s.id::text = (select auth.jwt()) ->> 'session_id'
    ) then private.refusal('E-AUTH-SIGNIN')
    when exists (
      select from auth.users as u
      where u.id = (select auth.uid()) and coalesce(u.encrypted_password, '') = ''
    ) then private.refusal('E-PASSWORD-FIRST')
  end;
$$;
comment on function private.refuse_unless_own_password() is
  'Null, or why the signed-in person gets no seat yet: the session is over, or nobody has chosen a password since the mailbox was proved.';

create function private.rename_own_seat(p_workspace_id bigint, p_display_name text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_name constant text := btrim(regexp_replace(p_display_name, '[[:cntrl:][:space:]]+', ' ', 'g'));
  v_seat constant public.agent := private.member((select auth.uid()), p_workspace_id);
begin
  if v_seat.id is null then
    return private.refusal('E-SEAT');
  end if;
  if coalesce(v_name, '') = '' or char_length(v_name) > 200 then
    return private.refusal('E-BODY');
  end if;
  update public.agent as a set display_name = v_name where a.id = v_seat.id and a.display_name <> v_name;
  return jsonb_build_object('ok', true, 'display_name', v_name);
end;
$$;
grant execute on function private.rename_own_seat(bigint, text) to authenticated;

create function public.rename_own_seat(workspace_id bigint, display_name text) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.rename_own_seat(workspace_id, display_name);
$$;
comment on function public.rename_own_seat(bigint, text) is
  'The signed-in person''s name in that workspace. Answers {ok, display_name}, or {ok: false, code: E-SEAT or E-BODY}.';
grant execute on function public.rename_own_seat(bigint, text) to authenticated;
