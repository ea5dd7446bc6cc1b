-- The pages that begin at the positions $1.
SELECT page.first_position, page.events, stream.name AS stream, page.first_revision, type.name AS type,
       page.recorded_us, page.codec, page.text_bytes, page.payload
FROM log.page
JOIN log.stream ON stream.id = page.stream_id
JOIN log.event_type AS type ON type.id = page.type_id
WHERE page.first_position = ANY($1::bigint[])
ORDER BY page.first_position
