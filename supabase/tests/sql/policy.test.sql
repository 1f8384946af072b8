-- What a workspace's policy says at first, what it may say, and when a pause is forgotten.

begin;
select no_plan();

insert into public.workspace (id, name, country) overriding system value
values (80, 'Home', 'EE'), (81, 'Nowhere', 'ZZ');

select is(
  (select allowed_countries @> '{EE,DE,US}' from public.workspace_policy where workspace_id = 80), true,
  'home and the cheap destinations may be called at first'
);
select is(
  (select allowed_countries && '{CU,JM,DO,SO,LV,GG}' from public.workspace_policy where workspace_id = 80), false,
  'and no dear ones, those that share a code with cheap ones included'
);
select is(
  (select array_agg(time_zone order by workspace_id) from public.workspace_policy where workspace_id in (80, 81)),
  array['Europe/Tallinn', 'UTC'], 'the day begins where home is, or else in UTC'
);
select is(
  (
    select row (agent_calls_per_minute, agent_minutes_per_day, workspace_calls_per_minute, workspace_minutes_per_day,
                when_capped, calling_hours, block_withheld, paused_at)::text
    from public.workspace_policy where workspace_id = 80
  ),
  '(20,480,60,3000,refuse,,f,)', 'how much is called is limited from the start, and nothing else'
);
select is((select count(*) from public.workspace_policy), (select count(*) from public.workspace), 'each has one');

update public.workspace set country = 'LV' where id = 80;
select is(
  (select row (time_zone, 'LV' = any (allowed_countries))::text from public.workspace_policy where workspace_id = 80),
  '(Europe/Riga,t)', 'a new home may be called, and its day counts'
);
update public.workspace_policy set time_zone = 'Europe/Paris', allowed_countries = '{LV}' where workspace_id = 80;
update public.workspace set country = 'EE' where id = 80;
select is(
  (select row (time_zone, allowed_countries)::text from public.workspace_policy where workspace_id = 80),
  '(Europe/Paris,"{LV,EE}")', 'a zone and countries that somebody chose stay'
);

select is(
  tests.attempt('postgres', format('update public.workspace_policy set %s where workspace_id = 80', c.change)),
  c.expected, c.change
)
from (
  values
    ('allowed_countries = ''{}''', '1'),
    ('allowed_countries = ''{de}''', '23514'),
    ('allowed_countries = ''{GERMANY}''', '23514'),
    ('allowed_countries = array[null, ''DE'']', '23514'),
    ('agent_calls_per_minute = 0', '23514'),
    ('agent_minutes_per_day = 1441', '23514'),
    ('workspace_minutes_per_day = null', '1'),
    ('when_capped = ''shout''', '23514'),
    ('time_zone = ''America/Argentina/Buenos_Aires''', '1'),
    ('time_zone = ''UTC''', '1'),
    ('time_zone = ''Mars/Olympus''', '23514'),
    ('time_zone = ''FOO+3''', '23514'),
    ('time_zone = ''''', '23514'),
    ('calling_hours = ''[null,null,null,null,null,null,null]''', '1'),
    ('calling_hours = ''[{"from":"09:00","to":"18:00"},null,null,null,null,null,{"from":"00:00","to":"24:00"}]''', '1'),
    ('calling_hours = ''[null,null,null,null,null,null]''', '23514'),
    ('calling_hours = ''{}''', '23514'),
    ('calling_hours = ''[1,null,null,null,null,null,null]''', '23514'),
    ('calling_hours = ''[{"from":"09:00"},null,null,null,null,null,null]''', '23514'),
    ('calling_hours = ''[{"from":"18:00","to":"09:00"},null,null,null,null,null,null]''', '23514'),
    ('calling_hours = ''[{"from":"09:00","to":"09:00"},null,null,null,null,null,null]''', '23514'),
    ('calling_hours = ''[{"from":"24:00","to":"25:00"},null,null,null,null,null,null]''', '23514'),
    ('calling_hours = ''[{"from":"9","to":"18:00"},null,null,null,null,null,null]''', '23514'),
    ('calling_hours = ''[{"from":"09:00","to":"18:00","x":1},null,null,null,null,null,null]''', '23514'),
    ('paused_at = now()', '23514')
) as c (change, expected);

-- Who added it.
select tests.act_as('jonas');
insert into public.do_not_call (workspace_id, number) values (1, '+13125550144');
insert into public.blocked_caller (workspace_id, number) values (1, '+13125550144');
select tests.act_as('postgres');
reset role;
select is(
  (select array_agg(a.identity) from public.do_not_call as d join public.agent as a on a.id = d.added_by),
  array['jonas'], 'whoever added a number stands beside it'
);
select is(
  tests.attempt('postgres', 'insert into public.blocked_caller (workspace_id, number) values (1, ''0312'')'), '23514',
  'a list holds numbers in E.164 only'
);

-- How much one seat may add.
create function pg_temp.refused(who text, statement text) returns text
language plpgsql as $$
declare
  v_code text;
begin
  perform tests.act_as(who);
  execute statement;
  perform tests.act_as('postgres');
  return 'done';
exception when raise_exception then
  get stacked diagnostics v_code = pg_exception_detail;
  return v_code;
end;
$$;
create function pg_temp.add(list text, first integer, last integer) returns text
language sql as $$
  select pg_temp.refused('jonas', format(
    'insert into public.%I (workspace_id, number) select 1, ''+1312555'' || n from generate_series(%s, %s) as n',
    add.list, add.first, add.last
  ));
$$;
select is(pg_temp.add(l.list, 1000, 2000), 'E-LIST-MANY', l.list || ': a thousand in one request')
from (values ('do_not_call'), ('blocked_caller')) as l (list);
delete from public.do_not_call where true;
delete from public.blocked_caller where true;
insert into public.do_not_call (workspace_id, number) select 1, '+1312555' || n from generate_series(10000, 19499) as n;
insert into public.blocked_caller (workspace_id, number) select 1, '+1312555' || n from generate_series(10000, 19499) as n;
select is(pg_temp.add(l.list, 20000, 20499), 'done', l.list || ': ten thousand in all')
from (values ('do_not_call'), ('blocked_caller')) as l (list);
select is(pg_temp.add(l.list, 30000, 30000), 'E-LIST-FULL', l.list || ': and no more')
from (values ('do_not_call'), ('blocked_caller')) as l (list);
select tests.act_as('jonas');
insert into public.do_not_call (workspace_id, number) values (1, '+131255510000') on conflict do nothing;
select tests.act_as('postgres');
select is((select count(*) from public.do_not_call), 10000::bigint, 'what is there already is not one more');

-- A pause and the limit that it came from.
create function pg_temp.pause_after(cause text, change text) returns text
language plpgsql as $$
begin
  update public.workspace_policy
  set when_capped = 'pause', workspace_minutes_per_day = 600, workspace_calls_per_minute = 30,
      paused_at = now(), paused_until = now() + interval '1 hour', pause_cause = cause, pause_limit = 600
  where workspace_id = 80;
  execute format('update public.workspace_policy set %s where workspace_id = 80', change);
  return (select coalesce(pause_cause, 'none') from public.workspace_policy where workspace_id = 80);
end;
$$;
select is(pg_temp.pause_after(c.cause, c.change), c.expected, c.cause || ', then ' || c.change)
from (
  values
    ('minutes', 'workspace_minutes_per_day = 900', 'none'),
    ('minutes', 'workspace_minutes_per_day = null', 'none'),
    ('minutes', 'workspace_calls_per_minute = 60', 'minutes'),
    ('minutes', 'when_capped = ''refuse''', 'none'),
    ('minutes', 'time_zone = ''Europe/Oslo''', 'minutes'),
    ('calls', 'workspace_calls_per_minute = 60', 'none'),
    ('calls', 'workspace_minutes_per_day = 900', 'calls'),
    ('admin', 'workspace_minutes_per_day = 900', 'admin'),
    ('admin', 'when_capped = ''refuse''', 'admin')
) as c (cause, change, expected);

delete from realtime.messages where true;
update public.workspace_policy set time_zone = 'Europe/Rome' where workspace_id = 80;
update public.workspace_policy set time_zone = 'Europe/Rome' where workspace_id = 80;
select is(
  (select array_agg(topic || ' ' || event order by topic) from realtime.messages),
  array['workspace:80:audit change', 'workspace:80:policy policy'],
  'each real change is broadcast to the members, and its line of the audit log to the admins'
);
select is(
  (
    select (select array_agg(k order by k) from jsonb_object_keys(m.payload - 'id') as k)
    from realtime.messages as m
    where m.event = 'policy'
  ),
  (
    select array_agg(attname::text order by attname::text) from pg_attribute
    where attrelid = 'public.workspace_policy'::regclass and attnum > 0 and not attisdropped
  ),
  'with every column: a member may read them all'
);

select * from finish();
rollback;
