select
  'constraint' as kind,
  format('%I on %s', o.conname, coalesce(nullif(o.conrelid, 0)::regclass::text, o.contypid::regtype::text)) as identity,
  concat_ws(
    ', ',
    pg_get_constraintdef(o.oid),
    case when not o.conislocal then 'inherited' end,
    'trigger ' || nullif(
      (select string_agg(t.tgenabled::text, '' order by t.oid) from pg_trigger as t
       where t.tgconstraint = o.oid and t.tgisinternal and t.tgenabled <> 'O'), ''
    )
  ) as definition
from pg_constraint as o join read_schema as n on n.oid = o.connamespace
-- A constraint trigger is among the triggers.
where o.contype <> 't'
union all
select
  'index',
  i.indexrelid::regclass::text,
  concat_ws(
    ', ',
    pg_get_indexdef(i.indexrelid),
    case when not i.indisvalid then 'not valid' end,
    case when i.indisclustered then 'clustered' end,
    case when i.indisreplident then 'replica identity' end,
    'tablespace ' || (select spcname from pg_tablespace where oid = c.reltablespace)
  )
from pg_index as i
join pg_class as c on c.oid = i.indexrelid
join read_schema as n on n.oid = c.relnamespace
union all
select
  'statistics',
  format('%I.%I', n.nspname, s.stxname),
  concat_ws(
    ', ', pg_get_statisticsobjdef(s.oid), 'owner ' || pg_get_userbyid(s.stxowner),
    'target ' || nullif(s.stxstattarget, -1)
  )
from pg_statistic_ext as s join read_schema as n on n.oid = s.stxnamespace
