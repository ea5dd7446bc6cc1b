-- How far the slowest of these projections has come, of those that some process follows now ($1: their names). The lock is that of tryLock.
SELECT min(build.position) AS position
FROM engine.build
JOIN pg_locks ON pg_locks.locktype = 'advisory' AND pg_locks.granted AND pg_locks.objsubid = 1
  AND (pg_locks.classid::bigint << 32 | pg_locks.objid::bigint) = hashtextextended('ringledger follow ' || build.projection, 0)
JOIN pg_database ON pg_database.oid = pg_locks.database AND pg_database.datname = current_database()
WHERE build.status = 'live' AND build.projection = ANY ($1)
