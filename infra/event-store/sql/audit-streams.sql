-- What every stream says of itself.
SELECT name, revision FROM log.stream ORDER BY name
