-- When a page counts as lost: by its own beats, and by our clock alone.

begin;
select no_plan();

-- Priya's page said that it goes, and her line ended; she takes the call back on a new line.
create temporary table talk as
with c as (
  insert into public.call (
    workspace_id, ticket, direction, from_number, to_number, agent_id, status, picked_up_at, answered_at, wiring
  )
  values (
    1, gen_random_uuid(), 'outbound', '+493023125610', '+442079460100', tests.seat_of('priya'), 'in-progress', now(), now(),
    'conference'
  )
  returning *
)
select c.id as call_id from c;
insert into public.call_participant (call_id, agent_id, workspace_id, joined_by, joined_at)
select call_id, tests.seat_of('priya'), 1, 'order', now() from talk;
insert into public.call_leg (workspace_id, call_id, call_sid, role, made_by, agent_id, to_address, status, picked_up_at)
select 1, t.call_id, l.sid, 'seat', 'twilio', tests.seat_of('priya'), '', l.status, l.picked_up_at
from talk as t, (values
  ('CA' || repeat('a', 32), 'in-progress', now()),
  ('CA' || repeat('b', 32), 'ringing', null)
) as l (sid, status, picked_up_at);
insert into private.call_beat (call_id, agent_id, workspace_id, beaten_at, leaving)
select call_id, tests.seat_of('priya'), 1, now() - interval '3 seconds', true from talk;

create function pg_temp.lost_after(seconds numeric) returns bigint
language sql as $$
  select count(*) from private.lost_calls(now() + make_interval(secs => seconds)) as c join talk as t on t.call_id = c.id;
$$;

select is(pg_temp.lost_after(0), 1::bigint, 'whoever said that they go is gone after a second');

update public.call_leg as l set status = 'completed', ended_at = now()
from talk as t where t.call_id = l.call_id and l.call_sid = 'CA' || repeat('a', 32);
-- Twilio's clock may be behind ours, and has seconds only.
update public.call_leg as l set status = 'in-progress', picked_up_at = now() - interval '5 seconds', joined_at = now()
from talk as t where t.call_id = l.call_id and l.call_sid = 'CA' || repeat('b', 32);

select is(pg_temp.lost_after(0), 0::bigint, 'back on the line: the farewell of the page before says nothing');
select is(pg_temp.lost_after(6), 0::bigint, 'the page that is there now has seven seconds to send its first beat');
select is(pg_temp.lost_after(8), 1::bigint, 'and without one it is lost, too');

-- An answer that Twilio tells late is no return.
update private.call_beat as b set beaten_at = now() - interval '3 seconds', leaving = true
from talk as t where t.call_id = b.call_id;
delete from public.call_leg as l using talk as t where t.call_id = l.call_id and l.call_sid = 'CA' || repeat('a', 32);
update public.call_leg as l set picked_up_at = null, joined_at = null from talk as t where t.call_id = l.call_id;
update public.call_leg as l set picked_up_at = now() from talk as t where t.call_id = l.call_id;
select is(pg_temp.lost_after(0), 1::bigint, 'on the seat''s only line a farewell counts, whenever its answer is told');

select * from finish();
rollback;
