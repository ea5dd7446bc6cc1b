-- Who follows or rebuilds a projection and has waited for a lock for longer than $1 milliseconds, and who has it. Of several, one that does
-- not wait himself.
SELECT DISTINCT ON (name) name, waiting.query_start AS since, blocker.pid, blocker.usename AS "user", blocker.application_name AS application
FROM pg_stat_activity AS waiting
CROSS JOIN LATERAL (SELECT regexp_replace(waiting.application_name, '^ringledger (rebuild )?', '') AS name) AS projection
CROSS JOIN LATERAL unnest(pg_blocking_pids(waiting.pid)) AS blocking (pid)
JOIN pg_stat_activity AS blocker ON blocker.pid = blocking.pid
WHERE waiting.datname = current_database() AND waiting.wait_event_type = 'Lock' AND waiting.application_name LIKE 'ringledger %'
  AND waiting.query_start < clock_timestamp() - $1 * interval '1 millisecond'
ORDER BY name, blocker.wait_event_type = 'Lock' NULLS FIRST, blocker.pid
