-- $1, $2: the period; $3: whether queue_log tells of holds too; {at}: the instant of the visit v that says to which interval it belongs.
with in_reach as (
  select site, node, call_id from calls.call where started_us >= $1::bigint - 86400000000 and started_us < $2::bigint and hold_us > 0
  union all
  select site, node, call_id from calls.call
  where started_us < $1::bigint - 86400000000 and coalesce(ended_us, 9223372036854775807) - started_us > 86400000000 and hold_us > 0
),
-- Of the one whom the queue rang, in the visit that he had answered last by then: queue_log may be cut to whole seconds.
held as (
  select v.call_id, v.site, v.node, v.visit_number, sum(h.to_us - h.from_us)::bigint as hold_us
  from in_reach r
  join calls.hold h on h.site = r.site and h.node = r.node and h.call_id = r.call_id and h.to_us is not null
  join calls.party p on p.site = r.site and p.node = r.node and p.call_id = r.call_id and p.unique_id = h.by_unique_id
  cross join lateral (
    select a.call_id, a.site, a.node, a.visit_number
    from calls.call_key k
    join queue_visits.visit a on a.call_id = k.key and a.site = k.site and a.node = k.node
    where k.site = r.site and k.node = r.node and k.call_id = r.call_id
      and a.agent = p.agent and a.queue = p.queue and a.answered_us <= h.from_us + 1000000
    order by a.answered_us desc, a.call_id, a.visit_number desc
    limit 1
  ) v
  where p.queue is not null and p.agent is not null and p.role not in ('CALLER', 'CONSULTATION')
  group by 1, 2, 3, 4
)
select
  v.site, v.queue, v.agent, coalesce(v.called_number, '') as "calledNumber", v.entered_us as "enteredAt",
  {at} as at, v.excluded, held.hold_us - coalesce(v.hold_us, 0) as more
from held
join queue_visits.visit v on v.call_id = held.call_id and v.site = held.site and v.node = held.node and v.visit_number = held.visit_number
where {at} >= $1::bigint and {at} < $2::bigint
union all
-- Where the history of calls knows of holds it knows of these too: what it does not tell was none.
select
  v.site, v.queue, v.agent, coalesce(v.called_number, ''), v.entered_us, {at}, v.excluded, -v.hold_us
from queue_visits.visit v
where $3::boolean and v.hold_us > 0 and {at} >= $1::bigint and {at} < $2::bigint
  and exists (
    select from calls.call_key k
    join calls.call c on c.site = k.site and c.node = k.node and c.call_id = k.call_id
    where k.key = v.call_id and k.site = v.site and k.node = v.node and c.hold_us is not null)
  and not exists (
    select from held
    where held.call_id = v.call_id and held.site = v.site and held.node = v.node and held.visit_number = v.visit_number)
