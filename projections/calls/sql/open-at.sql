-- $1 site, $2 node, $3 instant. What an earlier restart has ended, a later one does not concern.
select site, node, call_id as "callId"
from contact
where site = $1 and node = $2 and is_open and first_row_us <= $3::bigint and (lost_us is null or lost_us > $3::bigint)
