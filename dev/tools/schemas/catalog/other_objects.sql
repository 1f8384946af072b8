-- Kinds that Softphone does not use, so that one that comes is seen: each row as it stands, without the numbers that
-- Postgres gave to objects, which are others in another database.
with found (class, object, content) as (
  select 'pg_collation'::regclass, oid, to_jsonb(x) from pg_collation as x
  union all select 'pg_operator'::regclass, oid, to_jsonb(x) from pg_operator as x
  union all select 'pg_opclass'::regclass, oid, to_jsonb(x) from pg_opclass as x
  union all select 'pg_opfamily'::regclass, oid, to_jsonb(x) from pg_opfamily as x
  union all select 'pg_cast'::regclass, oid, to_jsonb(x) from pg_cast as x
  union all select 'pg_conversion'::regclass, oid, to_jsonb(x) from pg_conversion as x
  union all select 'pg_ts_config'::regclass, oid, to_jsonb(x) from pg_ts_config as x
  union all select 'pg_ts_dict'::regclass, oid, to_jsonb(x) from pg_ts_dict as x
  union all select 'pg_language'::regclass, oid, to_jsonb(x) from pg_language as x
  union all select 'pg_foreign_data_wrapper'::regclass, oid, to_jsonb(x) from pg_foreign_data_wrapper as x
  union all select 'pg_foreign_server'::regclass, oid, to_jsonb(x) from pg_foreign_server as x
  union all select 'pg_user_mapping'::regclass, oid, to_jsonb(x) from pg_user_mapping as x
  union all select 'pg_transform'::regclass, oid, to_jsonb(x) from pg_transform as x
  union all select 'pg_subscription'::regclass, oid, to_jsonb(x) from pg_subscription as x
)
select
  o.type as kind,
  o.identity,
  (
    select 'owner: ' || pg_get_userbyid(d.refobjid) || ', ' from pg_shdepend as d
    where d.classid = found.class and d.objid = found.object and d.deptype = 'o'
      and d.dbid = (select oid from pg_database where datname = current_database())
  ) || (
    select string_agg(format('%s: %s', c.key, c.value), ', ' order by c.key) from jsonb_each(found.content) as c
    where c.key <> 'oid' and (jsonb_typeof(c.value) <> 'number' or c.value::numeric < 16384)
  ) as definition
from found cross join pg_identify_object(found.class, found.object, 0) as o
where found.object >= 16384
