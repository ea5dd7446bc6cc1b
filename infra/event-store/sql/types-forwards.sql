-- As pages-forwards.sql, for the types named in $3 only: a range of the index page_by_type for each, however rare it is. The
-- rows are compared as the index has them, so that no other index can seem cheaper.
SELECT head.position AS head, page.first_position, page.events, stream.name AS stream, page.first_revision, type.name AS type,
       page.recorded_us, page.codec, page.text_bytes, page.payload
FROM (VALUES ((SELECT position FROM log.head))) AS head (position)
LEFT JOIN LATERAL (
  SELECT *, sum(text_bytes) OVER (ORDER BY first_position ROWS UNBOUNDED PRECEDING) - text_bytes AS bytes_before
  FROM (
    SELECT p.*
    FROM log.event_type AS wanted
    CROSS JOIN LATERAL (
      SELECT p.*
      FROM log.page AS p
      WHERE (p.type_id, p.first_position) >= (
          wanted.id,
          coalesce((SELECT max(b.first_position) FROM log.page AS b WHERE b.first_position <= $1::bigint + 1), 0)
        )
        AND (p.type_id, p.first_position) <= (wanted.id, least($2::bigint, head.position))
      ORDER BY p.type_id, p.first_position
      LIMIT 512
    ) AS p
    WHERE wanted.name = ANY($3::text[])
    ORDER BY p.first_position
    LIMIT 512
  ) AS found
) AS page ON bytes_before < 4194304 AND page.first_position + page.events > $1::bigint + 1
LEFT JOIN log.stream ON stream.id = page.stream_id
LEFT JOIN log.event_type AS type ON type.id = page.type_id
ORDER BY page.first_position
