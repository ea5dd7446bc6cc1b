-- The build of this version that waits for its switch, while readers have an older one.
SELECT kept.build, kept.version
FROM engine.build AS kept
JOIN engine.build AS live ON live.projection = kept.projection AND live.status IN ('live', 'stopped')
WHERE kept.projection = $1 AND kept.version = $2 AND kept.status = 'kept' AND live.version < $2
