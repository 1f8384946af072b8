// What `catalog.test.ts` changes in a database, one thing at a time.

/** Makes a database with one of everything that Softphone uses. */
export const BASE = `
  create extension pg_cron with schema pg_catalog;
  create schema private;
  create type public.mood as enum ('glad', 'calm');
  create domain public.short as text constraint short_check check (length(value) < 9);
  create type public.pair as (first text, second text);
  create table public.desk (
    id bigint primary key generated always as identity,
    name text not null default 'desk',
    mood public.mood,
    doubled int generated always as (length('x') * 2) stored,
    constraint desk_name_check check (name <> '')
  );
  comment on table public.desk is 'Where somebody sits.';
  create index desk_name_idx on public.desk (name);
  alter table public.desk enable row level security;
  grant select on public.desk to authenticated;
  grant update (name) on public.desk to authenticated;
  create policy "all see desks" on public.desk for select to authenticated using (true);
  create table public.chair (
    id bigint, desk_id bigint constraint chair_desk_fkey references public.desk (id)
  );
  create view public.glad_desk with (security_invoker = true) as
    select id, name from public.desk where mood = 'glad';
  create sequence public.ticket;
  create statistics public.desk_stats on name, mood from public.desk;
  create function private.touch() returns trigger
    language plpgsql security definer set search_path = '' as $$ begin return new; end $$;
  create function public.greet(name text) returns text
    language sql stable set search_path = '' as $$ select 'hello' $$;
  grant execute on function public.greet(text) to authenticated;
  create trigger touch before update on public.desk for each row execute function private.touch();
  create trigger arrive after insert on auth.users for each row execute function private.touch();
  create policy "desks listen" on realtime.messages for select to authenticated using (true);
  select cron.schedule('sweep', '* * * * *', 'select 1');
  select vault.create_secret('secret', 'desk_secret', 'For desks.');
  insert into public.desk (name) values ('front');
`;

/** What is changed, by which statement, and how the difference is named. */
export const planted: [what: string, statement: string, named: string][] = [
  [
    "a grant",
    "grant insert on public.desk to authenticated",
    "grant on table public.desk to authenticated",
  ],
  [
    "a grant to public",
    "grant select on public.desk to public",
    "grant on table public.desk to public",
  ],
  [
    "a grant with the right to pass it on",
    "grant select on public.desk to authenticated with grant option",
    "grant on table public.desk to authenticated",
  ],
  [
    "a column grant",
    "grant update (mood) on public.desk to authenticated",
    "grant on column public.desk.mood to authenticated",
  ],
  [
    "a column grant taken away",
    "revoke update (name) on public.desk from authenticated",
    "grant on column public.desk.name to authenticated",
  ],
  [
    "a grant to service_role",
    "grant select on public.chair to service_role",
    "grant on table public.chair to service_role",
  ],
  [
    "a grant on a sequence",
    "grant usage on sequence public.ticket to anon",
    "grant on sequence public.ticket to anon",
  ],
  [
    "a grant on a function",
    "grant execute on function public.greet(text) to anon",
    "grant on function public.greet(text) to anon",
  ],
  [
    "a grant on a function of an extension",
    "grant execute on function vault.create_secret(text, text, text, uuid) to anon",
    "grant on function vault.create_secret(text,text,text,uuid) to anon",
  ],
  [
    "a forgotten revoke from public",
    "revoke execute on function public.greet(text) from public",
    "grant on function public.greet(text) to public",
  ],
  [
    "a grant on a schema",
    "grant usage on schema private to anon",
    "grant on schema private to anon",
  ],
  [
    "a grant on a type",
    "revoke usage on type public.mood from public",
    "grant on type public.mood to public",
  ],
  [
    "a default grant",
    "alter default privileges for role postgres in schema public grant select on tables to anon",
    "grant on default for r postgres in public to anon",
  ],
  [
    "a default grant in every schema",
    "alter default privileges for role postgres revoke execute on functions from public",
    "grant on default for f postgres to postgres",
  ],
  [
    "a grant on the database",
    "grant create on database {database} to anon",
    "grant on database this one to anon",
  ],
  ["a policy", "create policy more on public.chair using (false)", "policy more on public.chair"],
  [
    "a policy's condition",
    'alter policy "all see desks" on public.desk using (id > 0)',
    'policy "all see desks" on public.desk',
  ],
  [
    "a policy's roles",
    'alter policy "all see desks" on public.desk to anon',
    'policy "all see desks" on public.desk',
  ],
  [
    "a policy on realtime.messages",
    'alter policy "desks listen" on realtime.messages using (false)',
    'policy "desks listen" on realtime.messages',
  ],
  [
    "a new policy on realtime.messages",
    "create policy more on realtime.messages for insert with check (true)",
    "policy more on realtime.messages",
  ],
  ["row level security", "alter table public.desk disable row level security", "table public.desk"],
  [
    "forced row level security",
    "alter table public.desk force row level security",
    "table public.desk",
  ],
  [
    "a trigger",
    "create or replace trigger touch after update on public.desk for each row execute function private.touch()",
    "trigger touch on public.desk",
  ],
  [
    "a trigger that is off",
    "alter table public.desk disable trigger touch",
    "trigger touch on public.desk",
  ],
  [
    "a trigger on auth.users",
    "create trigger more after delete on auth.users for each row execute function private.touch()",
    "trigger more on auth.users",
  ],
  [
    "a trigger on auth.users that is gone",
    "drop trigger arrive on auth.users",
    "trigger arrive on auth.users",
  ],
  [
    "a body",
    "create or replace function public.greet(name text) returns text language sql stable set search_path = '' as $$ select 'hello'  $$",
    "function public.greet(text)",
  ],
  [
    "a comment in a body",
    "create or replace function public.greet(name text) returns text language sql stable set search_path = '' as $$ select 'hello' -- why\n $$",
    "function public.greet(text)",
  ],
  [
    "security definer",
    "alter function public.greet(text) security definer",
    "function public.greet(text)",
  ],
  [
    "a search_path",
    "alter function public.greet(text) reset search_path",
    "function public.greet(text)",
  ],
  ["volatility", "alter function public.greet(text) volatile", "function public.greet(text)"],
  [
    "the owner of a function",
    "alter function public.greet(text) owner to anon",
    "function public.greet(text)",
  ],
  ["the owner of a table", "alter table public.chair owner to anon", "table public.chair"],
  ["the owner of a schema", "alter schema private owner to anon", "schema private"],
  [
    "an aggregate",
    "create aggregate public.total(int) (sfunc = int4pl, stype = int)",
    "aggregate public.total(integer)",
  ],
  [
    "a procedure",
    "create procedure public.go() language sql as 'select 1'",
    "procedure public.go()",
  ],
  [
    "a comment",
    "comment on table public.desk is 'Where people sit.'",
    "comment on table public.desk",
  ],
  [
    "a comment on a column",
    "comment on column public.desk.name is 'As it is called.'",
    "comment on table column public.desk.name",
  ],
  [
    "a comment on a policy",
    "comment on policy \"all see desks\" on public.desk is 'Why.'",
    'comment on policy "all see desks" on public.desk',
  ],
  ["a comment on a schema", "comment on schema private is 'Ours.'", "comment on schema private"],
  ["an index", "create index on public.desk (mood)", "index public.desk_mood_idx"],
  [
    "an index of another kind",
    "drop index public.desk_name_idx; create index desk_name_idx on public.desk using hash (name)",
    "index public.desk_name_idx",
  ],
  ["statistics", "drop statistics public.desk_stats", "statistics public.desk_stats"],
  [
    "a statistics target",
    "alter table public.desk alter name set statistics 500",
    "column public.desk.name",
  ],
  [
    "a constraint",
    "alter table public.desk drop constraint desk_name_check",
    "constraint desk_name_check on public.desk",
  ],
  [
    "a constraint that is not valid yet",
    "alter table public.chair add constraint more check (id > 0) not valid",
    "constraint more on public.chair",
  ],
  [
    "a foreign key",
    "alter table public.chair alter constraint chair_desk_fkey deferrable initially deferred",
    "constraint chair_desk_fkey on public.chair",
  ],
  [
    "a constraint's name",
    "alter table public.desk rename constraint desk_name_check to other_check",
    "constraint other_check on public.desk",
  ],
  ["a column", "alter table public.desk add column more text", "column public.desk.more"],
  [
    "the order of columns",
    "alter table public.chair drop column id; alter table public.chair add column id bigint",
    "table public.chair",
  ],
  [
    "a column's type",
    "alter table public.chair alter column id type int",
    "column public.chair.id",
  ],
  [
    "a default",
    "alter table public.desk alter name set default 'table'",
    "column public.desk.name",
  ],
  ["not null", "alter table public.chair alter id set not null", "column public.chair.id"],
  [
    "an identity",
    "alter table public.desk alter id set generated by default",
    "column public.desk.id",
  ],
  [
    "a generated column",
    "alter table public.desk alter doubled set expression as (4)",
    "column public.desk.doubled",
  ],
  ["a table's setting", "alter table public.desk set (fillfactor = 70)", "table public.desk"],
  ["a replica identity", "alter table public.desk replica identity full", "table public.desk"],
  ["an unlogged table", "alter table public.chair set unlogged", "table public.chair"],
  [
    "a view",
    "create or replace view public.glad_desk with (security_invoker = true) as select id, name from public.desk",
    "view public.glad_desk",
  ],
  [
    "a view's security_invoker",
    "alter view public.glad_desk reset (security_invoker)",
    "view public.glad_desk",
  ],
  [
    "a rule",
    "create rule nothing as on delete to public.chair do instead nothing",
    "rule nothing on public.chair",
  ],
  ["a sequence", "alter sequence public.ticket increment 2", "sequence public.ticket"],
  [
    "a sequence's table",
    "alter sequence public.ticket owned by public.desk.id",
    "sequence public.ticket",
  ],
  ["a value of an enum", "alter type public.mood add value 'sad'", "enum public.mood"],
  [
    "a domain",
    "alter domain public.short drop constraint short_check",
    "constraint short_check on public.short",
  ],
  [
    "a part of a composite type",
    "alter type public.pair alter attribute second type int",
    "column public.pair.second",
  ],
  ["a range", "create type public.hours as range (subtype = time)", "range public.hours"],
  ["a schema", "create schema other", "schema other"],
  ["an extension", "create extension pg_net with schema extensions", "extension pg_net"],
  [
    "a table that is published",
    "alter publication supabase_realtime add table public.desk",
    "publication supabase_realtime",
  ],
  [
    "a scheduled job",
    "select cron.schedule('more', '* * * * *', 'select 1')",
    "scheduled job more",
  ],
  ["a job's time", "select cron.schedule('sweep', '5 * * * *', 'select 1')", "scheduled job sweep"],
  [
    "a job's command",
    "select cron.schedule('sweep', '* * * * *', 'select 2')",
    "scheduled job sweep",
  ],
  [
    "the name of a secret",
    "select vault.update_secret((select id from vault.secrets), new_name => 'other')",
    "secret other",
  ],
  [
    "a row",
    "insert into public.desk (name) values ('back')",
    'row public.desk {"id": 2, "mood": null, "name": "back", "doubled": 2}',
  ],
  [
    "a setting of the database",
    "alter database {database} set timezone = 'UTC'",
    "setting in this database",
  ],
  [
    "a collation",
    "create collation public.german (provider = icu, locale = 'de')",
    "collation public.german",
  ],
  [
    "a text search configuration",
    "create text search configuration public.words (copy = simple)",
    "text search configuration public.words",
  ],
  [
    "a cast",
    "create cast (public.pair as text) with inout as assignment",
    "cast (public.pair AS pg_catalog.text)",
  ],
  [
    "an operator",
    "create operator public.=== (leftarg = int, rightarg = int, function = int4eq)",
    "operator public.===(integer,integer)",
  ],
  [
    "an event trigger",
    "create function private.ddl() returns event_trigger language plpgsql as 'begin end'; create event trigger mine on ddl_command_end execute function private.ddl()",
    "event trigger mine",
  ],
  [
    "a setting of a role",
    "alter role anon set statement_timeout = '3s'",
    "setting everywhere of anon",
  ],
  ["a role's attribute", "alter role anon nobypassrls createdb", "role anon"],
  ["a membership", "grant pg_read_all_data to anon", "membership anon in pg_read_all_data"],
];
