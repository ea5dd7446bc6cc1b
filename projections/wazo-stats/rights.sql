-- Behind report/rights.sql, which makes the role.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'ringledger_reader') THEN
    GRANT USAGE ON SCHEMA wazo_stats TO ringledger_reader;
    GRANT SELECT ON ALL TABLES IN SCHEMA wazo_stats TO ringledger_reader;
  END IF;
END
$$;
