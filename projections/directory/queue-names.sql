-- $1: sites, $2: queues, $3: from, $4: to, $5: as they are called today
select asked.n::int as n, shown.display_name as "displayName", shown.number, shown.board_limits as "boardLimits", shown.weight
from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) with ordinality as asked (site, name, from_us, to_us, n)
cross join lateral (
  select c.id, c.from_us
  from directory.configured_queue c
  where c.site = asked.site and c.queue = asked.name and ($5::boolean or c.from_us < asked.to_us)
    and (c.to_us is null or c.to_us > greatest(asked.from_us, c.from_us))
  order by c.from_us
  limit 1
) as held
cross join lateral (
  select c.display_name, c.number, c.board_limits, c.weight
  from directory.configured_queue c
  where c.site = asked.site and c.queue = asked.name
    and case when $5 then c.id = held.id else c.from_us = held.from_us end
  order by c.from_us desc
  limit 1
) as shown
