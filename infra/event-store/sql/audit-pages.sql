-- Pages whole, as they are stored, that begin behind position $1.
SELECT page.first_position, page.events, stream.name AS stream, page.first_revision, type.name AS type, page.recorded_us,
       page.min_occurred_us, page.max_occurred_us, page.span_class, page.codec, page.text_bytes, page.tags, page.checksums,
       encode(page.previous_hash, 'hex') AS previous_hash, encode(page.hash, 'hex') AS hash, page.payload
FROM (
  SELECT *, sum(text_bytes) OVER (ORDER BY first_position ROWS UNBOUNDED PRECEDING) - text_bytes AS bytes_before
  FROM (SELECT * FROM log.page WHERE first_position > $1::bigint ORDER BY first_position LIMIT 512) AS found
) AS page
LEFT JOIN log.stream ON stream.id = page.stream_id
LEFT JOIN log.event_type AS type ON type.id = page.type_id
WHERE page.bytes_before < 4194304
ORDER BY page.first_position
