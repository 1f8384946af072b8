-- One line for each object and grantee; an object without an access list has the built-in one.
with acl (kind, identity, list, usual) as (
  select case c.relkind when 'S' then 'sequence' else 'table' end, c.oid::regclass::text, c.relacl,
    acldefault(case c.relkind when 'S' then 's'::"char" else 'r'::"char" end, c.relowner)
  from pg_class as c join read_schema as n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'f', 'v', 'm', 'S')
  union all
  select 'column', format('%s.%I', a.attrelid::regclass, a.attname), a.attacl, null
  from pg_attribute as a
  join pg_class as c on c.oid = a.attrelid
  join read_schema as n on n.oid = c.relnamespace
  where a.attacl is not null and not a.attisdropped
  union all
  select 'function', p.oid::regprocedure::text, p.proacl, acldefault('f', p.proowner)
  from pg_proc as p join read_schema as n on n.oid = p.pronamespace
  union all
  select 'schema', quote_ident(n.nspname), s.nspacl, acldefault('n', s.nspowner)
  from pg_namespace as s join read_schema as n on n.oid = s.oid
  union all
  select 'type', t.oid::regtype::text, t.typacl, acldefault('T', t.typowner)
  from pg_type as t
  join read_schema as n on n.oid = t.typnamespace
  left join pg_class as c on c.oid = t.typrelid
  where t.typelem = 0 and coalesce(c.relkind, 'c') = 'c'
  union all
  select 'language', quote_ident(l.lanname), l.lanacl, acldefault('l', l.lanowner) from pg_language as l
  union all
  select 'foreign data wrapper', quote_ident(f.fdwname), f.fdwacl, acldefault('F', f.fdwowner)
  from pg_foreign_data_wrapper as f
  union all
  select 'server', quote_ident(s.srvname), s.srvacl, acldefault('S', s.srvowner) from pg_foreign_server as s
  union all
  select 'parameter', p.parname, p.paracl, null from pg_parameter_acl as p
  union all
  select 'database', 'this one', d.datacl, acldefault('d', d.datdba)
  from pg_database as d where d.datname = current_database()
  union all
  select 'default for ' || d.defaclobjtype::text,
    concat_ws(' in ', quote_ident(pg_get_userbyid(d.defaclrole)), nullif(d.defaclnamespace, 0)::regnamespace),
    d.defaclacl, null
  from pg_default_acl as d
)
select
  'grant' as kind,
  format('on %s %s to %s', acl.kind, acl.identity, case g.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(g.grantee)) end)
    as identity,
  string_agg(
    concat(g.privilege_type, case when g.is_grantable then ' with grant option' end, ' by ', pg_get_userbyid(g.grantor)),
    ', ' order by g.privilege_type, g.grantor
  ) as definition
from acl cross join aclexplode(coalesce(acl.list, acl.usual)) as g
group by acl.kind, acl.identity, g.grantee
