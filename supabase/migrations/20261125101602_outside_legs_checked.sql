-- In a transaction of its own, so that nobody waits while the calls that are there are looked at.

alter table public.call validate constraint call_to_country_check;
alter table public.call validate constraint call_time_limit_s_check;
