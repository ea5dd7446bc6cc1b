-- The fence: no row is changed when another owner has the build, when it was replaced, or when it stands elsewhere.
-- $6: what to tell listeners when this commits; null while the build is not what readers use.
UPDATE engine.build
SET position = $5, updated_at = now()
WHERE projection = $1 AND build = $2 AND token = $3 AND position = $4 AND status IN ('live', 'building', 'kept')
RETURNING CASE WHEN $6::text IS NOT NULL THEN pg_notify('ringledger_projection', $6) END
