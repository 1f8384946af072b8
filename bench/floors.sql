-- What the floors ask of the database. Rights and calling conventions are the product's.

-- A seat that a call rings is free for no other: of hundreds of calls at once all but the first would find everybody
-- busy. Here a seat is rung by every call, the product's and the floor's alike.
create function public.bench_stay_free() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.rang_at := null;
  return new;
end;
$$;
create trigger bench_stay_free before insert on public.call_participant
for each row execute function public.bench_stay_free();

-- The least that an RPC can be.
create function public.bench_trivial() returns jsonb
language sql set search_path = '' as $$ select jsonb_build_object('ok', true) $$;

-- The least that keeps a call in: its rows in the product's tables, with their keys, indexes, triggers and
-- broadcasts. Nothing is checked, nothing decided; who is online is rung.
create function public.bench_keep_call(sid text, form jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_call_id bigint;
begin
  insert into public.call (
    workspace_id, direction, from_number, to_number, number_id, status, ringing_at
  )
  select 1, 'inbound', form ->> 'From', n.twilio_number, n.id, 'ringing', now()
  from public.workspace_twilio_number as n
  where n.workspace_id = 1 and n.twilio_number = form ->> 'To'
  returning id into v_call_id;
  insert into public.call_leg (workspace_id, call_id, call_sid, role, made_by, to_address, status, started_at)
  values (1, v_call_id, sid, 'caller', 'twilio', form ->> 'To', 'ringing', now());
  insert into public.call_step (workspace_id, call_id, position, kind) values (1, v_call_id, 1, 'ring');
  insert into public.call_participant (call_id, agent_id, workspace_id, joined_by, rang_at)
  select v_call_id, p.agent_id, 1, 'ring', now()
  from public.agent_presence as p
  where p.workspace_id = 1 and p.status = 'available';
  insert into public.call_event (workspace_id, call_id, call_sid, source, payload, answer, fingerprint, applied)
  values (1, v_call_id, sid, 'voice', form, '{"do": "dial-clients"}', sha256(''), true);
  return jsonb_build_object('ok', true);
end;
$$;

-- The least that keeps an event of an agent's leg: the leg, the call where it changes, the event.
create function public.bench_keep_event(sid text, parent_sid text, status text, form jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_call_id bigint;
begin
  select l.call_id into v_call_id from public.call_leg as l where l.workspace_id = 1 and l.call_sid = parent_sid;
  insert into public.call_leg as l (
    workspace_id, call_id, call_sid, parent_call_sid, role, made_by, to_address, status, started_at
  )
  values (1, v_call_id, sid, parent_sid, 'seat', 'dial', form ->> 'To', bench_keep_event.status, now())
  on conflict on constraint call_leg_workspace_id_call_sid_key do update set status = excluded.status;
  if bench_keep_event.status in ('in-progress', 'completed') then
    update public.call as c set status = bench_keep_event.status where c.id = v_call_id;
  end if;
  insert into public.call_event (workspace_id, call_id, call_sid, source, payload, fingerprint, applied)
  values (1, v_call_id, sid, 'status', form, sha256(''), true);
  return jsonb_build_object('ok', true);
end;
$$;

revoke all on function
  public.bench_trivial(), public.bench_keep_call(text, jsonb), public.bench_keep_event(text, text, text, jsonb),
  public.bench_stay_free()
from public, anon, authenticated;
grant execute on function
  public.bench_trivial(), public.bench_keep_call(text, jsonb), public.bench_keep_event(text, text, text, jsonb)
to service_role;
notify pgrst, 'reload schema';
