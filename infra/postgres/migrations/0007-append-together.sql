-- log.append as in 0001-log.sql, by fewer statements: the pages of all appends are inserted at once, and a stream that many of them
-- write to is looked up and moved once. A page alone in its append costs a third of what it did (docs/adr/0013-fewer-and-cheaper-statements.md).
CREATE OR REPLACE FUNCTION log.append(appends jsonb, payloads bytea, now_us bigint) RETURNS jsonb
LANGUAGE plpgsql SET lock_timeout = '10s' SET plan_cache_mode = 'force_generic_plan' AS $$
DECLARE
  head_position bigint;
  head_hash bytea;
  position_before bigint;
  an_append jsonb;
  a_stream jsonb;
  a_page jsonb;
  expected bigint;
  actual bigint;
  conflict jsonb;
  outcomes jsonb[] := '{}';
  streams jsonb[];
  first_of_stream bigint;
  revision_after bigint;
  page_events integer;
  page_hash bytea;
  place integer;
  found_id integer;
  -- The streams that were named so far, as this append finds them; id null: not there yet.
  stream_names text[] := '{}';
  stream_ids integer[] := '{}';
  revisions bigint[] := '{}';
  cursors text[] := '{}';
  type_names text[] := '{}';
  type_ids smallint[] := '{}';
  -- The pages to insert, each at the same place of every array.
  pages jsonb[] := '{}';
  page_positions bigint[] := '{}';
  page_revisions bigint[] := '{}';
  page_streams integer[] := '{}';
  page_types smallint[] := '{}';
  page_hashes bytea[] := '{}';
BEGIN
  SELECT position, hash INTO STRICT head_position, head_hash FROM log.head FOR UPDATE;
  position_before := head_position;
  page_hashes := array_append(page_hashes, head_hash);

  FOR a IN 0 .. jsonb_array_length(appends) - 1 LOOP
    an_append := appends -> a;
    conflict := NULL;
    FOR s IN 0 .. jsonb_array_length(an_append) - 1 LOOP
      a_stream := an_append -> s;
      place := array_position(stream_names, a_stream ->> 'name');
      IF place IS NULL THEN
        SELECT id, revision INTO found_id, actual FROM log.stream WHERE name = a_stream ->> 'name';
        stream_names := array_append(stream_names, a_stream ->> 'name');
        stream_ids := array_append(stream_ids, found_id);
        revisions := array_append(revisions, coalesce(actual, -1));
        cursors := array_append(cursors, NULL);
        place := cardinality(stream_names);
      END IF;
      expected := (a_stream ->> 'expected')::bigint;
      actual := revisions[place];
      IF NOT (expected = -2 OR (expected = -4 AND actual >= 0) OR expected = actual) THEN
        conflict := jsonb_build_object('conflict', s, 'actual', actual);
        EXIT;
      END IF;
    END LOOP;
    IF conflict IS NOT NULL THEN
      outcomes := array_append(outcomes, conflict);
      CONTINUE;
    END IF;

    streams := '{}';
    FOR s IN 0 .. jsonb_array_length(an_append) - 1 LOOP
      a_stream := an_append -> s;
      place := array_position(stream_names, a_stream ->> 'name');
      IF stream_ids[place] IS NULL AND (a_stream ->> 'cursor' IS NOT NULL OR a_stream #> '{pages,0}' IS NOT NULL) THEN
        INSERT INTO log.stream (name) VALUES (a_stream ->> 'name') RETURNING id INTO found_id;
        stream_ids[place] := found_id;
      END IF;
      actual := revisions[place];
      revision_after := actual;
      first_of_stream := head_position + 1;

      FOR p IN 0 .. coalesce(jsonb_array_length(a_stream -> 'pages'), 0) - 1 LOOP
        a_page := a_stream -> 'pages' -> p;
        IF array_position(type_names, a_page ->> 'type') IS NULL THEN
          type_ids := array_append(type_ids, log.type_id(a_page ->> 'type'));
          type_names := array_append(type_names, a_page ->> 'type');
        END IF;
        page_events := (a_page ->> 'events')::integer;
        page_hash := log.page_hash(head_hash, head_position + 1, page_events, a_stream ->> 'name', revision_after + 1,
                                   a_page ->> 'type', now_us, a_page ->> 'sha');
        pages := array_append(pages, a_page);
        page_positions := array_append(page_positions, head_position + 1);
        page_revisions := array_append(page_revisions, revision_after + 1);
        page_streams := array_append(page_streams, stream_ids[place]);
        page_types := array_append(page_types, type_ids[array_position(type_names, a_page ->> 'type')]);
        page_hashes := array_append(page_hashes, page_hash);
        head_hash := page_hash;
        head_position := head_position + page_events;
        revision_after := revision_after + page_events;
      END LOOP;

      revisions[place] := revision_after;
      cursors[place] := coalesce(a_stream ->> 'cursor', cursors[place]);
      streams := array_append(streams, jsonb_build_array(
        actual + 1, revision_after, CASE WHEN revision_after > actual THEN first_of_stream ELSE head_position END, head_position));
    END LOOP;
    outcomes := array_append(outcomes, jsonb_build_object('position', head_position, 'streams', to_jsonb(streams)));
  END LOOP;

  -- Each page knows the hash before it: the array of hashes begins with the head's.
  INSERT INTO log.page (first_position, first_revision, recorded_us, min_occurred_us, max_occurred_us, stream_id, events,
                        text_bytes, type_id, span_class, codec, tags, checksums, previous_hash, hash, payload)
  SELECT new.position, new.revision, now_us, (new.page ->> 'min')::bigint, (new.page ->> 'max')::bigint,
         new.stream_id, (new.page ->> 'events')::integer, (new.page ->> 'text')::integer, new.type_id,
         (new.page ->> 'span')::smallint, (new.page ->> 'codec')::smallint,
         CASE WHEN new.page ? 'tags'
              THEN (SELECT array_agg(tag::integer) FROM jsonb_array_elements_text(new.page -> 'tags') AS tag) END,
         decode(new.page ->> 'sums', 'hex'), new.previous_hash, new.hash,
         substring(payloads FROM (new.page ->> 'at')::integer + 1 FOR (new.page ->> 'size')::integer)
  FROM unnest(pages, page_positions, page_revisions, page_streams, page_types,
              page_hashes[:cardinality(pages)], page_hashes[2:])
       AS new (page, position, revision, stream_id, type_id, previous_hash, hash);

  UPDATE log.stream AS stream
  SET revision = new.revision, cursor = coalesce(new.cursor::json, stream.cursor)
  FROM unnest(stream_ids, revisions, cursors) AS new (id, revision, cursor)
  WHERE stream.id = new.id AND (stream.revision <> new.revision OR new.cursor IS NOT NULL);

  IF head_position > position_before THEN
    UPDATE log.head SET position = head_position, hash = head_hash;
    PERFORM pg_notify('ringledger_log', head_position::text);
  END IF;
  RETURN to_jsonb(outcomes);
END
$$;
