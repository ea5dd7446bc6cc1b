-- Pages with events at or before position $1 (null: the end of the log), the last one first, at most $2 and about 4 MB.
SELECT head.position AS head, page.*
FROM log.head
LEFT JOIN LATERAL (
  SELECT *, sum(text_bytes) OVER (ORDER BY first_position DESC) - text_bytes AS bytes_before
  FROM (
    SELECT *
    FROM log.readable_page
    WHERE first_position <= least($1::bigint, head.position)
    ORDER BY first_position DESC
    LIMIT $2
  ) AS next
) AS page ON bytes_before < 4194304
ORDER BY page.first_position DESC
