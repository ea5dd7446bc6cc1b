-- $1 call ids, $2 sites, $3 nodes, $4 numbers of visits: of each how long the agent had the caller on hold; null: no source tells.
with asked as (
  select call_id, site, node, visit_number, place
  from unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) with ordinality as asked (call_id, site, node, visit_number, place)
),
-- Of the one whom the queue rang, in the visit that he had answered last by then: queue_log may be cut to whole seconds.
held as (
  select asked.place, sum(h.to_us - h.from_us)::bigint as hold_us
  from asked
  join calls.call_key k on k.key = asked.call_id and k.site = asked.site and k.node = asked.node
  join calls.hold h on h.site = k.site and h.node = k.node and h.call_id = k.call_id and h.to_us is not null
  join calls.party p on p.site = k.site and p.node = k.node and p.call_id = k.call_id and p.unique_id = h.by_unique_id
  cross join lateral (
    select a.call_id, a.visit_number
    from calls.call_key other
    join queue_visits.visit a on a.call_id = other.key and a.site = other.site and a.node = other.node
    where other.site = k.site and other.node = k.node and other.call_id = k.call_id
      and a.agent = p.agent and a.queue = p.queue and a.answered_us <= h.from_us + 1000000
    order by a.answered_us desc, a.call_id, a.visit_number desc
    limit 1
  ) v
  where p.queue is not null and p.agent is not null and p.role not in ('CALLER', 'CONSULTATION')
    and v.call_id = asked.call_id and v.visit_number = asked.visit_number
  group by asked.place
)
select case when v.answered_us is null or c.hold_us is null then v.hold_us else coalesce(held.hold_us, 0) end as hold
from asked
left join queue_visits.visit v
  on v.call_id = asked.call_id and v.site = asked.site and v.node = asked.node and v.visit_number = asked.visit_number
left join calls.call_key k on k.key = asked.call_id and k.site = asked.site and k.node = asked.node
left join calls.call c on c.site = k.site and c.node = k.node and c.call_id = k.call_id
left join held on held.place = asked.place
order by asked.place
