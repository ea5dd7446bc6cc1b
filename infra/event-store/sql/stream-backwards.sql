-- Pages of stream $1 from revision $2 (null: its last) back, up to position $3 (null: the end of the log), the last one
-- first, at most $4 and about 4 MB.
SELECT head.position AS head, page.*
FROM log.head
LEFT JOIN LATERAL (
  SELECT *, sum(text_bytes) OVER (ORDER BY first_revision DESC) - text_bytes AS bytes_before
  FROM (
    SELECT readable.*
    FROM log.stream AS wanted
    JOIN log.readable_page AS readable ON readable.stream_id = wanted.id
    WHERE wanted.name = $1
      AND readable.first_revision <= coalesce($2::bigint, wanted.revision)
      AND readable.first_position <= least($3::bigint, head.position)
    ORDER BY readable.first_revision DESC
    LIMIT $4
  ) AS next
) AS page ON bytes_before < 4194304
ORDER BY page.first_revision DESC
