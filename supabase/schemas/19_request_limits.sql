-- How often a seat may ask for what makes us ask Twilio.

create table private.request_count (
  agent_id bigint not null,
  kind text not null,
  minute timestamptz not null,
  requests integer not null default 1,
  constraint request_count_pkey primary key (agent_id, kind),
  constraint request_count_agent_id_fkey foreign key (agent_id) references public.agent (id)
);
comment on table private.request_count is 'One row a seat and kind, of the last minute in which it asked: it cannot grow.';
alter table private.request_count enable row level security;

create function private.asks_too_often(p_seat public.agent, p_kind text, p_most_a_minute integer) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_requests integer;
begin
  insert into private.request_count as c (agent_id, kind, minute)
  values (p_seat.id, p_kind, date_trunc('minute', now()))
  on conflict on constraint request_count_pkey do update
  set minute = excluded.minute, requests = case when c.minute = excluded.minute then c.requests else 0 end + 1
  returning c.requests into v_requests;
  return v_requests > p_most_a_minute;
end;
$$;
comment on function private.asks_too_often(public.agent, text, integer) is
  'Counts this request, and says whether it is one too many in this minute of the clock.';
