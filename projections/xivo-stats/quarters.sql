-- A condition on the time of a figure leaves few of these, and what happened in each is found by its indexes. Times are written out here:
-- stats_parts.local_time, which indexes are made on, takes twice as long, and this is done for each quarter.
CREATE OR REPLACE VIEW stats_parts.quarter AS
SELECT
  s.site, q.start_us,
  (timestamptz 'epoch' + q.start_us * interval '1 microsecond') AT TIME ZONE s.time_zone AS time,
  q.start_us - q.start_us % 3600000000 AS hour_us,
  timestamptz 'epoch' + (q.start_us - q.start_us % 3600000000) * interval '1 microsecond' AS hour
FROM stats_parts.site s
CROSS JOIN generate_series(
  (SELECT min(start_us) FROM queue_visits.quarter) - 900000000,
  (SELECT greatest(max(over_us), max(quarter_us)) + 86400000000 FROM (
    SELECT max(coalesce(ended_us, lost_us, CASE WHEN answered_us IS NULL THEN left_us END)) AS over_us, NULL::bigint AS quarter_us
    FROM queue_visits.visit
    UNION ALL
    SELECT NULL, max(start_us) FROM queue_visits.quarter) newest),
  900000000
) AS q (start_us);
COMMENT ON VIEW stats_parts.quarter IS 'Quarters of an hour since the first visit, with what the clock of the site showed, and the hour of each.';

CREATE OR REPLACE VIEW stats_parts.agent_quarter AS
SELECT
  s.site, q.start_us,
  (timestamptz 'epoch' + q.start_us * interval '1 microsecond') AT TIME ZONE s.time_zone AS time,
  q.start_us - q.start_us % 3600000000 AS hour_us,
  timestamptz 'epoch' + (q.start_us - q.start_us % 3600000000) * interval '1 microsecond' AS hour
FROM stats_parts.site s
CROSS JOIN generate_series(
  (SELECT min(first_us) - mod(min(first_us), 900000000) - 900000000 FROM (
    SELECT min(start_us) AS first_us FROM agent_states.activity
    UNION ALL
    SELECT min(since_us) FROM agent_states.agent_now WHERE state NOT IN ('LOGGED_OUT', 'UNCERTAIN')
    UNION ALL
    SELECT min(started_us) FROM calls.call) oldest),
  (SELECT max(last_us) + 86400000000 FROM (
    SELECT max(start_us) AS last_us FROM agent_states.activity
    UNION ALL
    SELECT max(least((extract(epoch FROM now()) * 1000000)::bigint, last_sign_us + 2678400000000)) FROM agent_states.agent_now
    UNION ALL
    SELECT max(started_us) + 86400000000 FROM calls.call
    UNION ALL
    -- What went on for longer than a day was over by the newest row.
    SELECT max(last_event_us) FROM directory.source_progress
    UNION ALL
    SELECT max(last_event_us) FROM cel_progress.source_progress) newest),
  900000000
) AS q (start_us);
COMMENT ON VIEW stats_parts.agent_quarter IS 'Quarters of an hour since the first call or login, likewise.';
