-- Calls of a site by UTC day of their start; {schema}: the build. domain/kernel/comparison.ts says what the columns must be.
select
  site,
  '' as name,
  started_us - mod(started_us, 86400000000) as start_us,
  count(*) as calls,
  count(*) filter (where outcome = 'ANSWERED') as answered,
  count(*) filter (where outcome = 'NO_ANSWER') as "noAnswer",
  count(*) filter (where outcome = 'BUSY') as busy,
  count(*) filter (where outcome = 'REFUSED') as refused,
  count(*) filter (where outcome = 'ABANDONED') as abandoned,
  count(*) filter (where outcome = 'VOICEMAIL') as voicemail,
  count(*) filter (where outcome = 'FORWARDED') as forwarded,
  count(*) filter (where outcome = 'FAILED') as failed,
  count(*) filter (where outcome = 'UNTERMINATED') as unterminated,
  count(*) filter (where outcome = 'IN_PROGRESS') as "inProgress",
  count(*) filter (where direction = 'INBOUND') as inbound,
  count(*) filter (where direction = 'OUTBOUND') as outbound,
  count(*) filter (where direction = 'INTERNAL') as internal,
  count(*) filter (where direction = 'UNKNOWN') as "unknownDirection",
  count(*) filter (where transferred) as transferred,
  coalesce(sum(ring_us), 0) as "ringSeconds",
  coalesce(sum(wait_us), 0) as "waitSeconds",
  coalesce(sum(talk_us), 0) as "talkSeconds",
  coalesce(sum(hold_us), 0) as "holdSeconds"
from {schema}.call
group by 1, 3
