-- $1 appends as log.append wants them, $2 payloads, $3 now (microseconds)
SELECT log.append($1::jsonb, $2::bytea, $3::bigint) AS outcomes
