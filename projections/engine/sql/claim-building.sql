-- Takes over a build that was left unfinished.
UPDATE engine.build
SET token = token + 1, holder = $3, updated_at = now()
WHERE projection = $1 AND build = $2 AND status = 'building'
RETURNING build, version, schema_name AS schema, position, token, indexed
