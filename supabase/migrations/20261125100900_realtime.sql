-- Broadcasts: every change of a call to those who may see it, every change of presence to the workspace.
-- Delivery is not guaranteed; the web refetches whenever it subscribes.

create function private.call_payload(p_call public.call) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return jsonb_build_object(
    'id', p_call.id,
    'workspace_id', p_call.workspace_id,
    'ticket', p_call.ticket,
    'direction', p_call.direction,
    'mode', p_call.mode,
    'from_number', p_call.from_number,
    'to_number', p_call.to_number,
    'number_id', p_call.number_id,
    'agent_id', p_call.agent_id,
    'status', p_call.status,
    'assumed', p_call.assumed,
    'end_reason', p_call.end_reason,
    'ended_by', p_call.ended_by,
    'created_at', p_call.created_at,
    'expires_at', p_call.expires_at,
    'ringing_at', p_call.ringing_at,
    'picked_up_at', p_call.picked_up_at,
    'answered_at', p_call.answered_at,
    'ended_at', p_call.ended_at,
    'duration_s', p_call.duration_s,
    'version', p_call.version
  );
end;
$$;
comment on function private.call_payload(public.call) is 'The columns of a call that the web reads, by name: never the whole row.';

create function private.broadcast_call() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_payload constant jsonb := private.call_payload(new);
begin
  perform realtime.send(v_payload, 'call', 'workspace:' || new.workspace_id || ':calls', true);
  perform realtime.send(v_payload, 'call', 'agent:' || c.agent_id, true)
  from public.call_agent as c
  where c.call_id = new.id;
  return null;
end;
$$;
comment on function private.broadcast_call() is
  'To the workspace''s supervisors and admins, and to each agent concerned.';

create trigger call_broadcast after insert or update on public.call
for each row execute function private.broadcast_call();

create function private.broadcast_call_to_agent() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(private.call_payload(c), 'call', 'agent:' || new.agent_id, true)
  from public.call as c
  where c.id = new.call_id;
  return null;
end;
$$;
comment on function private.broadcast_call_to_agent() is 'An agent whom a call begins to concern hears of it at once.';

create trigger call_agent_broadcast after insert on public.call_agent
for each row execute function private.broadcast_call_to_agent();

create function private.broadcast_presence() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(
    jsonb_build_object(
      'agent_id', new.agent_id, 'status', new.status,
      'changed_at', new.changed_at, 'heard_at', new.heard_at
    ),
    'presence', 'workspace:' || new.workspace_id || ':presence', true
  );
  return null;
end;
$$;
comment on function private.broadcast_presence() is 'A changed status, not each heartbeat: Realtime''s rate is limited.';

create trigger agent_presence_broadcast_first after insert on public.agent_presence
for each row execute function private.broadcast_presence();

create trigger agent_presence_broadcast_change after update on public.agent_presence
for each row when (old.status is distinct from new.status)
execute function private.broadcast_presence();

-- Who may join. The pattern is matched before the cast: a topic may be any text. There is no policy for
-- insert, so that no browser can send.

create policy "people hear of the calls of their own seat" on realtime.messages
for select to authenticated
using (
  extension = 'broadcast'
  and case
    when (select realtime.topic()) ~ '^agent:[1-9][0-9]{0,17}$'
      then split_part((select realtime.topic()), ':', 2)::bigint = any (array(select private.my_seats()))
    else false
  end
);

create policy "supervisors and admins hear of every call of their workspace" on realtime.messages
for select to authenticated
using (
  extension = 'broadcast'
  and case
    when (select realtime.topic()) ~ '^workspace:[1-9][0-9]{0,17}:calls$'
      then split_part((select realtime.topic()), ':', 2)::bigint
        = any (array(select private.my_supervised_workspaces()))
    else false
  end
);

create policy "members hear who is there in their workspace" on realtime.messages
for select to authenticated
using (
  extension = 'broadcast'
  and case
    when (select realtime.topic()) ~ '^workspace:[1-9][0-9]{0,17}:presence$'
      then split_part((select realtime.topic()), ':', 2)::bigint
        = any (array(select private.my_workspaces()))
    else false
  end
);

revoke all on function
  private.call_payload(public.call), private.broadcast_call(), private.broadcast_call_to_agent(),
  private.broadcast_presence()
from public, anon, authenticated, service_role;
