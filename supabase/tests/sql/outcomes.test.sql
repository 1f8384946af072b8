-- What an admin sets for the time after a call: outcomes with a key each, whether one is required, and wrap-up.

begin;
select no_plan();

create function pg_temp.nine(variadic names text[]) returns text[]
language sql as $$
  select array_agg(coalesce(names[k], '') order by k) from generate_series(1, 9) as k;
$$;

create function pg_temp.save(
  who text, outcomes text[], seen text[] default null, wrap_up_s integer default 45, required boolean default false
) returns text
language sql as $$
  select coalesce(a ->> 'code', a ->> 'ok')
  from tests.answer(who, format(
    'select public.save_after_call(1, %L, %L, %L, %L)', wrap_up_s, required, outcomes,
    coalesce(seen, private.outcome_names(1))
  )) as a;
$$;

create function pg_temp.tags() returns text
language sql as $$
  select string_agg(concat(t.key, ' ', t.name), ', ' order by t.key nulls last, t.name)
  from public.outcome_tag as t where t.workspace_id = 1;
$$;

select is(
  (select array_agg(distinct row (wrap_up_s, outcome_required)::text) from public.workspace_policy), array['(,f)'],
  'at first nobody is kept from ringing, and nothing is asked for'
);
select is(pg_temp.save(w.who, pg_temp.nine('Booked')), w.code, w.who)
from (values ('outsider', 'E-SEAT'), ('ingrid', 'E-SEAT'), ('priya', 'E-ADMIN'), ('aoife', 'E-ADMIN'))
  as w (who, code);
select is(pg_temp.tags(), null, 'nobody but an admin of the workspace sets them');

select is(pg_temp.save('jonas', pg_temp.nine('Booked', ' Complaint ', '', 'Call back'), required => true), 'true', 'set');
select is(pg_temp.tags(), '1 Booked, 2 Complaint, 4 Call back', 'each has its key; one may be left free');
select is(
  (select row (wrap_up_s, outcome_required)::text from public.workspace_policy where workspace_id = 1), '(45,t)', 'with it'
);
select is(
  (
    select array_agg(l.action || ' ' || l.agent_name || ' ' || l.detail::text order by l.id)
    from public.audit_log as l where l.created_at = now() and l.workspace_id = 1
  ),
  array[
    'outcomes.changed Jonas Albrecht {"after": ["Booked", "Complaint", "Call back"], "before": []}',
    'policy.changed Jonas Albrecht {"wrap_up_s": {"after": 45, "before": null}, "outcome_required": {"after": true, "before": false}}'
  ],
  'both are in the audit log, as one line each'
);
create temporary table before_it as select id, name from public.outcome_tag where workspace_id = 1;

select is(
  pg_temp.save('jonas', pg_temp.nine('complaint', 'Booked'), pg_temp.nine('Booked', 'Complaint')), 'E-CHANGED',
  'who has not seen the latest overwrites nothing'
);
select is(pg_temp.save('jonas', pg_temp.nine('complaint', 'Booked')), 'true', 'changed places');
select is(pg_temp.tags(), '1 complaint, 2 Booked,  Call back', 'two may change places, and what is left out is archived');
select is(
  pg_temp.save('jonas', pg_temp.nine('complaint', 'Booked'), pg_temp.nine('')), 'true', 'the same once more is no conflict'
);
select is(pg_temp.save('jonas', pg_temp.nine('Call back')), 'true', 'named again');
select is(
  (select array_agg(t.name || (t.id = b.id) order by t.id) from public.outcome_tag as t join before_it as b using (id)),
  array['Bookedtrue', 'complainttrue', 'Call backtrue'], 'an archived one is the same one again'
);

select is(pg_temp.save('jonas', c.outcomes, wrap_up_s => c.wrap_up_s, required => c.required), 'E-BODY', c.what)
from (
  values
    ('one twice', pg_temp.nine('Booked', 'BOOKED'), 45, false),
    ('too long', pg_temp.nine(repeat('x', 41)), 45, false),
    ('of two lines', pg_temp.nine(E'a\nb'), 45, false),
    ('ten', array_fill(''::text, array[10]), 45, false),
    ('none', '{}', 45, false),
    ('too short a time', pg_temp.nine('Booked'), 4, false),
    ('too long a time', pg_temp.nine('Booked'), 901, false),
    ('required without wrap-up', pg_temp.nine('Booked'), null, true),
    ('required and none there', pg_temp.nine(''), 45, true)
) as c (what, outcomes, wrap_up_s, required);
select is(pg_temp.tags(), '1 Call back,  Booked,  complaint', 'what is refused changes nothing');

-- By SQL.
select set_config('request.jwt.claims', '', true), set_config('softphone.acting_agent', '', true);
delete from realtime.messages where true;
update public.outcome_tag set key = 2 where workspace_id = 1 and name = 'Booked';
select is(
  (select l.agent_name || ' ' || l.detail::text from public.audit_log as l order by l.id desc limit 1),
  'SQL {"after": "Booked"}', 'who writes to the database leaves a line too'
);
select is(
  (select array_agg(m.topic || ' ' || m.event) from realtime.messages as m where m.event <> 'change'),
  array['workspace:1:policy outcomes'], 'and screens hear that there is something to read again'
);
select is(tests.attempt('postgres', c.statement), c.code, c.statement)
from (
  values
    ('insert into public.outcome_tag (workspace_id, name, key) values (1, ''bOOKED'', 3)', '23505'),
    ('insert into public.outcome_tag (workspace_id, name, key) values (1, ''x'', 2)', '23505'),
    ('insert into public.outcome_tag (workspace_id, name, key) values (1, ''x'', 10)', '23514'),
    ('insert into public.outcome_tag (workspace_id, name, key) values (1, '' x'', 3)', '23514'),
    ('delete from public.outcome_tag where workspace_id = 1', '23514'),
    ('update public.workspace_policy set wrap_up_s = 0 where workspace_id = 1', '23514')
) as c (statement, code);

select * from finish();
rollback;
