-- A call between two colleagues, as the people who are in it, supervise it, or have nothing to do with it.

begin;
select no_plan();

-- Priya calls Tan Wei-Ling; Jonas, an admin, sees all, and Aoife is an agent beside them.
update public.agent set role = 'agent' where identity = 'aoife';
insert into public.agent_presence (agent_id, workspace_id, status)
select a.id, a.workspace_id, 'available' from public.agent as a
on conflict on constraint agent_presence_pkey do update set status = 'available', heard_at = now(), free_from = null;

select is(
  public.call_colleague(tests.user_of('priya'), 1, 'weiling', 'aoife') ->> 'code', 'E-SEAT', 'nobody calls from another seat'
);
select is(
  public.call_colleague(tests.user_of('caoimhe'), 1, 'caoimhe', 'aoife') ->> 'code', 'E-SEAT', 'nor in another workspace'
);
select is(
  public.call_colleague(tests.user_of('priya'), 1, 'priya', 'caoimhe') ->> 'code', 'E-TARGET',
  'nor somebody of another workspace, who is as unknown as nobody'
);

delete from realtime.messages where true;
create temporary table placed as
select public.call_colleague(tests.user_of('priya'), 1, 'priya', 'weiling') as answer;
create temporary table made as
select c.id from public.call as c where c.ticket = (select (p.answer ->> 'call_id')::uuid from placed as p);
grant select on made to public;

-- As Twilio's webhook does it, whose signature is tested elsewhere.
select is(
  (
    select (private.redeem_ticket(
      1, 'browser', 'priya', p.answer ->> 'call_id',
      private.read_form(jsonb_build_object('CallSid', 'CA' || repeat('1', 32), 'CallStatus', 'ringing', 'From', 'client:priya'))
    )).answer -> 'identities'
    from placed as p
  ),
  '["weiling"]', 'the colleague''s browser is dialled'
);
update public.call set status = 'ringing' where id = (select m.id from made as m);
select is(
  (select array_agg(distinct m.topic order by m.topic) from realtime.messages as m where m.event = 'call'),
  array(
    select t from unnest(
      array['agent:' || tests.seat_of('priya'), 'agent:' || tests.seat_of('weiling'), 'workspace:1:calls']
    ) as t order by t
  ),
  'it is told to the two seats and to the supervisors, and on no line'
);

create function pg_temp.sees(who text) returns text
language sql as $$
  select concat_ws(
    ' ',
    tests.attempt(who, 'select from public.call as c join made as m on m.id = c.id'),
    tests.attempt(who, 'select from public.call_participant as p join made as m on m.id = p.call_id')
  );
$$;
select is(pg_temp.sees('priya'), '1 1', 'who calls sees the call and the own part');
select is(pg_temp.sees('weiling'), '1 1', 'so does who is called');
select is(pg_temp.sees('jonas'), '1 2', 'a supervisor sees both');
select is(pg_temp.sees('aoife'), '0 0', 'a colleague beside them sees nothing');
select is(pg_temp.sees('caoimhe'), '0 0', 'and another workspace nothing');

update public.call set status = 'in-progress', answered_at = now() where id = (select m.id from made as m);
create function pg_temp.busy(who text) returns bigint[]
language plpgsql as $$
declare
  v_answer jsonb;
begin
  v_answer := tests.answer(who, 'select public.who_is_there(1)');
  return array(select (b ->> 'agent_id')::bigint from jsonb_array_elements(v_answer -> 'busy') as b order by 1);
end;
$$;
select is(
  pg_temp.busy('jonas'),
  array(select tests.seat_of(w) from unnest(array['priya', 'weiling']) as w order by 1),
  'both are on a call, as far as a supervisor is told'
);
select is(pg_temp.busy('aoife'), '{}', 'and as an agent is told of no call of others');

-- Over, after a minute of talk.
update public.call_participant set joined_at = now() - interval '1 minute' where call_id = (select m.id from made as m);
update public.call_participant set left_at = now(), talked_s = 60, outcome = 'took' where call_id = (select m.id from made as m);
update public.call set status = 'completed', ended_at = now(), duration_s = 60 where id = (select m.id from made as m);
select is(
  (select array_agg(s.free_from is null) from public.agent_presence as s
   where s.agent_id in (tests.seat_of('priya'), tests.seat_of('weiling'))),
  '{t,t}', 'neither wraps up'
);
delete from public.call_participant as p where p.call_id <> (select m.id from made as m);
delete from public.call_leg as l where l.call_id <> (select m.id from made as m);
delete from public.call as c where c.id <> (select m.id from made as m);
select is(
  tests.answer(w.who, 'select public.day_figures(1, now() - interval ''1 hour'')') - 'ok',
  '{"calls": 0, "talked_s": 0, "to_return": 0}', w.who || '''s day counts customers alone'
)
from unnest(array['priya', 'weiling', 'jonas']) as w (who);
select is(
  jsonb_array_length(tests.answer(w.who, 'select public.list_calls(1)') -> 'calls'), w.count, w.who || '''s log'
)
from (values ('priya', 1), ('weiling', 1), ('jonas', 1), ('aoife', 0)) as w (who, count);
select is(
  (select count(*) from public.call_leg as l where l.role in ('callee', 'outside')), 0::bigint,
  'no telephone was called, so no limit counts it'
);

select * from finish();
rollback;
