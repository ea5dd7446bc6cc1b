-- $1 sites, $2 nodes, $3 call ids. In the order in which they are read: by time, then by position.
select written.position, written.queue, written.reason, written.at_us, written.called_number, written.excluded, asked.number::int as "callNumber"
from unnest($1::text[], $2::text[], $3::text[]) with ordinality as asked (site, node, call_id, number)
cross join lateral (
  select * from refusal t
  where t.site = asked.site and t.node = asked.node and t.call_id = asked.call_id
  offset 0
) as written
order by asked.number, written.at_us, written.position
