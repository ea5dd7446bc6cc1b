-- Where the pages begin that may hold events with one of the tags whose keys are $1, in order, up to position $2 (null: the end of the
-- log), and their lengths. The pages are found before they are sorted: the planner must not walk the log in order and hope to
-- meet them.
WITH tagged AS MATERIALIZED (SELECT first_position, text_bytes FROM log.page WHERE tags && $1::integer[])
SELECT head.position AS head, found.positions, found.bytes
FROM (VALUES ((SELECT position FROM log.head))) AS head (position)
CROSS JOIN LATERAL (
  SELECT coalesce(array_agg(first_position ORDER BY first_position), '{}') AS positions,
         coalesce(array_agg(text_bytes ORDER BY first_position), '{}') AS bytes
  FROM tagged
  WHERE first_position <= least($2::bigint, head.position)
) AS found
