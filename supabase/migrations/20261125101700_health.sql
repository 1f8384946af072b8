-- Connection health: what the last run of each check found.

create table public.health_check (
  workspace_id bigint not null,
  "check" text not null,
  level text not null,
  finding text not null,
  facts jsonb not null,
  repair jsonb,
  since timestamptz not null default now(),
  checked_at timestamptz not null default now(),
  constraint health_check_pkey primary key (workspace_id, "check"),
  constraint health_check_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint health_check_check_check check ("check" ~ '^[a-z]+(-[a-z]+)*$'),
  constraint health_check_level_check check (level in ('green', 'amber', 'red')),
  constraint health_check_finding_check check (finding ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  constraint health_check_facts_check check (jsonb_typeof(facts) = 'object'),
  constraint health_check_repair_check check (jsonb_typeof(repair) = 'object')
);
comment on table public.health_check is
  'What each check of the connection found last; written by the function health. Its words are the web''s.';
comment on column public.health_check.finding is 'A stable code of contracts/health_findings.ts, which types facts.';
comment on column public.health_check.repair is 'How to set it right, null when that is nobody''s to press.';
comment on column public.health_check.since is 'Since when the check has had this level.';

alter table public.health_check enable row level security;

create policy "admins see the health of their workspace" on public.health_check
for select to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())));

create policy "admins hear of the health of their workspace" on realtime.messages
for select to authenticated
using (
  extension = 'broadcast'
  and case
    when (select realtime.topic()) ~ '^workspace:[1-9][0-9]{0,17}:health$'
      then split_part((select realtime.topic()), ':', 2)::bigint
        = any (array(select private.my_administered_workspaces()))
    else false
  end
);

revoke all on table public.health_check from public, anon, authenticated, service_role;
grant select on table public.health_check to authenticated;
