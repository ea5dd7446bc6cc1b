-- $1 sites, $2 nodes, $3 uniqueids and linkedids
select asked.number::int as asked, known.site, known.node, known.call_id as "callId"
from unnest($1::text[], $2::text[], $3::text[]) with ordinality as asked (site, node, key, number)
cross join lateral (
  select t.site, t.node, t.call_id
  from calls.call_key t
  where t.key = asked.key and t.site = asked.site and t.node = asked.node
  limit 1
) as known
