-- $1 starts, $2 sites, $3 queues, $4 called numbers. The name in braces is quarter, day or month.
select found.*
from unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) as asked (start_us, site, queue, called_number)
cross join lateral (
  select * from {table} t
  where t.start_us = asked.start_us and t.site = asked.site and t.queue = asked.queue and t.called_number = asked.called_number
  limit 1
) as found
