-- A workspace's policy: whom it may call, how much and when, and who may not ring it.

create function private.is_time_zone(p_name text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  -- Postgres also takes POSIX rules such as "FOO+3", which nobody else understands.
  if p_name !~ '^(UTC|[A-Za-z_]+(/[A-Za-z0-9_+-]+)+)$' then
    return false;
  end if;
  perform timestamptz 'epoch' at time zone p_name;
  return true;
exception when invalid_parameter_value then
  return false;
end;
$$;
comment on function private.is_time_zone(text) is 'Whether it is a name of the IANA time zone database.';
grant execute on function private.is_time_zone(text) to authenticated;

create function private.are_calling_hours(p_hours jsonb) returns boolean
language sql immutable security definer set search_path = '' as $$
  select case
    when jsonb_typeof(p_hours) <> 'array' or jsonb_array_length(p_hours) <> 7 then false
    else not exists (
      select from jsonb_array_elements(p_hours) as d (day)
      where case
        when jsonb_typeof(d.day) = 'null' then false
        when jsonb_typeof(d.day) <> 'object' or d.day - 'from' - 'to' <> '{}' then true
        when (d.day ->> 'from') is null or (d.day ->> 'from') !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' then true
        when (d.day ->> 'to') is null or (d.day ->> 'to') !~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' then true
        else d.day ->> 'from' >= d.day ->> 'to'
      end
    )
  end;
$$;
comment on function private.are_calling_hours(jsonb) is
  'Seven days from Monday on, each null or {"from": "09:00", "to": "18:00"}; "24:00" is the day''s end.';
grant execute on function private.are_calling_hours(jsonb) to authenticated;

create table public.workspace_policy (
  workspace_id bigint not null,
  allowed_countries text[] not null,
  agent_calls_per_minute integer default 20,
  agent_minutes_per_day integer default 480,
  workspace_calls_per_minute integer default 60,
  workspace_minutes_per_day integer default 3000,
  when_capped text not null default 'refuse',
  time_zone text not null,
  calling_hours jsonb,
  block_withheld boolean not null default false,
  paused_at timestamptz,
  paused_until timestamptz,
  pause_cause text,
  pause_limit integer,
  wrap_up_s integer,
  outcome_required boolean not null default false,
  show_listeners boolean not null default true,
  recording text not null default 'off',
  consent_language text not null default 'en-US',
  consent_sentence text not null default 'This call is recorded.',
  recordings_kept_days integer default 90,
  recordings_heard_by text not null default 'agents',
  constraint workspace_policy_pkey primary key (workspace_id),
  constraint workspace_policy_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint workspace_policy_allowed_countries_check check (
    array_to_string(allowed_countries, ' ', '-') ~ '^([A-Z]{2}( [A-Z]{2})*)?$' and cardinality(allowed_countries) <= 300
  ),
  constraint workspace_policy_agent_calls_per_minute_check check (agent_calls_per_minute between 1 and 1000),
  constraint workspace_policy_agent_minutes_per_day_check check (agent_minutes_per_day between 1 and 1440),
  constraint workspace_policy_workspace_calls_per_minute_check check (workspace_calls_per_minute between 1 and 10000),
  constraint workspace_policy_workspace_minutes_per_day_check check (workspace_minutes_per_day between 1 and 1000000),
  constraint workspace_policy_when_capped_check check (when_capped in ('refuse', 'pause')),
  constraint workspace_policy_time_zone_check check (private.is_time_zone(time_zone)),
  constraint workspace_policy_calling_hours_check check (private.are_calling_hours(calling_hours)),
  constraint workspace_policy_recording_check check (recording in ('off', 'on-demand', 'always')),
  constraint workspace_policy_consent_language_check check (
    consent_language in ('de-DE', 'en-GB', 'en-US', 'es-ES', 'fr-FR', 'it-IT', 'nl-NL', 'pl-PL', 'pt-BR', 'pt-PT')
  ),
  -- What takes much longer than ten seconds to say, nobody listens to.
  constraint workspace_policy_consent_sentence_check check (
    char_length(consent_sentence) between 1 and 200 and consent_sentence !~ '[[:cntrl:]]' and consent_sentence ~ '[[:alpha:]]'
  ),
  constraint workspace_policy_recordings_kept_days_check check (recordings_kept_days between 1 and 3650),
  constraint workspace_policy_recordings_heard_by_check check (recordings_heard_by in ('agents', 'supervisors', 'admins')),
  constraint workspace_policy_pause_cause_check check (pause_cause in ('calls', 'minutes', 'admin')),
  constraint workspace_policy_pause_check check (
    (paused_at is null) = (paused_until is null) and (paused_at is null) = (pause_cause is null)
  ),
  constraint workspace_policy_wrap_up_s_check check (wrap_up_s between 5 and 900)
);
comment on table public.workspace_policy is
  'What private.check_outside_leg holds every call to a telephone to, and which calls are recorded. One row a workspace, made with it.';
comment on column public.workspace_policy.allowed_countries is
  'ISO 3166 alpha-2, the home country like any other. Empty: no calls out.';
comment on column public.workspace_policy.agent_calls_per_minute is
  'Null: no limit. So with the other three. At first more than a person calls by hand: what a program does with a stolen password stops there.';
comment on column public.workspace_policy.agent_minutes_per_day is
  'Minutes of conversation in calls out, in a day of time_zone. At first eight hours, a working day of nothing but talking.';
comment on column public.workspace_policy.workspace_calls_per_minute is
  'At first what three seats at their own limit come to; a busy team raises it.';
comment on column public.workspace_policy.workspace_minutes_per_day is
  'At first fifty hours: ten people who talk for five hours each. With the countries of the start, a stolen account costs its owner in the order of a hundred dollars a day, not thousands.';
comment on column public.workspace_policy.when_capped is
  'When a limit of the whole workspace is reached: refuse each call over it, or pause all calls out until the day''s end.';
comment on column public.workspace_policy.time_zone is 'IANA name: where a day begins, and what calling_hours mean.';
comment on column public.workspace_policy.calling_hours is
  'When calls out may begin, in time_zone: seven days from Monday on, each null or {"from", "to"}. Null: at any time.';
comment on column public.workspace_policy.block_withheld is 'Calls from hidden numbers are turned away.';
comment on column public.workspace_policy.paused_at is
  'Calls out are paused from then until paused_until. Past that it means nothing any more.';
comment on column public.workspace_policy.pause_cause is 'The limit of the workspace that was reached, or an admin.';
comment on column public.workspace_policy.show_listeners is
  'Agents see which supervisor listens to their call. Who is heard by somebody is always seen.';
comment on column public.workspace_policy.pause_limit is 'The limit that was reached, as it was then.';
comment on column public.workspace_policy.wrap_up_s is
  'After a call that a seat talked in it is not rung for so many seconds. Null: rung at once.';
comment on column public.workspace_policy.outcome_required is
  'Wrap-up cannot be ended before its call has an outcome. Its time ends it all the same, so that nobody is stuck.';
comment on column public.workspace_policy.recording is
  'Which calls are recorded, where the line does not say otherwise. on-demand: those for which a seat in the call asks.';
comment on column public.workspace_policy.consent_sentence is 'What every telephone is told before it is recorded, in consent_language.';
comment on column public.workspace_policy.recordings_kept_days is 'Then they are deleted, at Twilio too. Null: as long as their calls are kept.';
comment on column public.workspace_policy.recordings_heard_by is
  'agents: they hear those of calls they were in, supervisors and admins all. Else from that role on.';
alter table public.workspace_policy enable row level security;
grant select on table public.workspace_policy to authenticated;
grant update ( allowed_countries, agent_calls_per_minute, agent_minutes_per_day, workspace_calls_per_minute, workspace_minutes_per_day, when_capped, time_zone, calling_hours, block_withheld, show_listeners, recording, consent_language, consent_sentence, recordings_kept_days, recordings_heard_by ) on table public.workspace_policy to authenticated;

create table public.blocked_caller (
  id bigint generated always as identity,
  workspace_id bigint not null,
  number text not null,
  is_prefix boolean not null default false,
  note text not null default '',
  added_by bigint,
  created_at timestamptz not null default now(),
  constraint blocked_caller_pkey primary key (id),
  constraint blocked_caller_workspace_id_number_key unique (workspace_id, number),
  constraint blocked_caller_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint blocked_caller_added_by_fkey foreign key (workspace_id, added_by)
    references public.agent (workspace_id, id),
  constraint blocked_caller_number_check check (number ~ '^\+[1-9][0-9]{1,14}$'),
  constraint blocked_caller_note_check check (char_length(note) <= 500)
);
comment on table public.blocked_caller is 'Who is turned away before anything rings.';
comment on column public.blocked_caller.is_prefix is 'Every number that begins like this one.';
comment on column public.blocked_caller.added_by is 'Filled by a trigger; null when it was done by SQL.';
create index blocked_caller_workspace_id_added_by_idx on public.blocked_caller (workspace_id, added_by);
alter table public.blocked_caller enable row level security;
grant select on table public.blocked_caller to authenticated;
grant insert (workspace_id, number, is_prefix, note), delete on table public.blocked_caller to authenticated;

create table public.do_not_call (
  id bigint generated always as identity,
  workspace_id bigint not null,
  number text not null,
  is_prefix boolean not null default false,
  note text not null default '',
  added_by bigint,
  created_at timestamptz not null default now(),
  constraint do_not_call_pkey primary key (id),
  constraint do_not_call_workspace_id_number_key unique (workspace_id, number),
  constraint do_not_call_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint do_not_call_added_by_fkey foreign key (workspace_id, added_by)
    references public.agent (workspace_id, id),
  constraint do_not_call_number_check check (number ~ '^\+[1-9][0-9]{1,14}$'),
  constraint do_not_call_note_check check (char_length(note) <= 500)
);
comment on table public.do_not_call is 'Whom nobody of the workspace calls.';
comment on column public.do_not_call.is_prefix is 'Every number that begins like this one.';
comment on column public.do_not_call.added_by is 'Filled by a trigger; null when it was done by SQL.';
create index do_not_call_workspace_id_added_by_idx on public.do_not_call (workspace_id, added_by);
alter table public.do_not_call enable row level security;
grant select on table public.do_not_call to authenticated;
grant insert (workspace_id, number, is_prefix, note), delete on table public.do_not_call to authenticated;

create function private.countries_at_first(p_country text) returns text[]
language sql immutable security definer set search_path = '' as $$
  -- Calls there cost little, and they are where most people call. Whoever steals a password earns by calls to dear
  -- destinations, mostly islands and small countries, some of which share +1 or +44: an admin turns those on by name.
  select array_agg(distinct c.code order by c.code)
  from unnest(
    array[
      p_country,
      'AT', 'AU', 'BE', 'CA', 'CH', 'CZ', 'DE', 'DK', 'ES', 'FI', 'FR', 'GB', 'GR', 'HU', 'IE', 'IT', 'JP', 'LU',
      'NL', 'NO', 'NZ', 'PL', 'PT', 'SE', 'SG', 'SI', 'SK', 'US'
    ]
  ) as c (code);
$$;
comment on function private.countries_at_first(text) is
  'Where a workspace of this country may call before an admin chose: home, and a list of cheap destinations.';

create function private.time_zone_at_first(p_country text) returns text
language sql immutable security definer set search_path = '' as $$
  select coalesce(
    (
      select z.name
      from (
        values
          ('AE', 'Asia/Dubai'), ('AR', 'America/Argentina/Buenos_Aires'), ('AT', 'Europe/Vienna'),
          ('AU', 'Australia/Sydney'), ('BE', 'Europe/Brussels'), ('BG', 'Europe/Sofia'), ('BR', 'America/Sao_Paulo'),
          ('CA', 'America/Toronto'), ('CH', 'Europe/Zurich'), ('CN', 'Asia/Shanghai'), ('CZ', 'Europe/Prague'),
          ('DE', 'Europe/Berlin'), ('DK', 'Europe/Copenhagen'), ('EE', 'Europe/Tallinn'), ('ES', 'Europe/Madrid'),
          ('FI', 'Europe/Helsinki'), ('FR', 'Europe/Paris'), ('GB', 'Europe/London'), ('GR', 'Europe/Athens'),
          ('HK', 'Asia/Hong_Kong'), ('HR', 'Europe/Zagreb'), ('HU', 'Europe/Budapest'), ('IE', 'Europe/Dublin'),
          ('IL', 'Asia/Jerusalem'), ('IN', 'Asia/Kolkata'), ('IT', 'Europe/Rome'), ('JP', 'Asia/Tokyo'),
          ('KR', 'Asia/Seoul'), ('LT', 'Europe/Vilnius'), ('LU', 'Europe/Luxembourg'), ('LV', 'Europe/Riga'),
          ('MX', 'America/Mexico_City'), ('NL', 'Europe/Amsterdam'), ('NO', 'Europe/Oslo'), ('NZ', 'Pacific/Auckland'),
          ('PL', 'Europe/Warsaw'), ('PT', 'Europe/Lisbon'), ('RO', 'Europe/Bucharest'), ('SE', 'Europe/Stockholm'),
          ('SG', 'Asia/Singapore'), ('SI', 'Europe/Ljubljana'), ('SK', 'Europe/Bratislava'),
          ('TR', 'Europe/Istanbul'), ('UA', 'Europe/Kyiv'), ('US', 'America/New_York'), ('ZA', 'Africa/Johannesburg')
      ) as z (country, name)
      where z.country = p_country
    ),
    'UTC'
  );
$$;
comment on function private.time_zone_at_first(text) is
  'The zone in which most people of the country live, until an admin chooses; UTC for the countries not listed.';

create function private.make_policy() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.workspace_policy (workspace_id, allowed_countries, time_zone)
  values (new.id, private.countries_at_first(new.country), private.time_zone_at_first(new.country));
  return null;
end;
$$;
comment on function private.make_policy() is 'No workspace is without a policy.';

create trigger workspace_make_policy after insert on public.workspace
for each row execute function private.make_policy();

create function private.move_policy() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.workspace_policy as p
  set
    allowed_countries = case
      when new.country = any (p.allowed_countries) then p.allowed_countries
      else p.allowed_countries || new.country
    end,
    time_zone = case
      when p.time_zone = private.time_zone_at_first(old.country) then private.time_zone_at_first(new.country)
      else p.time_zone
    end
  where p.workspace_id = new.id;
  return null;
end;
$$;
comment on function private.move_policy() is
  'A new home country may be called, and its time counts where nobody had chosen another.';

create trigger workspace_move_policy after update of country on public.workspace
for each row when (old.country is distinct from new.country)
execute function private.move_policy();

create function private.fill_added_by() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.added_by := (
    select a.id from public.agent as a
    where a.workspace_id = new.workspace_id and a.user_id = (select auth.uid()) and a.active
  );
  return new;
end;
$$;
comment on function private.fill_added_by() is 'Who added it is never what a browser says.';

create trigger blocked_caller_fill_added_by before insert on public.blocked_caller
for each row execute function private.fill_added_by();

create trigger do_not_call_fill_added_by before insert on public.do_not_call
for each row execute function private.fill_added_by();

create function private.limit_number_list() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_at_once constant integer := 1000;
  v_most constant integer := 10000;
  v_workspace_id bigint;
  v_full boolean;
begin
  -- Who writes to the database itself may fill a list as they like.
  if (select auth.uid()) is null then
    return null;
  end if;
  if (select count(*) from added) > v_at_once then
    perform private.refuse_change(
      'E-LIST-MANY', 'More than 1,000 numbers at once', 'Add them in several requests.'
    );
  end if;
  for v_workspace_id in select distinct a.workspace_id from added as a order by a.workspace_id loop
    -- One at a time: two that are added at once are counted together.
    perform pg_advisory_xact_lock(hashtextextended(tg_table_name || ' ' || v_workspace_id, 0));
    execute format('select count(*) > $1 from public.%I as e where e.workspace_id = $2', tg_table_name)
    into v_full using v_most, v_workspace_id;
    if v_full then
      perform private.refuse_change(
        'E-LIST-FULL', 'The list holds 10,000 numbers at most', 'Remove some, or add a prefix in place of many.'
      );
    end if;
  end loop;
  return null;
end;
$$;
comment on function private.limit_number_list() is
  'By a page: 1,000 numbers in one request, 10,000 in a list. Every call is looked up in them.';

create trigger blocked_caller_limit after insert on public.blocked_caller
referencing new table as added
for each statement execute function private.limit_number_list();

create trigger do_not_call_limit after insert on public.do_not_call
referencing new table as added
for each statement execute function private.limit_number_list();

create function private.forget_pause() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.paused_at is not distinct from old.paused_at and (
    new.when_capped = 'refuse' and old.when_capped = 'pause' and old.pause_cause <> 'admin'
    or old.pause_cause = 'minutes' and new.workspace_minutes_per_day is distinct from old.workspace_minutes_per_day
    or old.pause_cause = 'calls' and new.workspace_calls_per_minute is distinct from old.workspace_calls_per_minute
  ) then
    new.paused_at := null;
    new.paused_until := null;
    new.pause_cause := null;
    new.pause_limit := null;
  end if;
  return new;
end;
$$;
comment on function private.forget_pause() is
  'A pause by a limit ends with that limit. Where the new one is reached too, the next order pauses again.';

create trigger workspace_policy_forget_pause before update on public.workspace_policy
for each row when (old.paused_at is not null)
execute function private.forget_pause();

create function private.my_workspaces_showing_listeners() returns setof bigint
language sql stable security definer set search_path = '' as $$
  select p.workspace_id from public.workspace_policy as p
  where p.show_listeners and p.workspace_id = any (array(select private.my_workspaces()));
$$;
comment on function private.my_workspaces_showing_listeners() is
  'Workspaces of the signed-in person in which agents see who listens to their calls.';
grant execute on function private.my_workspaces_showing_listeners() to authenticated;

create policy "members see what their calls are held to" on public.workspace_policy
for select to authenticated
using (workspace_id = any (array(select private.my_workspaces())));

create policy "admins change the policy of their workspace" on public.workspace_policy
for update to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())))
with check (workspace_id = any (array(select private.my_administered_workspaces())));

create policy "admins see who is blocked" on public.blocked_caller
for select to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())));

create policy "admins block callers" on public.blocked_caller
for insert to authenticated
with check (workspace_id = any (array(select private.my_administered_workspaces())));

create policy "admins unblock callers" on public.blocked_caller
for delete to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())));

create policy "admins see whom nobody calls" on public.do_not_call
for select to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())));

create policy "admins add to the do-not-call list" on public.do_not_call
for insert to authenticated
with check (workspace_id = any (array(select private.my_administered_workspaces())));

create policy "admins take off the do-not-call list" on public.do_not_call
for delete to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())));
