-- As pages-forwards.sql, for the types named in $4 only: an index range for each, however rare it is.
SELECT head.position AS head, page.*
FROM log.head
LEFT JOIN LATERAL (
  SELECT *, sum(text_bytes) OVER (ORDER BY first_position) - text_bytes AS bytes_before
  FROM (
    SELECT readable.*
    FROM (
      SELECT found.first_position
      FROM log.event_type AS type
      CROSS JOIN LATERAL (
        SELECT p.first_position
        FROM log.page AS p
        WHERE p.type_id = type.id
          AND p.first_position >= coalesce((SELECT max(b.first_position) FROM log.page AS b WHERE b.first_position <= $1::bigint + 1), 0)
          AND p.first_position <= least($2::bigint, head.position)
          AND p.first_position + p.events > $1::bigint + 1
        ORDER BY p.first_position
        LIMIT $3
      ) AS found
      WHERE type.name = ANY($4::text[])
      ORDER BY found.first_position
      LIMIT $3
    ) AS wanted
    JOIN log.readable_page AS readable ON readable.first_position = wanted.first_position
  ) AS next
) AS page ON bytes_before < 4194304
ORDER BY page.first_position
