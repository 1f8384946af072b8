-- What every call in asks about its caller, in plpgsql: Postgres plans a SQL function that has settings of its own anew
-- at each call (a tenth of the webhook's time), a plpgsql function once a connection.

create or replace function private.prefixes(p_number text) returns text[]
language plpgsql immutable security definer set search_path = '' as $$
begin
  return array(select left(p_number, n) from generate_series(2, char_length(p_number)) as n);
end;
$$;

create or replace function private.is_blocked(p_workspace_id bigint, p_from text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.blocked_caller as b
    where b.workspace_id = p_workspace_id
      and b.number = any (private.prefixes(p_from))
      and (b.is_prefix or b.number = p_from)
  ) or exists (
    select from public.workspace_policy as p
    where p.workspace_id = p_workspace_id
      and p.block_withheld
      and (
        p_from !~ '^\+[1-9][0-9]{1,14}$'
        -- ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE on a telephone's keys, as Twilio writes them:
        -- https://www.twilio.com/docs/voice/twiml#request-parameters
        or p_from in ('+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253')
      )
  );
end;
$$;
