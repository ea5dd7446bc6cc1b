-- The enumerations of the original statistics database (contact-center 4).

CREATE SCHEMA IF NOT EXISTS xivo_stats;
COMMENT ON SCHEMA xivo_stats IS 'The tables of the original statistics database, as views: times on the clock of the site.';

DO $$
BEGIN
  IF to_regtype('xivo_stats.call_status') IS NULL THEN
    CREATE TYPE xivo_stats.call_status AS ENUM (
      'full', 'closed', 'joinempty', 'leaveempty', 'divert_ca_ratio', 'divert_waittime', 'answered', 'abandoned', 'timeout', 'exit_with_key');
  END IF;
  -- Only the answered value of the original is reliable, and it is spelled answer (C-07, L-14).
  IF to_regtype('xivo_stats.status_type') IS NULL THEN
    CREATE TYPE xivo_stats.status_type AS ENUM (
      'answer', 'no_answer', 'busy', 'refused', 'abandoned', 'voicemail', 'forwarded', 'failed', 'unterminated', 'in_progress');
  END IF;
  IF to_regtype('xivo_stats.call_direction') IS NULL THEN
    CREATE TYPE xivo_stats.call_direction AS ENUM ('incoming', 'outgoing', 'internal');
  END IF;
  IF to_regtype('xivo_stats.agent_state_type') IS NULL THEN
    CREATE TYPE xivo_stats.agent_state_type AS ENUM ('logged_on', 'logged_off', 'paused', 'wrapup');
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION stats_parts.direction(name text) RETURNS xivo_stats.call_direction
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
  SELECT CASE name
    WHEN 'INBOUND' THEN 'incoming'::xivo_stats.call_direction
    WHEN 'OUTBOUND' THEN 'outgoing'::xivo_stats.call_direction
    WHEN 'INTERNAL' THEN 'internal'::xivo_stats.call_direction
  END
$$;
COMMENT ON FUNCTION stats_parts.direction IS 'Where nothing tells the direction there is none.';
