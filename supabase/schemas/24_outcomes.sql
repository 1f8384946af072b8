-- What is said of a call when it is over, in the workspace's own words; and how a workspace sets up what comes after a
-- call.

create table public.outcome_tag (
  id bigint generated always as identity,
  workspace_id bigint not null,
  name text not null,
  key integer,
  created_at timestamptz not null default now(),
  constraint outcome_tag_pkey primary key (id),
  constraint outcome_tag_workspace_id_id_key unique (workspace_id, id),
  -- Two may change places within one statement.
  constraint outcome_tag_workspace_id_key_key unique (workspace_id, key) deferrable initially immediate,
  constraint outcome_tag_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint outcome_tag_key_check check (key between 1 and 9),
  constraint outcome_tag_name_check check (
    char_length(name) between 1 and 40 and name = btrim(name) and name !~ '[[:cntrl:]]'
  )
);
comment on table public.outcome_tag is
  'The outcomes that a call can be given. Never deleted: calls that were given one keep it.';
comment on column public.outcome_tag.key is 'The digit that chooses it, and its place in the row. Null: archived.';
create unique index outcome_tag_workspace_id_name_idx on public.outcome_tag (workspace_id, lower(name));
alter table public.outcome_tag enable row level security;
grant select on table public.outcome_tag to authenticated;

create function private.outcome_names(p_workspace_id bigint) returns text[]
language sql stable security definer set search_path = '' as $$
  select array_agg(coalesce(t.name, '') order by k.key)
  from generate_series(1, 9) as k (key)
  left join public.outcome_tag as t on t.workspace_id = p_workspace_id and t.key = k.key;
$$;
comment on function private.outcome_names(bigint) is 'The name for each of the keys 1 to 9; empty where there is none.';

create function private.save_after_call(
  p_workspace_id bigint, p_wrap_up_s integer, p_outcome_required boolean, p_outcomes text[], p_seen text[]
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_refusal constant jsonb := private.refuse_unless_admin(private.member((select auth.uid()), p_workspace_id));
  v_names constant text[] := array(
    select btrim(coalesce(o.name, '')) from unnest(p_outcomes) with ordinality as o (name, key) order by o.key
  );
  v_before text[];
begin
  if v_refusal is not null then
    return v_refusal;
  end if;
  if cardinality(v_names) <> 9
     or exists (select from unnest(v_names) as o (name) where char_length(o.name) > 40 or o.name ~ '[[:cntrl:]]')
     or exists (
       select from unnest(v_names) as o (name) where o.name <> '' group by lower(o.name) having count(*) > 1
     )
     or p_wrap_up_s not between 5 and 900
     or (p_outcome_required and (p_wrap_up_s is null or concat_ws('', variadic v_names) = '')) then
    return private.refusal('E-BODY');
  end if;
  -- One admin after the other.
  perform from public.workspace_policy as p where p.workspace_id = p_workspace_id for no key update;
  v_before := private.outcome_names(p_workspace_id);
  -- Saved again because the answer was lost, it is the same.
  if v_before is distinct from p_seen and v_before <> v_names then
    return private.refusal('E-CHANGED');
  end if;
  if v_before <> v_names then
    update public.outcome_tag as t
    set key = null
    where t.workspace_id = p_workspace_id
      and t.key is not null
      and lower(t.name) not in (select lower(o.name) from unnest(v_names) as o (name));
    -- An archived one that is named again is the same one again.
    insert into public.outcome_tag as t (workspace_id, name, key)
    select p_workspace_id, o.name, o.key
    from unnest(v_names) with ordinality as o (name, key)
    where o.name <> ''
    on conflict (workspace_id, lower(name)) do update
    set name = excluded.name, key = excluded.key;
    perform private.audit_change(
      p_workspace_id, 'outcomes.changed',
      jsonb_build_object('before', array_remove(v_before, ''), 'after', array_remove(v_names, ''))
    );
  end if;
  update public.workspace_policy as p
  set wrap_up_s = p_wrap_up_s, outcome_required = p_outcome_required
  where p.workspace_id = p_workspace_id
    and (p.wrap_up_s, p.outcome_required) is distinct from (p_wrap_up_s, p_outcome_required);
  return jsonb_build_object('ok', true);
end;
$$;
grant execute on function private.save_after_call(bigint, integer, boolean, text[], text[]) to authenticated;

create function public.save_after_call(
  workspace_id bigint, wrap_up_s integer, outcome_required boolean, outcomes text[], seen text[]
) returns jsonb
language sql volatile security invoker set search_path = '' as $$
  select private.save_after_call(workspace_id, wrap_up_s, outcome_required, outcomes, seen);
$$;
comment on function public.save_after_call(bigint, integer, boolean, text[], text[]) is
  'For an admin. outcomes: nine names for the keys 1 to 9, empty where there is none; seen: as they were when the page read them. One whose name is gone from the list is archived. {ok} or {ok: false, code}: E-SEAT, E-ADMIN, E-CHANGED (somebody else has saved others since), E-BODY (not nine, a name twice or longer than 40, an outcome required without wrap-up or without outcomes).';
grant execute on function public.save_after_call(bigint, integer, boolean, text[], text[]) to authenticated;

create function private.audit_outcome_tag() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- The RPC writes one line for all.
  if (private.acting_seat(new.workspace_id)).id is null then
    perform private.audit_change(
      new.workspace_id, 'outcomes.changed',
      jsonb_strip_nulls(jsonb_build_object(
        'before', case when tg_op = 'UPDATE' and old.key is not null then old.name end,
        'after', case when new.key is not null then new.name end
      ))
    );
  end if;
  return null;
end;
$$;
comment on function private.audit_outcome_tag() is 'An outcome that was added, renamed, moved or archived by SQL.';

create trigger outcome_tag_audit_new after insert on public.outcome_tag
for each row execute function private.audit_outcome_tag();

create trigger outcome_tag_audit_change after update on public.outcome_tag
for each row when (old.* is distinct from new.*)
execute function private.audit_outcome_tag();

create trigger outcome_tag_refuse_delete before delete on public.outcome_tag
for each row execute function private.refuse_delete();

create policy "members see the outcomes of their workspace" on public.outcome_tag
for select to authenticated
using (workspace_id = any (array(select private.my_workspaces())));
