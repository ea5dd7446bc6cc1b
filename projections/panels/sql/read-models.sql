-- How far the tables go that the documents are read from, and by which rules they were made. No row of either: they are not made yet.
select coalesce(min(position), 0)::bigint as position,
  coalesce(string_agg(projection || ' ' || version, ', ' order by projection), '') as meaning,
  count(*)::int as "readModels"
from engine.build
where projection in ('queue_visits', 'calls') and status in ('live', 'stopped')
