select
  'trigger' as kind,
  format('%I on %s', t.tgname, t.tgrelid::regclass) as identity,
  concat_ws(', ', pg_get_triggerdef(t.oid), 'enabled ' || t.tgenabled::text) as definition
from pg_trigger as t
join pg_class as c on c.oid = t.tgrelid
join read_schema as n on n.oid = c.relnamespace
where not t.tgisinternal
union all
select
  'policy',
  format('%I on %s', p.polname, p.polrelid::regclass),
  concat_ws(
    E'\n',
    case when p.polpermissive then 'permissive' else 'restrictive' end || ' for ' || p.polcmd::text,
    'to: ' || (
      select string_agg(case r.role when 0 then 'public' else pg_get_userbyid(r.role) end, ', ' order by 1)
      from unnest(p.polroles) as r (role)
    ),
    'using: ' || pg_get_expr(p.polqual, p.polrelid),
    'with check: ' || pg_get_expr(p.polwithcheck, p.polrelid)
  )
from pg_policy as p
join pg_class as c on c.oid = p.polrelid
join read_schema as n on n.oid = c.relnamespace
union all
select
  'rule',
  format('%I on %s', r.rulename, r.ev_class::regclass),
  concat_ws(', ', pg_get_ruledef(r.oid), 'enabled ' || r.ev_enabled::text)
from pg_rewrite as r
join pg_class as c on c.oid = r.ev_class
join read_schema as n on n.oid = c.relnamespace
where r.rulename <> '_RETURN'
union all
select
  'event trigger',
  quote_ident(e.evtname),
  format(
    '%s %s owner %s enabled %s: %s', e.evtevent, array_to_string(e.evttags, ' '), pg_get_userbyid(e.evtowner),
    e.evtenabled, e.evtfoid::regprocedure
  )
from pg_event_trigger as e
