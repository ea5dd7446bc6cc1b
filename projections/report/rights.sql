-- Behind the last view of report.
-- Who reports reads these views and nothing else. A database user who may make no roles goes without: make it by hand.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ringledger_reader') THEN
    BEGIN
      CREATE ROLE ringledger_reader NOLOGIN;
    EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN
      RAISE NOTICE 'role ringledger_reader could not be made';
    END;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'ringledger_reader') THEN
    GRANT USAGE ON SCHEMA report TO ringledger_reader;
    GRANT SELECT ON ALL TABLES IN SCHEMA report TO ringledger_reader;
  END IF;
END
$$;
