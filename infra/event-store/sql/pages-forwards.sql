-- Pages with events behind position $1, up to position $2 (null: the end of the log), at most $3 of them and about 4 MB.
-- The first may begin at or before $1. One row without a page when there is none: the log's end is told in any case.
SELECT head.position AS head, page.*
FROM log.head
LEFT JOIN LATERAL (
  SELECT *, sum(text_bytes) OVER (ORDER BY first_position) - text_bytes AS bytes_before
  FROM (
    SELECT *
    FROM log.readable_page
    WHERE first_position >= coalesce((SELECT max(p.first_position) FROM log.page AS p WHERE p.first_position <= $1::bigint + 1), 0)
      AND first_position <= least($2::bigint, head.position)
      AND first_position + events > $1::bigint + 1
    ORDER BY first_position
    LIMIT $3
  ) AS next
) AS page ON bytes_before < 4194304
ORDER BY page.first_position
