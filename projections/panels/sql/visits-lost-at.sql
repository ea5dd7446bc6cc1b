-- $1 sites, $2 nodes, $3 instants of restarts. The condition is that of the index visit_unfinished.
select distinct v.site, v.node, v.call_id as "callId", asked.number::int as restart
from unnest($1::text[], $2::text[], $3::bigint[]) with ordinality as asked (site, node, at_us, number)
join queue_visits.visit v on v.site = asked.site and v.node = asked.node and v.lost_us = asked.at_us
  and (v.left_us is null or (v.answered_us is not null and v.ended_us is null))
