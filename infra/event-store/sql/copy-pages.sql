COPY log.page (first_position, first_revision, recorded_us, min_occurred_us, max_occurred_us, stream_id, events, text_bytes,
               type_id, span_class, codec, tags, checksums, previous_hash, hash, payload)
FROM STDIN (FORMAT binary)
