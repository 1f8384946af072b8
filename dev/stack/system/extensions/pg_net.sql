-- pg_net's interface: a request is queued, and sent by the stack (dev/stack/system/net.ts) after commit.
-- https://supabase.com/docs/guides/database/extensions/pg_net

create schema net;

create table net.http_request_queue (
  id bigint primary key generated always as identity,
  method text not null,
  url text not null,
  headers jsonb not null,
  body bytea,
  timeout_milliseconds integer not null
);

create table net._http_response (
  id bigint,
  status_code integer,
  content_type text,
  headers jsonb,
  content text,
  timed_out boolean,
  error_msg text,
  created timestamptz not null default now()
);

create function net._with_params(url text, params jsonb) returns text
language sql immutable set search_path = ''
as $$
  select url || coalesce(
    (
      select case when pg_catalog.strpos(url, '?') = 0 then '?' else '&' end
        || pg_catalog.string_agg(key || '=' || value, '&')
      from pg_catalog.jsonb_each_text(params)
    ),
    ''
  )
$$;

create function net._enqueue(method text, url text, headers jsonb, body bytea, timeout integer) returns bigint
language plpgsql security definer set search_path = ''
as $$
declare
  request bigint;
begin
  insert into net.http_request_queue (method, url, headers, body, timeout_milliseconds)
  values (_enqueue.method, _enqueue.url, _enqueue.headers, _enqueue.body, _enqueue.timeout)
  returning id into request;
  perform pg_catalog.pg_notify('net_requests', '');
  return request;
end
$$;

create function net.http_get(
  url text, params jsonb default '{}', headers jsonb default '{}', timeout_milliseconds integer default 5000
) returns bigint
language sql set search_path = ''
as $$
  select net._enqueue('GET', net._with_params(url, params), headers, null, timeout_milliseconds)
$$;

create function net.http_delete(
  url text, params jsonb default '{}', headers jsonb default '{}', timeout_milliseconds integer default 5000
) returns bigint
language sql set search_path = ''
as $$
  select net._enqueue('DELETE', net._with_params(url, params), headers, null, timeout_milliseconds)
$$;

create function net.http_post(
  url text, body jsonb default '{}', params jsonb default '{}',
  headers jsonb default '{"Content-Type": "application/json"}', timeout_milliseconds integer default 5000
) returns bigint
language sql set search_path = ''
as $$
  select net._enqueue(
    'POST', net._with_params(url, params), headers, pg_catalog.convert_to(body::text, 'UTF8'), timeout_milliseconds
  )
$$;

revoke all on all functions in schema net from public;
grant usage on schema net to postgres, service_role;
grant execute on all functions in schema net to postgres, service_role;
grant select on net._http_response to postgres;
