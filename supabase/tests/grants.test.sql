-- Who may do what with every object of ours: this list is the whole of it. A new object, or another grant, is
-- written here on purpose or not at all.

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
    select concat_ws(' ', o.name, '->', coalesce(
      (
        select string_agg(distinct r.grantee || ' ' || lower(g.privilege_type), ', ' order by r.grantee || ' ' || lower(g.privilege_type))
        from aclexplode(coalesce(o.acl, acldefault(o.kind, o.owner))) as g,
          lateral (select case g.grantee when 0 then 'public' else pg_get_userbyid(g.grantee)::text end) as r (grantee)
        where g.grantee <> o.owner
      ),
      'nobody'
    )) as line
    from object as o
    order by o.name collate "C"
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
    'column public.workspace_policy.allowed_countries -> authenticated update',
    'column public.workspace_policy.block_withheld -> authenticated update',
    'column public.workspace_policy.calling_hours -> authenticated update',
    'column public.workspace_policy.time_zone -> authenticated update',
    'column public.workspace_policy.when_capped -> authenticated update',
    'column public.workspace_policy.workspace_calls_per_minute -> authenticated update',
    'column public.workspace_policy.workspace_minutes_per_day -> authenticated update',
    'column public.workspace_twilio_number.for_new_agents -> authenticated update',
    'column public.workspace_twilio_number.friendly_name -> authenticated update',
    'function private.acting_seat -> nobody',
    'function private.active_seat -> nobody',
    'function private.adopt_inserted_workspace -> nobody',
    'function private.adopt_proposed_seals -> nobody',
    'function private.agents_to_ring -> nobody',
    'function private.announce_health -> nobody',
    'function private.apply_action -> nobody',
    'function private.apply_leg -> nobody',
    'function private.apply_status -> nobody',
    'function private.apply_voice -> nobody',
    'function private.are_calling_hours -> authenticated execute',
    'function private.audit -> nobody',
    'function private.audit_change -> nobody',
    'function private.audit_credentials -> nobody',
    'function private.audit_number -> nobody',
    'function private.audit_number_use -> nobody',
    'function private.audit_sealed_token -> nobody',
    'function private.audit_workspace_changed -> nobody',
    'function private.audit_workspace_made -> nobody',
    'function private.begin_leg -> nobody',
    'function private.bind_server_ticket -> nobody',
    'function private.bind_ticket -> nobody',
    'function private.broadcast_call -> nobody',
    'function private.broadcast_call_to_agents -> nobody',
    'function private.broadcast_policy -> nobody',
    'function private.broadcast_presence -> nobody',
    'function private.broadcast_seats_numbers -> nobody',
    'function private.call_payload -> nobody',
    'function private.check_health -> nobody',
    'function private.client_identity -> nobody',
    'function private.close_expired_tickets -> nobody',
    'function private.count_refusal -> nobody',
    'function private.count_version -> nobody',
    'function private.countries_at_first -> nobody',
    'function private.create_data_key -> nobody',
    'function private.create_seat -> nobody',
    'function private.create_workspace -> authenticated execute',
    'function private.encrypt -> nobody',
    'function private.fill_added_by -> nobody',
    'function private.fill_agent_phone_workspace -> nobody',
    'function private.forget_former_api_key -> nobody',
    'function private.forget_pause -> nobody',
    'function private.forget_unused_seals -> nobody',
    'function private.guard_seat -> nobody',
    'function private.identity_from -> nobody',
    'function private.is_live -> nobody',
    'function private.is_terminal -> nobody',
    'function private.is_time_zone -> authenticated execute',
    'function private.make_policy -> nobody',
    'function private.forget_health -> nobody',
    'function private.forget_unused_seals -> nobody',
    'function private.guard_seat -> nobody',
    'function private.health_facts -> nobody',
    'function private.is_live -> nobody',
    'function private.is_terminal -> nobody',
    'function private.last_genuine_webhook -> nobody',
    'function private.may_call_from -> nobody',
    'function private.member -> nobody',
    'function private.missing_config -> nobody',
    'function private.move_policy -> nobody',
    'function private.my_administered_workspaces -> authenticated execute',
    'function private.my_seats -> authenticated execute',
    'function private.my_supervised_workspaces -> authenticated execute',
    'function private.my_workspaces -> authenticated execute',
    'function private.outcome -> nobody',
    'function private.outcome_of_action -> nobody',
    'function private.outcome_of_legs -> nobody',
    'function private.person_name -> nobody',
    'function private.read_form -> nobody',
    'function private.record_call_event -> authenticated execute',
    'function private.redeem_ticket -> nobody',
    'function private.refusal -> nobody',
    'function private.refuse_config -> nobody',
    'function private.refuse_delete -> nobody',
    'function private.refuse_health -> nobody',
    'function private.refuse_unless_admin -> nobody',
    'function private.refuse_update -> nobody',
    'function private.rename_seats_number -> nobody',
    'function private.repeated_event -> nobody',
    'function private.report_presence -> authenticated execute',
    'function private.ring_agents -> nobody',
    'function private.say -> nobody',
    'function private.seal -> nobody',
    'function private.seal_column -> nobody',
    'function private.seal_inserted_workspace -> nobody',
    'function private.seal_updated_token -> nobody',
    'function private.settle_call -> nobody',
    'function private.settle_legs -> nobody',
    'function private.signed_by -> nobody',
    'function private.status_rank -> nobody',
    'function private.time_zone_at_first -> nobody',
    'function private.unseal -> nobody',
    'function private.verified_workspace -> nobody',
    'function private.webhook_result -> nobody',
    'function private.wrong_type -> nobody',
    'function public.add_number -> service_role execute',
    'function public.apply_webhook -> service_role execute',
    'function public.bind_server_call -> service_role execute',
    'function public.call_context -> service_role execute',
    'function public.connect_account -> service_role execute',
    'function public.connection_grant -> service_role execute',
    'function public.create_workspace -> authenticated execute',
    'function public.disconnect_account -> service_role execute',
    'function public.forget_number_settings -> service_role execute',
    'function public.health_grant -> service_role execute',
    'function public.keep_health -> service_role execute',
    'function public.keep_number_settings -> service_role execute',
    'function public.look_at_number -> service_role execute',
    'function public.place_call -> service_role execute',
    'function public.record_call_event -> authenticated execute',
    'function public.remove_number -> service_role execute',
    'function public.replace_api_key -> service_role execute',
    'function public.replace_twiml_app -> service_role execute',
    'function public.report_presence -> authenticated execute',
    'function public.rotate_data_key -> service_role execute',
    'function public.server_call_grant -> service_role execute',
    'function public.store_api_key -> service_role execute',
    'function public.take_number -> service_role execute',
    'function public.voice_grant -> service_role execute',
    'schema private -> authenticated usage',
    'sequence public.agent_id_seq -> nobody',
    'sequence public.agent_phone_id_seq -> nobody',
    'sequence public.audit_log_id_seq -> nobody',
    'sequence public.blocked_caller_id_seq -> nobody',
    'sequence public.call_event_id_seq -> nobody',
    'sequence public.call_id_seq -> nobody',
    'sequence public.call_leg_id_seq -> nobody',
    'sequence public.do_not_call_id_seq -> nobody',
    'sequence public.workspace_id_seq -> nobody',
    'sequence public.workspace_twilio_number_id_seq -> nobody',
    'table private.data_key -> nobody',
    'table private.expected_forgery -> nobody',
    'table private.health_run -> nobody',
    'table private.health_setting -> nobody',
    'table private.number_before -> nobody',
    'table private.sealed_secret -> nobody',
    'table private.webhook_refusal -> nobody',
    'table public.agent -> authenticated select',
    'table public.agent_phone -> authenticated delete, authenticated insert, authenticated select',
    'table public.agent_presence -> authenticated select',
    'table public.audit_log -> authenticated select',
    'table public.blocked_caller -> authenticated delete, authenticated select',
    'table public.call -> authenticated select',
    'table public.call_agent -> authenticated select',
    'table public.call_event -> authenticated select',
    'table public.call_leg -> authenticated select',
    'table public.do_not_call -> authenticated delete, authenticated select',
    'table public.health_check -> authenticated select',
    'table public.workspace -> authenticated select',
    'table public.workspace_policy -> authenticated select',
    'table public.workspace_twilio_number -> authenticated select',
    'type private.form -> nobody',
    'type private.outcome -> nobody',
    'type private.webhook_result -> nobody'
  ],
  'the grants are as listed'
);

select * from finish();
rollback;
