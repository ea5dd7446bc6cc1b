-- $1 sites, $2 nodes, $3 call ids. LATERAL with LIMIT: one look into each index, also while nothing is analysed yet.
select asked.site, asked.node, asked.call_id as "callId"
from unnest($1::text[], $2::text[], $3::text[]) as asked (site, node, call_id)
cross join lateral (
  (select from visit t where t.site = asked.site and t.node = asked.node and t.call_id = asked.call_id limit 1)
  union all
  (select from refusal t where t.site = asked.site and t.node = asked.node and t.call_id = asked.call_id limit 1)
  union all
  (select from loose_end t where t.site = asked.site and t.node = asked.node and t.call_id = asked.call_id limit 1)
  union all
  (select from unplaced_call t where t.site = asked.site and t.node = asked.node and t.call_id = asked.call_id limit 1)
  limit 1
) as known
