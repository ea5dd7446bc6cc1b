-- Jobs that somebody took, of runs that nobody has: the lock went away with the connection of a worker that crashed. $1: class of the locks.
-- One that was taken a moment ago is about to be locked.
SELECT job.id
FROM workflows.run
JOIN pgboss.job ON job.id = run.job AND job.state = 'active'
WHERE run.ended_at IS NULL
  AND job.started_on < now() - interval '2 seconds'
  AND NOT EXISTS (
    SELECT FROM pg_locks
    WHERE locktype = 'advisory' AND classid = $1 AND objsubid = 2
      AND objid::bigint = hashtext(run.id)::bigint & 4294967295
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  )
