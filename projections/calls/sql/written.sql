-- $1 sites, $2 nodes, $3 call ids
select asked.number::int as "contactNumber", {columns}
from unnest($1::text[], $2::text[], $3::text[]) with ordinality as asked (site, node, call_id, number)
cross join lateral (
  select * from {table} t
  where t.site = asked.site and t.node = asked.node and t.call_id = asked.call_id
  offset 0
) as written
