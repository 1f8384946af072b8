select
  'column' as kind,
  format('%I.%I.%I', n.nspname, c.relname, a.attname) as identity,
  concat_ws(
    ', ',
    format_type(a.atttypid, a.atttypmod),
    case when a.attnotnull then 'not null' end,
    case a.attgenerated when '' then 'default ' else 'generated ' end || pg_get_expr(d.adbin, d.adrelid),
    case a.attidentity when 'a' then 'identity always' when 'd' then 'identity by default' end,
    'collation ' || nullif(a.attcollation, t.typcollation)::regcollation,
    'storage ' || a.attstorage::text,
    'compression ' || nullif(a.attcompression::text, ''),
    'statistics target ' || nullif(a.attstattarget, -1),
    'options ' || array_to_string(a.attoptions, ', '),
    case when not a.attislocal then 'inherited' end
  ) as definition
from pg_attribute as a
join pg_class as c on c.oid = a.attrelid
join read_schema as n on n.oid = c.relnamespace
join pg_type as t on t.oid = a.atttypid
left join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'f', 'v', 'm', 'c')
