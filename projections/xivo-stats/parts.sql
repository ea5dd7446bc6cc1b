-- What the views of xivo_stats and wazo_stats have in common. Nobody else reads it, and readers have no right to it.

-- The original tables know one site. SET ringledger.site (for a database user: ALTER ROLE ... SET) shows one site of several.
CREATE OR REPLACE VIEW stats_parts.site AS
SELECT site, time_zone FROM queue_visits.site
WHERE coalesce(current_setting('ringledger.site', true), '') IN ('', site);
COMMENT ON VIEW stats_parts.site IS 'Sites that are shown, with the zone of their clocks.';

-- Written so that every part of it is immutable: indexes are made on it.
CREATE OR REPLACE FUNCTION stats_parts.instant(at_us bigint) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT (timestamp 'epoch' + at_us * interval '1 microsecond') AT TIME ZONE 'UTC' $$;
COMMENT ON FUNCTION stats_parts.instant IS 'An instant of the read models.';

CREATE OR REPLACE FUNCTION stats_parts.local_time(at_us bigint, time_zone text) RETURNS timestamp
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT ((timestamp 'epoch' + at_us * interval '1 microsecond') AT TIME ZONE 'UTC') AT TIME ZONE time_zone $$;
COMMENT ON FUNCTION stats_parts.local_time IS 'What the clock of the site showed.';

-- A double holds microseconds exactly for 285 years, and sums of it cost a fraction of those of bigint.
CREATE OR REPLACE FUNCTION stats_parts.seconds(length_us double precision) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT floor(length_us / 1000000 + 0.5)::integer $$;
COMMENT ON FUNCTION stats_parts.seconds IS 'The original counts whole seconds.';

CREATE OR REPLACE FUNCTION stats_parts.agent_number(member_name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN member_name LIKE 'Agent/%' THEN substr(member_name, 7) ELSE member_name END $$;
COMMENT ON FUNCTION stats_parts.agent_number IS 'Agent/8001 is agent 8001; a member without a number keeps his name.';

CREATE OR REPLACE FUNCTION stats_parts.stable_id(name text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT hashtextextended(name, 0) & 4503599627370495 $$;
COMMENT ON FUNCTION stats_parts.stable_id IS 'A number for what has only a name, exact in a double: a rebuild gives the same.';

-- A length that crosses a boundary is split there (contact-center 5, C-02). Longer than a month it is a clock that jumped: one piece.
CREATE OR REPLACE FUNCTION stats_parts.pieces(from_us bigint, to_us bigint, size_us bigint)
RETURNS TABLE (start_us bigint, length_us bigint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 2 AS
$$
  SELECT
    q,
    CASE WHEN to_us - from_us > 2678400000000 THEN to_us - from_us ELSE least(to_us, q + size_us) - greatest(from_us, q) END
  FROM generate_series(
    from_us - mod(from_us, size_us),
    CASE WHEN to_us - from_us > 2678400000000 THEN from_us ELSE to_us - 1 END,
    size_us
  ) AS q
$$;
COMMENT ON FUNCTION stats_parts.pieces IS 'A stretch of time, cut at whole multiples of the size.';
