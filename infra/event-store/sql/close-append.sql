-- What a bulk append leaves behind, once its pages are copied. $1 ids of streams, $2 their last revisions, $3 their cursors
-- (JSON text or null), $4 last position of the log, $5 last hash (hexadecimal). With log.head locked.
WITH streams AS (
  UPDATE log.stream AS s SET revision = new.revision, cursor = coalesce(new.cursor::json, s.cursor)
  FROM unnest($1::integer[], $2::bigint[], $3::text[]) AS new (id, revision, cursor)
  WHERE s.id = new.id
), head AS (
  UPDATE log.head SET position = $4::bigint, hash = decode($5, 'hex')
)
SELECT pg_notify('ringledger_log', $4::bigint::text)
