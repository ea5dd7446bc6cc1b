-- Takes over a build that was left unfinished, or that waits.
UPDATE engine.build
SET token = token + 1, holder = $3, updated_at = now()
WHERE projection = $1 AND build = $2 AND status IN ('building', 'kept')
RETURNING build, version, schema_name AS schema, position, token, indexed
