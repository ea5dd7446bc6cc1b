-- The fence: no row is changed when another owner has the build, when it was replaced, or when it stands elsewhere.
UPDATE engine.build
SET position = $5, updated_at = now()
WHERE projection = $1 AND build = $2 AND token = $3 AND position = $4 AND status IN ('live', 'building')
