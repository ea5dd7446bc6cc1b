-- $1 site, $2 node. The conditions are those of the indexes visit_dangling and visit_waiting: also calls whose end was written under another callid, which may
-- turn out to be another one's, or is told by CEL, which counts only as far as the PBX went on until then.
select site, node, call_id as "callId"
from visit
where site = $1 and node = $2 and answered_us is not null and (ended_us is null or flags && '{joinedEnd,inferredEnd}')
union
select site, node, call_id
from visit
where site = $1 and node = $2 and (left_us is null or flags && '{joinedEnd}')
