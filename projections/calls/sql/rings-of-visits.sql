-- $1 call ids, $2 sites, $3 nodes, $4 numbers of visits, $5 queues: of each what its rings by the manager add; null: it tells of none.
select rung.more
from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[])
  with ordinality as asked (call_id, site, node, visit_number, queue, place)
left join lateral (
  select sum(r.to_us - r.from_us - coalesce(r.told_us, 0))::bigint as more
  from calls.ring r
  where r.visit_call_id = asked.call_id and r.site = asked.site and r.node = asked.node and r.visit_number = asked.visit_number
    and r.queue = asked.queue
) rung on true
order by asked.place
