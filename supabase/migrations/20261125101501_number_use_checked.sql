-- In a transaction of its own, so that nobody waits while the rows that are there are looked at.

alter table public.agent_phone validate constraint agent_phone_use_check;
