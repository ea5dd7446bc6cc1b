-- Where the writers of streams stand in their sources, as text: JSON is given back as it was stored.
SELECT name AS stream, cursor::text AS cursor FROM log.stream WHERE cursor IS NOT NULL ORDER BY name
