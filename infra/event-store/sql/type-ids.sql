-- $1 names of types. Creates those that are new. With log.head locked.
SELECT wanted AS name, log.type_id(wanted) AS id FROM unnest($1::text[]) AS wanted
