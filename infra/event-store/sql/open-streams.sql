-- $1 names of streams. Creates those that are new. With log.head locked.
WITH created AS (
  INSERT INTO log.stream (name)
  SELECT wanted FROM unnest($1::text[]) AS wanted
  WHERE NOT EXISTS (SELECT FROM log.stream WHERE name = wanted)
  RETURNING id, name, revision
)
SELECT id, name, revision FROM created
UNION ALL
SELECT id, name, revision FROM log.stream WHERE name = ANY($1::text[])
