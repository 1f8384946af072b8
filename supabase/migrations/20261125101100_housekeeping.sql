-- What happens by itself.

create extension if not exists pg_cron with schema pg_catalog;

select cron.schedule('close-expired-tickets', '* * * * *', 'select private.close_expired_tickets()');
