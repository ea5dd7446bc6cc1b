-- The tables of the search_path's first schema with those of their columns that stand in an index, as ANALYZE takes them: what the
-- planner chooses by. All columns cost five times as much, as long as a large part of a rebuild. PostgreSQL's autovacuum looks at
-- the others soon: an ANALYZE of some columns does not count for it.
SELECT format('%I (%s)', of_table.relname, string_agg(DISTINCT quote_ident(indexed.attname), ', ')) AS columns
FROM pg_index AS an_index
JOIN pg_class AS of_table ON of_table.oid = an_index.indrelid
JOIN pg_attribute AS indexed ON indexed.attrelid = of_table.oid AND indexed.attnum = ANY (an_index.indkey::int2[])
WHERE of_table.relnamespace = current_schema()::regnamespace AND of_table.relkind = 'r' AND indexed.attnum > 0
GROUP BY of_table.relname
