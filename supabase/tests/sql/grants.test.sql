-- Who may do what with every object of ours: this list is the whole of it. What is not in it is nobody's; another
-- grant is written here on purpose or not at all.

begin;
select plan(1);

select set_eq(
  $query$
    with object (name, kind, owner, acl) as (
      select 'schema ' || n.nspname, 'n'::"char", n.nspowner, n.nspacl
      from pg_namespace as n
      where n.nspname = 'private'
      union all
      select case c.relkind when 'S' then 'sequence ' else 'table ' end || c.relnamespace::regnamespace || '.' || c.relname,
             case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner, c.relacl
      from pg_class as c
      where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm', 'S')
      union all
      select 'column ' || c.relnamespace::regnamespace || '.' || c.relname || '.' || a.attname, 'c', c.relowner, a.attacl
      from pg_class as c
      join pg_attribute as a on a.attrelid = c.oid
      where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and a.attacl is not null
      union all
      select 'function ' || p.pronamespace::regnamespace || '.' || p.proname, 'f', p.proowner, p.proacl
      from pg_proc as p
      where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
      union all
      select 'type ' || t.typnamespace::regnamespace || '.' || t.typname, 'T', t.typowner, t.typacl
      from pg_type as t
      join pg_class as c on c.oid = t.typrelid
      where t.typnamespace in ('public'::regnamespace, 'private'::regnamespace) and c.relkind = 'c'
    )
    select o.name || ' -> ' || string_agg(
      distinct r.grantee || ' ' || lower(g.privilege_type), ', ' order by r.grantee || ' ' || lower(g.privilege_type)
    ) as line
    from object as o,
      aclexplode(coalesce(o.acl, acldefault(o.kind, o.owner))) as g,
      lateral (select case g.grantee when 0 then 'public' else pg_get_userbyid(g.grantee)::text end) as r (grantee)
    where g.grantee <> o.owner
    group by o.name
  $query$,
  array[
    'column public.agent.active -> authenticated update',
    'column public.agent.display_name -> authenticated update',
    'column public.agent.role -> authenticated update',
    'column public.agent_phone.friendly_name -> authenticated update',
    'column public.agent_phone.may_call -> authenticated update',
    'column public.agent_phone.rings -> authenticated update',
    'column public.blocked_caller.is_prefix -> authenticated insert',
    'column public.blocked_caller.note -> authenticated insert',
    'column public.blocked_caller.number -> authenticated insert',
    'column public.blocked_caller.workspace_id -> authenticated insert',
    'column public.do_not_call.is_prefix -> authenticated insert',
    'column public.do_not_call.note -> authenticated insert',
    'column public.do_not_call.number -> authenticated insert',
    'column public.do_not_call.workspace_id -> authenticated insert',
    'column public.workspace.country -> authenticated update',
    'column public.workspace.name -> authenticated update',
    'column public.workspace_policy.agent_calls_per_minute -> authenticated update',
    'column public.workspace_policy.agent_minutes_per_day -> authenticated update',
    'column public.workspace_policy.consent_language -> authenticated update',
    'column public.workspace_policy.consent_sentence -> authenticated update',
    'column public.workspace_policy.recording -> authenticated update',
    'column public.workspace_policy.recordings_heard_by -> authenticated update',
    'column public.workspace_policy.recordings_kept_days -> authenticated update',
    'column public.workspace_twilio_number.recording -> authenticated update',
    'column public.workspace_policy.allowed_countries -> authenticated update',
    'column public.workspace_policy.block_withheld -> authenticated update',
    'column public.workspace_policy.calling_hours -> authenticated update',
    'column public.workspace_policy.show_listeners -> authenticated update',
    'column public.workspace_policy.time_zone -> authenticated update',
    'column public.workspace_policy.when_capped -> authenticated update',
    'column public.workspace_policy.workspace_calls_per_minute -> authenticated update',
    'column public.workspace_policy.workspace_minutes_per_day -> authenticated update',
    'column public.workspace_twilio_number.for_new_agents -> authenticated update',
    'column public.workspace_twilio_number.friendly_name -> authenticated update',
    'function private.accept_invitation -> authenticated execute',
    'function private.are_calling_hours -> authenticated execute',
    'function private.beat -> authenticated execute',
    'function private.choose_presence -> authenticated execute',
    'function private.choose_outcome -> authenticated execute',
    'function private.create_workspace -> authenticated execute',
    'function private.day_figures -> authenticated execute',
    'function private.end_wrap_up -> authenticated execute',
    'function private.extend_wrap_up -> authenticated execute',
    'function private.is_time_zone -> authenticated execute',
    'function private.list_calls -> authenticated execute',
    'function private.look_at_invitation -> anon execute, authenticated execute',
    'function private.my_administered_workspaces -> authenticated execute',
    'function private.my_lines -> authenticated execute',
    'function private.my_seats -> authenticated execute',
    'function private.my_supervised_workspaces -> authenticated execute',
    'function private.my_workspaces -> authenticated execute',
    'function private.my_workspaces_showing_listeners -> authenticated execute',
    'function private.pause_calls_out -> authenticated execute',
    'function private.policy_use -> authenticated execute',
    'function private.record_call_event -> authenticated execute',
    'function private.rename_own_seat -> authenticated execute',
    'function private.report_token -> authenticated execute',
    'function private.save_after_call -> authenticated execute',
    'function private.save_note -> authenticated execute',
    'function private.team -> authenticated execute',
    'function private.withdraw_invitation -> authenticated execute',
    'function public.accept_invitation -> authenticated execute',
    'function public.add_number -> service_role execute',
    'function public.api_keys_due -> service_role execute',
    'function public.apply_webhook -> service_role execute',
    'function public.beat -> authenticated execute',
    'function public.choose_presence -> authenticated execute',
    'function public.who_is_there -> authenticated execute',
    'function public.begin_test_call -> service_role execute',
    'function public.begin_command -> service_role execute',
    'function public.fail_server_call -> service_role execute',
    'function public.keep_answers -> service_role execute',
    'function public.rescue_grant -> service_role execute',
    'function public.beat_call -> authenticated execute',
    'function private.beat_call -> authenticated execute',
    'function public.list_recordings -> authenticated execute',
    'function public.give_listening_pass -> service_role execute',
    'function public.use_listening_pass -> service_role execute',
    'function public.delete_recording -> service_role execute',
    'function public.recording_work -> service_role execute',
    'function public.keep_recording_answers -> service_role execute',
    'function public.workspace_country -> service_role execute',
    'function public.reconcile_grant -> service_role execute',
    'function public.keep_reconciled -> service_role execute',
    'function public.bind_server_call -> service_role execute',
    'function public.call_colleague -> service_role execute',
    'function public.call_context -> service_role execute',
    'function public.choose_outcome -> authenticated execute',
    'function public.connect_account -> service_role execute',
    'function public.connection_grant -> service_role execute',
    'function public.create_workspace -> authenticated execute',
    'function public.day_figures -> authenticated execute',
    'function public.disconnect_account -> service_role execute',
    'function public.end_wrap_up -> authenticated execute',
    'function public.extend_wrap_up -> authenticated execute',
    'function public.forget_account -> service_role execute',
    'function public.forget_api_key -> service_role execute',
    'function public.forget_next_token -> service_role execute',
    'function public.forget_number_settings -> service_role execute',
    'function public.health_grant -> service_role execute',
    'function public.invite -> service_role execute',
    'function public.keep_functions_url -> service_role execute',
    'function public.keep_health -> service_role execute',
    'function public.keep_next_token -> service_role execute',
    'function public.keep_number_settings -> service_role execute',
    'function public.list_calls -> authenticated execute',
    'function public.look_at_invitation -> anon execute, authenticated execute',
    'function public.look_at_number -> service_role execute',
    'function public.open_dialer -> authenticated execute',
    'function public.pause_calls_out -> authenticated execute',
    'function public.place_call -> service_role execute',
    'function public.policy_use -> authenticated execute',
    'function public.promote_next_token -> service_role execute',
    'function public.record_call_event -> authenticated execute',
    'function public.remove_number -> service_role execute',
    'function public.rename_own_seat -> authenticated execute',
    'function public.replace_api_key -> service_role execute',
    'function public.replace_twiml_app -> service_role execute',
    'function public.report_token -> authenticated execute',
    'function public.rotate_api_key -> service_role execute',
    'function public.rotate_data_key -> service_role execute',
    'function public.save_after_call -> authenticated execute',
    'function public.save_note -> authenticated execute',
    'function public.server_call_grant -> service_role execute',
    'function public.store_api_key -> service_role execute',
    'function public.take_number -> service_role execute',
    'function public.team -> authenticated execute',
    'function public.voice_grant -> service_role execute',
    'function public.withdraw_invitation -> authenticated execute',
    'schema private -> anon usage, authenticated usage',
    'table public.agent -> authenticated select',
    'table public.agent_phone -> authenticated delete, authenticated insert, authenticated select',
    'table public.agent_presence -> authenticated select',
    'table public.audit_log -> authenticated select',
    'table public.blocked_caller -> authenticated delete, authenticated select',
    'table public.call -> authenticated select',
    'table public.call_command -> authenticated select',
    'table public.call_event -> authenticated select',
    'table public.call_leg -> authenticated select',
    'table public.call_note -> authenticated select',
    'table public.call_participant -> authenticated select',
    'table public.call_step -> authenticated select',
    'table public.do_not_call -> authenticated delete, authenticated select',
    'table public.health_check -> authenticated select',
    'table public.invitation -> authenticated select',
    'table public.outcome_tag -> authenticated select',
    'table public.workspace -> authenticated select',
    'table public.workspace_policy -> authenticated select',
    'table public.workspace_twilio_number -> authenticated select'
  ],
  'the grants are as listed'
);

select * from finish();
rollback;
