-- Schema realtime as hosted Supabase has it, as far as broadcast, presence and authorization need it.
-- Run at every start of the stack as the superuser supabase_admin; running it again changes nothing.
-- Documentation: https://supabase.com/docs/guides/realtime/authorization and .../broadcast

do $$
begin
  if not exists (select from pg_roles where rolname = 'supabase_realtime_admin') then
    create role supabase_realtime_admin nologin noinherit noreplication;
  end if;
end
$$;

create schema if not exists realtime;
alter schema realtime owner to supabase_realtime_admin;
grant usage on schema realtime to postgres, anon, authenticated, service_role;

-- Hosted partitions this table by day and drops old days; here old rows are deleted at the start.
create table if not exists realtime.messages (
  id uuid not null default gen_random_uuid(),
  topic text not null,
  extension text not null,
  event text,
  payload jsonb,
  private boolean default false,
  inserted_at timestamp not null default now(),
  updated_at timestamp not null default now(),
  primary key (id, inserted_at)
);
alter table realtime.messages owner to supabase_realtime_admin;
alter table realtime.messages enable row level security;
grant select, insert, update on realtime.messages to anon, authenticated, service_role;
grant all on realtime.messages to postgres;

delete from realtime.messages where inserted_at < now() - interval '3 days';

create or replace function realtime.topic() returns text
language sql stable set search_path = ''
as $$
  select nullif(pg_catalog.current_setting('realtime.topic', true), '')
$$;
comment on function realtime.topic() is
  'The topic that a join, send or probe is about; policies on realtime.messages compare it.';

-- As on hosted, a payload without an id gets the message''s, and a failure is a warning: a lost broadcast
-- must not undo the change that it reports.
create or replace function realtime.send(payload jsonb, event text, topic text, private boolean default true)
returns void
language plpgsql
as $$
declare
  message_id constant uuid := gen_random_uuid();
begin
  begin
    perform set_config('realtime.topic', send.topic, true);
    insert into realtime.messages (id, topic, extension, event, payload, private)
    values (
      message_id,
      send.topic,
      'broadcast',
      send.event,
      case
        when send.payload ? 'id' then send.payload
        else jsonb_set(send.payload, '{id}', to_jsonb(message_id))
      end,
      send.private
    );
  exception when others then
    raise warning 'ErrorSendingBroadcastMessage: %', sqlerrm;
  end;
end
$$;
comment on function realtime.send(jsonb, text, text, boolean) is
  'Broadcasts to those who joined the topic when the transaction commits.';

create or replace function realtime.broadcast_changes(
  topic_name text,
  event_name text,
  operation text,
  table_name text,
  table_schema text,
  new record,
  old record,
  level text default 'ROW'
)
returns void
language plpgsql
as $$
begin
  if level = 'STATEMENT' then
    raise exception 'function can only be triggered for each row, not for each statement';
  end if;
  perform realtime.send(
    jsonb_build_object(
      'operation', operation,
      'schema', table_schema,
      'table', table_name,
      'record', case when operation in ('INSERT', 'UPDATE') then to_jsonb(new) end,
      'old_record', case when operation in ('UPDATE', 'DELETE') then to_jsonb(old) end
    ),
    event_name,
    topic_name
  );
end
$$;
comment on function realtime.broadcast_changes(text, text, text, text, text, record, record, text) is
  'Broadcasts a row''s change from a trigger, in the shape {operation, schema, table, record, old_record}.';

-- NOTIFY carries at most 7999 bytes, so it names the row; and its topic, for a message that nobody listens to need
-- not be read. It fires on commit only: the inserts by which the server asks row-level security are rolled back and
-- never reach anybody.
create or replace function realtime.announce_message() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform pg_catalog.pg_notify(
    'realtime_messages',
    pg_catalog.json_build_object('id', new.id, 'private', new.private, 'topic', new.topic)::text
  );
  return null;
end
$$;

create or replace trigger announce_message
after insert on realtime.messages
for each row
when (new.extension = 'broadcast')
execute function realtime.announce_message();

alter function realtime.topic() owner to supabase_realtime_admin;
alter function realtime.send(jsonb, text, text, boolean) owner to supabase_realtime_admin;
alter function realtime.broadcast_changes(text, text, text, text, text, record, record, text)
  owner to supabase_realtime_admin;
alter function realtime.announce_message() owner to supabase_realtime_admin;

-- The tables whose changes `postgres_changes` may follow. Hosted makes it empty and gives it to postgres,
-- so that a migration can add tables.
do $$
begin
  if not exists (select from pg_publication where pubname = 'supabase_realtime') then
    create publication supabase_realtime;
  end if;
  alter publication supabase_realtime owner to postgres;
end
$$;
