select
  'scheduled job' as kind,
  coalesce(j.jobname, 'without a name: ' || j.command) as identity,
  concat_ws(
    E'\n', 'schedule: ' || j.schedule, 'command: ' || j.command, 'user: ' || j.username, 'active: ' || j.active
  ) as definition
from cron.job as j
