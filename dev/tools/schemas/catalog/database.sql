-- Schemas, extensions, publications, and the database itself.
select 'schema' as kind, quote_ident(s.nspname) as identity, 'owner: ' || pg_get_userbyid(s.nspowner) as definition
from pg_namespace as s join read_schema as n on n.oid = s.oid
union all
select
  'extension', quote_ident(e.extname),
  format('%s in %s owner %s', e.extversion, e.extnamespace::regnamespace, pg_get_userbyid(e.extowner))
from pg_extension as e
union all
select
  'publication', quote_ident(p.pubname),
  concat_ws(
    E'\n',
    'owner: ' || pg_get_userbyid(p.pubowner),
    (to_jsonb(p) - array['oid', 'pubname', 'pubowner'])::text,
    (
      select string_agg(
        concat_ws(' ', r.prrelid::regclass::text, r.prattrs::text, pg_get_expr(r.prqual, r.prrelid)),
        E'\n' order by r.prrelid::regclass::text
      )
      from pg_publication_rel as r where r.prpubid = p.oid
    ),
    (
      select string_agg('schema ' || s.pnnspid::regnamespace, E'\n' order by s.pnnspid::regnamespace::text)
      from pg_publication_namespace as s where s.pnpubid = p.oid
    )
  )
from pg_publication as p
union all
select 'database', 'this one', 'owner: ' || pg_get_userbyid(d.datdba)
from pg_database as d where d.datname = current_database()
