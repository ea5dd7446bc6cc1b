-- Pages of stream $1 from revision $2 on, up to position $3 (null: the end of the log), at most $4 of them and about 4 MB.
SELECT head.position AS head, page.*
FROM log.head
LEFT JOIN LATERAL (
  SELECT *, sum(text_bytes) OVER (ORDER BY first_revision) - text_bytes AS bytes_before
  FROM (
    SELECT readable.*
    FROM log.stream AS wanted
    JOIN log.readable_page AS readable ON readable.stream_id = wanted.id
    WHERE wanted.name = $1
      AND readable.first_revision >= coalesce(
        (SELECT max(p.first_revision) FROM log.page AS p WHERE p.stream_id = wanted.id AND p.first_revision <= $2::bigint), 0)
      AND readable.first_revision + readable.events > $2::bigint
      AND readable.first_position <= least($3::bigint, head.position)
    ORDER BY readable.first_revision
    LIMIT $4
  ) AS next
) AS page ON bytes_before < 4194304
ORDER BY page.first_revision
