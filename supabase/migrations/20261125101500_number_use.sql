-- What a seat may do with a number: call from it, be rung by calls to it, or both; and which numbers a new seat gets.

alter table public.agent_phone
add column may_call boolean not null default true,
add column rings boolean not null default true,
add constraint agent_phone_use_check check (may_call or rings) not valid;
comment on table public.agent_phone is
  'The numbers that a seat uses. A plain insert, which names neither use, means both.';
comment on column public.agent_phone.may_call is 'The seat may call from the number.';
comment on column public.agent_phone.rings is 'A call to the number rings the seat.';
comment on constraint agent_phone_use_check on public.agent_phone is
  'A number that is used for nothing is not the seat''s: delete the row.';

alter table public.workspace_twilio_number
add column for_new_agents boolean not null default false;
comment on column public.workspace_twilio_number.for_new_agents is
  'Whoever gets a seat from now on gets this number, for both uses.';

create function private.may_call_from(p_agent_id bigint, p_number text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.agent_phone as p
    where p.agent_id = p_agent_id and p.phone_number = p_number and p.may_call
  );
$$;
comment on function private.may_call_from(bigint, text) is 'Whether the seat may call from the number.';

create or replace function private.agents_to_ring(p_workspace_id bigint, p_number text) returns setof public.agent
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
  select a.*
  from public.agent_phone as p
  join public.agent as a on a.id = p.agent_id and a.active
  join public.agent_presence as s on s.agent_id = a.id
  left join lateral (
    select max(c.ended_at) as ended_at
    from public.call as c
    where c.workspace_id = p_workspace_id and c.agent_id = a.id
  ) as latest on true
  where p.workspace_id = p_workspace_id
    and p.phone_number = p_number
    and p.rings
    and s.status = 'available'
    and s.heard_at > now() - interval '25 seconds'
    and not exists (
      select from public.call as c
      where c.workspace_id = p_workspace_id
        and c.agent_id = a.id
        and c.ended_at is null
        and private.is_live(c)
    )
  order by greatest(latest.ended_at, s.changed_at), a.id
  -- Twilio dials at most ten at once.
  limit 10;
end;
$$;
comment on function private.agents_to_ring(bigint, text) is
  'Whom the number rings, who is available, was heard within 25 s and is not in a call; the longest idle first.';

-- A number's name is kept with each seat as well, where it may have been given another one by hand.
create function private.rename_seats_number() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.agent_phone as p
  set friendly_name = new.friendly_name
  where p.workspace_id = new.workspace_id
    and p.phone_number = new.twilio_number
    and p.friendly_name in (old.friendly_name, '');
  return null;
end;
$$;
comment on function private.rename_seats_number() is
  'Seats see the number''s new name, except where somebody named it differently for a seat.';

create trigger workspace_twilio_number_rename after update of friendly_name on public.workspace_twilio_number
for each row when (old.friendly_name is distinct from new.friendly_name)
execute function private.rename_seats_number();

create function private.broadcast_seats_numbers() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send('{}', 'numbers', 'agent:' || s.agent_id, true)
  from (select new.agent_id union select old.agent_id) as s
  where s.agent_id is not null;
  return null;
end;
$$;
comment on function private.broadcast_seats_numbers() is
  'The seat''s own dialers read their numbers again. The message says nothing of them.';

create trigger agent_phone_broadcast after insert or update or delete on public.agent_phone
for each row execute function private.broadcast_seats_numbers();

revoke all on function
  private.may_call_from(bigint, text), private.rename_seats_number(), private.broadcast_seats_numbers()
from public, anon, authenticated, service_role;
grant update (may_call, rings) on table public.agent_phone to authenticated;
grant update (for_new_agents) on table public.workspace_twilio_number to authenticated;
