-- A seat made from a person's name, and a workspace of one's own after the sign-up.

create function private.person_name(p_user_id uuid) returns text
language sql stable security definer set search_path = '' as $$
  select left(coalesce(
    nullif(btrim(u.raw_user_meta_data ->> 'display_name'), ''),
    nullif(btrim(u.raw_user_meta_data ->> 'full_name'), ''),
    nullif(btrim(u.raw_user_meta_data ->> 'name'), ''),
    nullif(split_part(u.email, '@', 1), ''),
    'Somebody'
  ), 200)
  from auth.users as u
  where u.id = p_user_id;
$$;
comment on function private.person_name(uuid) is
  'What the person called themselves at the sign-up, under the names that Supabase Auth and its providers use.';

create function private.identity_from(p_name text) returns text
language sql immutable set search_path = '' as $$
  -- NFKD takes the accents off their letters; what is left of them, and all other signs, become one "_".
  select coalesce(nullif(left(btrim(
    regexp_replace(
      regexp_replace(lower(normalize(p_name, nfkd)), '[\u0300-\u036f]', '', 'g'), '[^a-z0-9]+', '_', 'g'
    ), '_'
  ), 60), ''), 'agent');
$$;
comment on function private.identity_from(text) is 'Jürgen O''Neill: jurgen_o_neill. A name without Latin letters: agent.';

create function private.create_seat(
  p_workspace_id bigint, p_user_id uuid, p_role text, p_display_name text
) returns public.agent
language plpgsql security definer set search_path = '' as $$
declare
  v_identity constant text := private.identity_from(p_display_name);
  v_seat public.agent;
begin
  -- Two people of one name who join at once must not want the same identity.
  perform from public.workspace as w where w.id = p_workspace_id for no key update;
  insert into public.agent (workspace_id, user_id, role, identity, display_name)
  select
    p_workspace_id, p_user_id, p_role, v_identity || case when n.at = 1 then '' else '_' || n.at end,
    left(p_display_name, 200)
  -- Of one more than there are seats, one is free.
  from generate_series(1, (select count(*) + 1 from public.agent as a where a.workspace_id = p_workspace_id)) as n (at)
  where not exists (
    select from public.agent as a
    where a.workspace_id = p_workspace_id
      and a.identity = v_identity || case when n.at = 1 then '' else '_' || n.at end
  )
  order by n.at
  limit 1
  returning * into v_seat;
  insert into public.agent_phone (agent_id, phone_number, friendly_name)
  select v_seat.id, n.twilio_number, n.friendly_name
  from public.workspace_twilio_number as n
  where n.workspace_id = p_workspace_id and n.for_new_agents
  order by n.id;
  return v_seat;
end;
$$;
comment on function private.create_seat(bigint, uuid, text, text) is
  'A new seat with an identity that nobody has or had there, and the numbers for new agents. A person who has a seat already: unique violation.';

create function private.create_workspace(p_name text, p_country text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_user_id constant uuid := (select auth.uid());
  v_limit_a_day constant integer := 5;
  v_workspace_id bigint;
  v_seat public.agent;
begin
  if v_user_id is null then
    return private.refusal('E-AUTH-SIGNIN');
  end if;
  if coalesce(p_name, '') !~ '\S' or char_length(btrim(p_name)) > 200 or coalesce(p_country, '') !~ '^[A-Z]{2}$' then
    return private.refusal('E-BODY');
  end if;
  -- One at a time, or requests side by side would all be counted as the first.
  perform pg_advisory_xact_lock(hashtextextended('private.create_workspace ' || v_user_id, 0));
  if v_limit_a_day <= (
    select count(*)
    from public.agent as a
    join public.audit_log as l
      on l.workspace_id = a.workspace_id and l.agent_id = a.id and l.action = 'workspace.created'
    where a.user_id = v_user_id and l.created_at > now() - interval '1 day'
  ) then
    return private.refusal('E-WORKSPACE-LIMIT');
  end if;

  insert into public.workspace (name, country) values (btrim(p_name), p_country)
  returning id into v_workspace_id;
  v_seat := private.create_seat(v_workspace_id, v_user_id, 'admin', private.person_name(v_user_id));
  perform private.audit(
    v_seat, 'workspace.created', jsonb_build_object('name', btrim(p_name), 'country', p_country)
  );
  return jsonb_build_object('ok', true, 'workspace_id', v_workspace_id, 'agent_id', v_seat.id);
end;
$$;
grant execute on function private.create_workspace(text, text) to authenticated;

create function public.create_workspace(name text, country text) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.create_workspace(name, country);
$$;
comment on function public.create_workspace(text, text) is
  'A workspace whose first admin is the caller; five a day. Answers {ok, workspace_id, agent_id} or {ok: false, code}.';
grant execute on function public.create_workspace(text, text) to authenticated;
