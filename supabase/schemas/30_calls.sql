-- Calls and what they are made of: legs, steps, people who take part, commands, and every event as it came.
-- docs/glossary.md has the words.

create table public.call (
  id bigint generated always as identity,
  workspace_id bigint not null,
  ticket uuid,
  direction text not null,
  mode text not null default 'browser',
  wiring text not null default 'plain',
  from_number text not null,
  to_number text not null,
  number_id bigint,
  agent_id bigint,
  status text not null,
  assumed boolean not null default false,
  end_reason text,
  ended_by text,
  conference_sid text,
  upgrade_began_at timestamptz,
  interrupted_at timestamptz,
  interrupted_by bigint,
  open_legs jsonb not null default '[]',
  notice jsonb,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  ringing_at timestamptz,
  picked_up_at timestamptz,
  answered_at timestamptz,
  ended_at timestamptz,
  duration_s integer,
  version integer not null default 1,
  to_return boolean not null default false,
  also_joined bigint[] not null default '{}',
  has_note boolean not null default false,
  outcome_tag_id bigint,
  outcome_by bigint,
  outcome_at timestamptz,
  recording text,
  recording_since timestamptz,
  is_recorded boolean not null default false,
  can_be_recorded boolean not null default false,
  constraint call_pkey primary key (id),
  constraint call_workspace_id_id_key unique (workspace_id, id),
  constraint call_ticket_key unique (ticket),
  -- Not unique by itself: one tenant's webhooks must not be able to take another tenant's SIDs.
  constraint call_workspace_id_conference_sid_key unique (workspace_id, conference_sid),
  constraint call_workspace_id_fkey foreign key (workspace_id) references public.workspace (id),
  constraint call_number_fkey foreign key (workspace_id, number_id)
    references public.workspace_twilio_number (workspace_id, id) on delete set null (number_id),
  constraint call_agent_fkey foreign key (workspace_id, agent_id) references public.agent (workspace_id, id),
  constraint call_interrupted_by_fkey foreign key (workspace_id, interrupted_by) references public.agent (workspace_id, id),
  constraint call_interrupted_check check ((interrupted_at is null) = (interrupted_by is null)),
  constraint call_outcome_tag_fkey foreign key (workspace_id, outcome_tag_id)
    references public.outcome_tag (workspace_id, id),
  constraint call_outcome_by_fkey foreign key (workspace_id, outcome_by) references public.agent (workspace_id, id),
  constraint call_outcome_check check (
    (outcome_tag_id is null) = (outcome_at is null) and (outcome_tag_id is null) = (outcome_by is null)
  ),
  constraint call_direction_check check (direction in ('inbound', 'outbound', 'internal')),
  constraint call_mode_check check (mode in ('browser', 'server')),
  constraint call_wiring_check check (wiring in ('plain', 'upgrading', 'conference')),
  constraint call_status_check check (
    status in (
      'created', 'initiated', 'ringing', 'in-progress',
      'completed', 'busy', 'no-answer', 'failed', 'canceled', 'never-connected'
    )
  ),
  constraint call_ended_by_check check (ended_by in ('agent', 'other')),
  constraint call_recording_check check (recording in ('announcing', 'on', 'paused')),
  constraint call_ticket_check check ((ticket is not null) = (direction <> 'inbound'))
);
comment on table public.call is
  'One conversation, or the attempt at one, between somebody outside (or a colleague) and the workspace.';
comment on column public.call.ticket is
  'What the browser connects with: unguessable, bound to the seat and both numbers, used once.';
comment on column public.call.mode is 'server: an order by a script, for which our server rings the dialer.';
comment on column public.call.wiring is
  'plain: one Dial. conference: every leg is in it. upgrading: on the way from one to the other.';
comment on column public.call.agent_id is 'The seat that placed it, or that talked first.';
comment on column public.call.to_number is 'Whom the call is to; of an internal call client:<identity>, as from_number is, too.';
comment on column public.call.status is
  '"in-progress" means that a seat has talked. What happens now is the running step.';
comment on column public.call.assumed is
  'The outcome was worked out from the legs. It yields to Twilio''s own word on the dial, the action.';
comment on column public.call.upgrade_began_at is
  'When the legs of a plain call were last told to meet in a conference.';
comment on column public.call.interrupted_at is
  'Since when the other side hears music because the seat''s page is gone; null once somebody has taken it.';
comment on column public.call.interrupted_by is 'The seat whose page is gone: the call is offered to it again first.';
comment on column public.call.open_legs is
  'What screens show of who is on the line: derived from call_leg (private.open_legs), empty while wired plainly.';
comment on column public.call.notice is
  'What screens say about the last thing that did not work out: {kind, agent_id, address, at}.';
comment on column public.call.answered_at is 'The bridge. Somebody who picked up may never have been bridged.';
comment on column public.call.ended_by is
  'agent: the workspace''s side; of an internal call the seat that placed it.';
comment on column public.call.duration_s is 'Seconds of conversation.';
comment on column public.call.version is 'Grows with each change, so that a late broadcast can be told from a new one.';
comment on column public.call.to_return is
  'Missed, and since then nobody has reached or tried the caller: kept by the triggers of 78_lists.sql.';
comment on column public.call.also_joined is
  'The seats beside agent_id that have joined it: added, consulted, or it was sent on to them. Kept by the trigger of 38_notes.sql.';
comment on column public.call.has_note is 'Somebody wrote of it: kept by private.save_note.';
comment on column public.call.outcome_tag_id is 'What came of it, in the workspace''s own words; outcome_by chose it last, then.';
comment on column public.call.recording is 'What screens show of it while the call goes on: derived (private.recording_state).';
comment on column public.call.recording_since is 'When the first of its recordings began.';
comment on column public.call.can_be_recorded is 'Whether the policy, as it was when the call began, lets anybody record it. Else nothing records it, whatever the policy becomes.';
comment on column public.call.is_recorded is 'There is a recording that can be listened to.';
create index call_workspace_id_created_at_idx on public.call (workspace_id, created_at desc, id desc);
create index call_workspace_id_number_id_idx on public.call (workspace_id, number_id, created_at desc);
create index call_workspace_id_agent_id_idx on public.call (workspace_id, agent_id);
create index call_workspace_id_interrupted_by_idx on public.call (workspace_id, interrupted_by)
  where interrupted_by is not null;
-- Few of many are open.
create index call_open_idx on public.call (workspace_id, agent_id) where ended_at is null;
create index call_internal_idx on public.call (workspace_id, created_at) where direction = 'internal';
create index call_to_return_idx on public.call (workspace_id, created_at desc, id desc) where to_return;
create index call_to_return_from_number_idx on public.call (workspace_id, from_number) where to_return;
create index call_created_expires_at_idx on public.call (expires_at) where status = 'created';
create index call_outcome_tag_id_idx on public.call (workspace_id, outcome_tag_id) where outcome_tag_id is not null;
create index call_outcome_by_idx on public.call (workspace_id, outcome_by) where outcome_by is not null;
create unique index call_one_ticket_an_agent_idx on public.call (agent_id) where status = 'created';
alter table public.call enable row level security;
grant select on table public.call to authenticated;

create table public.call_leg (
  id bigint generated always as identity,
  workspace_id bigint not null,
  call_id bigint not null,
  call_sid text,
  parent_call_sid text,
  role text not null,
  made_by text not null,
  agent_id bigint,
  to_address text not null,
  to_country text,
  emergency boolean not null default false,
  time_limit_s integer,
  purpose text,
  asked_by bigint,
  word text,
  purpose_outcome text,
  wanted_by uuid,
  wanted_at timestamptz,
  hold_wanted boolean not null default false,
  end_wanted boolean not null default false,
  farewell boolean not null default false,
  line_wanted text,
  move_wanted boolean not null default false,
  joined_at timestamptz,
  left_at timestamptz,
  leave_number integer,
  held_at timestamptz,
  held_s integer not null default 0,
  ends_conference boolean not null default false,
  status text not null default 'initiated',
  assumed boolean not null default false,
  sequence_number integer,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  picked_up_at timestamptz,
  ended_at timestamptz,
  duration_s integer,
  billed_minutes integer,
  price numeric,
  price_unit text,
  sip_response_code integer,
  version integer not null default 1,
  manner text,
  supervises bigint,
  muted boolean not null default false,
  coaches bigint,
  constraint call_leg_pkey primary key (id),
  constraint call_leg_workspace_id_call_sid_key unique (workspace_id, call_sid),
  constraint call_leg_call_fkey foreign key (workspace_id, call_id) references public.call (workspace_id, id),
  constraint call_leg_agent_fkey foreign key (workspace_id, agent_id) references public.agent (workspace_id, id),
  constraint call_leg_asked_by_fkey foreign key (workspace_id, asked_by) references public.agent (workspace_id, id),
  constraint call_leg_supervises_fkey foreign key (workspace_id, supervises) references public.agent (workspace_id, id),
  constraint call_leg_manner_check check (
    manner in ('listen', 'whisper', 'join') and role = 'supervisor' or manner is null and role <> 'supervisor'
  ),
  constraint call_leg_purpose_check check (purpose in ('transfer', 'consult', 'add', 'return')),
  constraint call_leg_purpose_outcome_check check (
    purpose_outcome in ('reached', 'not-reached', 'declined', 'taken-back', 'left')
  ),
  constraint call_leg_word_check check (char_length(word) <= 140),
  constraint call_leg_role_check check (role in ('caller', 'callee', 'seat', 'supervisor', 'outside')),
  constraint call_leg_made_by_check check (made_by in ('twilio', 'dial', 'rest')),
  constraint call_leg_to_country_check check (to_country ~ '^([A-Z]{2}|001)$'),
  constraint call_leg_time_limit_s_check check (time_limit_s > 0),
  constraint call_leg_status_check check (
    status in (
      'ordered', 'initiated', 'ringing', 'in-progress', 'completed', 'busy', 'no-answer', 'failed', 'canceled'
    )
  ),
  constraint call_leg_ordered_check check (
    call_sid is not null or role in ('callee', 'outside') or made_by = 'rest'
  )
);
comment on table public.call_leg is 'One line at Twilio, one CallSid; or a telephone that Twilio was told to call.';
comment on column public.call_leg.call_sid is
  'Null until Twilio names the telephone that it was told to call: what it may cost counts from the order on.';
comment on column public.call_leg.role is
  'caller: who called us. callee: whom the call is to. seat, supervisor: a person of ours. outside: whom somebody added.';
comment on column public.call_leg.made_by is
  'twilio: the leg that asked the Voice URL. dial: the child of a Dial. rest: by Twilio''s API.';
comment on column public.call_leg.agent_id is
  'Of a seat''s leg the seat; of a telephone the seat that had it called. Null: a line did.';
comment on column public.call_leg.to_country is 'Of a telephone: its country, 001 for a number of no country.';
comment on column public.call_leg.emergency is 'An emergency service''s short number, as it is dialled.';
comment on column public.call_leg.time_limit_s is
  'After so much conversation Twilio ends it. Held back from the day''s minutes while it goes on.';
comment on column public.call_leg.purpose is
  'Why somebody was brought in. return: the call comes back to whoever sent it on. Null: the call began with this leg.';
comment on column public.call_leg.asked_by is 'The seat that brought it in.';
comment on column public.call_leg.word is 'What that person says of the call, for the ring.';
comment on column public.call_leg.purpose_outcome is 'What came of it; null while it is under way, as a consultation is until it is handed over.';
comment on column public.call_leg.wanted_by is 'The command that last changed what is wanted of this leg.';
comment on column public.call_leg.hold_wanted is
  'What people asked for. held_at is what Twilio did; private.due_requests has the difference.';
comment on column public.call_leg.farewell is 'Hears a sentence first: nobody is left to talk to.';
comment on column public.call_leg.line_wanted is 'The number of the workspace that it is sent to: what that line''s callers get.';
comment on column public.call_leg.move_wanted is 'Has to be told to come into the conference.';
comment on column public.call_leg.joined_at is 'In the conference since.';
comment on column public.call_leg.leave_number is
  'Its going''s place in the row of all that the conference tells. Null: Twilio has not said yet that it left.';
comment on column public.call_leg.held_s is 'Seconds of the holds that are over.';
comment on column public.call_leg.ends_conference is 'endConferenceOnExit, as Twilio was last told.';
comment on column public.call_leg.status is
  'As Twilio reports this leg; "in-progress" is picked up. The call''s outcome is call.status.';
comment on column public.call_leg.manner is
  'Of a supervisor''s: what was asked for. listen: heard by nobody. whisper: by the seat alone. join: by all.';
comment on column public.call_leg.supervises is 'Of a supervisor''s: the seat that is listened to.';
comment on column public.call_leg.muted is 'Of a supervisor''s: as Twilio was last told. private.manner_now has what it comes to.';
comment on column public.call_leg.coaches is 'Of a supervisor''s: the leg that alone hears it, as Twilio was last told.';
create index call_leg_workspace_id_call_id_idx on public.call_leg (workspace_id, call_id);
create index call_leg_call_id_idx on public.call_leg (call_id);
create index call_leg_workspace_id_agent_id_idx on public.call_leg (workspace_id, agent_id);
create index call_leg_workspace_id_asked_by_idx on public.call_leg (workspace_id, asked_by) where asked_by is not null;
create index call_leg_workspace_id_supervises_idx on public.call_leg (workspace_id, supervises)
  where supervises is not null;
create index call_leg_supervising_idx on public.call_leg (agent_id) where role = 'supervisor' and ended_at is null;
-- What limits count.
create index call_leg_telephone_idx on public.call_leg (workspace_id, created_at)
  where role in ('callee', 'outside') and not emergency;
alter table public.call_leg enable row level security;
grant select on table public.call_leg to authenticated;

create table public.call_step (
  id bigint generated always as identity,
  workspace_id bigint not null,
  call_id bigint not null,
  position integer not null,
  kind text not null,
  line text,
  asked_by bigint,
  named bigint[],
  tried bigint[] not null default '{}',
  knocks boolean not null default false,
  rounds integer not null default 1,
  rounds_planned integer not null default 1,
  round_s integer,
  began_at timestamptz not null default now(),
  told_at timestamptz,
  ended_at timestamptz,
  outcome text,
  end_reason text,
  ended_by text,
  assumed boolean not null default false,
  answered_call_sid text,
  talked_s integer,
  constraint call_step_pkey primary key (id),
  constraint call_step_workspace_id_id_key unique (workspace_id, id),
  constraint call_step_call_id_position_key unique (call_id, position),
  constraint call_step_call_fkey foreign key (workspace_id, call_id) references public.call (workspace_id, id),
  constraint call_step_asked_by_fkey foreign key (workspace_id, asked_by) references public.agent (workspace_id, id),
  constraint call_step_kind_check check (kind in ('ring', 'outside', 'conference', 'say', 'hang-up')),
  constraint call_step_rounds_check check (rounds between 0 and rounds_planned),
  constraint call_step_outcome_check check (
    outcome in ('said', 'completed', 'busy', 'no-answer', 'failed', 'canceled')
  ),
  constraint call_step_ended_by_check check (ended_by in ('agent', 'other')),
  constraint call_step_end_check check ((outcome is null) = (ended_at is null))
);
comment on table public.call_step is
  'What Twilio was told to do with the other side, in turn. A Dial''s action ends its step, not the call.';
comment on column public.call_step.kind is
  'ring: seats, in rounds of ten at most. outside: a telephone. conference: whoever is in the call talks in one. say: one sentence, then the end. hang-up: turned away.';
comment on column public.call_step.line is 'Of a ring: the number whose seats it rings.';
comment on column public.call_step.asked_by is 'The seat that sent a running call to the line; null for the call''s own line.';
comment on column public.call_step.named is 'Whom the first round of a ring rings, since somebody sent the call on to them; null: whoever of the line is free.';
comment on column public.call_step.tried is 'The seats that a ring has rung so far.';
comment on column public.call_step.knocks is 'Nobody was free, so it is shown to people who talk, as a second call.';
comment on column public.call_step.rounds is 'How many have begun. 0: the round of the step before has to end first.';
comment on column public.call_step.round_s is 'Seconds that each round of a ring lasts.';
comment on column public.call_step.told_at is 'When the action of a Dial told its end. Null: the end is assumed from the legs.';
comment on column public.call_step.outcome is 'How it ended; of a Dial in the words of call.status.';
comment on column public.call_step.answered_call_sid is 'The leg that answered the dial.';
create index call_step_workspace_id_call_id_idx on public.call_step (workspace_id, call_id);
create index call_step_workspace_id_asked_by_idx on public.call_step (workspace_id, asked_by) where asked_by is not null;
alter table public.call_step enable row level security;
grant select on table public.call_step to authenticated;

create table public.call_participant (
  call_id bigint not null,
  agent_id bigint not null,
  workspace_id bigint not null,
  created_at timestamptz not null default now(),
  joined_by text not null,
  rang_at timestamptz,
  joined_at timestamptz,
  left_at timestamptz,
  talked_s integer,
  held_s integer,
  outcome text,
  constraint call_participant_pkey primary key (call_id, agent_id),
  constraint call_participant_call_fkey foreign key (workspace_id, call_id) references public.call (workspace_id, id),
  constraint call_participant_agent_fkey foreign key (workspace_id, agent_id)
    references public.agent (workspace_id, id),
  constraint call_participant_joined_by_check check (joined_by in ('order', 'ring', 'line', 'transfer')),
  constraint call_participant_outcome_check check (
    outcome in ('took', 'missed', 'declined', 'elsewhere', 'left', 'handed-over')
  )
);
comment on table public.call_participant is 'A seat''s part in a call: placed it, was rung by it, took it, missed it.';
comment on column public.call_participant.created_at is 'When the call began: a person''s list of calls is read by it.';
comment on column public.call_participant.joined_by is
  'order: placed it. ring: was rung. transfer: was rung because somebody in the call asked for it. line: the call was to a line of the seat''s, and was lost before it rang the seat.';
comment on column public.call_participant.joined_at is 'From then on the seat is in the call, and not free for another.';
comment on column public.call_participant.outcome is
  'Null while it goes on. elsewhere: somebody else took it. left: was in it, and nobody talked.';
create index call_participant_workspace_id_call_id_idx on public.call_participant (workspace_id, call_id);
create index call_participant_workspace_id_agent_id_idx on public.call_participant (workspace_id, agent_id);
create index call_participant_agent_id_created_at_idx
  on public.call_participant (agent_id, created_at desc, call_id desc);
create index call_participant_agent_id_left_at_idx on public.call_participant (agent_id, left_at desc)
  where left_at is not null;
-- Who is rung by a call, or in one.
create index call_participant_engaged_idx on public.call_participant (agent_id, call_id)
  where outcome is null and (rang_at is not null or joined_at is not null);
alter table public.call_participant enable row level security;
grant select on table public.call_participant to authenticated;

create table public.call_command (
  id uuid not null,
  workspace_id bigint not null,
  call_id bigint not null,
  agent_id bigint not null,
  kind text not null,
  arguments jsonb not null default '{}',
  asked_at timestamptz not null default now(),
  ended_at timestamptz,
  outcome text,
  answer jsonb,
  constraint call_command_pkey primary key (id),
  constraint call_command_call_fkey foreign key (workspace_id, call_id) references public.call (workspace_id, id),
  constraint call_command_agent_fkey foreign key (workspace_id, agent_id) references public.agent (workspace_id, id),
  constraint call_command_kind_check check (
    kind in (
      'end', 'leave', 'hold', 'resume', 'transfer', 'consult', 'hand-over', 'swap', 'cancel', 'add', 'drop',
      'take-back', 'let-go', 'decline', 'send-on', 'listen', 'whisper', 'join', 'record', 'pause-recording',
      'resume-recording'
    )
  ),
  constraint call_command_outcome_check check (outcome in ('done', 'failed')),
  constraint call_command_end_check check ((outcome is null) = (ended_at is null))
);
comment on table public.call_command is 'What a person asked of a running call, by a press of a key.';
comment on column public.call_command.id is 'Made by the page for each press: the same press again gets the same answer.';
comment on column public.call_command.arguments is 'Whom or which leg it is about, as the page sent it.';
comment on column public.call_command.outcome is 'Null while Twilio is asked.';
create index call_command_workspace_id_call_id_idx on public.call_command (workspace_id, call_id);
create index call_command_workspace_id_agent_id_idx on public.call_command (workspace_id, agent_id, asked_at desc);
create index call_command_open_idx on public.call_command (asked_at) where outcome is null;
alter table public.call_command enable row level security;
grant select on table public.call_command to authenticated;

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
  constraint call_event_source_check check (
    source in (
      'voice', 'action', 'redirect', 'status', 'conference', 'recording', 'consent', 'sdk', 'outbound', 'check'
    )
  )
);
comment on table public.call_event is
  'Append-only: every genuine webhook, SDK event, order to call and check as it came, also what could not be applied.';
comment on column public.call_event.source is
  'A kind of webhook; sdk: seen by a browser; outbound: an order; check: what Twilio said when it was asked.';
comment on column public.call_event.answer is 'What a webhook was answered: the same request again gets the same.';
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

create table private.early_event (
  id bigint generated always as identity,
  workspace_id bigint not null,
  sid text not null,
  kind text not null,
  form jsonb not null,
  query jsonb,
  idempotency_token text,
  fingerprint bytea not null,
  received_at timestamptz not null default now(),
  constraint early_event_pkey primary key (id),
  constraint early_event_workspace_id_sid_fingerprint_key unique (workspace_id, sid, fingerprint),
  constraint early_event_workspace_id_fkey foreign key (workspace_id) references public.workspace (id)
);
comment on table private.early_event is
  'Callbacks that overtook the webhook that begins their call. They are applied when it comes; a day later they go.';
comment on column private.early_event.sid is 'The CallSid with which the call will begin: the event''s parent, or its own.';
create index early_event_received_at_idx on private.early_event (received_at);
alter table private.early_event enable row level security;

create trigger call_event_refuse_delete before delete on public.call_event
for each row execute function private.refuse_delete();

create trigger call_count_version before update on public.call
for each row execute function private.count_version();

create trigger call_leg_count_version before update on public.call_leg
for each row execute function private.count_version();

create trigger call_event_refuse_update before update on public.call_event
for each row execute function private.refuse_update();

create policy "people see their calls, supervisors and admins all" on public.call
for select to authenticated
using (
  workspace_id = any (array(select private.my_supervised_workspaces()))
  or exists (
    select from public.call_participant as p
    where p.call_id = call.id and p.agent_id = any (array(select private.my_seats()))
  )
);

create policy "people see the legs of their calls, supervisors and admins all" on public.call_leg
for select to authenticated
using (
  workspace_id = any (array(select private.my_supervised_workspaces()))
  or exists (
    select from public.call_participant as p
    where p.call_id = call_leg.call_id and p.agent_id = any (array(select private.my_seats()))
  )
  -- As private.is_hidden.
  and (
    role <> 'supervisor' or manner <> 'listen' or not muted
    or workspace_id = any (array(select private.my_workspaces_showing_listeners()))
  )
);

create policy "people see the steps of their calls, supervisors and admins all" on public.call_step
for select to authenticated
using (
  workspace_id = any (array(select private.my_supervised_workspaces()))
  or exists (
    select from public.call_participant as p
    where p.call_id = call_step.call_id and p.agent_id = any (array(select private.my_seats()))
  )
);

-- It must not ask its own table, which would recurse (42P17).
create policy "people see their own part, supervisors and admins all" on public.call_participant
for select to authenticated
using (
  workspace_id = any (array(select private.my_supervised_workspaces()))
  or agent_id = any (array(select private.my_seats()))
);

create policy "people see their own commands, supervisors and admins all" on public.call_command
for select to authenticated
using (
  workspace_id = any (array(select private.my_supervised_workspaces()))
  or agent_id = any (array(select private.my_seats()))
);

create policy "admins see the events of their workspace" on public.call_event
for select to authenticated
using (workspace_id = any (array(select private.my_administered_workspaces())));
