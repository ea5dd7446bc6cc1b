-- Pages with events at or before position $1 (null: the end of the log), the last one first, at most 512 and about 4 MB.
SELECT head.position AS head, page.first_position, page.events, stream.name AS stream, page.first_revision, type.name AS type,
       page.recorded_us, page.codec, page.text_bytes, page.payload
FROM (VALUES ((SELECT position FROM log.head))) AS head (position)
LEFT JOIN LATERAL (
  SELECT *, sum(text_bytes) OVER (ORDER BY first_position DESC ROWS UNBOUNDED PRECEDING) - text_bytes AS bytes_before
  FROM (
    SELECT p.*
    FROM log.page AS p
    WHERE p.first_position <= least($1::bigint, head.position)
    ORDER BY p.first_position DESC
    LIMIT 512
  ) AS found
) AS page ON bytes_before < 4194304
LEFT JOIN log.stream ON stream.id = page.stream_id
LEFT JOIN log.event_type AS type ON type.id = page.type_id
ORDER BY page.first_position DESC
