-- $1, $2: the period; {at}: the instant of the visit v that says to which interval it belongs; {more}: which length.
with within_a_day as (
  select * from calls.heard_visit
  where entered_us >= $1::bigint - 86400000000 and entered_us < $2::bigint + 86400000000 and {more} <> 0
),
-- Few: those that lasted longer.
reaching_into as (
  select h.* from calls.call c
  join calls.heard_visit h on h.call_id = c.call_id and h.site = c.site and h.node = c.node
  where c.started_us < $1::bigint - 86400000000 and coalesce(c.ended_us, 9223372036854775807) - c.started_us > 86400000000
    and h.entered_us < $1::bigint - 86400000000 and h.{more} <> 0
)
select
  v.site, v.queue, v.agent, coalesce(v.called_number, '') as "calledNumber", v.entered_us as "enteredAt", {at} as at, v.excluded,
  h.{more} as more
from (select * from within_a_day union all select * from reaching_into) h
join queue_visits.visit v
  on v.call_id = h.visit_call_id and v.site = h.site and v.node = h.node and v.visit_number = h.visit_number and v.queue = h.queue
where {at} >= $1::bigint and {at} < $2::bigint
