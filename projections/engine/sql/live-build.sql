-- The build that readers use. Its owner commits nothing more until we end.
SELECT build, version, position FROM engine.build
WHERE projection = $1 AND status IN ('live', 'stopped') FOR UPDATE
