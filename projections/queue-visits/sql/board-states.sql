-- $1 now, $2 a day ago: an older stay or conversation without end is a row that got lost, not a caller. An agent talks in one
-- conversation, the one that he answered last. The first condition is that of the index visit_unfinished.
select
  v.site,
  v.queue,
  count(*) filter (where v.outcome = 'OPEN') as waiting,
  count(*) filter (where v.outcome = 'OPEN' and $1::bigint - v.entered_us > t.service_level_us) as "waitingTooLong",
  min(v.entered_us) filter (where v.outcome = 'OPEN') as "oldestEntryAt",
  count(*) filter (
    where v.answered_us is not null
      and not exists (
        select from queue_visits.visit later
        where later.site = v.site and later.agent = v.agent and later.answered_us > v.answered_us
      )
  ) as talking
from queue_visits.visit v
join queue_visits.threshold t
  on t.site = v.site and t.queue = v.queue and t.from_us <= v.entered_us and v.entered_us < t.until_us
where (v.left_us is null or (v.answered_us is not null and v.ended_us is null))
  and v.lost_us is null
  and v.entered_us >= $2::bigint
group by v.site, v.queue
