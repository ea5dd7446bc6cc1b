-- $1: sites, $2: queues, $3: from, $4: to. Each stretch in which a queue went by one schedule as it was defined then.
select c.site, c.queue, c.schedule as name, s.from_us as "definedAt", coalesce(place.time_zone, 'UTC') as "timeZone",
       greatest(c.from_us, s.from_us) as "from",
       least(c.to_us, s.to_us, $4::bigint) as "to"
from unnest($1::text[], $2::text[]) as asked (site, queue)
join directory.configured_queue c on c.site = asked.site and c.queue = asked.queue
join directory.configured_schedule s on s.site = c.site and s.schedule = c.schedule
left join directory.site place on place.site = c.site
where greatest(c.from_us, s.from_us, $3::bigint) < least(c.to_us, s.to_us, $4::bigint)
order by c.site, c.queue, "from"
