-- No call stays open here that is over at Twilio, and no command stays half done: a job asks Twilio, through the
-- function `reconcile`, about every call that nothing was heard of for a minute.

create table private.call_check (
  call_id bigint not null,
  workspace_id bigint not null,
  checked_at timestamptz not null default now(),
  constraint call_check_pkey primary key (call_id),
  constraint call_check_call_fkey foreign key (workspace_id, call_id)
    references public.call (workspace_id, id) on delete cascade
);
comment on table private.call_check is 'When Twilio was last asked about a call that is open.';
create index call_check_workspace_id_call_id_idx on private.call_check (workspace_id, call_id);
alter table private.call_check enable row level security;

create table private.reconcile_run (
  workspace_id bigint not null,
  asked_at timestamptz not null,
  constraint reconcile_run_pkey primary key (workspace_id),
  constraint reconcile_run_workspace_id_fkey foreign key (workspace_id) references public.workspace (id)
);
comment on table private.reconcile_run is 'When the function reconcile was last asked to look at a workspace.';
alter table private.reconcile_run enable row level security;

create function private.last_news_at(p_call public.call) returns timestamptz
language plpgsql stable security definer set search_path = '' as $$
begin
  return greatest(
    p_call.created_at,
    (
      select max(e.received_at) from public.call_event as e
      where e.call_id = p_call.id and e.source in ('voice', 'action', 'status', 'conference', 'recording', 'consent')
    ),
    (select k.checked_at from private.call_check as k where k.call_id = p_call.id)
  );
end;
$$;
comment on function private.last_news_at(public.call) is
  'When Twilio was last heard of a call: an event or a check. A seat''s beat says nothing of a call.';

create function private.calls_due(p_at timestamptz) returns setof public.call
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
  select c.*
  from public.call as c
  where c.ended_at is null
    and c.status <> 'created'
    and (
      private.last_news_at(c) < p_at - interval '60 seconds'
      or private.recording_is_due(c.id, p_at)
      or c.wiring = 'upgrading' and c.upgrade_began_at < p_at - interval '15 seconds'
      or exists (
        select from public.call_leg as l
        where l.call_id = c.id and l.end_wanted and l.wanted_at < p_at - interval '15 seconds' and private.is_open(l)
      )
      or exists (
        select from public.call_command as m
        where m.call_id = c.id and m.outcome is null and m.asked_at < p_at - interval '15 seconds'
      )
      or exists (
        select from public.call_leg as l
        where l.call_id = c.id and l.end_wanted and private.is_open(l) and l.wanted_at < p_at - interval '15 seconds'
      )
    );
end;
$$;
comment on function private.calls_due(timestamptz) is
  'Open calls of which nothing was heard for a minute, of which a command was left half done, or in which somebody is who should not be.';

create function private.end_without_account(p_at timestamptz) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_call public.call;
  v_ended integer := 0;
begin
  for v_call in
    select c.* from public.call as c
    join public.workspace as w on w.id = c.workspace_id
    where c.ended_at is null and c.status <> 'created' and w.twilio_account_sid is null
    for no key update of c
  loop
    update public.call_leg as l
    set status = case when l.picked_up_at is not null then 'completed' else 'failed' end, assumed = true, ended_at = p_at
    where l.call_id = v_call.id and not private.is_terminal(l.status);
    update public.call_step as s
    set ended_at = p_at, outcome = 'failed', assumed = true
    where s.call_id = v_call.id and s.ended_at is null;
    update public.call as c
    set status = case when c.status = 'in-progress' then 'completed' else 'failed' end, assumed = true,
        end_reason = 'account-gone', ended_at = p_at
    where c.id = v_call.id
    returning * into v_call;
    perform private.settle_participants(v_call);
    v_ended := v_ended + 1;
  end loop;
  return v_ended;
end;
$$;
comment on function private.end_without_account(timestamptz) is
  'Calls whose account was disconnected: nobody can be asked about them any more.';

create function private.end_unattended(p_at timestamptz) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_ended integer;
begin
  update public.call_leg as l
  set end_wanted = true, wanted_at = p_at
  from public.call as c
  where c.id = l.call_id and c.ended_at is null and c.upgrade_began_at < p_at - interval '60 minutes'
    and private.is_open(l) and not l.end_wanted
    and (
      select max(coalesce(s.left_at, s.ended_at, 'infinity')) from public.call_leg as s
      where s.call_id = c.id and s.role = 'seat' and s.picked_up_at is not null
    ) < p_at - interval '60 minutes';
  get diagnostics v_ended = row_count;
  return v_ended;
end;
$$;
comment on function private.end_unattended(timestamptz) is
  'Telephones that talk on among themselves are paid for by the workspace: an hour after the last seat left they end. Answers how many legs.';

create function private.reconcile(p_at timestamptz default now()) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_due bigint[];
begin
  perform private.end_without_account(p_at);
  perform private.end_unattended(p_at);
  update public.call_command as m
  set outcome = 'done', ended_at = p_at
  from public.call as c
  where m.outcome is null and c.id = m.call_id and c.ended_at is not null;
  delete from private.call_check as k
  using public.call as c
  where c.id = k.call_id and c.ended_at is not null;

  -- Fifty accounts a run, whoever waited longest first; each is asked at most every 20 s.
  select coalesce(array_agg(d.workspace_id), '{}') into v_due
  from (
    select u.workspace_id
    from (select distinct c.workspace_id from private.calls_due(p_at) as c) as u
    left join private.reconcile_run as r on r.workspace_id = u.workspace_id
    where r.asked_at is null or r.asked_at < p_at - interval '20 seconds'
    order by r.asked_at nulls first, u.workspace_id
    limit 50
  ) as d;
  if not private.ask_function('/reconcile', 'softphone_reconcile_secret', v_due) then
    return 0;
  end if;
  insert into private.reconcile_run (workspace_id, asked_at)
  select u.id, p_at from unnest(v_due) as u (id)
  on conflict on constraint reconcile_run_pkey do update set asked_at = excluded.asked_at;
  return cardinality(v_due);
end;
$$;
comment on function private.reconcile(timestamptz) is
  'The job, every 30 s: has Twilio asked about the calls that are due; of how many workspaces. p_at: for tests.';

create function public.reconcile_grant(workspace_id bigint, secret text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_workspace public.workspace;
begin
  if not private.is_job_secret('softphone_reconcile_secret', reconcile_grant.secret) then
    return private.refusal('E-SECRET');
  end if;
  select w.* into v_workspace from public.workspace as w
  where w.id = reconcile_grant.workspace_id and w.twilio_account_sid is not null;
  if not found then
    return private.refusal('E-SECRET');
  end if;
  return jsonb_build_object(
    'ok', true,
    'calls', coalesce(
      (
        select jsonb_agg(
          jsonb_build_object(
            'id', c.id,
            'first_sid', (private.first_leg(c.id)).call_sid,
            'other_sids', (
              select coalesce(jsonb_agg(l.call_sid order by l.id), '[]') from public.call_leg as l
              where l.call_id = c.id and c.wiring <> 'plain' and l.made_by <> 'twilio' and l.call_sid is not null
                and private.is_open(l)
            )
          )
          order by c.id
        )
        from (
          select d.* from private.calls_due(now()) as d where d.workspace_id = v_workspace.id order by d.id limit 100
        ) as c
      ),
      '[]'
    )
  ) || private.twilio_credentials(v_workspace);
end;
$$;
comment on function public.reconcile_grant(bigint, text) is
  'For the reconciler: {ok, calls: [{id, first_sid, other_sids: of a conference, the lines that no Dial joins to the first}], account_sid, username, password}; at most 100 calls. E-SECRET.';
grant execute on function public.reconcile_grant(bigint, text) to service_role;

create function private.apply_check(p_call public.call, p_leg jsonb) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_step public.call_step;
  v_form private.form;
begin
  select s.* into v_step from public.call_step as s
  where s.call_id = p_call.id and s.kind in ('ring', 'outside')
  order by s.position desc
  limit 1;
  v_form := private.read_form(jsonb_build_object(
    'CallSid', p_leg ->> 'call_sid', 'ParentCallSid', p_leg ->> 'parent_call_sid', 'CallStatus', p_leg ->> 'status',
    'To', p_leg ->> 'to', 'Timestamp', p_leg ->> 'at', 'CallDuration', p_leg ->> 'duration_s'
  ));
  v_form.step_id := v_step.id;
  v_form.leg_id := (
    select l.id from public.call_leg as l
    where l.call_id = p_call.id and l.call_sid is null and l.to_address = p_leg ->> 'to' and v_form.parent_call_sid is not null
    limit 1
  );
  return private.apply_leg(p_call, v_form) is null;
end;
$$;
comment on function private.apply_check(public.call, jsonb) is
  'One leg as Twilio tells it: known before, or of the call''s last dial. Answers whether it was news.';

create function public.keep_reconciled(workspace_id bigint, secret text, calls jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_found record;
  v_call public.call;
  v_news boolean;
  v_work jsonb := '[]';
begin
  if not private.is_job_secret('softphone_reconcile_secret', keep_reconciled.secret) then
    return private.refusal('E-SECRET');
  end if;
  for v_found in
    select f.id, f.legs from jsonb_to_recordset(keep_reconciled.calls) as f (id bigint, legs jsonb) order by f.id
  loop
    select c.* into v_call from public.call as c
    where c.id = v_found.id and c.workspace_id = keep_reconciled.workspace_id
    for no key update;
    continue when not found;
    select coalesce(bool_or(private.apply_check(v_call, l.leg)), false) into v_news
    from jsonb_array_elements(v_found.legs) as l (leg);
    v_news := private.settle_call(v_call) or v_news;
    insert into private.call_check (call_id, workspace_id) values (v_call.id, v_call.workspace_id)
    on conflict on constraint call_check_pkey do update set checked_at = now();
    if v_news then
      insert into public.call_event (workspace_id, call_id, source, payload, applied)
      select
        v_call.workspace_id, v_call.id, 'check',
        jsonb_build_object('legs', v_found.legs, 'ended', v_call.ended_at is null and c.ended_at is not null), true
      from public.call as c
      where c.id = v_call.id;
    end if;
    v_work := v_work || coalesce(private.work_on(v_call.id), '[]');
  end loop;
  return jsonb_build_object('ok', true, 'work', v_work);
end;
$$;
comment on function public.keep_reconciled(bigint, text, jsonb) is
  'What Twilio said of calls: [{id, legs: [{call_sid, parent_call_sid, to, status, at, duration_s}]}]. It is applied like callbacks; what was news is an event of the call. Answers {ok, work: [{call_id, requests}], what is still to be asked for commands that were left half done}. E-SECRET.';
grant execute on function public.keep_reconciled(bigint, text, jsonb) to service_role;

create function private.clear_job_log() returns void
language sql volatile security definer set search_path = '' as $$
  delete from cron.job_run_details as d where d.end_time < now() - interval '1 day';
$$;
comment on function private.clear_job_log() is 'A job every 30 s leaves a million lines a year in the scheduler''s own log.';
