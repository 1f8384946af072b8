-- The definition has the body, volatility, security definer and settings such as search_path.
select
  case p.prokind when 'p' then 'procedure' else 'function' end as kind,
  p.oid::regprocedure::text as identity,
  'owner: ' || pg_get_userbyid(p.proowner) || E'\n' || pg_get_functiondef(p.oid) as definition
from pg_proc as p join read_schema as n on n.oid = p.pronamespace
where p.prokind <> 'a'
union all
select
  'aggregate',
  p.oid::regprocedure::text,
  'owner: ' || pg_get_userbyid(p.proowner) || E'\n' || to_jsonb(a)::text
from pg_aggregate as a
join pg_proc as p on p.oid = a.aggfnoid
join read_schema as n on n.oid = p.pronamespace
