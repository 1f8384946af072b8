select
  'comment' as kind,
  format('on %s %s', o.type, o.identity) as identity,
  d.description as definition
from pg_description as d
cross join pg_identify_object(d.classoid, d.objoid, d.objsubid) as o
-- What initdb made has its comments from there; of it only a schema is ours to comment on.
where (d.objoid >= 16384 or d.classoid = 'pg_namespace'::regclass)
  and o.schema is distinct from 'supabase_migrations' and o.type is not null
union all
select
  'comment',
  'on ' || case when d.classoid = 'pg_database'::regclass then 'this database' else 'role ' || pg_get_userbyid(d.objoid) end,
  d.description
from pg_shdescription as d
where d.classoid = 'pg_authid'::regclass
  or d.classoid = 'pg_database'::regclass
  and d.objoid = (select oid from pg_database where datname = current_database())
