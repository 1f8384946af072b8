-- How long calls are kept, and the one way in which what is append-only goes.

create table private.erasure (
  transaction_id xid8 not null,
  relation oid not null,
  constraint erasure_pkey primary key (transaction_id, relation)
);
comment on table private.erasure is
  'While a function of this file deletes, its transaction may. Nobody else can write here, so nobody else passes the triggers.';
alter table private.erasure enable row level security;

create function private.erase_events(p_workspace_id bigint, p_event_ids bigint[]) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  v_erased bigint;
begin
  insert into private.erasure (transaction_id, relation)
  values (pg_current_xact_id(), 'public.call_event'::regclass);
  with recursive doomed as (
    select e.id from public.call_event as e where e.workspace_id = p_workspace_id and e.id = any (p_event_ids)
    union
    -- A repeat names its first.
    select e.id
    from doomed as d
    join public.call_event as e on e.workspace_id = p_workspace_id and e.repeat_of = d.id
  )
  delete from public.call_event as e where e.id in (select d.id from doomed as d);
  get diagnostics v_erased = row_count;
  delete from private.erasure as p where p.transaction_id = pg_current_xact_id();
  return v_erased;
end;
$$;
comment on function private.erase_events(bigint, bigint[]) is
  'Deletes events, and their repeats, past the trigger that keeps them; answers how many. Nothing else may.';

create function private.erase_calls(p_workspace_id bigint, p_call_ids bigint[]) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  v_ids constant bigint[] := array(
    select c.id from public.call as c
    where c.workspace_id = p_workspace_id and c.id = any (p_call_ids)
    order by c.id
    for update
  );
begin
  perform private.erase_events(
    p_workspace_id, array(select e.id from public.call_event as e where e.call_id = any (v_ids))
  );
  delete from private.call_beat as b where b.workspace_id = p_workspace_id and b.call_id = any (v_ids);
  delete from private.recording as r where r.workspace_id = p_workspace_id and r.call_id = any (v_ids);
  delete from private.twilio_request as r where r.workspace_id = p_workspace_id and r.call_id = any (v_ids);
  delete from public.call_note as n where n.workspace_id = p_workspace_id and n.call_id = any (v_ids);
  delete from public.call_command as m where m.workspace_id = p_workspace_id and m.call_id = any (v_ids);
  delete from public.call_participant as p where p.call_id = any (v_ids);
  delete from public.call_step as s where s.call_id = any (v_ids);
  delete from public.call_leg as l where l.call_id = any (v_ids);
  delete from public.call as c where c.id = any (v_ids);
  return cardinality(v_ids);
end;
$$;
comment on function private.erase_calls(bigint, bigint[]) is
  'Deletes calls of the workspace with all that they are made of; answers how many.';

create function private.forget_calls(p_count integer, p_at timestamptz default now()) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  v_workspace record;
  v_ids bigint[];
  v_left bigint := p_count;
begin
  for v_workspace in
    select w.id, w.twilio_account_sid, p_at - make_interval(days => w.calls_kept_days) as kept_from
    from public.workspace as w
    where w.calls_kept_days is not null
    order by w.id
  loop
    v_ids := array(
      select c.id from public.call as c
      where c.workspace_id = v_workspace.id and c.created_at < v_workspace.kept_from and c.ended_at is not null
        -- Whose recordings Twilio still has: without the row nobody would delete them.
        and not exists (
          select from private.recording as r
          where r.call_id = c.id and r.deleted_at is null and r.account_sid = v_workspace.twilio_account_sid
        )
      order by c.created_at, c.id
      limit v_left
      -- Somebody is at it: the next run finds it again.
      for update skip locked
    );
    v_left := v_left - private.erase_calls(v_workspace.id, v_ids);
    v_ids := array(
      select e.id from public.call_event as e
      where e.workspace_id = v_workspace.id and e.call_id is null and e.received_at < v_workspace.kept_from
      limit v_left
    );
    v_left := v_left - private.erase_events(v_workspace.id, v_ids);
    exit when v_left <= 0;
  end loop;
  return p_count - v_left;
end;
$$;
comment on function private.forget_calls(integer, timestamptz) is
  'Deletes what workspaces keep no longer, the oldest first and no more than so many calls and events of no call; answers how many. A run is one transaction, so it stays short: the job comes back each minute of the night.';
