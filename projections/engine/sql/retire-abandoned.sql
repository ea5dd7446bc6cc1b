-- Gives up builds of a version that readers have already and that nobody fills: whoever fills one holds the lock of its projection
-- (session.ts). One of a newer version is continued by the server that brings it. Our lock ends with the statement.
UPDATE engine.build AS abandoned
SET status = 'retired', token = abandoned.token + 1, updated_at = now()
FROM engine.build AS live
WHERE live.projection = abandoned.projection AND live.status IN ('live', 'stopped')
  AND abandoned.status = 'building' AND abandoned.version <= live.version
  AND pg_try_advisory_xact_lock(hashtextextended('ringledger rebuild ' || abandoned.projection, 0))
