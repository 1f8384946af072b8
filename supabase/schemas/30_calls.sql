-- Calls, their legs, who is concerned by them, and every event as it came.

create table public.call (
  id bigint generated always as identity,
  workspace_id bigint not null,
  ticket uuid,
  direction text not null,
  mode text not null default 'browser',
  from_number text not null,
  to_number text not null,
  to_country text,
  emergency boolean not null default false,
  time_limit_s integer,
  number_id bigint,
  agent_id bigint,
  status text not null,
  assumed boolean not null default false,
  end_reason text,
  ended_by text,
  parent_call_sid text,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  ringing_at timestamptz,
  picked_up_at timestamptz,
  answered_at timestamptz,
  ended_at timestamptz,
  duration_s integer,
  price numeric,
  price_unit text,
  version integer not null default 1,
  constraint call_pkey primary key (id),
  constraint call_workspace_id_id_key unique (workspace_id, id),
  constraint call_ticket_key unique (ticket),
  -- Not unique by itself: one tenant's webhooks must not be able to take another tenant's SIDs.
  constraint call_workspace_id_parent_call_sid_key unique (workspace_id, parent_call_sid),
  constraint call_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint call_number_fkey foreign key (workspace_id, number_id)
    references public.workspace_twilio_number (workspace_id, id) on delete set null (number_id),
  constraint call_agent_fkey foreign key (workspace_id, agent_id) references public.agent (workspace_id, id),
  constraint call_direction_check check (direction in ('inbound', 'outbound')),
  constraint call_mode_check check (mode in ('browser', 'server')),
  constraint call_status_check check (
    status in (
      'created', 'initiated', 'ringing', 'in-progress',
      'completed', 'busy', 'no-answer', 'failed', 'canceled', 'never-connected'
    )
  ),
  constraint call_ended_by_check check (ended_by in ('agent', 'other')),
  constraint call_to_country_check check (to_country ~ '^([A-Z]{2}|001)$'),
  constraint call_time_limit_s_check check (time_limit_s > 0),
  constraint call_ticket_outbound_check check ((ticket is not null) = (direction = 'outbound'))
);
comment on table public.call is 'One conversation, or the attempt at one. Its legs are in call_leg.';
comment on column public.call.ticket is
  'What the browser connects with: unguessable, bound to the seat and both numbers, used once.';
comment on column public.call.agent_id is 'Who placed or answered it.';
comment on column public.call.assumed is
  'The outcome was worked out from the legs. It yields to Twilio''s own word on the dial, the action.';
comment on column public.call.answered_at is 'The bridge. Somebody who picked up may never have been bridged.';
comment on column public.call.duration_s is 'Seconds of conversation.';
comment on column public.call.version is 'Grows with each change, so that a late broadcast can be told from a new one.';
comment on column public.call.to_country is
  'Of a call out: the country of to_number, 001 for a number of no country. Null: an order by a build from before.';
comment on column public.call.emergency is 'to_number is an emergency service''s short number, as it is dialled.';
comment on column public.call.time_limit_s is
  'Of a call out: after so much conversation Twilio ends it. Held back from the day''s minutes while it goes on.';
create index call_workspace_id_created_at_idx on public.call (workspace_id, created_at desc);
create index call_workspace_id_number_id_idx on public.call (workspace_id, number_id);
create index call_workspace_id_agent_id_ended_at_idx on public.call (workspace_id, agent_id, ended_at desc);
create index call_created_expires_at_idx on public.call (expires_at) where status = 'created';
create unique index call_one_ticket_an_agent_idx on public.call (agent_id) where status = 'created';
alter table public.call enable row level security;
grant select on table public.call to authenticated;

create table public.call_leg (
  id bigint generated always as identity,
  workspace_id bigint not null,
  call_id bigint not null,
  call_sid text not null,
  parent_call_sid text,
  kind text not null,
  agent_id bigint,
  to_address text not null,
  status text not null default 'initiated',
  assumed boolean not null default false,
  sequence_number integer,
  started_at timestamptz,
  picked_up_at timestamptz,
  ended_at timestamptz,
  duration_s integer,
  billed_minutes integer,
  price numeric,
  price_unit text,
  sip_response_code integer,
  version integer not null default 1,
  constraint call_leg_pkey primary key (id),
  constraint call_leg_workspace_id_call_sid_key unique (workspace_id, call_sid),
  constraint call_leg_call_fkey foreign key (workspace_id, call_id) references public.call (workspace_id, id),
  constraint call_leg_agent_fkey foreign key (workspace_id, agent_id) references public.agent (workspace_id, id),
  constraint call_leg_kind_check check (kind in ('agent', 'outside')),
  constraint call_leg_status_check check (
    status in ('initiated', 'ringing', 'in-progress', 'completed', 'busy', 'no-answer', 'failed', 'canceled')
  )
);
comment on table public.call_leg is
  'One line of a call at Twilio: the parent (no parent_call_sid) or a child that a Dial made.';
comment on column public.call_leg.status is
  'As Twilio reports this leg; "in-progress" is picked up. The call''s outcome is call.status.';
create index call_leg_workspace_id_call_id_idx on public.call_leg (workspace_id, call_id);
create index call_leg_call_id_idx on public.call_leg (call_id);
create index call_leg_workspace_id_agent_id_idx on public.call_leg (workspace_id, agent_id);
alter table public.call_leg enable row level security;
grant select on table public.call_leg to authenticated;

create table public.call_agent (
  call_id bigint not null,
  agent_id bigint not null,
  workspace_id bigint not null,
  constraint call_agent_pkey primary key (call_id, agent_id),
  constraint call_agent_call_fkey foreign key (workspace_id, call_id) references public.call (workspace_id, id),
  constraint call_agent_agent_fkey foreign key (workspace_id, agent_id) references public.agent (workspace_id, id)
);
comment on table public.call_agent is 'Who is concerned by a call: placed it, was rung by it, took it.';
create index call_agent_workspace_id_call_id_idx on public.call_agent (workspace_id, call_id);
create index call_agent_workspace_id_agent_id_idx on public.call_agent (workspace_id, agent_id);
create index call_agent_agent_id_idx on public.call_agent (agent_id);
alter table public.call_agent enable row level security;
grant select on table public.call_agent to authenticated;

create table public.call_event (
  id bigint generated always as identity,
  workspace_id bigint not null,
  call_id bigint,
  call_sid text,
  source text not null,
  payload jsonb not null,
  query jsonb,
  answer jsonb,
  idempotency_token text,
  fingerprint bytea,
  received_at timestamptz not null default now(),
  repeat_of bigint,
  applied boolean not null,
  reason text,
  constraint call_event_pkey primary key (id),
  constraint call_event_workspace_id_id_key unique (workspace_id, id),
  constraint call_event_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint call_event_call_fkey foreign key (workspace_id, call_id) references public.call (workspace_id, id),
  constraint call_event_repeat_of_fkey foreign key (workspace_id, repeat_of)
    references public.call_event (workspace_id, id),
  constraint call_event_source_check check (source in ('voice', 'action', 'status', 'sdk', 'outbound'))
);
comment on table public.call_event is
  'Append-only: every genuine webhook, SDK event and order to call as it came, also what could not be applied.';
comment on column public.call_event.answer is 'What a voice or action webhook was answered: the same request again gets the same.';
comment on column public.call_event.fingerprint is 'SHA-256 of source, form and query: equal means the same event again.';
comment on column public.call_event.repeat_of is 'The first of its kind, when this one is a repeat.';
comment on column public.call_event.reason is 'Why it was not applied, or null.';
create index call_event_workspace_id_call_sid_idx on public.call_event (workspace_id, call_sid);
create index call_event_workspace_id_call_id_idx on public.call_event (workspace_id, call_id);
-- Hardly any event is a repeat.
create index call_event_workspace_id_repeat_of_idx on public.call_event (workspace_id, repeat_of)
  where repeat_of is not null;
create index call_event_call_id_source_idx on public.call_event (call_id, source);
-- The day's webhooks are asked for once an hour: a block range index costs a webhook next to nothing.
create index call_event_received_at_idx on public.call_event using brin (received_at);
alter table public.call_event enable row level security;
grant select on table public.call_event to authenticated;

create trigger call_count_version before update on public.call
for each row execute function private.count_version();

create trigger call_leg_count_version before update on public.call_leg
for each row execute function private.count_version();

create trigger call_event_refuse_update before update on public.call_event
for each row execute function private.refuse_update();

create trigger call_event_refuse_delete before delete on public.call_event
for each row execute function private.refuse_delete();

create policy "people see their calls, supervisors and admins all" on public.call
for select to authenticated
using (
  workspace_id = any (array(select private.my_supervised_workspaces()))
  or exists (
    select from public.call_agent as c
    where c.call_id = call.id and c.agent_id = any (array(select private.my_seats()))
  )
);

create policy "people see the legs of their calls, supervisors and admins all" on public.call_leg
for select to authenticated
using (
  workspace_id = any (array(select private.my_supervised_workspaces()))
  or exists (
    select from public.call_agent as c
    where c.call_id = call_leg.call_id and c.agent_id = any (array(select private.my_seats()))
  )
);

create policy "people see what concerns themselves, supervisors and admins all" on public.call_agent
for select to authenticated
using (
  workspace_id = any (array(select private.my_supervised_workspaces()))
  or agent_id = any (array(select private.my_seats()))
);

create policy "admins see the events of their workspace" on public.call_event
for select to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())));
