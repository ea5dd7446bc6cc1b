-- Views of other schemas that read from tables of the schema: dropping it would take them along.
SELECT DISTINCT view_schema.nspname || '.' || view.relname AS view
FROM pg_depend AS dependency
JOIN pg_rewrite AS rule ON rule.oid = dependency.objid AND dependency.classid = 'pg_rewrite'::regclass
JOIN pg_class AS view ON view.oid = rule.ev_class
JOIN pg_namespace AS view_schema ON view_schema.oid = view.relnamespace
JOIN pg_class AS source ON source.oid = dependency.refobjid AND dependency.refclassid = 'pg_class'::regclass
JOIN pg_namespace AS source_schema ON source_schema.oid = source.relnamespace
WHERE source_schema.nspname = $1 AND view_schema.nspname <> $1
