-- A build that is complete and compared waits from now on. No row when it has another owner.
UPDATE engine.build SET status = 'kept', updated_at = now()
WHERE projection = $1 AND build = $2 AND token = $3 AND status IN ('building', 'kept')
