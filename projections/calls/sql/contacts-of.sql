-- $1 sites, $2 nodes, $3 keys. LATERAL with LIMIT: one look into the index, also while nothing is analysed yet.
select distinct known.site, known.node, known.call_id as "callId"
from unnest($1::text[], $2::text[], $3::text[]) as asked (site, node, key)
cross join lateral (
  select t.site, t.node, t.call_id
  from call_key t
  where t.key = asked.key and t.site = asked.site and t.node = asked.node
  limit 1
) as known
