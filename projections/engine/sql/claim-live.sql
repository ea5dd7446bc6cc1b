-- Makes us the writer of the build that readers use: commits of the owner before us fail from now on. A stopped one tries again.
UPDATE engine.build
SET token = token + 1, holder = $2, status = 'live', error = NULL, error_at = NULL, updated_at = now()
WHERE projection = $1 AND status IN ('live', 'stopped')
RETURNING build, version, schema_name AS schema, position, token, indexed
