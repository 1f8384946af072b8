-- People, numbers and calls to try the product with on a machine of one's own. Everybody's password is
-- "switchboard"; the Twilio accounts exist only in the simulator; the telephone numbers are reserved for
-- fiction. Never for a project that people use: it stops if there is anybody.

do $$
begin
  if exists (select from public.workspace) or exists (select from auth.users) then
    raise exception 'Cannot seed: this database has workspaces or users already'
      using hint = 'The seed is for an empty database on a machine of one''s own.';
  end if;
end;
$$;

-- Real Auth refuses a sign-in when a token column is null, or when the identity row is missing.
with person (id, email, name) as (
  values
    ('5eed0000-0000-4000-8000-000000000001'::uuid, 'jonas@nordlicht-reisen.example', 'Jonas Albrecht'),
    ('5eed0000-0000-4000-8000-000000000002', 'priya@nordlicht-reisen.example', 'Priya Raman'),
    ('5eed0000-0000-4000-8000-000000000003', 'aoife@nordlicht-reisen.example', 'Aoife Ní Dhomhnaill'),
    ('5eed0000-0000-4000-8000-000000000004', 'weiling@nordlicht-reisen.example', 'Tan Wei-Ling'),
    ('5eed0000-0000-4000-8000-000000000005', 'ingrid@fjordline.example', 'Ingrid Sørensen-Achterberg'),
    ('5eed0000-0000-4000-8000-000000000006', 'caoimhe@fjordline.example', 'Caoimhe O''Sullivan-Byrne')
),
-- One hash for all: bcrypt is slow on purpose, and a first start must not wait for it six times.
password as materialized (
  select extensions.crypt('switchboard', extensions.gen_salt('bf', 10)) as hash
),
account as (
  insert into auth.users (
    instance_id, id, aud, role, email, encrypted_password, email_confirmed_at,
    confirmation_token, recovery_token, email_change_token_new, email_change,
    email_change_token_current, phone_change, phone_change_token, reauthentication_token,
    raw_app_meta_data, raw_user_meta_data, created_at, updated_at
  )
  select
    '00000000-0000-0000-0000-000000000000', p.id, 'authenticated', 'authenticated', p.email, w.hash, now(),
    '', '', '', '',
    '', '', '', '',
    '{"provider": "email", "providers": ["email"]}', jsonb_build_object('name', p.name), now(), now()
  from person as p, password as w
  returning id, email
)
insert into auth.identities (
  id, user_id, provider_id, provider, identity_data, last_sign_in_at, created_at, updated_at
)
select
  gen_random_uuid(), a.id, a.id::text, 'email',
  jsonb_build_object('sub', a.id, 'email', a.email, 'email_verified', true), now(), now(), now()
from account as a;

insert into public.workspace
  (id, name, country, twilio_account_sid, twilio_auth_token, twilio_twiml_app_sid)
overriding system value
values
  (1, 'Nordlicht Reisen', 'DE', 'AC5eed0000000000000000000000000001',
   '5eed5eed5eed5eed5eed5eed5eed0001', 'AP5eed0000000000000000000000000001'),
  (2, 'Fjordline Cruises', 'GB', 'AC5eed0000000000000000000000000002',
   '5eed5eed5eed5eed5eed5eed5eed0002', 'AP5eed0000000000000000000000000002');
select setval(pg_get_serial_sequence('public.workspace', 'id'), 2);

-- Tests and measurements call more than people do. A workspace that somebody opens keeps the limits of the start.
update public.workspace_policy
set agent_calls_per_minute = null, agent_minutes_per_day = null, workspace_calls_per_minute = null,
    workspace_minutes_per_day = null
where workspace_id in (1, 2);

insert into public.agent (workspace_id, user_id, role, identity, display_name)
values
  (1, '5eed0000-0000-4000-8000-000000000001', 'admin', 'jonas', 'Jonas Albrecht'),
  (1, '5eed0000-0000-4000-8000-000000000002', 'agent', 'priya', 'Priya Raman'),
  (1, '5eed0000-0000-4000-8000-000000000003', 'agent', 'aoife', 'Aoife Ní Dhomhnaill'),
  (1, '5eed0000-0000-4000-8000-000000000004', 'agent', 'weiling', 'Tan Wei-Ling'),
  (2, '5eed0000-0000-4000-8000-000000000005', 'admin', 'ingrid', 'Ingrid Sørensen-Achterberg'),
  (2, '5eed0000-0000-4000-8000-000000000006', 'agent', 'caoimhe', 'Caoimhe O''Sullivan-Byrne');

insert into public.workspace_twilio_number (workspace_id, twilio_number, friendly_name)
values
  (1, '+493023125610', 'Sales Berlin'),
  (1, '+442079460100', 'London reservations'),
  (2, '+442079460150', 'Fjordline Support Line');

insert into public.agent_phone (agent_id, phone_number, friendly_name)
select a.id, n.twilio_number, n.friendly_name
from public.agent as a
join public.workspace_twilio_number as n on n.workspace_id = a.workspace_id
where a.identity <> 'weiling' or n.twilio_number = '+442079460100';

-- Today's and yesterday's calls. "ago" is when it began; whoever is named in "rung" was rung.
with past (
  workspace_id, direction, from_number, to_number, identity, status, end_reason, ended_by,
  ago, rang_s, talked_s, rung
) as (
  values
    (1, 'inbound', '+442079460231', '+442079460100', null, 'no-answer', null, null,
     interval '25 minutes', 30, null::integer, 'priya,aoife,weiling'),
    (1, 'outbound', '+493023125610', '+14155550142', 'priya', 'completed', null, 'agent',
     interval '1 hour 10 minutes', 9, 252, ''),
    (1, 'inbound', '+33199001734', '+493023125610', 'aoife', 'completed', null, 'other',
     interval '2 hours 5 minutes', 6, 431, 'priya,aoife'),
    (1, 'outbound', '+442079460100', '+442079460388', 'priya', 'busy', null, null,
     interval '3 hours', 4, null, ''),
    (1, 'outbound', '+493023125610', '+493023125899', 'aoife', 'no-answer', null, null,
     interval '4 hours 20 minutes', 45, null, ''),
    (1, 'inbound', '+14155550117', '+442079460100', 'weiling', 'completed', null, 'agent',
     interval '22 hours', 11, 1386, 'priya,weiling'),
    (1, 'outbound', '+442079460100', '+33199008812', 'weiling', 'failed', null, null,
     interval '23 hours 30 minutes', null, null, ''),
    (1, 'inbound', '+493023125477', '+493023125610', null, 'canceled', null, 'other',
     interval '25 hours', 8, null, 'jonas,priya,aoife'),
    (1, 'outbound', '+493023125610', '+442079460615', 'priya', 'completed', null, 'other',
     interval '26 hours 15 minutes', 14, 67, ''),
    (1, 'inbound', '+442079460744', '+493023125610', null, 'no-answer', 'nobody-available', null,
     interval '28 hours', null, null, ''),
    (2, 'inbound', '+442079460903', '+442079460150', 'caoimhe', 'completed', null, 'other',
     interval '50 minutes', 5, 178, 'ingrid,caoimhe'),
    (2, 'outbound', '+442079460150', '+14155550163', 'caoimhe', 'no-answer', null, null,
     interval '24 hours', 60, null, '')
),
placed as (
  insert into public.call (
    workspace_id, ticket, direction, from_number, to_number, number_id, agent_id, status, end_reason, ended_by,
    created_at, expires_at, ringing_at, picked_up_at, answered_at, ended_at, duration_s
  )
  select
    c.workspace_id, case when c.direction = 'outbound' then gen_random_uuid() end, c.direction,
    c.from_number, c.to_number, n.id, a.id, c.status, c.end_reason, c.ended_by,
    now() - c.ago,
    case when c.direction = 'outbound' then now() - c.ago + interval '60 seconds' end,
    case when c.rang_s is not null then now() - c.ago + interval '1 second' end,
    case when c.talked_s is not null then now() - c.ago + make_interval(secs => c.rang_s) end,
    case when c.talked_s is not null then now() - c.ago + make_interval(secs => c.rang_s) end,
    now() - c.ago + make_interval(secs => coalesce(c.rang_s, 2) + coalesce(c.talked_s, 0)),
    c.talked_s
  from past as c
  join public.workspace_twilio_number as n
    on n.workspace_id = c.workspace_id and n.twilio_number in (c.from_number, c.to_number)
  left join public.agent as a on a.workspace_id = c.workspace_id and a.identity = c.identity
  order by c.ago desc
  returning *
),
telephones as (
  insert into public.call_leg (
    workspace_id, call_id, call_sid, role, made_by, agent_id, to_address, status, created_at, picked_up_at, ended_at,
    duration_s
  )
  select
    c.workspace_id, c.id, 'CA' || md5('telephone ' || c.id), 'callee', 'dial', c.agent_id, c.to_number, c.status,
    c.created_at, c.picked_up_at, c.ended_at, c.duration_s
  from placed as c
  where c.direction = 'outbound'
)
insert into public.call_participant (
  call_id, agent_id, workspace_id, created_at, joined_by, rang_at, joined_at, left_at, talked_s, outcome
)
select
  c.id, a.id, c.workspace_id, c.created_at, case c.direction when 'outbound' then 'order' else 'ring' end,
  case when c.direction = 'inbound' then c.ringing_at end,
  case when c.agent_id = a.id then coalesce(c.picked_up_at, c.created_at) end,
  case when c.agent_id = a.id then c.ended_at end,
  case when c.agent_id = a.id then c.duration_s end,
  case
    when c.agent_id = a.id then case c.status when 'completed' then 'took' else 'left' end
    when c.status = 'completed' then 'elsewhere'
    else 'missed'
  end
from past as s
join placed as c
  on c.workspace_id = s.workspace_id and c.from_number = s.from_number and c.to_number = s.to_number
join public.agent as a
  on a.workspace_id = s.workspace_id
  and (a.identity = s.identity or a.identity = any (string_to_array(s.rung, ',')));
