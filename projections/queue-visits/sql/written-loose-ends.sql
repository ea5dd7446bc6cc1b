-- $1 sites, $2 nodes, $3 call ids
select
  written.position, written.queue, written.agent, written.since_us as since, asked.number::int as "callNumber"
from unnest($1::text[], $2::text[], $3::text[]) with ordinality as asked (site, node, call_id, number)
cross join lateral (
  select * from loose_end t
  where t.site = asked.site and t.node = asked.node and t.call_id = asked.call_id
  offset 0
) as written
order by asked.number, written.position
