-- Types but those of tables and arrays, which follow their tables and elements.
select
  case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range' else 'type' end as kind,
  t.oid::regtype::text as identity,
  concat_ws(
    E'\n',
    'owner: ' || pg_get_userbyid(t.typowner),
    'values: ' || (
      select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder) from pg_enum as e where e.enumtypid = t.oid
    ),
    'of: ' || case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) end,
    'default: ' || t.typdefault,
    case when t.typnotnull then 'not null' end,
    'collation: ' || nullif(t.typcollation, 0)::regcollation,
    (
      select format('range of %s, %s, %s', r.rngsubtype::regtype, r.rngcanonical, r.rngsubdiff)
      from pg_range as r where r.rngtypid = t.oid
    )
  ) as definition
from pg_type as t
join read_schema as n on n.oid = t.typnamespace
left join pg_class as c on c.oid = t.typrelid
where t.typtype in ('e', 'd', 'r', 'b') and t.typelem = 0 or c.relkind = 'c'
