-- Where the pages of stream $1 begin that may hold events between the instants $2 and $3 (microseconds), in order, up to
-- position $4 (null: the end of the log), and their lengths. $5 are the span classes, $6 their lengths: see the index
-- page_by_time, whose columns are written here as it has them; OFFSET 0
-- keeps the planner from joining the classes to all pages at once.
SELECT head.position AS head, found.positions, found.bytes
FROM (VALUES ((SELECT position FROM log.head))) AS head (position)
CROSS JOIN LATERAL (
  SELECT coalesce(array_agg(p.first_position ORDER BY p.first_position), '{}') AS positions,
         coalesce(array_agg(p.text_bytes ORDER BY p.first_position), '{}') AS bytes
  FROM log.stream AS wanted
  CROSS JOIN unnest($5::smallint[], $6::bigint[]) AS class (id, length)
  CROSS JOIN LATERAL (
    SELECT p.first_position, p.text_bytes
    FROM log.page AS p
    WHERE p.stream_id * 8::bigint + p.span_class = wanted.id * 8::bigint + class.id
      AND p.min_occurred_us BETWEEN $2::bigint - class.length AND $3::bigint
      AND p.max_occurred_us >= $2::bigint
      AND p.first_position + 0 <= least($4::bigint, head.position)
    OFFSET 0
  ) AS p
  WHERE wanted.name = $1
) AS found
