-- Pages with events behind position $1, up to position $2 (null: the end of the log), at most 512 of them and about 4 MB.
-- The first may begin at or before $1. One row without a page when there is none: the log's end is told in any case.
-- Conditions that few rows fail are asked outside: with them a range looks short to the planner, who would then sort it.
SELECT head.position AS head, page.first_position, page.events, stream.name AS stream, page.first_revision, type.name AS type,
       page.recorded_us, page.codec, page.text_bytes, page.payload
FROM (VALUES ((SELECT position FROM log.head))) AS head (position)
LEFT JOIN LATERAL (
  SELECT *, sum(text_bytes) OVER (ORDER BY first_position ROWS UNBOUNDED PRECEDING) - text_bytes AS bytes_before
  FROM (
    SELECT p.*
    FROM log.page AS p
    WHERE p.first_position >= coalesce((SELECT max(b.first_position) FROM log.page AS b WHERE b.first_position <= $1::bigint + 1), 0)
    ORDER BY p.first_position
    LIMIT 512
  ) AS found
) AS page ON bytes_before < 4194304
  AND page.first_position + page.events > $1::bigint + 1
  AND page.first_position <= least($2::bigint, head.position)
LEFT JOIN log.stream ON stream.id = page.stream_id
LEFT JOIN log.event_type AS type ON type.id = page.type_id
ORDER BY page.first_position
