-- Checks the lines that were there before the constraints of 20261125101300.

set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table public.audit_log validate constraint audit_log_agent_name_check;
alter table public.audit_log validate constraint audit_log_workspace_id_fkey;
