-- Where the pages begin that may hold events with the tag whose key is $1, in order, up to position $2 (null: the end of the
-- log). The pages are found before they are sorted: the planner must not walk the log in order and hope to meet them.
WITH found AS MATERIALIZED (SELECT first_position FROM log.page WHERE tags @> ARRAY[$1::integer])
SELECT head.position AS head, ARRAY(
  SELECT first_position FROM found WHERE first_position <= least($2::bigint, head.position) ORDER BY first_position
) AS positions
FROM log.head
