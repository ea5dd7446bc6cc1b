-- $1 sites, $2 nodes, $3 call ids
select written.position, written.queue, written.at_us as at, asked.number::int as "callNumber"
from unnest($1::text[], $2::text[], $3::text[]) with ordinality as asked (site, node, call_id, number)
cross join lateral (
  select * from excluded_entry t
  where t.site = asked.site and t.node = asked.node and t.call_id = asked.call_id
  offset 0
) as written
order by asked.number, written.position
