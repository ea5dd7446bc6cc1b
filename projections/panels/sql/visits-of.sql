-- $1 sites, $2 nodes, $3 callids
select {columns}, v.missed_rings as "missedRings", v.positions
from unnest($1::text[], $2::text[], $3::text[]) as asked (site, node, call_id)
cross join lateral (
  select * from queue_visits.visit t
  where t.site = asked.site and t.node = asked.node and t.call_id = asked.call_id
  offset 0
) as v
order by v.site, v.node, v.call_id, v.visit_number
