-- The values differ from database to database, as they should.
select 'secret' as kind, coalesce(s.name, 'without a name') as identity, s.description as definition
from vault.secrets as s
