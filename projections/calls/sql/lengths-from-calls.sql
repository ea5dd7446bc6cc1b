-- $1 call ids, $2 sites, $3 nodes, $4 numbers of visits: of each what is known beyond queue_log; knows_holds: AMI or CEL tells of holds.
select h.hold_us as hold, h.more_ring_us as "moreRing", c.hold_us is not null as "knowsHolds"
from unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) with ordinality as asked (call_id, site, node, visit_number, place)
left join calls.heard_visit h
  on h.visit_call_id = asked.call_id and h.site = asked.site and h.node = asked.node and h.visit_number = asked.visit_number
left join calls.call_key k on k.key = asked.call_id and k.site = asked.site and k.node = asked.node
left join calls.call c on c.site = k.site and c.node = k.node and c.call_id = k.call_id
order by asked.place
