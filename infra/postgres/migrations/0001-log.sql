-- The log: everything that happened, in commit order, in packed pages (docs: architecture, event store).
--
-- A page is a run of events of one stream, of one type, from one append. A row an event would cost 300 bytes of row and index
-- headers for a queue_log line of 65; a page of a thousand costs one row. Whatever is the same for all events of a page stands
-- in it once, the rest is deflated.
--
-- One writer at a time: every append locks log.head before it looks at anything else. So positions are given in commit order
-- and a reader that has seen position n never finds an unseen event below n. That costs concurrency of writers, which do not
-- need it: they batch.
--
-- There are no foreign keys: a page is written by append() only, the key would lock a row of log.stream for each page, and
-- `audit verify` checks more than a key can.

CREATE SCHEMA log;

-- ---------------------------------------------------------------------------------------------------------------- the end

CREATE TABLE log.head (
  one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
  position bigint NOT NULL,
  hash bytea NOT NULL
) WITH (fillfactor = 10); -- each append changes the row: room for its versions in the same block

COMMENT ON TABLE log.head IS 'The end of the log; its row lock is what serialises appends.';
COMMENT ON COLUMN log.head.one_row IS 'Always true: there is one row.';
COMMENT ON COLUMN log.head.position IS 'Position of the last event; 0 when there is none.';
COMMENT ON COLUMN log.head.hash IS 'Hash of the last page: the chain''s end. Before the first page: sha256 of the text ringledger-log/1.';

INSERT INTO log.head (position, hash) VALUES (0, sha256(convert_to('ringledger-log/1', 'UTF8')));

-- ------------------------------------------------------------------------------------------------------------------ names

CREATE TABLE log.stream (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE,
  revision bigint NOT NULL DEFAULT -1,
  cursor json
) WITH (fillfactor = 50);

COMMENT ON TABLE log.stream IS 'Every stream that was ever written, or whose collector has a cursor.';
COMMENT ON COLUMN log.stream.id IS 'Stands for the name in log.page: four bytes instead of thirty.';
COMMENT ON COLUMN log.stream.name IS 'E.g. facts/paris/pbx1/queue_log. Compared byte by byte.';
COMMENT ON COLUMN log.stream.revision IS 'Of the last event, counted from 0; -1: no event yet. What expected revisions are compared with.';
COMMENT ON COLUMN log.stream.cursor IS 'Where the stream''s writer stands in its source. json, not jsonb: a file name may hold a NUL, and nobody searches in it.';

CREATE TABLE log.event_type (
  id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE
);

COMMENT ON TABLE log.event_type IS 'Every type of event that was ever appended.';
COMMENT ON COLUMN log.event_type.id IS 'Stands for the name in log.page and in its index.';
COMMENT ON COLUMN log.event_type.name IS 'E.g. QueueLogRowRecorded.';

-- ------------------------------------------------------------------------------------------------------------------ pages

CREATE TABLE log.page (
  first_position bigint PRIMARY KEY,
  first_revision bigint NOT NULL,
  recorded_us bigint NOT NULL,
  min_occurred_us bigint NOT NULL,
  max_occurred_us bigint NOT NULL,
  stream_id integer NOT NULL,
  events integer NOT NULL CHECK (events > 0),
  text_bytes integer NOT NULL CHECK (text_bytes > 0),
  type_id smallint NOT NULL,
  span_class smallint NOT NULL,
  codec smallint NOT NULL CHECK (codec IN (0, 1)),
  tags integer[],
  checksums bytea,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL,
  payload bytea NOT NULL
);

-- Nothing here shrinks further: spare PostgreSQL the attempt.
ALTER TABLE log.page ALTER COLUMN payload SET STORAGE EXTERNAL;
ALTER TABLE log.page ALTER COLUMN checksums SET STORAGE EXTERNAL;
ALTER TABLE log.page ALTER COLUMN tags SET STORAGE EXTERNAL;

COMMENT ON TABLE log.page IS 'Events, packed. Rows are only ever added.';
COMMENT ON COLUMN log.page.first_position IS 'Of the first event; the others follow without a hole, and so does the next page.';
COMMENT ON COLUMN log.page.first_revision IS 'Of the first event in its stream; the others follow without a hole.';
COMMENT ON COLUMN log.page.recorded_us IS 'When the page was appended, by the clock of the server that did it (microseconds since 1970).';
COMMENT ON COLUMN log.page.min_occurred_us IS 'Earliest occurredAt in the page, for reads by time.';
COMMENT ON COLUMN log.page.max_occurred_us IS 'Latest occurredAt in the page, for reads by time.';
COMMENT ON COLUMN log.page.stream_id IS 'log.stream.id';
COMMENT ON COLUMN log.page.events IS 'How many events the page holds.';
COMMENT ON COLUMN log.page.text_bytes IS 'Length of the payload''s text, so that a reader fetches no more than it can hold and inflates in one step.';
COMMENT ON COLUMN log.page.type_id IS 'log.event_type.id; one type a page, so that a plain index finds the events of a type.';
COMMENT ON COLUMN log.page.span_class IS 'Class of max_occurred_us - min_occurred_us, see the index page_by_time.';
COMMENT ON COLUMN log.page.codec IS '0: payload is the text; 1: payload is the text, raw deflate (RFC 1951).';
COMMENT ON COLUMN log.page.tags IS 'CRC-32 of each tag in the page, ascending, as signed integers; null: no tags. A hit is compared with the tags in the payload.';
COMMENT ON COLUMN log.page.checksums IS 'CRC-32 (big endian) of each line of the text, the envelope first: tells which event was altered. null for a page of one event.';
COMMENT ON COLUMN log.page.previous_hash IS 'Hash of the page before; of the first page: sha256 of the text ringledger-log/1.';
COMMENT ON COLUMN log.page.hash IS 'sha256 of the lines: ringledger-page/1, previous hash, first position, events, stream name, first revision, type name, recorded_us, sha256 of the payload''s text (hashes in hexadecimal; joined by line feeds).';
COMMENT ON COLUMN log.page.payload IS 'UTF-8 JSON: an array whose first element holds what all events have in common, the others are the events; each on a line.';

-- The stream's pages in order. Unique: two pages can never claim the same revisions.
CREATE UNIQUE INDEX page_by_stream ON log.page (stream_id, first_revision);

-- The pages of a type in order, however rare the type is in a long log.
CREATE INDEX page_by_type ON log.page (type_id, first_position);

-- Pages of a stream that overlap a time window. Pages of one class span at most that class's length L (1 minute, 15 minutes,
-- 2 hours, 1 day, 32 days, anything), so those that overlap begin between from - L and to: one short range of the index for
-- each class, wherever the window lies and in whatever order history was imported. A GiST index on ranges does the same with
-- an extension, twice the bytes and slower appends. Stream and class are one number, so that no query but the one that is meant
-- can use this index: the planner has no choice to get wrong.
CREATE INDEX page_by_time ON log.page ((stream_id * 8::bigint + span_class), min_occurred_us);

-- Without the pending list: its flush would stop an append for as long as thousands take.
CREATE INDEX page_by_tag ON log.page USING gin (tags) WITH (fastupdate = off);

CREATE FUNCTION log.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'log.page is append-only: % refused', TG_OP
    USING HINT = 'What happened cannot be changed; record a correction as a new event.';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log.page
  FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();

-- ----------------------------------------------------------------------------------------------------------------- append

CREATE FUNCTION log.page_hash(
  previous_hash bytea, first_position bigint, events integer, stream text, first_revision bigint, type text,
  recorded_us bigint, text_sha256 text
) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT sha256(convert_to(concat_ws(E'\n', 'ringledger-page/1', encode(previous_hash, 'hex'), first_position, events,
                                     stream, first_revision, type, recorded_us, text_sha256), 'UTF8'))
$$;

COMMENT ON FUNCTION log.page_hash IS 'The chain''s rule, see log.page.hash.';

CREATE FUNCTION log.type_id(wanted text) RETURNS smallint LANGUAGE plpgsql AS $$
DECLARE
  found_id smallint;
BEGIN
  SELECT id INTO found_id FROM log.event_type WHERE name = wanted;
  IF NOT FOUND THEN
    INSERT INTO log.event_type (name) VALUES (wanted) RETURNING id INTO found_id;
  END IF;
  RETURN found_id;
END
$$;

COMMENT ON FUNCTION log.type_id IS 'Id of a type, new if need be. Call it with log.head locked.';

-- Appends of several callers in one transaction and one round trip, each with its own outcome: the lock on the log is never
-- held by a client that has something else to do.
--   appends   [[{name, expected, cursor, pages: [{type, events, min, max, span, tags, codec, text, at, size, sums, sha}]}]]
--             expected: a revision, -1 no stream, -2 any, -4 stream exists; cursor: JSON as text or null;
--             at, size: the page's payload in `payloads`; sums: checksums in hexadecimal or null; sha: sha256 of its text
--   returns   one an append: {"position", "streams": [[first revision, last revision, first position, last position]]}, or
--             {"conflict": place of the stream in the append, "actual": its revision, -1 for none}
CREATE FUNCTION log.append(appends jsonb, payloads bytea, now_us bigint) RETURNS jsonb
LANGUAGE plpgsql SET lock_timeout = '10s' AS $$
DECLARE
  head_position bigint;
  head_hash bytea;
  position_before bigint;
  an_append jsonb;
  a_stream jsonb;
  a_page jsonb;
  place integer;
  actual bigint;
  expected bigint;
  conflict jsonb;
  outcomes jsonb[] := '{}';
  streams jsonb[];
  id_of_stream integer;
  first_of_stream bigint;
  revision_after bigint;
  page_events integer;
  page_hash bytea;
BEGIN
  SELECT position, hash INTO STRICT head_position, head_hash FROM log.head FOR UPDATE;
  position_before := head_position;

  FOR an_append IN SELECT jsonb_array_elements(appends) LOOP
    conflict := NULL;
    place := 0;
    FOR a_stream IN SELECT jsonb_array_elements(an_append) LOOP
      expected := (a_stream ->> 'expected')::bigint;
      actual := coalesce((SELECT revision FROM log.stream WHERE name = a_stream ->> 'name'), -1);
      IF NOT (expected = -2 OR (expected = -4 AND actual >= 0) OR expected = actual) THEN
        conflict := jsonb_build_object('conflict', place, 'actual', actual);
        EXIT;
      END IF;
      place := place + 1;
    END LOOP;
    IF conflict IS NOT NULL THEN
      outcomes := outcomes || conflict;
      CONTINUE;
    END IF;

    streams := '{}';
    FOR a_stream IN SELECT jsonb_array_elements(an_append) LOOP
      SELECT id, revision INTO id_of_stream, revision_after FROM log.stream WHERE name = a_stream ->> 'name';
      IF NOT FOUND THEN
        revision_after := -1;
        IF a_stream ->> 'cursor' IS NOT NULL OR a_stream #> '{pages,0}' IS NOT NULL THEN
          INSERT INTO log.stream (name) VALUES (a_stream ->> 'name') RETURNING id INTO id_of_stream;
        END IF;
      END IF;
      actual := revision_after;
      first_of_stream := head_position + 1;

      FOR a_page IN SELECT jsonb_array_elements(a_stream -> 'pages') LOOP
        page_events := (a_page ->> 'events')::integer;
        page_hash := log.page_hash(head_hash, head_position + 1, page_events, a_stream ->> 'name', revision_after + 1,
                                   a_page ->> 'type', now_us, a_page ->> 'sha');
        INSERT INTO log.page (first_position, first_revision, recorded_us, min_occurred_us, max_occurred_us, stream_id, events,
                              text_bytes, type_id, span_class, codec, tags, checksums, previous_hash, hash, payload)
        VALUES (head_position + 1, revision_after + 1, now_us, (a_page ->> 'min')::bigint, (a_page ->> 'max')::bigint,
                id_of_stream, page_events, (a_page ->> 'text')::integer, log.type_id(a_page ->> 'type'),
                (a_page ->> 'span')::smallint, (a_page ->> 'codec')::smallint,
                (SELECT array_agg(tag::integer) FROM jsonb_array_elements_text(a_page -> 'tags') AS tag),
                decode(a_page ->> 'sums', 'hex'), head_hash, page_hash,
                substring(payloads FROM (a_page ->> 'at')::integer + 1 FOR (a_page ->> 'size')::integer));
        head_hash := page_hash;
        head_position := head_position + page_events;
        revision_after := revision_after + page_events;
      END LOOP;

      IF id_of_stream IS NOT NULL THEN
        UPDATE log.stream
        SET revision = revision_after, cursor = coalesce((a_stream ->> 'cursor')::json, cursor)
        WHERE id = id_of_stream AND (revision <> revision_after OR a_stream ->> 'cursor' IS NOT NULL);
      END IF;
      streams := streams || jsonb_build_array(
        actual + 1, revision_after, CASE WHEN revision_after > actual THEN first_of_stream ELSE head_position END, head_position);
    END LOOP;
    outcomes := outcomes || jsonb_build_object('position', head_position, 'streams', to_jsonb(streams));
  END LOOP;

  IF head_position > position_before THEN
    UPDATE log.head SET position = head_position, hash = head_hash;
    PERFORM pg_notify('ringledger_log', head_position::text);
  END IF;
  RETURN to_jsonb(outcomes);
END
$$;

COMMENT ON FUNCTION log.append IS 'The only way events come in, apart from the bulk path, which does the same with COPY.';
