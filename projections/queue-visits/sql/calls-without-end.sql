-- $1 site, $2 node. The condition is that of the index visit_unfinished.
select distinct site, node, call_id as "callId"
from visit
where site = $1 and node = $2 and (left_us is null or (answered_us is not null and ended_us is null))
