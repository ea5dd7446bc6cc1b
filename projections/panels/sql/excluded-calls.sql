-- $1 sites, $2 nodes, $3 callids: those that people have excluded from the figures
select e.site, e.node, e.call_id as "callId"
from unnest($1::text[], $2::text[], $3::text[]) as asked (site, node, call_id)
join queue_visits.exclusion e on e.site = asked.site and e.node = asked.node and e.call_id = asked.call_id
