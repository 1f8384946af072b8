-- Tables, views, sequences and the like, without their columns, constraints and indexes.
select
  case c.relkind
    when 'r' then 'table' when 'p' then 'table' when 'f' then 'foreign table' when 'v' then 'view'
    when 'm' then 'materialized view' when 'S' then 'sequence' when 'c' then 'composite type'
  end as kind,
  format('%I.%I', n.nspname, c.relname) as identity,
  concat_ws(
    E'\n',
    'owner: ' || pg_get_userbyid(c.relowner),
    'row level security: ' || c.relrowsecurity || ', forced: ' || c.relforcerowsecurity,
    'persistence: ' || c.relpersistence::text || ', replica identity: ' || c.relreplident::text,
    'access method: ' || (select amname from pg_am where oid = c.relam),
    'tablespace: ' || (select spcname from pg_tablespace where oid = c.reltablespace),
    'options: ' || array_to_string(c.reloptions, ', '),
    'partition by: ' || pg_get_partkeydef(c.oid),
    'partition: ' || pg_get_expr(c.relpartbound, c.oid),
    'inherits: ' || (
      select string_agg(i.inhparent::regclass::text, ', ' order by i.inhseqno) from pg_inherits as i where i.inhrelid = c.oid
    ),
    -- The order counts: it is that of `select *`, of rows as values and of inserts without names.
    'columns: ' || (
      select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute as a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and c.relkind <> 'S'
    ),
    case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end,
    (
      select format(
        '%s start %s from %s to %s by %s cache %s%s', format_type(s.seqtypid, null), s.seqstart, s.seqmin, s.seqmax,
        s.seqincrement, s.seqcache, case when s.seqcycle then ' cycle' end
      )
      from pg_sequence as s where s.seqrelid = c.oid
    ),
    'belongs to: ' || (
      select pg_describe_object(d.refclassid, d.refobjid, d.refobjsubid) from pg_depend as d
      where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.objsubid = 0
        and c.relkind = 'S' and d.deptype in ('a', 'i')
    )
  ) as definition
from pg_class as c join read_schema as n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'f', 'v', 'm', 'S', 'c')
