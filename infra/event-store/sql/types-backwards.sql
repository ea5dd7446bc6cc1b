-- As pages-backwards.sql, for the types named in $3 only.
SELECT head.position AS head, page.*
FROM log.head
LEFT JOIN LATERAL (
  SELECT *, sum(text_bytes) OVER (ORDER BY first_position DESC) - text_bytes AS bytes_before
  FROM (
    SELECT readable.*
    FROM (
      SELECT found.first_position
      FROM log.event_type AS type
      CROSS JOIN LATERAL (
        SELECT p.first_position
        FROM log.page AS p
        WHERE p.type_id = type.id AND p.first_position <= least($1::bigint, head.position)
        ORDER BY p.first_position DESC
        LIMIT $2
      ) AS found
      WHERE type.name = ANY($3::text[])
      ORDER BY found.first_position DESC
      LIMIT $2
    ) AS wanted
    JOIN log.readable_page AS readable ON readable.first_position = wanted.first_position
  ) AS next
) AS page ON bytes_before < 4194304
ORDER BY page.first_position DESC
