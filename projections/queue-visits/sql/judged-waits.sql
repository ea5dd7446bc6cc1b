-- $1 site, $2 queue, $3 from, $4 until
select entered_us as "enteredAt", coalesce(called_number, '') as "calledNumber", outcome, wait_us as wait
from visit
where site = $1 and queue = $2 and entered_us >= $3 and entered_us < $4
  and outcome in ('ANSWERED', 'ABANDONED') and wait_us is not null and not excluded
