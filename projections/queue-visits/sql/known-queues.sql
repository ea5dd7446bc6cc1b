-- $1 sites and $2 queues that are asked for; null: all
select q.site, q.queue, s.time_zone as "timeZone"
from queue_visits.queue q
join queue_visits.site s on s.site = q.site
where $1::text[] is null or (q.site, q.queue) in (select * from unnest($1::text[], $2::text[]))
order by q.site, q.queue
