-- Whether the call of a document was excluded from the figures. Tables of documents are made per build, and what an older version has made is
-- read until the documents are written anew: until then all of them count.
DO $$
DECLARE
  documents text;
BEGIN
  FOR documents IN SELECT format('panels.document_%s', build) FROM panels.build LOOP
    EXECUTE format('ALTER TABLE IF EXISTS %s ADD COLUMN IF NOT EXISTS excluded boolean NOT NULL DEFAULT false', documents);
  END LOOP;
END
$$;
