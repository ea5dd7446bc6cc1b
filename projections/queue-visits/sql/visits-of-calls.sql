-- $1 sites, $2 nodes, $3 call ids; $4 sites, $5 queues of the scope, null: all.
select asked.number::int as asked, {columns}
from unnest($1::text[], $2::text[], $3::text[]) with ordinality as asked (site, node, call_id, number)
join calls.call_key k on k.site = asked.site and k.node = asked.node and k.call_id = asked.call_id
join queue_visits.visit v on v.site = k.site and v.node = k.node and v.call_id = k.key
where $4::text[] is null or (v.site, v.queue) in (select * from unnest($4::text[], $5::text[]))
order by asked.number, v.entered_us, v.call_id, v.visit_number
