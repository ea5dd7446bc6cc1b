-- Views are made again whenever a read model is switched. CREATE OR REPLACE VIEW takes only columns behind the last one; a view of an older
-- installation that has others is dropped first, with what reads from it. Our own views are made behind it anyway; those of others, and the
-- rights that were given to any of them, are kept as text and made again at the end.

CREATE SCHEMA IF NOT EXISTS stats_parts;
COMMENT ON SCHEMA stats_parts IS 'What xivo_stats and wazo_stats are made from.';

CREATE TABLE IF NOT EXISTS stats_parts.kept_view (
  number     bigint PRIMARY KEY,
  name       text NOT NULL,
  definition text[] NOT NULL,
  rights     text[] NOT NULL,
  kept_at    timestamptz NOT NULL DEFAULT now(),
  problem    text
);
COMMENT ON TABLE stats_parts.kept_view IS 'What others made of our views while one is dropped: views on them, and rights. What stays here could not be made again.';
COMMENT ON COLUMN stats_parts.kept_view.number IS 'In this order they were made.';
COMMENT ON COLUMN stats_parts.kept_view.name IS 'Schema and name.';
COMMENT ON COLUMN stats_parts.kept_view.definition IS 'Statements that make a view of others again; none: it is ours.';
COMMENT ON COLUMN stats_parts.kept_view.rights IS 'Statements that give the rights on it again.';
COMMENT ON COLUMN stats_parts.kept_view.kept_at IS 'When it was dropped.';
COMMENT ON COLUMN stats_parts.kept_view.problem IS 'Why it could not be made again.';

-- search_path: names in definitions are then written with their schemas.
CREATE OR REPLACE FUNCTION stats_parts.keep_views_on(view_name text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
BEGIN
  INSERT INTO stats_parts.kept_view (number, name, definition, rights)
  WITH RECURSIVE reads (oid) AS (
    SELECT view_name::regclass::oid
    UNION
    SELECT r.ev_class
    FROM reads
    JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = reads.oid AND d.classid = 'pg_rewrite'::regclass
    JOIN pg_rewrite r ON r.oid = d.objid
  )
  SELECT
    coalesce((SELECT max(number) FROM stats_parts.kept_view), 0) + row_number() OVER (ORDER BY c.oid),
    c.oid::regclass::text,
    CASE WHEN c.relnamespace::regnamespace::text IN ('report', 'xivo_stats', 'wazo_stats', 'stats_parts') THEN '{}' ELSE ARRAY[
      format('CREATE %s %s AS %s', kind.word, c.oid::regclass, rtrim(pg_get_viewdef(c.oid), ';')),
      format('ALTER %s %s OWNER TO %I', kind.word, c.oid::regclass, pg_get_userbyid(c.relowner))
    ] END,
    ARRAY(
      SELECT format('GRANT %s ON %s TO %s', a.privilege_type, c.oid::regclass,
        CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END)
      FROM aclexplode(c.relacl) a
      WHERE a.grantee <> c.relowner)
  FROM reads
  JOIN pg_class c ON c.oid = reads.oid
  CROSS JOIN LATERAL (SELECT CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END AS word) kind;
END
$$;
COMMENT ON FUNCTION stats_parts.keep_views_on IS 'Writes down what reads from a view of ours, and who may.';

CREATE OR REPLACE FUNCTION stats_parts.replace_view(view_name text, definition text) RETURNS void
LANGUAGE plpgsql AS
$$
BEGIN
  EXECUTE format('CREATE OR REPLACE VIEW %s AS %s', view_name, definition);
EXCEPTION WHEN invalid_table_definition THEN
  PERFORM stats_parts.keep_views_on(view_name);
  EXECUTE format('DROP VIEW %s CASCADE', view_name);
  EXECUTE format('CREATE VIEW %s AS %s', view_name, definition);
END
$$;
COMMENT ON FUNCTION stats_parts.replace_view IS 'Makes a view, whatever columns one of that name has.';

CREATE OR REPLACE FUNCTION stats_parts.make_kept_views() RETURNS void
LANGUAGE plpgsql AS
$$
DECLARE
  kept record;
  statement text;
BEGIN
  FOR kept IN SELECT * FROM stats_parts.kept_view ORDER BY number LOOP
    BEGIN
      IF to_regclass(kept.name) IS NULL THEN
        FOREACH statement IN ARRAY kept.definition LOOP
          EXECUTE statement;
        END LOOP;
      END IF;
      IF to_regclass(kept.name) IS NOT NULL THEN
        FOREACH statement IN ARRAY kept.rights LOOP
          EXECUTE statement;
        END LOOP;
      END IF;
      DELETE FROM stats_parts.kept_view WHERE number = kept.number;
    EXCEPTION WHEN OTHERS THEN
      UPDATE stats_parts.kept_view SET problem = SQLERRM WHERE number = kept.number;
      RAISE WARNING 'View % does not fit the new columns: %. Its text is in stats_parts.kept_view.', kept.name, SQLERRM;
    END;
  END LOOP;
END
$$;
COMMENT ON FUNCTION stats_parts.make_kept_views IS 'Makes the views of others again, and gives the rights.';
