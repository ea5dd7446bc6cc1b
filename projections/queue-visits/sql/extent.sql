-- First and last instant of anything that is counted, null when there is nothing; and whether something is open still.
select
  least((select min(entered_us) from queue_visits.visit), (select min(at_us) from queue_visits.refusal)) as first,
  greatest(
    (select max(entered_us) from queue_visits.visit),
    (select max(coalesce(left_us, lost_us)) from queue_visits.visit),
    (select max(coalesce(ended_us, lost_us, case when answered_us is null then left_us end)) from queue_visits.visit),
    (select max(at_us) from queue_visits.refusal)
  ) as last,
  exists (
    select from queue_visits.visit
    where (left_us is null or (answered_us is not null and ended_us is null)) and lost_us is null
  ) as "isOpen"
