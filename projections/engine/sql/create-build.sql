-- $3: live or building. The first build carries the projection's name at once, later ones get it when they are switched.
INSERT INTO engine.build (projection, build, version, status, holder, token, schema_name, switched_at)
SELECT $1, next.build, $2, $3, $4, 1,
       CASE $3 WHEN 'live' THEN $1 ELSE $1 || '_b' || next.build END,
       CASE $3 WHEN 'live' THEN now() END
FROM (SELECT coalesce(max(build), 0) + 1 AS build FROM engine.build WHERE projection = $1) AS next
RETURNING build, version, schema_name AS schema, position, token, indexed
