-- $1 starts of intervals that follow each other and the end of the last; $2 sites and $3 queues; $4 and $5: the whole quarters within;
-- $6 with the excluded calls. In the quarters that the period cuts the visits themselves are counted.
with entry as (
  select start_us as at, site, queue, entered as entries
  from queue_visits.entry_count
  where start_us >= $4::bigint and start_us < $5::bigint
  union all
  select at_us, site, queue, -1
  from queue_visits.excluded_entry
  where not $6::boolean and at_us >= $4::bigint and at_us < $5::bigint
  union all
  select start_us, site, queue, inferred_entries
  from queue_visits.quarter
  where start_us >= $4::bigint and start_us < $5::bigint and inferred_entries > 0
  union all
  select entered_us, site, queue, 1
  from queue_visits.visit
  where $6::boolean and excluded and 'inferredEntry' = any (flags) and entered_us >= $4::bigint and entered_us < $5::bigint
  union all
  select entered_us, site, queue, 1
  from queue_visits.visit
  where entered_us >= ($1::bigint[])[1] and entered_us < least($4::bigint, ($1::bigint[])[cardinality($1::bigint[])])
    and ($6::boolean or not excluded)
  union all
  select entered_us, site, queue, 1
  from queue_visits.visit
  where entered_us >= greatest($4::bigint, $5::bigint, ($1::bigint[])[1]) and entered_us < ($1::bigint[])[cardinality($1::bigint[])]
    and ($6::boolean or not excluded)
)
select width_bucket(at, ($1::bigint[])[:cardinality($1::bigint[]) - 1]) as interval, site, queue, sum(entries)::bigint as entries
from entry
where (site, queue) in (select * from unnest($2::text[], $3::text[]))
group by 1, 2, 3
