-- $1 starts, $2 sites, $3 queues
select found.start_us as start, found.site, found.queue, found.entered
from unnest($1::bigint[], $2::text[], $3::text[]) as asked (start_us, site, queue)
cross join lateral (
  select * from entry_count t
  where t.start_us = asked.start_us and t.site = asked.site and t.queue = asked.queue
  limit 1
) as found
