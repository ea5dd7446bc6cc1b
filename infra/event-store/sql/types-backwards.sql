-- As pages-backwards.sql, for the types named in $2 only.
SELECT head.position AS head, page.first_position, page.events, stream.name AS stream, page.first_revision, type.name AS type,
       page.recorded_us, page.codec, page.text_bytes, page.payload
FROM (VALUES ((SELECT position FROM log.head))) AS head (position)
LEFT JOIN LATERAL (
  SELECT *, sum(text_bytes) OVER (ORDER BY first_position DESC ROWS UNBOUNDED PRECEDING) - text_bytes AS bytes_before
  FROM (
    SELECT p.*
    FROM log.event_type AS wanted
    CROSS JOIN LATERAL (
      SELECT p.*
      FROM log.page AS p
      WHERE (p.type_id, p.first_position) >= (wanted.id, 0)
        AND (p.type_id, p.first_position) <= (wanted.id, least($1::bigint, head.position))
      ORDER BY p.type_id DESC, p.first_position DESC
      LIMIT 512
    ) AS p
    WHERE wanted.name = ANY($2::text[])
    ORDER BY p.first_position DESC
    LIMIT 512
  ) AS found
) AS page ON bytes_before < 4194304
LEFT JOIN log.stream ON stream.id = page.stream_id
LEFT JOIN log.event_type AS type ON type.id = page.type_id
ORDER BY page.first_position DESC
