-- What happened, with the time that the clock of its site showed. A condition on local_at finds rows by an index: the expression is indexed for
-- each zone that a site has (stats_parts.time_indexes), so the zone must stand in it as a literal, and each zone has a part of its own. A zone
-- that came since is read through the last part, until these views are made again.

CREATE OR REPLACE FUNCTION stats_parts.zones() RETURNS text[]
LANGUAGE plpgsql STABLE AS
$$
DECLARE
  zone text;
  known text[] := '{}';
BEGIN
  FOR zone IN SELECT DISTINCT time_zone FROM queue_visits.site ORDER BY 1 LIMIT 24 LOOP
    BEGIN
      PERFORM timestamp 'epoch' AT TIME ZONE zone;
      known := known || zone;
    EXCEPTION WHEN invalid_parameter_value THEN
      NULL; -- this PostgreSQL does not know it
    END;
  END LOOP;
  RETURN known;
END
$$;
COMMENT ON FUNCTION stats_parts.zones IS 'Zones of the sites that there are.';

CREATE OR REPLACE FUNCTION stats_parts.make_clock(clock text, source text, source_columns text, us_column text, zones text[]) RETURNS void
LANGUAGE plpgsql AS
$$
DECLARE
  part text := format(
    'SELECT %s, s.time_zone, {local} AS local_at FROM %s t JOIN stats_parts.site s ON s.site = t.site WHERE {zone}', source_columns, source);
  zone text;
  parts text[] := '{}';
BEGIN
  FOREACH zone IN ARRAY zones LOOP
    parts := parts || replace(replace(part, '{local}', format('stats_parts.local_time(t.%I, %L)', us_column, zone)),
      '{zone}', format('s.time_zone = %L', zone));
  END LOOP;
  parts := parts || replace(replace(part, '{local}', format('stats_parts.local_time(t.%I, s.time_zone)', us_column)),
    '{zone}', format('s.time_zone <> ALL (%L::text[])', zones));
  PERFORM stats_parts.replace_view('stats_parts.' || clock, array_to_string(parts, ' UNION ALL '));
END
$$;
COMMENT ON FUNCTION stats_parts.make_clock IS 'Makes a view of a table with the time that the clock of the site showed.';

CREATE TABLE IF NOT EXISTS stats_parts.clock_zones (one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row), zones text[] NOT NULL);
COMMENT ON TABLE stats_parts.clock_zones IS 'Zones that the clocks were made for.';
COMMENT ON COLUMN stats_parts.clock_zones.one_row IS 'true: there is one row.';
COMMENT ON COLUMN stats_parts.clock_zones.zones IS 'Names of zones.';

CREATE OR REPLACE FUNCTION stats_parts.make_clocks() RETURNS void
LANGUAGE plpgsql AS
$$
DECLARE
  zones text[] := stats_parts.zones();
BEGIN
  PERFORM stats_parts.make_clock('visit_clock', 'queue_visits.visit',
    't.site, t.node, t.call_id, t.visit_number, t.positions, t.entered_us, t.answered_us, t.ended_us, t.ring_us, t.outcome, t.queue, t.agent, t.excluded', 'entered_us', zones);
  PERFORM stats_parts.make_clock('refusal_clock', 'queue_visits.refusal',
    't.site, t.call_id, t.position, t.reason, t.queue, t.excluded', 'at_us', zones);
  PERFORM stats_parts.make_clock('call_clock', 'calls.call',
    't.site, t.node, t.call_id, t.id, t.started_us, t.answered_us, t.ended_us, t.outcome, t.direction, t.transfer_direction, t.transferred,'
    't.caller_number, t.called_number, t.from_unique_id, t.exclusion_reason', 'started_us', zones);
  PERFORM stats_parts.make_clock('party_clock', 'calls.party',
    't.site, t.node, t.call_id, t.seq, t.unique_id, t.line, t.role, t.is_external, t.number, t.agent, t.queue, t.dialled, t.started_us,'
    't.answered_us, t.talked_us, t.ended_us',
    'started_us', zones);
  PERFORM stats_parts.make_clock('transfer_clock', 'calls.transfer',
    't.site, t.node, t.call_id, t.seq, t.kind, t.at_us, t.by_unique_id, t.target_unique_id, t.direction', 'at_us', zones);
  PERFORM stats_parts.make_clock('hold_clock', 'calls.hold',
    't.site, t.node, t.call_id, t.seq, t.by_unique_id, t.from_us, t.to_us', 'from_us', zones);
  INSERT INTO stats_parts.clock_zones (zones) VALUES (zones) ON CONFLICT (one_row) DO UPDATE SET zones = EXCLUDED.zones;
END
$$;
COMMENT ON FUNCTION stats_parts.make_clocks IS 'Makes the views with local times for the zones that the sites have now.';

CREATE OR REPLACE FUNCTION stats_parts.make_new_clocks() RETURNS boolean
LANGUAGE plpgsql AS
$$
BEGIN
  IF stats_parts.zones() = (SELECT zones FROM stats_parts.clock_zones) THEN
    RETURN false;
  END IF;
  PERFORM stats_parts.make_clocks();
  RETURN true;
END
$$;
COMMENT ON FUNCTION stats_parts.make_new_clocks IS 'Makes them again where a site has another zone since.';

SELECT stats_parts.make_clocks();

-- As instants, for wazo_stats and report, and as local times of each zone, for xivo_stats.
CREATE OR REPLACE VIEW stats_parts.time_index AS
SELECT i.projection, i.table_name, i.name, format('CREATE INDEX IF NOT EXISTS %I ON %I.%I ((%s))', i.name, i.projection, i.table_name, i.expression) AS statement
FROM (
  SELECT
    t.projection, t.table_name,
    left(t.table_name || '_' || t.us_column || '_at', 63) AS name,
    format('(timestamp ''epoch'' + %I * interval ''1 microsecond'') AT TIME ZONE ''UTC''', t.us_column) AS expression
  FROM (VALUES ('queue_visits', 'visit', 'entered_us'), ('queue_visits', 'refusal', 'at_us'), ('calls', 'call', 'started_us'))
    AS t (projection, table_name, us_column)
  UNION ALL
  SELECT
    t.projection, t.table_name,
    left(t.table_name || '_' || t.us_column || '_' || lower(regexp_replace(z.zone, '[^A-Za-z0-9]+', '_', 'g')), 63),
    format('((timestamp ''epoch'' + %I * interval ''1 microsecond'') AT TIME ZONE ''UTC'') AT TIME ZONE %L', t.us_column, z.zone)
  FROM (VALUES
    ('queue_visits', 'visit', 'entered_us'), ('queue_visits', 'refusal', 'at_us'), ('calls', 'call', 'started_us'),
    ('calls', 'party', 'started_us'), ('calls', 'transfer', 'at_us'), ('calls', 'hold', 'from_us')
  ) AS t (projection, table_name, us_column)
  CROSS JOIN stats_parts.clock_zones c
  CROSS JOIN unnest(c.zones) AS z (zone)
) i
UNION ALL
SELECT projection, table_name, name, format('CREATE INDEX IF NOT EXISTS %I ON %I.%I %s', name, projection, table_name, definition)
FROM (VALUES
  ('calls', 'party', 'party_talked', '(talked_us) WHERE talked_us IS NOT NULL'),
  -- Few: what reaches beyond the quarter of an hour behind the one that it begins in.
  ('calls', 'party', 'party_long_talk', '(talked_us) WHERE talk_us > 900000000'),
  ('agent_states', 'activity', 'activity_long_ring', '(start_us) WHERE calls ~ ''"[A-Z]+",(9[0-9]{8}|[1-9][0-9]{9})''')
) AS t (projection, table_name, name, definition);
COMMENT ON VIEW stats_parts.time_index IS 'Indexes by which reports find a stretch of time, and what makes them.';
