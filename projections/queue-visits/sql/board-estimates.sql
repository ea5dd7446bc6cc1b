-- $1 sites and $2 queues, each with $3 the midnight of its site
select asked.site, asked.queue, round(newest.wait)::bigint as "estimatedWait"
from unnest($1::text[], $2::text[], $3::bigint[]) as asked (site, queue, midnight_us)
cross join lateral (
  select avg(answered.wait_us) as wait
  from (
    select v.wait_us
    from queue_visits.visit v
    where v.site = asked.site and v.queue = asked.queue and v.answered_us >= asked.midnight_us and v.wait_us is not null and not v.excluded
    order by v.answered_us desc
    limit 20
  ) as answered
) as newest
