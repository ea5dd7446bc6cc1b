-- $1 sites, $2 nodes, $3 instants of restarts. What an earlier restart has ended, a later one does not concern.
select c.site, c.node, c.call_id as "callId", asked.number::int as restart
from unnest($1::text[], $2::text[], $3::bigint[]) with ordinality as asked (site, node, at_us, number)
join calls.contact c on c.site = asked.site and c.node = asked.node and c.is_open
  and c.first_row_us <= asked.at_us and (c.lost_us is null or c.lost_us >= asked.at_us)
