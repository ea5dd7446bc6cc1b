-- Pages of stream $1 from revision $2 on, up to position $3 (null: the end of the log), at most 512 of them and about 4 MB.
-- Revisions rise with positions. Rows are compared as the index page_by_stream has them, and what else must hold is asked
-- outside, so that no other index and no sorting can seem cheaper.
SELECT head.position AS head, page.first_position, page.events, stream.name AS stream, page.first_revision, type.name AS type,
       page.recorded_us, page.codec, page.text_bytes, page.payload
FROM (VALUES ((SELECT position FROM log.head))) AS head (position)
LEFT JOIN LATERAL (
  SELECT *, sum(text_bytes) OVER (ORDER BY first_position ROWS UNBOUNDED PRECEDING) - text_bytes AS bytes_before
  FROM (
    SELECT p.*
    FROM log.stream AS wanted
    CROSS JOIN LATERAL (
      SELECT p.*
      FROM log.page AS p
      WHERE (p.stream_id, p.first_revision) >= (
          wanted.id,
          coalesce((SELECT max(b.first_revision) FROM log.page AS b WHERE b.stream_id = wanted.id AND b.first_revision <= $2::bigint), 0)
        )
        AND (p.stream_id, p.first_revision) <= (wanted.id, wanted.revision)
      ORDER BY p.stream_id, p.first_revision
      LIMIT 512
    ) AS p
    WHERE wanted.name = $1
  ) AS found
) AS page ON bytes_before < 4194304
  AND page.first_revision + page.events > $2::bigint
  AND page.first_position <= least($3::bigint, head.position)
LEFT JOIN log.stream ON stream.id = page.stream_id
LEFT JOIN log.event_type AS type ON type.id = page.type_id
ORDER BY page.first_position
