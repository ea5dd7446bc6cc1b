-- $1: sites, $2: schedules, $3: since when they are defined so
select asked.n::int as n, s.definition
from unnest($1::text[], $2::text[], $3::bigint[]) with ordinality as asked (site, name, defined_us, n)
join directory.configured_schedule s on s.site = asked.site and s.schedule = asked.name and s.from_us = asked.defined_us
order by asked.n
