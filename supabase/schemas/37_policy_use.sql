-- What the Policy page shows of today, and its brake.

create function private.policy_use(p_workspace_id bigint) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_refusal constant jsonb := private.refuse_unless_admin(private.member((select auth.uid()), p_workspace_id));
  v_policy public.workspace_policy;
  v_use private.outside_use;
begin
  if v_refusal is not null then
    return v_refusal;
  end if;
  select p.* into strict v_policy from public.workspace_policy as p where p.workspace_id = p_workspace_id;
  v_use := private.outside_use(p_workspace_id, null, v_policy.time_zone, null, now());
  return jsonb_build_object(
    'ok', true,
    'day_ends_at', private.day_ends_at(v_policy.time_zone, now()),
    'talked_s', v_use.talked_s,
    'calls_in_last_minute', (
      select count(*) from public.call_leg as l
      where l.workspace_id = p_workspace_id and l.role in ('callee', 'outside') and not l.emergency
        and l.created_at > now() - interval '1 minute'
    ),
    'busiest', (
      select jsonb_build_object('name', a.display_name, 'talked_s', u.talked_s)
      from public.agent as a,
        lateral private.outside_use(p_workspace_id, a.id, v_policy.time_zone, null, now()) as u
      where a.workspace_id = p_workspace_id and a.active and u.talked_s > 0
      order by u.talked_s desc, a.id
      limit 1
    )
  );
end;
$$;
comment on function private.policy_use(bigint) is 'Calls out of today against the limits, for an admin.';
grant execute on function private.policy_use(bigint) to authenticated;

create function private.pause_calls_out(p_workspace_id bigint, p_paused boolean) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_refusal constant jsonb := private.refuse_unless_admin(private.member((select auth.uid()), p_workspace_id));
begin
  if v_refusal is not null then
    return v_refusal;
  end if;
  update public.workspace_policy as p
  set paused_at = case when p_paused then now() end,
      paused_until = case when p_paused then private.day_ends_at(p.time_zone, now()) end,
      pause_cause = case when p_paused then 'admin' end,
      pause_limit = null
  where p.workspace_id = p_workspace_id and p_paused <> (p.paused_until is not null and p.paused_until > now());
  return jsonb_build_object('ok', true);
end;
$$;
comment on function private.pause_calls_out(bigint, boolean) is
  'For an admin: pauses calls out until the day''s end, or lets them go on. The same again changes nothing.';
grant execute on function private.pause_calls_out(bigint, boolean) to authenticated;

create function public.policy_use(workspace_id bigint) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select private.policy_use(workspace_id);
$$;
comment on function public.policy_use(bigint) is
  'For an admin: {ok, day_ends_at, talked_s, calls_in_last_minute, busiest: {name, talked_s} | null}, or {ok: false, code}.';
grant execute on function public.policy_use(bigint) to authenticated;

create function public.pause_calls_out(workspace_id bigint, paused boolean) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.pause_calls_out(workspace_id, paused);
$$;
comment on function public.pause_calls_out(bigint, boolean) is
  'For an admin: pauses all calls out until the day''s end in the workspace''s zone, or resumes. {ok} or {ok: false, code}.';
grant execute on function public.pause_calls_out(bigint, boolean) to authenticated;
