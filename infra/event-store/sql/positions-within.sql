-- Where the pages of stream $1 begin that may hold events between the instants $2 and $3 (microseconds), in order, up to
-- position $4 (null: the end of the log). $5 are the span classes, $6 their lengths: see the index page_by_time.
SELECT head.position AS head, ARRAY(
  SELECT found.first_position
  FROM log.stream AS wanted
  CROSS JOIN unnest($5::smallint[], $6::bigint[]) AS class (id, length)
  CROSS JOIN LATERAL (
    SELECT p.first_position, p.text_bytes
    FROM log.page AS p
    WHERE p.stream_id = wanted.id
      AND p.span_class = class.id
      AND p.min_occurred_us BETWEEN $2::bigint - class.length AND $3::bigint
      AND p.max_occurred_us >= $2::bigint
      AND p.first_position <= least($4::bigint, head.position)
  ) AS found
  WHERE wanted.name = $1
  ORDER BY found.first_position
) AS positions
FROM log.head
