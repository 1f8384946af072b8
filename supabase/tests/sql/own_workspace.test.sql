-- A workspace of one's own, and the seats made from people's names.

begin;
select no_plan();

create temporary table made as select null::jsonb as answer;
grant select, update on made to public;
create function pg_temp.make(who text, name text, country text) returns jsonb
language plpgsql as $$
begin
  perform tests.act_as(who);
  update made set answer = public.create_workspace(make.name, make.country) where true;
  perform set_config('role', 'postgres', true), set_config('request.jwt.claims', '', true);
  return (select m.answer from made as m);
end;
$$;

update auth.users set raw_user_meta_data = '{"display_name": "  Ólga Müller-Šmid "}'
where id = tests.user_of('outsider');
select is(pg_temp.make('outsider', '  Olga''s Bikes ', 'AT') ->> 'ok', 'true', 'whoever has no seat makes a workspace');
select is(
  (select concat_ws(' ', w.name, w.country, a.role, a.identity, a.active, a.display_name)
   from public.workspace as w join public.agent as a on a.workspace_id = w.id
   where w.id = (answer ->> 'workspace_id')::bigint and a.id = (answer ->> 'agent_id')::bigint),
  'Olga''s Bikes AT admin olga_muller_smid t Ólga Müller-Šmid', 'and is its admin, by the name of the sign-up'
) from made;
select is(
  (select array_agg(concat_ws(' ', l.agent_name, l.action, l.detail)) from public.audit_log as l
   where l.workspace_id = (answer ->> 'workspace_id')::bigint and l.action ~ '^workspace'),
  array['Ólga Müller-Šmid workspace.created {"name": "Olga''s Bikes", "country": "AT"}'], 'the log says so once'
) from made;
select is(tests.attempt('outsider', 'select * from public.workspace'), '1', 'they see it');
select is(tests.attempt('jonas', 'select * from public.workspace'), '1', 'an admin of another does not');
select is(pg_temp.make('priya', 'Priya''s', 'GB') ->> 'ok', 'true', 'whoever has a seat elsewhere may, too');

select is(pg_temp.make('outsider', v.name, v.country), '{"ok": false, "code": "E-BODY"}', v.what)
from (
  values
    ('', 'DE', 'no name'), (' ', 'DE', 'a blank name'), (null, 'DE', 'null for a name'),
    (repeat('a', 201), 'DE', 'a long name'), ('x', 'de', 'a country in small letters'),
    ('x', 'Germany', 'a country in words'), ('x', null, 'null for a country')
) as v (name, country, what);
select is(pg_temp.make('outsider', 'Number ' || n, 'DE') ->> 'ok', 'true', n || ' in a day')
from generate_series(2, 5) as n;
select is(
  pg_temp.make('outsider', 'One more', 'DE'), '{"ok": false, "code": "E-WORKSPACE-LIMIT"}', 'five in a day are enough'
);
select is(pg_temp.make('jonas', 'Another', 'DE') ->> 'ok', 'true', 'for one person, not for all');
select is(tests.attempt('anon', $$ select public.create_workspace('x', 'DE') $$), '42501', 'nobody unknown');

-- Names become identities.
select is(private.identity_from(v.name), v.identity, v.name)
from (
  values
    ('Jürgen O''Neill', 'jurgen_o_neill'), ('Tan Wei-Ling', 'tan_wei_ling'), ('  Max  ', 'max'), ('陳', 'agent'),
    ('Δ2', '2'), ('', 'agent'), (repeat('ab ', 50), left(repeat('ab_', 50), 60))
) as v (name, identity);
select is(private.person_name(tests.user_of(w.who)), w.name, w.why)
from (
  values
    ('jonas', 'Jonas Albrecht', 'the name of the sign-up'),
    ('outsider', 'Ólga Müller-Šmid', 'its spaces trimmed')
) as w (who, name, why);
update auth.users set raw_user_meta_data = '{}' where id = tests.user_of('outsider');
select is(private.person_name(tests.user_of('outsider')), 'outsider', 'without one, the address before its @');

select is(
  (private.create_seat(2, tests.user_of(w.who), 'agent', 'Ingrid')).identity, w.identity, 'a name that is taken: ' || w.identity
)
from (values ('jonas', 'ingrid_2'), ('priya', 'ingrid_3'), ('aoife', 'ingrid_4')) as w (who, identity);
select throws_ok(
  $$ select private.create_seat(2, tests.user_of('jonas'), 'agent', 'Other') $$, '23505', null,
  'one seat a person and workspace'
);

select * from finish();
rollback;
