-- What belongs to the whole server, and settings.
select
  'setting' as kind,
  concat_ws(
    ' ',
    case when s.setdatabase = 0 then 'everywhere' else 'in this database' end,
    'of ' || nullif(s.setrole, 0)::regrole
  ) as identity,
  array_to_string(array(select unnest(s.setconfig) order by 1), E'\n') as definition
from pg_db_role_setting as s
where s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
union all
select 'role', quote_ident(r.rolname), (to_jsonb(r) - array['oid', 'rolname', 'rolpassword', 'rolconfig'])::text
from pg_roles as r
union all
select
  'membership', format('%s in %s', m.member::regrole, m.roleid::regrole),
  string_agg(
    format('by %s, admin: %s, inherit: %s, set: %s', m.grantor::regrole, m.admin_option, m.inherit_option, m.set_option),
    E'\n' order by m.grantor::regrole::text
  )
from pg_auth_members as m
group by m.member, m.roleid
