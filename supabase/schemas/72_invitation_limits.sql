-- How many invitations are made: whoever opens a workspace of their own could mail strangers through it.

create function private.may_invite(p_seat public.agent) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_day constant timestamptz := now() - interval '1 day';
  v_most integer := 50;
begin
  -- A person in several workspaces at once is counted together.
  perform pg_advisory_xact_lock(hashtextextended('private.may_invite ' || p_seat.user_id, 0));
  if exists (select from public.workspace as w where w.id = p_seat.workspace_id and w.created_at > v_day)
    or exists (select from auth.users as u where u.id = p_seat.user_id and u.created_at > v_day) then
    v_most := 10;
  end if;
  return v_most > (
    select greatest(
      count(*) filter (where i.workspace_id = p_seat.workspace_id),
      count(*) filter (where a.user_id = p_seat.user_id)
    )
    from public.invitation as i
    join public.agent as a on a.id = i.invited_by
    where i.created_at > v_day
      and i.workspace_id in (
        select p_seat.workspace_id
        union
        select m.workspace_id from public.agent as m where m.user_id = p_seat.user_id
      )
  );
end;
$$;
comment on function private.may_invite(public.agent) is
  'In 24 hours, 50 invitations of a workspace and 50 of a person over all their workspaces; 10 of either on the first day of the workspace or of the account.';
