-- The version of each read model that readers use.
SELECT projection, version FROM engine.build WHERE status IN ('live', 'stopped')
