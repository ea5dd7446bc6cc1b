-- $1 sites and $2 queues, each with $3 the midnight of its site; $4 an hour ago; $5 the earliest of all these instants. Counters follow
-- the events: an answer after midnight of a call that entered before it counts today (contact-center 8.1). Excluded calls do not.
select
  r.site,
  r.queue,
  span.name,
  coalesce(sum(r.offered) filter (where r.entered_us >= span.since), 0)::bigint as entered,
  coalesce(sum(r.answered) filter (where r.left_by_us >= span.since), 0)::bigint as answered,
  coalesce(sum(r.abandoned) filter (where r.left_by_us >= span.since), 0)::bigint as abandoned,
  coalesce(sum(r.timed_out) filter (where r.left_by_us >= span.since), 0)::bigint as "timedOut",
  coalesce(
    sum(r.exited_with_key + r.exited_empty + r.withdrawn + r.callback_requested + r.lost_by_system)
      filter (where r.left_by_us >= span.since),
    0
  )::bigint as "otherExits",
  coalesce(sum(r.timed_out + r.exited_empty + r.lost_by_system) filter (where r.left_by_us >= span.since), 0)::bigint as unserved,
  coalesce(sum(r.refused_closed) filter (where r.entered_us >= span.since), 0)::bigint as closed,
  coalesce(
    sum(r.refused_full + r.refused_closed + r.refused_join_empty + r.refused_divert_ratio + r.refused_divert_wait)
      filter (where r.entered_us >= span.since),
    0
  )::bigint as refused,
  coalesce(sum(r.answered_in_time) filter (where r.left_by_us >= span.since), 0)::bigint as "answeredInTime",
  coalesce(sum(r.abandoned_in_time) filter (where r.left_by_us >= span.since), 0)::bigint as "abandonedInTime",
  coalesce(sum(r.short_abandoned) filter (where r.left_by_us >= span.since), 0)::bigint as "shortAbandoned",
  -- The waits themselves: they are compared with any thresholds.
  coalesce(array_agg(r.wait_us) filter (where r.answered = 1 and r.wait_us is not null and r.left_by_us >= span.since), '{}')
    as "answeredWaits",
  coalesce(array_agg(r.wait_us) filter (where r.abandoned = 1 and r.wait_us is not null and r.left_by_us >= span.since), '{}')
    as "abandonedWaits"
from queue_visits.addition r
join unnest($1::text[], $2::text[], $3::bigint[]) as asked (site, queue, midnight_us)
  on asked.site = r.site and asked.queue = r.queue
cross join lateral (values ('today', asked.midnight_us), ('lastHour', $4::bigint)) as span (name, since)
where (r.left_by_us >= $5::bigint or r.entered_us >= $5::bigint) and not r.excluded
group by r.site, r.queue, span.name
