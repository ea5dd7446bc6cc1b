-- What the queues of a document were called then. Tables of documents are made per build, and what an older version has made is read until the
-- documents are written anew; rows of it have no names.
DO $$
DECLARE
  documents text;
BEGIN
  FOR documents IN SELECT format('panels.document_%s', build) FROM panels.build LOOP
    EXECUTE format('ALTER TABLE IF EXISTS %s ADD COLUMN IF NOT EXISTS queue_names text[] NOT NULL DEFAULT ''{}''', documents);
  END LOOP;
END
$$;
