-- What the dialer has to know when it opens, in one question instead of eight, six of which waited for the other two.
-- It runs as the person who asks: row-level security says what they may read.

create function public.who_is_there(workspace_id bigint) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
#variable_conflict use_column
begin
  return jsonb_build_object(
    'now', now(),
    'connected', exists (
      select from public.workspace as w
      where w.id = who_is_there.workspace_id
        and w.twilio_account_sid is not null
        and w.twilio_auth_token is not null
        and w.twilio_twiml_app_sid is not null
    ),
    'presence', (
      select coalesce(jsonb_agg(to_jsonb(r)), '[]') from (
        select p.agent_id, p.status, p.changed_at, p.heard_at, p.free_from from public.agent_presence as p
        where p.workspace_id = who_is_there.workspace_id
      ) as r
    ),
    'busy', (
      select coalesce(jsonb_agg(to_jsonb(r)), '[]') from (
        select c.agent_id, c.created_at from public.call as c
        -- That it is open says its status, too; but only few of many are, and an index has them.
        where c.workspace_id = who_is_there.workspace_id and c.ended_at is null and c.status = 'in-progress'
      ) as r
    )
  );
end;
$$;
comment on function public.who_is_there(bigint) is
  'As the person may read it: {now, connected, presence, busy}. now is the server''s clock, which beats are judged by; connected: Twilio could be asked for a call.';
grant execute on function public.who_is_there(bigint) to authenticated;

create function public.open_dialer(workspace_id bigint) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
#variable_conflict use_column
declare
  v_seat public.agent;
begin
  select a.* into v_seat from public.agent as a
  where a.user_id = (select auth.uid()) and a.active
  order by a.workspace_id is not distinct from open_dialer.workspace_id desc, a.id
  limit 1;
  return jsonb_build_object(
    'seats', (
      select coalesce(jsonb_agg(to_jsonb(r)), '[]') from (
        select a.id, a.workspace_id, a.role, a.identity, a.display_name, a.active from public.agent as a
        where a.user_id = (select auth.uid()) and a.active
        order by a.id
      ) as r
    ),
    'workspaces', (
      select coalesce(jsonb_agg(to_jsonb(r)), '[]') from (select w.id, w.name, w.country from public.workspace as w) as r
    ),
    'open', case when v_seat.id is not null then jsonb_build_object(
      'agent_id', v_seat.id,
      'numbers', (
        select coalesce(jsonb_agg(to_jsonb(r)), '[]') from (
          select p.phone_number, p.friendly_name from public.agent_phone as p
          where p.agent_id = v_seat.id and p.may_call
          order by p.id
        ) as r
      ),
      'lines', (
        select coalesce(jsonb_agg(to_jsonb(r)), '[]') from (
          select n.twilio_number, n.friendly_name, n.emergency_address from public.workspace_twilio_number as n
          where n.workspace_id = v_seat.workspace_id
        ) as r
      ),
      'people', (
        select coalesce(jsonb_agg(to_jsonb(r)), '[]') from (
          select a.id, a.workspace_id, a.role, a.identity, a.display_name, a.active from public.agent as a
          where a.workspace_id = v_seat.workspace_id
          order by a.display_name
        ) as r
      ),
      'policy', (
        select to_jsonb(p) from public.workspace_policy as p where p.workspace_id = v_seat.workspace_id
      ),
      'there', public.who_is_there(v_seat.workspace_id)
    ) end
  );
end;
$$;
comment on function public.open_dialer(bigint) is
  'As the person may read it: {seats, workspaces, open: {agent_id, numbers, lines, people, policy, there} | null}; open is the seat in the named workspace, else the oldest one.';
grant execute on function public.open_dialer(bigint) to authenticated;
