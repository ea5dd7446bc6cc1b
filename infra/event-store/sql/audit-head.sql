-- The log's end, and the page before the one that holds position $1 (nulls where there is none).
SELECT head.position, encode(head.hash, 'hex') AS hash, before.first_position, before.events, encode(before.hash, 'hex') AS hash_before
FROM log.head
LEFT JOIN LATERAL (
  SELECT first_position, events, hash
  FROM log.page
  WHERE first_position < (SELECT max(p.first_position) FROM log.page AS p WHERE p.first_position <= $1::bigint)
  ORDER BY first_position DESC
  LIMIT 1
) AS before ON true
