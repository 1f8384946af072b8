-- What no difference of two catalogs shows: scheduled jobs, secrets in the Vault, the first data key. A change here
-- goes into a migration by hand; a check compares the jobs and the names of the secrets.

do $$
begin
  -- create_secret writes the plaintext before it encrypts, which leaves it in the WAL: create it empty, then update it.
  perform vault.update_secret(
    vault.create_secret('', 'softphone_health_secret', 'Proves to the function health that the hourly run asks.'),
    encode(extensions.gen_random_bytes(32), 'hex')
  );
  perform vault.update_secret(
    vault.create_secret('', 'softphone_reconcile_secret', 'Proves to the function reconcile that the job asks.'),
    encode(extensions.gen_random_bytes(32), 'hex')
  );
  perform vault.update_secret(
    vault.create_secret('', 'softphone_recording_secret', 'Proves to the function recording that the job asks.'),
    encode(extensions.gen_random_bytes(32), 'hex')
  );
end;
$$;

select private.create_data_key(1);

select cron.schedule('close-expired-tickets', '* * * * *', 'select private.close_expired_tickets()');
select cron.schedule('forget-early-events', '17 3 * * *', 'select private.forget_early_events()');
select cron.schedule('rescue', '3 seconds', 'select private.rescue()');
select cron.schedule('reconcile', '30 seconds', 'select private.reconcile()');
select cron.schedule('wake-recordings', '10 seconds', 'select private.wake_recordings()');
select cron.schedule('follow-recordings', '*/5 * * * *', 'select private.follow_recordings()');
select cron.schedule('clear-job-log', '43 3 * * *', 'select private.clear_job_log()');
select cron.schedule('forget-calls', '* 2-4 * * *', 'select private.forget_calls(2000)');
select cron.schedule('check-health', '*/5 * * * *', 'select private.check_health()');
