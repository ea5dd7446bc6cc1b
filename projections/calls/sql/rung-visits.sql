-- $1, $2: the period; {at}: the instant of the visit v that says to which interval it belongs.
with rung as (
  select visit_call_id, site, node, visit_number, queue, sum(to_us - from_us - coalesce(told_us, 0))::bigint as more_us
  from (
    select visit_call_id, site, node, visit_number, queue, from_us, to_us, told_us
    from calls.ring where at_us >= $1::bigint - 86400000000 and at_us < $2::bigint + 86400000000
    union all
    select r.visit_call_id, r.site, r.node, r.visit_number, r.queue, r.from_us, r.to_us, r.told_us
    from calls.call c
    join calls.ring r on r.call_id = c.call_id and r.site = c.site and r.node = c.node and r.at_us < $1::bigint - 86400000000
    where c.started_us < $1::bigint - 86400000000
      and coalesce(c.ended_us, 9223372036854775807) - c.started_us > 86400000000
  ) ring
  group by 1, 2, 3, 4, 5
)
select
  v.site, v.queue, coalesce(v.called_number, '') as "calledNumber", v.entered_us as "enteredAt", {at} as at, v.excluded,
  rung.more_us as more
from rung
join queue_visits.visit v
  on v.call_id = rung.visit_call_id and v.site = rung.site and v.node = rung.node and v.visit_number = rung.visit_number
  and v.queue = rung.queue
where {at} >= $1::bigint and {at} < $2::bigint
