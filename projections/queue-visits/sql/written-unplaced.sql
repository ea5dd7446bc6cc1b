-- $1 sites, $2 nodes, $3 call ids
select asked.number::int as "callNumber"
from unnest($1::text[], $2::text[], $3::text[]) with ordinality as asked (site, node, call_id, number)
join unplaced_call t on t.site = asked.site and t.node = asked.node and t.call_id = asked.call_id
