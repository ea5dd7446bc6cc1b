-- Pages of stream $1 from revision $2 (null: its last) back, up to position $3 (null: the end of the log), the last one
-- first, at most 512 and about 4 MB.
SELECT head.position AS head, page.first_position, page.events, stream.name AS stream, page.first_revision, type.name AS type,
       page.recorded_us, page.codec, page.text_bytes, page.payload
FROM (VALUES ((SELECT position FROM log.head))) AS head (position)
LEFT JOIN LATERAL (
  SELECT *, sum(text_bytes) OVER (ORDER BY first_position DESC ROWS UNBOUNDED PRECEDING) - text_bytes AS bytes_before
  FROM (
    SELECT p.*
    FROM log.stream AS wanted
    CROSS JOIN LATERAL (
      SELECT p.*
      FROM log.page AS p
      WHERE (p.stream_id, p.first_revision) >= (wanted.id, 0)
        AND (p.stream_id, p.first_revision) <= (wanted.id, coalesce($2::bigint, wanted.revision))
        AND p.first_position + 0 <= least($3::bigint, head.position)
      ORDER BY p.stream_id DESC, p.first_revision DESC
      LIMIT 512
    ) AS p
    WHERE wanted.name = $1
  ) AS found
) AS page ON bytes_before < 4194304
LEFT JOIN log.stream ON stream.id = page.stream_id
LEFT JOIN log.event_type AS type ON type.id = page.type_id
ORDER BY page.first_position DESC
